// tests/web/post_test.cpp: where a post goes, who sees it, and what is refused.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/post.hpp"

#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;
using People = std::set<std::string, std::less<>>;

namespace {

errc why_not(const web::Delivered& done) { return done ? errc::ok : done.error().why; }

Pending in_thread(std::int64_t row, std::string room, std::int64_t thread) {
  Pending out = pending(row, std::move(room), "words");
  out.to.place.thread = std::to_string(thread);
  return out;
}

Pending to_group(std::int64_t row, std::vector<std::string> people) {
  return pending(row, "general", "words", std::move(people), Audience::group);
}

}  // namespace

TEST_CASE("a post to a room is Usher's message there, and the receipt names it") {
  Rig rig;
  Pending out = pending(7, "general", "words");
  out.key = "a key";
  const auto done = rig.deliver(out);
  REQUIRE(done);
  CHECK(done->at == Place{"web", "general", ""});
  const auto row = rig.found(std::stoll(done->ref));
  REQUIRE(row);
  CHECK(row->author == "usher");
  CHECK(row->kind == web::Message::Kind::doc);
  CHECK(row->doc == Doc(phrase("words")));
  CHECK(row->key == "a key");
  CHECK(row->only.empty());
  CHECK(row->at == noon);
}

TEST_CASE("the same row of the outbox twice is one message and one receipt") {
  Rig rig;
  const auto first = rig.deliver(pending(7, "general", "words"));
  rig.start();
  const auto again = rig.deliver(pending(7, "general", "words"));
  REQUIRE(first);
  REQUIRE(again);
  CHECK(again->ref == first->ref);
  CHECK(again->at == first->at);
  CHECK(rig.rows_of_messages() == 1);
  CHECK(rows::newest_rev(*rig.store.db) == 1);
}

TEST_CASE("what is for one person stands in the room, where they are in it, for them alone") {
  Rig rig;
  const auto here = rig.found(rig.post(pending(1, "general", "words", {"grace"})));
  REQUIRE(here);
  CHECK(here->room == "general");
  CHECK(here->only == "grace");
  const auto there = rig.found(rig.post(pending(2, "random", "words", {"grace"})));
  REQUIRE(there);
  CHECK(there->room == "dm:grace");
  CHECK(there->only.empty());
  const auto own = rig.found(rig.post(pending(3, "dm:grace", "words", {"grace"})));
  REQUIRE(own);
  CHECK(own->room == "dm:grace");
  // Not even an administrator is told in a private room that is not theirs.
  CHECK(rig.found(rig.post(pending(4, "committee", "words", {"root"})))->room == "dm:root");
}

TEST_CASE("a direct message goes to the conversation with Usher, whatever room it came from") {
  Rig rig;
  const auto row = rig.found(rig.post(pending(1, "general", "words", {"grace"}, Audience::direct)));
  REQUIRE(row);
  CHECK(row->room == "dm:grace");
}

TEST_CASE("several people are a group, the same for the same people in any order") {
  Rig rig;
  const auto one = rig.deliver(to_group(1, {"ada", "grace"}));
  const auto two = rig.deliver(to_group(2, {"grace", "ada"}));
  const auto three = rig.deliver(to_group(3, {"ada", "grace", "kay"}));
  REQUIRE((one && two && three));
  CHECK(one->at.room.starts_with("group:"));
  CHECK(one->at.room == two->at.room);
  CHECK(one->at.room != three->at.room);
  CHECK(group_room({"a", "bc"}) != group_room({"ab", "c"}));
  CHECK(rig.space->roster.members(one->at.room) == People{"ada", "grace"});
  rig.start();
  CHECK(rig.space->roster.members(one->at.room) == People{"ada", "grace"});
  CHECK_FALSE(rig.space->roster.is_member(one->at.room, "root"));
}

TEST_CASE("a post in a thread hangs on the message that the thread hangs on") {
  Rig rig;
  const std::int64_t root = rig.say("ada", "general", "root");
  const std::int64_t reply = rig.say("grace", "general", "reply", root);
  const auto done = rig.deliver(in_thread(1, "general", root));
  REQUIRE(done);
  CHECK(done->at == Place{"web", "general", std::to_string(root)});
  const auto deeper = rig.found(rig.post(in_thread(2, "general", reply)));
  REQUIRE(deeper);
  CHECK(deeper->thread == root);
  CHECK(rig.found(root)->replies == 3);
}

