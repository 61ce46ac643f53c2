// tests/net/origin_test.cpp: a page elsewhere cannot talk to a server on one's own machine.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/origin.hpp"

#include <catch2/catch.hpp>

#include <vector>

using usher::net::host_acceptable;
using usher::net::origin_acceptable;

TEST_CASE("a server on loopback goes by loopback's names alone", "[server]") {
  for (const auto* host :
       {"localhost", "LOCALHOST:8008", "127.0.0.1:8008", "[::1]:8008", "127.1"}) {
    INFO(host);
    CHECK(host_acceptable(host, {}, true));
  }
  for (const auto* host :
       {"", "evil.example", "evil.example:8008", "localhost.evil.example", "127.0.0.1.evil.example",
        "192.168.0.1", "localhost:x", "a b"}) {
    INFO(host);
    CHECK_FALSE(host_acceptable(host, {}, true));
  }
}

TEST_CASE("a list names what else a server goes by", "[server]") {
  const std::vector<std::string> names{"Chat.example"};
  CHECK(host_acceptable("chat.example", names, true));
  CHECK(host_acceptable("chat.EXAMPLE:443", names, false));
  CHECK(host_acceptable("localhost", names, true));
  CHECK_FALSE(host_acceptable("other.example", names, true));
  CHECK_FALSE(host_acceptable("other.example", names, false));
  CHECK(host_acceptable("other.example", {}, false));
}

TEST_CASE("a page may connect to the host that it came from, and others by list", "[server]") {
  const std::vector<std::string> allowed{"https://chat.example"};
  CHECK(origin_acceptable("", "localhost:8008", {}));
  CHECK(origin_acceptable("http://localhost:8008", "localhost:8008", {}));
  CHECK(origin_acceptable("https://LOCALHOST:8008", "localhost:8008", {}));
  CHECK(origin_acceptable("https://chat.example", "localhost:8008", allowed));
  CHECK_FALSE(origin_acceptable("http://localhost:9999", "localhost:8008", allowed));
  CHECK_FALSE(origin_acceptable("http://chat.example", "localhost:8008", allowed));
  CHECK_FALSE(origin_acceptable("https://chat.example.evil.example", "localhost:8008", allowed));
  CHECK_FALSE(origin_acceptable("null", "localhost:8008", allowed));
  CHECK_FALSE(origin_acceptable("https://evil.example", "localhost:8008", allowed));
}
