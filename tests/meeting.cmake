# Calendars: rules, zones, files (against other implementations: tests/system/meetings_expand_test.py); and meetings: what is
# read, compared, told and when.
usher_unit_test(meeting LIBS usher::meeting usher::engine usher::config Boost::json
  PARTS "[change],[new],[year],[hosts],[organise],[source]" "~[change]~[new]~[year]~[hosts]~[organise]~[source]" FILES
  meeting/announce_test.cpp
  meeting/archiving_test.cpp
  meeting/calendar_test.cpp
  meeting/change_calendar_test.cpp
  meeting/change_test.cpp
  meeting/changes_test.cpp
  meeting/compare_test.cpp
  meeting/expansion_test.cpp
  meeting/feed_pages_test.cpp
  meeting/feed_writing_test.cpp
  meeting/feeds_test.cpp
  meeting/follow_ups_test.cpp
  meeting/given_notes_test.cpp
  meeting/held_test.cpp
  meeting/holidays_test.cpp
  meeting/hosts_test.cpp
  meeting/late_test.cpp
  meeting/lookup_test.cpp
  meeting/minutes_test.cpp
  meeting/moves_test.cpp
  meeting/names_test.cpp
  meeting/new_form_test.cpp
  meeting/new_test.cpp
  meeting/organise_test.cpp
  meeting/passcodes_test.cpp
  meeting/preparing_again_test.cpp
  meeting/page_checks_test.cpp
  meeting/page_claims_test.cpp
  meeting/preparing_test.cpp
  meeting/reading_test.cpp
  meeting/reminders_test.cpp
  meeting/rhythm_test.cpp
  meeting/rule_test.cpp
  meeting/source_edit_test.cpp
  meeting/source_yaml_test.cpp
  meeting/sources_test.cpp
  meeting/sources_whole_test.cpp
  meeting/talks_test.cpp
  meeting/year_test.cpp
)
