# The network layer against peers that the tests script themselves, on loopback.
usher_unit_test(net LIBS usher::net
  FILES
    net/address_test.cpp
    net/backoff_test.cpp
    net/directory_tree_test.cpp
    net/github_reply_test.cpp
    net/github_tree_test.cpp
    net/headers_test.cpp
    net/http_limits_test.cpp
    net/http_redirect_test.cpp
    net/http_service_test.cpp
    net/http_test.cpp
    net/http_tls_test.cpp
    net/tree_test.cpp
    net/url_test.cpp
    net/worker_test.cpp
    support/http_peer.cpp
    support/tls_identity.cpp
)
