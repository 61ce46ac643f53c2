// tests/matrix/inbound_change_test.cpp: edits, reactions, redactions, members, and what becomes of rooms.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

RoomEvent edit(std::string_view new_content, std::string_view of = "$first") {
  return message(
      R"({"msgtype":"m.text","body":"* x","m.relates_to":{"rel_type":"m.replace","event_id":")" +
      std::string(of) + R"("},"m.new_content":)" + std::string(new_content) + "}"
  );
}

RoomEvent reaction(std::string_view key) {
  RoomEvent event = message("{}");
  event.type = "m.reaction";
  event.content = {
      {"m.relates_to",
       {{"rel_type", "m.annotation"},
        {"event_id", "$ours"},
        {"key", boost::json::string(key.data(), key.size())}}}
  };
  return event;
}

RoomEvent member(std::string_view now, std::string_view before) {
  RoomEvent event = message("{}");
  event.type = "m.room.member";
  event.state_key = "@bo:localhost";
  event.content["membership"] = boost::json::string(now.data(), now.size());
  if (!before.empty())
    event.previous["membership"] = boost::json::string(before.data(), before.size());
  return event;
}

}  // namespace

TEST_CASE("an edit says what the first message says now", "[matrix][inbound]") {
  const Received out = received(edit(R"({"msgtype":"m.text","body":"!nep 50"})"));
  CHECK(outcome(out) == "edited command nep [50] of $first");
  CHECK(out.original == "$first");
  CHECK(out.event->id == "$event");
  CHECK(out.event->as<Edited>()->said == sys_seconds());
  CHECK(out.way.event == "$first");
  CHECK(out.way.related);
}

TEST_CASE("edits as Synapse brings them", "[matrix][inbound]") {
  const auto all = outcomes(all_received("sync_edited.json"));
  REQUIRE(all.size() == 4);
  CHECK(all[0].starts_with("edited command nep [50] of $"));
  CHECK(all[1] == "joined @bo:localhost");
  CHECK(all[2].starts_with("edited message [mine now] of $"));  // a stranger's: may_edit says no
  CHECK(all[3] == "dropped: a notice");
}

TEST_CASE("an edit whose new content is a notice, or nothing, is dropped", "[matrix][inbound]") {
  CHECK(
      outcome(received(edit(R"({"msgtype":"m.notice","body":"!nep 50"})"))) == "dropped: a notice"
  );
  CHECK(outcome(received(edit("7"))) == "dropped: an edit of nothing");
  CHECK(outcome(received(edit("{}"))) == "dropped: no text");
}

TEST_CASE("an edit's mentions are the new content's", "[matrix][inbound]") {
  RoomEvent event = edit(
      R"({"msgtype":"m.text","body":"is Usher there?","m.mentions":{"user_ids":["@usher:localhost"]}})"
  );
  event.content["m.mentions"] = boost::json::object();
  CHECK(outcome(received(event)) == "edited message [is Usher there?] mention of $first");
}

TEST_CASE("an edit in a thread stays there", "[matrix][inbound]") {
  const Received out = received(edit(
      R"({"msgtype":"m.text","body":"!nep 50","m.relates_to":{"rel_type":"m.thread","event_id":"$root"}})"
  ));
  CHECK(out.event->at.thread == "$root");
  CHECK(out.way.thread == "$root");
}

TEST_CASE("the edit of a reply keeps no fallback", "[matrix][inbound]") {
  const Received out = received(edit(
      R"({"msgtype":"m.text","body":"> <@a:b> x\n\n!nep 50","m.relates_to":{"m.in_reply_to":{"event_id":"$x"}}})"
  ));
  CHECK(outcome(out) == "edited command nep [50] of $first");
}

TEST_CASE(
    "only who said it may change it, there, and only what was said first", "[matrix][inbound]"
) {
  const RoomEvent change = edit(R"({"msgtype":"m.text","body":"!nep 50"})");
  RoomEvent first = text("!nep 0");
  CHECK(may_edit(change, first));
  first.sender = "@bo:localhost";
  CHECK_FALSE(may_edit(change, first));
  first = text("!nep 0");
  first.room = "!other";
  CHECK_FALSE(may_edit(change, first));
  first = text("!nep 0");
  first.redacted = true;
  CHECK_FALSE(may_edit(change, first));
  first = text("!nep 0");
  first.type = "m.room.name";
  CHECK_FALSE(may_edit(change, first));
  CHECK_FALSE(may_edit(change, change));  // the edit of an edit
}

