# Programs that system tests drive from outside (tests/system/*.py).
add_executable(kill_bot system/kill_bot.cpp)
target_link_libraries(kill_bot PRIVATE usher::engine usher_wipe)
