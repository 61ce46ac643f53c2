# The network layer against peers that the tests script themselves, on loopback.
usher_unit_test(net LIBS usher::net
  FILES
    net/http_end_test.cpp
    net/http_failure_test.cpp
    net/http_limits_test.cpp
    net/http_redirect_test.cpp
    net/http_test.cpp
    net/http_tls_test.cpp
    net/server_stop_test.cpp
    net/server_test.cpp
    net/subprocess_test.cpp
    net/websocket_client_test.cpp
    net/websocket_end_test.cpp
    net/websocket_peer_test.cpp
    net/websocket_test.cpp
    net/worker_test.cpp
    support/http_peer.cpp
    support/raw_socket.cpp
    support/tls_identity.cpp
    support/ws_frame.cpp
)
# What is built on it and has no thread of its own: not compiled for TSan.
usher_unit_test(net_services LIBS usher::net
  FILES
    net/directory_tree_test.cpp
    net/git_config_test.cpp
    net/git_deadline_test.cpp
    net/git_log_test.cpp
    net/github_archive_test.cpp
    net/github_file_test.cpp
    net/github_listing_test.cpp
    net/github_log_test.cpp
    net/github_log_quota_test.cpp
    net/github_merges_test.cpp
    net/github_tree_test.cpp
    net/hackmd_test.cpp
    net/http_service_test.cpp
    net/index_file_test.cpp
    net/mail_archive_test.cpp
    net/mail_pages_test.cpp
    support/http_peer.cpp
    support/raw_socket.cpp
    support/tls_identity.cpp
)
# What of it has neither a socket nor a thread.
usher_unit_test(net_parts LIBS usher::net
  FILES
    net/address_test.cpp
    net/backoff_test.cpp
    net/github_reply_test.cpp
    net/headers_test.cpp
    net/hyperkitty_test.cpp
    net/origin_test.cpp
    net/proposing_again_test.cpp
    net/proposing_edit_test.cpp
    net/proposing_test.cpp
    net/read_tree_test.cpp
    net/ready_set_test.cpp
    net/tree_test.cpp
    net/url_test.cpp
)
