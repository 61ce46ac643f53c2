usher_unit_test(proposals LIBS usher::commands Boost::json FILES
  proposals/answers_test.cpp
  proposals/header_test.cpp
  proposals/history_test.cpp
  proposals/index_test.cpp
  proposals/list_test.cpp
  proposals/lookup_test.cpp
  proposals/misses_test.cpp
  proposals/once_test.cpp
  proposals/poll_test.cpp
  proposals/poll_trouble_test.cpp
  proposals/query_test.cpp
  proposals/search_test.cpp
  proposals/terms_test.cpp
  proposals/truth_test.cpp
)
