usher_unit_test(proposals LIBS usher::commands FILES
  proposals/header_test.cpp
)
