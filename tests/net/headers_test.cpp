// tests/net/headers_test.cpp: headers are found whatever their case, and cannot break out of their line.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/headers.hpp"

#include <catch2/catch.hpp>

using namespace usher::net;

TEST_CASE("a header is found whatever its case, the first one first", "[headers]") {
  const Headers headers{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  CHECK(find(headers, "content-type") == "text/plain");
  CHECK(find(headers, "X-a") == "1");
  CHECK(find(headers, "Content").empty());
}

TEST_CASE("a word is found in a list and over several fields", "[headers]") {
  const Headers headers{{"Connection", "keep-alive, Upgrade"}, {"connection", "close"}};
  CHECK(has_word(headers, "connection", "upgrade"));
  CHECK(has_word(headers, "connection", "close"));
  CHECK_FALSE(has_word(headers, "connection", "keep"));
}

TEST_CASE("a header that would break out of its line is not sendable", "[headers]") {
  CHECK(is_sendable({"X-Name", "a value, with\ttab and \xC3\xA9"}));
  CHECK_FALSE(is_sendable({"X-Name", "a\r\nX-Other: b"}));
  CHECK_FALSE(is_sendable({"X-Name", "a\nb"}));
  CHECK_FALSE(is_sendable({"X-Name", std::string("a\0b", 3)}));
  CHECK_FALSE(is_sendable({"X Name", "a"}));
  CHECK_FALSE(is_sendable({"X:", "a"}));
  CHECK_FALSE(is_sendable({"", "a"}));
}
