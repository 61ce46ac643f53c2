# Programs that system tests drive from outside (tests/system/*.py).
add_executable(kill_bot system/kill_bot.cpp)
target_link_libraries(kill_bot PRIVATE usher::engine usher_wipe)
usher_use_pch(kill_bot ASIO)
add_executable(websocket_peer system/websocket_peer.cpp)
target_link_libraries(websocket_peer PRIVATE usher::net)
usher_use_pch(websocket_peer ASIO)

add_executable(web_peer system/web_peer.cpp)
target_link_libraries(web_peer PRIVATE usher::web usher::commands usher_config_files usher_wipe)
usher_use_pch(web_peer ASIO)

# The fake Slack: a library, because unit tests and the benchmarks run it too. Optimised always: it is what bots are measured with.
add_library(usher_fake_slack STATIC
  support/slack_acts.cpp
  support/slack_acts_find.cpp
  support/slack_acts_press.cpp
  support/slack_control.cpp
  support/slack_dispatch.cpp
  support/slack_fake.cpp
  support/slack_hook.cpp
  support/slack_http.cpp
  support/slack_load.cpp
  support/slack_load_state.cpp
  support/slack_loop.cpp
  support/slack_methods_chat.cpp
  support/slack_methods_react.cpp
  support/slack_methods_rooms.cpp
  support/slack_methods_views.cpp
  support/slack_respond.cpp
  support/slack_rules.cpp
  support/slack_rules_rich.cpp
  support/slack_rules_text.cpp
  support/slack_server.cpp
  support/slack_sockets.cpp
  support/slack_sockets_trouble.cpp
  support/slack_world.cpp
)
# They are also the measure that bots are held against; under a sanitizer nothing is measured, and optimising takes longest.
if(NOT USHER_SANITIZE)
  target_compile_options(usher_fake_slack PRIVATE -O2)
endif()
target_link_libraries(usher_fake_slack PUBLIC Boost::json PRIVATE fmt::fmt OpenSSL::Crypto Threads::Threads)
target_include_directories(usher_fake_slack PUBLIC "${CMAKE_SOURCE_DIR}")
usher_use_unity(usher_fake_slack)
add_executable(slack_peer system/slack_peer.cpp)
target_link_libraries(slack_peer PRIVATE usher_fake_slack)
add_executable(slack_bot system/slack_bot.cpp)
target_link_libraries(slack_bot PRIVATE usher::slack usher::commands usher_wipe)
usher_use_pch(slack_bot ASIO)

# The thin homeserver: on the fake Slack's loop and HTTP, optimised for the same reason.
add_library(usher_fake_matrix STATIC
  support/matrix_accounts.cpp
  support/matrix_acts.cpp
  support/matrix_calls.cpp
  support/matrix_calls_rooms.cpp
  support/matrix_calls_send.cpp
  support/matrix_calls_session.cpp
  support/matrix_control.cpp
  support/matrix_fake.cpp
  support/matrix_faults.cpp
  support/matrix_load.cpp
  support/matrix_push.cpp
  support/matrix_rooms.cpp
  support/matrix_rules.cpp
  support/matrix_server.cpp
  support/matrix_sync.cpp
  support/matrix_sync_room.cpp
  support/matrix_world.cpp
)
if(NOT USHER_SANITIZE)
  target_compile_options(usher_fake_matrix PRIVATE -O2)
endif()
target_link_libraries(usher_fake_matrix PUBLIC usher_fake_slack PRIVATE fmt::fmt)
usher_use_unity(usher_fake_matrix)
add_executable(matrix_peer system/matrix_peer.cpp)
target_link_libraries(matrix_peer PRIVATE usher_fake_matrix)

add_custom_target(system_peers DEPENDS kill_bot websocket_peer terminal_peer web_peer matrix_peer slack_peer slack_bot)
