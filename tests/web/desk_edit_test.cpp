// tests/web/desk_edit_test.cpp: whose words may be changed or taken away, and by whom.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

TEST_CASE("one's own message is edited, and the event names the first one") {
  Rig rig;
  const json::object sent = rig.take("ada", Frame{"first", frame::Send{"general", 0, "hello"}});
  const std::int64_t id = num(sent, "message");
  rig.clock.advance(std::chrono::seconds(30));
  const json::object ack = rig.take("ada", Frame{"second", frame::Edit{id, " @usher nep 18 "}});
  CHECK(outcome(ack) == "ok");
  CHECK(num(ack, "message") == id);
  CHECK(rig.found(id)->text == "@usher nep 18");
  CHECK(rig.found(id)->edited);
  REQUIRE(rig.event);
  CHECK(rig.event->id == "ada/second");
  const auto* edited = rig.event->as<Edited>();
  REQUIRE(edited != nullptr);
  CHECK(edited->first == "ada/first");
  CHECK(edited->said == noon);
  REQUIRE(std::holds_alternative<Command>(edited->now));
  CHECK(std::get<Command>(edited->now).args == "18");
  CHECK(read_route(rig.event->route).message == id);
}

TEST_CASE("an edit that says nothing, or too much, changes nothing") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "hello");
  CHECK(outcome(rig.take("ada", frame::Edit{id, " "})) == "empty");
  CHECK(outcome(rig.take("ada", frame::Edit{id, std::string(4001, 'x')})) == "too_long");
  CHECK(rig.found(id)->text == "hello");
}

TEST_CASE("nobody edits what is not theirs") {
  Rig rig;
  const std::int64_t adas = rig.say("ada", "general", "hello");
  const std::int64_t ushers = rig.post(pending(1, "general", "words"));
  for (const char* who : {"grace", "root"})
    for (const std::int64_t id : {adas, ushers})
      CHECK(outcome(rig.take(who, frame::Edit{id, "mine"})) == "not_yours");
  CHECK(rig.found(adas)->text == "hello");
}

TEST_CASE("one deletes one's own, and an administrator anyone's") {
  Rig rig;
  const std::int64_t one = rig.say("ada", "general", "one");
  const std::int64_t two = rig.say("ada", "general", "two");
  const std::int64_t ushers = rig.post(pending(1, "general", "words"));
  CHECK(outcome(rig.take("grace", frame::Delete{one})) == "not_yours");
  CHECK(outcome(rig.take("kay", frame::Delete{ushers})) == "not_yours");
  CHECK(outcome(rig.take("ada", Frame{"away", frame::Delete{one}})) == "ok");
  CHECK(rig.found(one)->deleted);
  REQUIRE(rig.event);
  REQUIRE(rig.event->as<Deleted>() != nullptr);
  CHECK(rig.event->as<Deleted>()->first == rig.found(one)->event);
  CHECK(outcome(rig.take("root", frame::Delete{two})) == "ok");
  CHECK(rig.found(two)->deleted);
  CHECK(outcome(rig.take("root", frame::Delete{ushers})) == "ok");
  CHECK(rig.found(ushers)->deleted);
}

TEST_CASE("a notice that somebody joined is nobody's to delete") {
  Rig rig;
  const std::int64_t notice = num(rig.take("ada", frame::Join{"random"}), "message");
  REQUIRE(rig.found(notice));
  CHECK(outcome(rig.take("ada", frame::Delete{notice})) == "not_yours");
  CHECK(outcome(rig.take("ada", frame::Edit{notice, "x"})) == "not_yours");
}

TEST_CASE("what one may not see is not there, whatever one does to it") {
  Rig rig;
  const std::int64_t secret = rig.say("kay", "committee", "in confidence");
  const std::int64_t direct = rig.say("grace", "dm:grace", "between us");
  const std::int64_t noted = rig.post(pending(1, "general", "for Grace", {"grace"}));
  const std::int64_t gone = rig.say("ada", "general", "gone");
  rig.take("ada", frame::Delete{gone});
  for (const std::int64_t id : {secret, direct, noted, gone, std::int64_t{0}, std::int64_t{4711}})
    for (const char* who : {"ada", "root"}) {
      CAPTURE(id, who);
      CHECK(outcome(rig.take(who, frame::Edit{id, "x"})) == "no_message");
      CHECK(outcome(rig.take(who, frame::React{id, "👍", true})) == "no_message");
      if (id != 0) CHECK(outcome(rig.take(who, frame::Press{id, 0})) == "no_message");
      if (id != gone) CHECK(outcome(rig.take(who, frame::Delete{id})) == "no_message");
      CHECK_FALSE(rig.asked);
    }
}

TEST_CASE("a deletion that comes again, for want of its ack, is acknowledged again") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "to be regretted");
  const Frame frame{"away", frame::Delete{id}};
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  const std::int64_t rev = rig.found(id)->rev;
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  CHECK(rig.found(id)->rev == rev);
}

TEST_CASE("an edit that comes again is done once") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "before");
  const Frame frame{"mend", frame::Edit{id, "after"}};
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  const std::int64_t rev = rig.found(id)->rev;
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  CHECK(rig.found(id)->text == "after");
  CHECK(rig.found(id)->rev == rev);
}
