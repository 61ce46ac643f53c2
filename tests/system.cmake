# Programs that system tests drive from outside (tests/system/*.py).
add_executable(kill_bot system/kill_bot.cpp)
target_link_libraries(kill_bot PRIVATE usher::engine usher_wipe)
add_executable(websocket_peer system/websocket_peer.cpp)
target_link_libraries(websocket_peer PRIVATE usher::net)

add_executable(web_peer system/web_peer.cpp)
target_link_libraries(web_peer PRIVATE usher::adapters usher::commands usher_config_files usher_wipe)

add_custom_target(system_peers DEPENDS kill_bot websocket_peer terminal_peer web_peer)
