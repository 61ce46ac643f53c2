// tests/matrix/names_test.cpp: how people are called.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/names.hpp"

#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

RoomEvent member(
    std::string_view room, std::string_view person, std::string_view name,
    std::string_view membership = "join"
) {
  RoomEvent event;
  event.type = "m.room.member";
  event.room = room;
  event.state_key = std::string(person);
  event.content["membership"] = boost::json::string(membership.data(), membership.size());
  event.content["displayname"] = boost::json::string(name.data(), name.size());
  return event;
}

}  // namespace

TEST_CASE("a name is one harmless line, or the localpart", "[matrix][names]") {
  CHECK(shown_name("Ada 🦉 L.", "@ada:x") == "Ada 🦉 L.");
  CHECK(shown_name(" a\nb\u202e ", "@ada:x") == "a b");
  CHECK(shown_name("", "@ada:x") == "ada");
  CHECK(shown_name("\u200b\u2066", "@ada:x") == "ada");
  CHECK(shown_name("", "@:x").empty());
  CHECK(shown_name(std::string(100, 'x'), "@ada:x").size() <= 80);
}

TEST_CASE("the latest name in each room counts", "[matrix][names]") {
  Names names;
  CHECK(names.of("!a", "@ada:x") == "ada");
  names.take(member("!a", "@ada:x", "Ada"));
  names.take(member("!b", "@ada:x", "Countess"));
  names.take(member("!a", "@ada:x", "Ada L."));
  CHECK(names.of("!a", "@ada:x") == "Ada L.");
  CHECK(names.of("!b", "@ada:x") == "Countess");
}

TEST_CASE("who left has no name there", "[matrix][names]") {
  Names names;
  names.take(member("!a", "@ada:x", "Ada"));
  CHECK(names.seen("@ada:x"));
  names.take(member("!a", "@ada:x", "Ada", "leave"));
  CHECK(names.of("!a", "@ada:x") == "ada");
  CHECK_FALSE(names.seen("@ada:x"));
}

TEST_CASE("only so many are kept, the latest", "[matrix][names]") {
  Names names(2);
  names.take(member("!a", "@one:x", "One"));
  names.take(member("!a", "@two:x", "Two"));
  names.take(member("!a", "@one:x", "One again"));
  names.take(member("!a", "@three:x", "Three"));
  CHECK(names.of("!a", "@one:x") == "One again");
  CHECK(names.of("!a", "@two:x") == "two");
  CHECK(names.of("!a", "@three:x") == "Three");
}

TEST_CASE("a person or a room can be forgotten", "[matrix][names]") {
  Names names;
  names.take(member("!a", "@ada:x", "Ada"));
  names.take(member("!b", "@ada:x", "Ada"));
  names.take(member("!b", "@bo:x", "Bo!"));
  names.forgotten("@ada:x");
  CHECK_FALSE(names.seen("@ada:x"));
  CHECK(names.of("!b", "@bo:x") == "Bo!");
  names.left("!b");
  CHECK_FALSE(names.seen("@bo:x"));
}

TEST_CASE("what is no member is no name", "[matrix][names]") {
  Names names;
  names.take(text("hello"));
  RoomEvent odd = member("!a", "@ada:x", "Ada");
  odd.state_key.reset();
  names.take(odd);
  CHECK_FALSE(names.seen("@ada:x"));
}
