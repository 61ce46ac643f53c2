# What every adapter keeps to: the same tests before a stand-in of each chat system.
usher_unit_test(contract LIBS usher_engine_rig usher_fake_matrix usher_fake_slack usher::matrix usher::slack usher::terminal
  usher::web usher::commands usher::meeting usher::engine Boost::json
  FILES
    contract/contract.cpp
    contract/contract_test.cpp
    contract/contract_trouble_test.cpp
    contract/matrix_rig.cpp
    contract/meetings.cpp
    contract/meetings_moved_test.cpp
    contract/meetings_series_test.cpp
    contract/meetings_test.cpp
    contract/slack_rig.cpp
    contract/terminal_rig.cpp
    contract/web_rig.cpp
)
