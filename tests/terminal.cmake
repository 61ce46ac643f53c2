# The terminal: rendering, prompts, the adapter against a scripted console; and the command line.
usher_unit_test(terminal LIBS usher::terminal usher_cli FILES
  terminal/ansi_test.cpp
  terminal/cli_test.cpp
  terminal/flow_test.cpp
  terminal/line_test.cpp
  terminal/plain_console_test.cpp
  terminal/prompts_test.cpp
  terminal/terminal_form_test.cpp
  terminal/terminal_test.cpp
)
# The terminal over a real engine with a feature made for it, to be driven through a pseudo-terminal.
add_executable(terminal_peer system/terminal_peer.cpp)
target_link_libraries(terminal_peer PRIVATE usher::terminal)
usher_use_pch(terminal_peer ASIO)
