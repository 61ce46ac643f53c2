# The space in the browser: pure parts, its rows, desk and door without sockets, and the adapter over a real engine.
usher_unit_test(web LIBS usher_engine_rig usher::adapters Boost::json FILES
  web/address_test.cpp
  web/budget_test.cpp
  web/desk_edit_test.cpp
  web/desk_form_test.cpp
  web/desk_reply_test.cpp
  web/desk_room_test.cpp
  web/desk_say_test.cpp
  web/desk_test.cpp
  web/door_test.cpp
  web/door_token_test.cpp
  web/door_who_test.cpp
  web/frame_broken_test.cpp
  web/frame_test.cpp
  web/json_test.cpp
  web/places_test.cpp
  web/post_change_test.cpp
  web/post_test.cpp
  web/roster_test.cpp
  web/rows_forget_test.cpp
  web/rows_read_test.cpp
  web/rows_test.cpp
  web/seal_test.cpp
  web/server_edge_test.cpp
  web/web_test.cpp
  web/welcome_test.cpp
)