TEST_CASE("a thread that is none, or of another room, is left out") {
  Rig rig;
  const std::int64_t root = rig.say("ada", "general", "root");
  const std::int64_t reply = rig.say("grace", "general", "reply", root);
  for (const std::int64_t thread : {root, reply, std::int64_t{4711}}) {
    CAPTURE(thread);
    const auto row = rig.found(rig.post(in_thread(10 + thread, "random", thread)));
    REQUIRE(row);
    CHECK(row->room == "random");
    CHECK(row->thread == 0);
  }
  Pending odd = pending(5, "general", "words");
  odd.to.place.thread = "12; DROP TABLE";
  CHECK(rig.found(rig.post(odd))->thread == 0);
  CHECK(rig.found(root)->replies == 1);
}

TEST_CASE("a room or a person that is not there is not found") {
  Rig rig;
  CHECK(why_not(rig.deliver(pending(1, "nowhere", "words"))) == errc::not_found);
  CHECK(why_not(rig.deliver(pending(2, "dm:nobody", "words"))) == errc::not_found);
  CHECK(why_not(rig.deliver(pending(3, "group:1", "words"))) == errc::not_found);
  Pending reminder = pending(4, "general", "words", {"nobody"});
  reminder.lane = Lane::reminder;
  const errc why = why_not(rig.deliver(std::move(reminder)));
  CHECK(why == errc::not_found);
  CHECK(why_not(rig.deliver(to_group(5, {"ada", "nobody"}))) == errc::not_found);
  CHECK(rig.rows_of_messages() == 0);
}

TEST_CASE("an answer to who was forgotten meanwhile is at its end, and leaves nothing") {
  Rig rig;
  CHECK(rig.deliver(pending(1, "dm:nobody", "words", {"nobody"})));
  CHECK(rig.rows_of_messages() == 0);
}

TEST_CASE("nothing of Usher's hangs on a message that one person sees") {
  Rig rig;
  const auto only = rig.deliver(pending(1, "general", "words", {"ada"}));
  REQUIRE(only);
  Pending reply = pending(2, "general", "for all");
  reply.to.place.thread = only->ref;
  const auto posted = rig.deliver(std::move(reply));
  REQUIRE(posted);
  CHECK(posted->at.thread.empty());
}

TEST_CASE("a guard that asks for a private place lets nothing into a public room") {
  Rig rig;
  const auto guarded = [&](Pending out) {
    out.guard.is_private = true;
    return why_not(rig.deliver(std::move(out)));
  };
  CHECK(guarded(pending(1, "general", "words")) == errc::guard_failed);
  CHECK(guarded(pending(2, "committee", "words")) == errc::ok);
  CHECK(guarded(pending(3, "general", "words", {"ada"})) == errc::ok);
  CHECK(guarded(pending(4, "general", "words", {"ada"}, Audience::direct)) == errc::ok);
  CHECK(guarded(to_group(5, {"ada", "kay"})) == errc::ok);
}

TEST_CASE("a guard of members is asked of everybody who would see it") {
  Rig rig;
  std::int64_t row = 0;
  const auto guarded = [&](Pending out, std::vector<std::string> members) {
    out.id = ++row;
    out.guard.members = std::move(members);
    return why_not(rig.deliver(std::move(out)));
  };
  const Pending all = pending(0, "committee", "words");
  CHECK(guarded(all, {"kay"}) == errc::ok);
  CHECK(guarded(all, {"kay", "ada"}) == errc::ok);
  CHECK(guarded(all, {"ada"}) == errc::guard_failed);
  CHECK(guarded(pending(0, "general", "x"), {"ada", "kay"}) == errc::guard_failed);
  CHECK(guarded(pending(0, "general", "x", {"ada"}), {"ada"}) == errc::ok);
  CHECK(guarded(pending(0, "general", "x", {"grace"}), {"ada"}) == errc::guard_failed);
  CHECK(guarded(pending(0, "dm:ada", "x"), {"ada"}) == errc::ok);
  CHECK(guarded(to_group(0, {"ada", "grace"}), {"ada"}) == errc::guard_failed);
  CHECK(guarded(to_group(0, {"ada", "grace"}), {"grace", "ada", "kay"}) == errc::ok);
  // Who came to the committee meanwhile is seen at the next attempt.
  rig.person("linus", "Linus", "committee");
  CHECK(guarded(all, {"kay"}) == errc::guard_failed);
}

TEST_CASE("what failed its guard has made no group") {
  Rig rig;
  Pending out = to_group(1, {"ada", "grace"});
  out.guard.members = {"ada"};
  CHECK(why_not(rig.deliver(out)) == errc::guard_failed);
  CHECK_FALSE(rig.space->roster.exists(group_room({"ada", "grace"})));
  CHECK(rig.store.number("SELECT count(*) FROM web_members WHERE room LIKE 'group:%'") == 0);
}
