// tests/matrix/ids_test.cpp: identifiers of people, rooms and events, and links to them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/ids.hpp"

#include "adapters/matrix/identity.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher::matrix;

TEST_CASE("a user id has a localpart and a server", "[matrix][ids]") {
  CHECK(is_user_id("@ada:example.org"));
  CHECK(is_user_id("@ada:example.org:8448"));
  CHECK(is_user_id("@ada:[::1]:8448"));
  CHECK(is_user_id("@ada/lovelace=1:example.org"));
  CHECK(is_user_id("@:example.org"));     // of early days
  CHECK(is_user_id("@Ädä:example.org"));  // likewise
  CHECK_FALSE(is_user_id("@ada"));
  CHECK_FALSE(is_user_id("@ada:"));
  CHECK_FALSE(is_user_id("ada:example.org"));
  CHECK_FALSE(is_user_id("@a da:example.org"));
  CHECK_FALSE(is_user_id("@ada:exa mple.org"));
  CHECK_FALSE(is_user_id("@ada:example.org\n"));
  CHECK_FALSE(is_user_id("@ada:example.org/x"));
  CHECK_FALSE(is_user_id("@a\u202eda:example.org"));
  CHECK_FALSE(is_user_id("@a\xff:example.org"));
  CHECK_FALSE(is_user_id(""));
}

TEST_CASE("a room id and an event id need no server: version 12 has hashes", "[matrix][ids]") {
  CHECK(is_room_id("!8xlvV7bDTDRHEaUhqnAxdR8Q2VDT4NgvVQ"));
  CHECK(is_room_id("!abc:example.org"));
  CHECK(is_event_id("$KxGv_2-hash"));
  CHECK(is_event_id("$abc/+:example.org"));
  CHECK_FALSE(is_room_id("!"));
  CHECK_FALSE(is_room_id("#abc:example.org"));
  CHECK_FALSE(is_room_id("!a b"));
  CHECK_FALSE(is_event_id("$"));
  CHECK_FALSE(is_event_id("$a\tb"));
}

TEST_CASE("an alias has a name and a server", "[matrix][ids]") {
  CHECK(is_room_alias("#numpy:example.org"));
  CHECK(is_room_alias("#数组:example.org"));
  CHECK_FALSE(is_room_alias("#:example.org"));
  CHECK_FALSE(is_room_alias("#numpy"));
}

TEST_CASE("identifiers have at most 255 bytes", "[matrix][ids]") {
  CHECK(is_room_id("!" + std::string(254, 'x')));
  CHECK_FALSE(is_room_id("!" + std::string(255, 'x')));
  CHECK_FALSE(is_user_id("@" + std::string(254, 'x') + ":a"));
}

TEST_CASE("the server stands behind the first colon", "[matrix][ids]") {
  CHECK(server_of("@ada:example.org:8448") == "example.org:8448");
  CHECK(server_of("!hash").empty());
  CHECK(Identity{"@usher:example.org", "example.org", ""}.localpart() == "usher");
  CHECK(Identity{"", "", ""}.localpart().empty());
  CHECK(Identity{"@usher", "", ""}.localpart() == "usher");
}

TEST_CASE("a segment of a path has nothing that would end it", "[matrix][ids]") {
  CHECK(segment("!abc:example.org") == "%21abc%3Aexample.org");
  CHECK(segment("$a/b+c") == "%24a%2Fb%2Bc");
  CHECK(segment("#数:x") == "%23%E6%95%B0%3Ax");
  CHECK(segment("a.b-c_d~e%") == "a.b-c_d~e%25");
}

TEST_CASE("links name people, rooms and events", "[matrix][ids]") {
  CHECK(link_to("@ada:example.org") == "https://matrix.to/#/@ada:example.org");
  CHECK(link_to("@a/b?\"<:example.org") == "https://matrix.to/#/@a%2Fb%3F%22%3C:example.org");
  CHECK(
      link_to("!hash", "", {"a.org", "b.org"}) == "https://matrix.to/#/!hash?via=a.org&via=b.org"
  );
  CHECK(link_to("!hash", "$e/v", {}) == "https://matrix.to/#/!hash/$e%2Fv");
  CHECK(link_to("#numpy:example.org", "", {}) == "https://matrix.to/#/%23numpy:example.org");
}

TEST_CASE("a room is reached through the servers of most of its members", "[matrix][ids]") {
  CHECK(
      via_of({"@a:one", "@b:two", "@c:two", "@d:three", "@e:four", "nobody", "@f:four", "@g:four"}
      ) == std::vector<std::string>{"four", "two", "one"}
  );
  CHECK(via_of({}).empty());
}