TEST_CASE("a reaction touches a message of ours", "[matrix][inbound]") {
  const Received out = received(reaction("1️⃣"));
  CHECK(outcome(out) == "reacted 1️⃣ to $ours");
  CHECK(out.event->as<Reacted>()->added);
  CHECK(out.event->as<Reacted>()->key.empty());
  CHECK(out.way.event == "$ours");
  CHECK(out.event->id == "$event");
  const auto all = all_received("sync_reacted.json");
  REQUIRE(all.size() == 1);
  CHECK(all[0].event->as<Reacted>()->emoji == "1️⃣");
}

TEST_CASE("a reaction of any other text is harmless or dropped", "[matrix][inbound]") {
  CHECK(outcome(received(reaction(""))) == "dropped: no emoji");
  CHECK(outcome(received(reaction("\u202e"))) == "dropped: no emoji");
  CHECK(outcome(received(reaction(std::string(65, 'x')))) == "dropped: no emoji");
  CHECK(outcome(received(reaction(" o\nk "))) == "reacted o k to $ours");
  RoomEvent none = reaction("x");
  none.content.clear();
  CHECK(outcome(received(none)) == "dropped: no annotation");
}

TEST_CASE("a redaction takes something back, in rooms of every version", "[matrix][inbound]") {
  for (const char* name : {"sync_redacted.json", "sync_redacted_v9.json"}) {
    const auto all = all_received(name);
    const Received& last = all.back();
    REQUIRE(last.event);
    CHECK(last.event->as<Deleted>()->first == last.redacted);
    CHECK(last.redacted.starts_with('$'));
  }
  RoomEvent nothing = message("{}");
  nothing.type = "m.room.redaction";
  CHECK(outcome(received(nothing)) == "dropped: a redaction of nothing");
}

TEST_CASE("members come and go; profiles and invitations are neither", "[matrix][inbound]") {
  CHECK(
      outcomes(all_received("sync_members.json")) ==
      std::vector<std::string>{
          "dropped: a profile", "left @bo:localhost", "joined @bo:localhost", "left @bo:localhost",
          "dropped: an invitation", "dropped: an invitation"
      }
  );
  CHECK(outcome(received(member("join", ""))) == "joined @bo:localhost");
  CHECK(outcome(received(member("join", "invite"))) == "joined @bo:localhost");
  CHECK(outcome(received(member("ban", "join"))) == "left @bo:localhost");
  CHECK(outcome(received(member("leave", "invite"))) == "dropped: an invitation");
  CHECK(outcome(received(member("knock", ""))) == "dropped: an invitation");
  RoomEvent ours = member("join", "invite");
  ours.state_key = "@usher:localhost";
  CHECK(outcome(received(ours)) == "dropped: our own");
  RoomEvent nobody = member("join", "");
  nobody.state_key = "bo";
  CHECK(outcome(received(nobody)) == "dropped: nobody");
}

TEST_CASE("a room is renamed, or replaced by another", "[matrix][inbound]") {
  const auto state = outcomes(all_received("sync_state.json"));
  REQUIRE_FALSE(state.empty());
  CHECK(state.front() == "renamed General talk");  // without what would turn it around
  const auto upgraded = all_received("sync_upgraded.json");
  CHECK(outcome(upgraded.front()).starts_with("replaced !"));
  RoomEvent tombstone = message(R"({"body":"closed"})");
  tombstone.type = "m.room.tombstone";
  tombstone.state_key = "";
  CHECK(outcome(received(tombstone)) == "dropped: no room to go to");
  tombstone.content["replacement_room"] = "!room";
  CHECK(outcome(received(tombstone)) == "dropped: no room to go to");
  tombstone.state_key.reset();
  CHECK(outcome(received(tombstone)) == "dropped: nothing to answer");
}
