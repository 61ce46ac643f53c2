# Calendars: rules, zones, files. Against other implementations: tests/system/meetings_expand_test.py.
usher_unit_test(meeting LIBS usher::meeting FILES
  meeting/calendar_test.cpp
  meeting/expansion_test.cpp
  meeting/rule_test.cpp
)
