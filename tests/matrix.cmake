# The Matrix adapter: its parts as functions and state machines, and over a stand-in for a homeserver on loopback.
usher_unit_test(matrix LIBS usher_engine_rig usher::adapters usher::engine Boost::json PkgConfig::sodium
  FILES
    matrix/address_test.cpp
    matrix/gate_test.cpp
    matrix/ids_test.cpp
    matrix/inbound_broken_test.cpp
    matrix/inbound_change_test.cpp
    matrix/inbound_message_test.cpp
    matrix/look_test.cpp
    matrix/names_test.cpp
    matrix/route_test.cpp
    matrix/said_test.cpp
    matrix/scan_test.cpp
    matrix/tables_test.cpp
    matrix/wire_event_test.cpp
    matrix/wire_filter_test.cpp
    matrix/wire_page_test.cpp
    matrix/wire_sync_test.cpp
)
