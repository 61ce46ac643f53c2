# The welcome: whom it reaches, when, and what it says.
usher_unit_test(welcome LIBS usher::welcome usher::engine usher::config FILES
  welcome/asking_test.cpp
  welcome/config_test.cpp
  welcome/joining_test.cpp
  welcome/rush_test.cpp
  welcome/wording_test.cpp
)
