// tests/matrix/send_test.cpp: the sender within the whole adapter: what it puts into rooms, changes, takes back, and keeps to
// itself.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/matrix.hpp"
#include "tests/matrix/matrix_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix::rig;
using test::words;

namespace {

constexpr CommandSpec specs[] = {
    {.name = "post", .grammar = "", .summary = mark("Post")},
    {.name = "edit", .grammar = "", .summary = mark("Edit")},
    {.name = "retract", .grammar = "", .summary = mark("Retract")},
    {.name = "mark", .grammar = "", .summary = mark("React")},
    {.name = "closed", .grammar = "", .summary = mark("Guarded")},
    {.name = "tell", .grammar = "", .summary = mark("Direct")}
};

To general() { return {.place = {"matrix:localhost", "!general", ""}}; }

Outcome obey(const Event& event, Context&) {
  const auto* command = event.as<Command>();
  if (command == nullptr) return {};
  if (command->name == "post")
    return {None{}, {Post{.to = general(), .body = words(command->args), .key = "the post"}}};
  if (command->name == "edit") return {None{}, {Edit{"the post", general(), words(command->args)}}};
  if (command->name == "retract") return {None{}, {Retract{"the post", general()}}};
  if (command->name == "mark") return {None{}, {React{"the post", general(), "👀", true}}};
  Post post{.body = words(command->args), .key = event.id};
  post.to = general();
  if (command->name == "closed") post.guard.is_private = true;
  if (command->name == "tell") {
    post.to = {.place = {"matrix:localhost", "", ""}, .people = {event.who.id}};
    post.audience = Audience::direct;
  }
  return {None{}, {post}};
}

MatrixRig rig_of() { return MatrixRig(obey, matrix::Settings::Transport::sync, specs); }

}  // namespace

TEST_CASE("a post is a notice that mentions nobody, and is edited and taken back", "[matrix]") {
  MatrixRig rig = rig_of();
  rig.say("@ada:localhost", "!post Hello to @bo:localhost and @room");
  rig.until_said("Hello");
  const Said first = rig.said().back();
  CHECK(first.msgtype == "m.notice");
  CHECK_FALSE(first.mentions_somebody);
  rig.say("@ada:localhost", "!mark");
  rig.until([&] { return json::serialize(rig.events("!general")).contains("m.annotation"); });
  rig.say("@ada:localhost", "!edit Hello again");
  rig.until_said("Hello again");
  REQUIRE(rig.said().size() == 1);
  CHECK(rig.said()[0].event == first.event);
  rig.say("@ada:localhost", "!retract");
  rig.until([&] { return rig.said().empty(); });
  CHECK(rig.violations() == "[]");
}

TEST_CASE(
    "what a homeserver took and never answered is sent under the same transaction", "[matrix]"
) {
  for (const char* how : {"lost", "cut", "reset"}) {
    INFO(how);
    MatrixRig rig = rig_of();
    rig.act({{"do", "fault"}, {"path", "send"}, {"how", how}, {"times", 2}});
    rig.say("@ada:localhost", "!post Once");
    rig.until_said("Once");
    rig.turn(300);
    CHECK(rig.count("Once") == 1);
    const json::array calls = rig.act({{"do", "calls"}, {"path", "send"}}).at("calls").as_array();
    REQUIRE(calls.size() == 3);
    for (const json::value& call : calls)
      CHECK(call.as_object().at("path") == calls.at(0).as_object().at("path"));
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("what stands under a guard does not go where the guard does not hold", "[matrix]") {
  MatrixRig rig = rig_of();
  rig.act(
      {{"do", "state"},
       {"room", "!general"},
       {"type", "m.room.join_rules"},
       {"key", ""},
       {"content", {{"join_rule", "public"}}}}
  );
  rig.say("@ada:localhost", "!closed For few eyes");
  rig.say("@ada:localhost", "!post For all");
  rig.until_said("For all");
  rig.turn(200);
  CHECK(rig.count("For few eyes") == 0);
  rig.act(
      {{"do", "state"},
       {"room", "!general"},
       {"type", "m.room.join_rules"},
       {"key", ""},
       {"content", {{"join_rule", "invite"}}}}
  );
  rig.say("@ada:localhost", "!closed Among us");
  rig.until_said("Among us");
  CHECK(rig.violations() == "[]");
}

TEST_CASE("nothing is said in plain in a room that has become encrypted", "[matrix]") {
  MatrixRig rig = rig_of();
  rig.say("@ada:localhost", "!post Before");
  rig.until_said("Before");
  rig.act({{"do", "encrypt"}, {"room", "!general"}});
  rig.say("@ada:localhost", "!tell Still there");
  rig.say("@ada:localhost", "!edit After");
  rig.turn(500);
  CHECK(rig.count("After") == 0);
  CHECK(rig.violations() == "[]");
}

TEST_CASE("a conversation is opened once and used again, also after a restart", "[matrix]") {
  MatrixRig rig = rig_of();
  const auto conversation = [&] {
    for (const std::string& room : rig.rooms())
      if (room != "!general" && rig.is_in("@ada:localhost", room)) return room;
    return std::string();
  };
  rig.say("@ada:localhost", "!tell One");
  rig.until([&] { return !conversation().empty() && rig.count("One", conversation()) == 1; });
  const std::string room = conversation();
  rig.stop();
  rig.start();
  rig.say("@ada:localhost", "!tell Two");
  rig.until_said("Two", room);
  CHECK(rig.rooms().size() == 2);
  CHECK(rig.fake.calls("createRoom") == 1);
  CHECK(rig.violations() == "[]");
}
