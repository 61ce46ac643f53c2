# Answers: which topic a question is about, how sure that is, and what is said.
add_library(usher_answer_score STATIC support/answer_score.cpp)
target_link_libraries(usher_answer_score PUBLIC usher::answers usher::config Boost::json)
usher_unit_test(answers LIBS usher_answer_score usher::engine usher::config FILES
  answers/care_test.cpp
  answers/small_talk_test.cpp
  answers/decide_test.cpp
  answers/desk_test.cpp
  answers/feature_meaning_test.cpp
  answers/feature_test.cpp
  answers/gaps_test.cpp
  answers/gate_test.cpp
  answers/index_test.cpp
  answers/meanings_test.cpp
  answers/score_test.cpp
  answers/shipped_test.cpp
  answers/suggestion_test.cpp
  answers/unasked_test.cpp
  answers/wording_test.cpp
)
