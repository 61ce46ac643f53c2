# The small commands.
usher_unit_test(features LIBS usher::commands usher::engine
  FILES
    features/echo_test.cpp
    features/forget_test.cpp
    features/help_test.cpp
    features/home_test.cpp
    features/language_test.cpp
)
