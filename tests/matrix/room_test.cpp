// tests/matrix/room_test.cpp: how state events change what is known of a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/room_tools.hpp"

#include <algorithm>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

struct Known {
  Room room;
  Standing standing;
  Change take(const RoomEvent& event) { return apply(room, standing, event, usher_id); }
};

Known known_room(std::string_view version = "12") {
  Known out;
  out.room.id = "!room";
  out.take(created(version));
  return out;
}

}  // namespace

TEST_CASE("a room is what its creation says: its version, a Space, whose", "[matrix][room]") {
  Known one;
  const Change change =
      one.take(state("m.room.create", R"({"room_version":"12","type":"m.space"})"));
  CHECK(change.any);
  CHECK(change.power);
  CHECK(one.room.version == "12");
  CHECK(one.room.space);
  CHECK(one.standing.creators == std::vector<std::string>{"@ada:localhost"});
  CHECK(one.room.can.speak);
  CHECK_FALSE(one.room.can.redact);
  one.take(state("m.room.create", "{}"));
  CHECK(one.room.version == "1");
  CHECK_FALSE(one.room.space);
}

TEST_CASE("names and aliases are one harmless line, or nothing", "[matrix][room]") {
  Known one = known_room();
  CHECK(one.take(state("m.room.name", R"({"name":" Gene\nral\u202e "})")).renamed);
  CHECK(one.room.name == "Gene ral");
  one.take(state("m.room.canonical_alias", R"({"alias":"#general:localhost"})"));
  CHECK(one.room.alias == "#general:localhost");
  one.take(state("m.room.canonical_alias", R"({"alias":"general"})"));
  CHECK(one.room.alias.empty());
  one.take(state("m.room.name", R"({"name":7})"));
  CHECK(one.room.name.empty());
}

TEST_CASE("who may come in, and who may read, can change both ways", "[matrix][room]") {
  Known one = known_room();
  one.take(state("m.room.join_rules", R"({"join_rule":"public"})"));
  one.take(state("m.room.history_visibility", R"({"history_visibility":"world_readable"})"));
  CHECK(one.room.open);
  CHECK(one.room.readable);
  one.take(state("m.room.join_rules", R"({"join_rule":"invite"})"));
  one.take(state("m.room.history_visibility", R"({"history_visibility":"shared"})"));
  CHECK_FALSE(one.room.open);
  CHECK_FALSE(one.room.readable);
}

TEST_CASE("a room that is encrypted stays so, and any such event makes it so", "[matrix][room]") {
  Known one = known_room();
  const Change change = one.take(state("m.room.encryption", "{}", "@bo:localhost"));
  CHECK(change.encrypted);
  CHECK(change.by == "@bo:localhost");
  CHECK(change.at == noon);
  CHECK(one.room.encrypted);
  CHECK(one.take(state("m.room.encryption", "{}")).encrypted);
  one.take(created());
  CHECK(one.room.encrypted);
}

TEST_CASE("Usher is silenced, and may speak again", "[matrix][room]") {
  Known one = known_room();
  const Change no = one.take(state("m.room.power_levels", R"({"events_default":50})"));
  CHECK(no.power);
  CHECK(no.silenced);
  CHECK_FALSE(one.room.can.speak);
  const Change yes = one.take(
      state("m.room.power_levels", R"({"events_default":50,"users":{"@usher:localhost":50}})")
  );
  CHECK_FALSE(yes.silenced);
  CHECK(one.room.can.speak);
  CHECK(one.room.can.redact);
}

TEST_CASE("a tombstone counts from who may put it there", "[matrix][room]") {
  const RoomEvent by_ada = state("m.room.tombstone", R"({"replacement_room":"!next"})");
  const RoomEvent by_bo =
      state("m.room.tombstone", R"({"replacement_room":"!trap"})", "@bo:localhost");
  Known one = known_room();
  CHECK_FALSE(one.take(by_bo).replaced);
  CHECK(one.room.replaced_by.empty());
  CHECK(one.take(by_ada).replaced);
  CHECK(one.room.replaced_by == "!next");
  // As Synapse makes them in version 12: creators alone.
  Known strict = known_room();
  strict.take(state(
      "m.room.power_levels",
      R"({"users":{"@bo:localhost":100},"events":{"m.room.tombstone":150},"state_default":50})"
  ));
  CHECK_FALSE(strict.take(by_bo).replaced);
  CHECK(strict.take(by_ada).replaced);
}

TEST_CASE("a tombstone that leads nowhere, or back, is none", "[matrix][room]") {
  Known one = known_room();
  for (const std::string_view to :
       {R"({"replacement_room":"!room"})", R"({"replacement_room":"next"})", "{}"})
    CHECK_FALSE(one.take(state("m.room.tombstone", to)).any);
  CHECK(one.room.replaced_by.empty());
}

TEST_CASE(
    "who invited Usher is known once it has joined, and since when it is there", "[matrix][room]"
) {
  Known one = known_room();
  one.take(member(usher_id, "invite", "@bo:localhost", true));
  CHECK(one.room.mine == Room::Mine::invited);
  CHECK(one.room.direct);
  const Change change = one.take(member(usher_id, "join"));
  CHECK(change.came);
  CHECK(one.room.mine == Room::Mine::joined);
  CHECK(one.room.inviter == "@bo:localhost");
  CHECK(one.room.with == "@bo:localhost");
  CHECK(one.room.joined == noon);
}

TEST_CASE("a new display name of Usher's is no second coming", "[matrix][room]") {
  Known one = known_room();
  one.take(member(usher_id, "join"));
  RoomEvent renamed = member(usher_id, "join");
  renamed.at += std::chrono::hours(1);
  renamed.previous = json_object(R"({"membership":"join"})");
  one.take(renamed);
  CHECK(one.room.joined == noon);
  renamed.previous.clear();
  one.take(renamed);
  CHECK(one.room.joined == noon);
  renamed.previous = json_object(R"({"membership":"leave"})");
  one.take(renamed);
  CHECK(one.room.joined == noon + std::chrono::hours(1));
}

TEST_CASE(
    "other people's coming and going, and what is no state, changes no room", "[matrix][room]"
) {
  Known one = known_room();
  const Room before = one.room;
  CHECK_FALSE(one.take(member("@bo:localhost", "join")).any);
  CHECK_FALSE(one.take(text("hello")).any);
  CHECK_FALSE(one.take(state("m.room.name", R"({"name":"x"})", "@ada:localhost", "key")).any);
  CHECK_FALSE(
      one.take(state("m.space.child", R"({"via":["localhost"]})", "@ada:localhost", "!a")).any
  );
  RoomEvent stateless = state("m.room.encryption", "{}");
  stateless.state_key.reset();
  CHECK_FALSE(one.take(stateless).any);
  CHECK(one.room == before);
}

TEST_CASE(
    "in whatever order state comes once the room is made, the room is the same", "[matrix][room]"
) {
  std::vector<RoomEvent> events{
      state("m.room.name", R"({"name":"General"})"), state("m.room.encryption", "{}"),
      state("m.room.join_rules", R"({"join_rule":"public"})"), member(usher_id, "join"),
      state("m.room.power_levels", R"({"events_default":50})")
  };
  const auto before = [](const RoomEvent& a, const RoomEvent& b) { return a.type < b.type; };
  std::ranges::sort(events, before);
  std::optional<Room> first;
  do {
    Known one = known_room();
    for (const RoomEvent& event : events) one.take(event);
    if (!first) first = one.room;
    CHECK(one.room == *first);
  } while (std::ranges::next_permutation(events, before).found);
}

TEST_CASE("changes add up, and of power the latest word counts", "[matrix][room]") {
  Change all;
  Change silenced{.any = true, .power = true, .silenced = true};
  Change again{.any = true, .power = true};
  add(all, silenced);
  CHECK(all.silenced);
  add(all, Change{.any = true, .renamed = true});
  CHECK(all.silenced);
  add(all, again);
  CHECK_FALSE(all.silenced);
  CHECK(all.renamed);
}
