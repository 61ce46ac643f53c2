# User groups: founding, running and leaving them.
usher_unit_test(group LIBS usher::group usher::engine FILES
  group/checklist_test.cpp
  group/events_test.cpp
  group/find_test.cpp
  group/forget_test.cpp
  group/ideas_test.cpp
  group/in_house_test.cpp
  group/names_test.cpp
  group/publishing_test.cpp
  group/repeat_test.cpp
  group/talk_test.cpp
  group/wizard_test.cpp
)
