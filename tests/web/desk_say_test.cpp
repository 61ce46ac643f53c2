// tests/web/desk_say_test.cpp: saying, editing and deleting.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

TEST_CASE("what is said becomes a row and an event that tells who, where and from which tab") {
  Rig rig;
  const json::object ack =
      rig.take("ada", Frame{"f-1", frame::Send{"general", 0, " hello \n you "}});
  CHECK(outcome(ack) == "ok");
  CHECK(str(ack, "id") == "f-1");
  REQUIRE(rig.event);
  CHECK(rig.event->id == "ada/f-1");
  CHECK(rig.event->at == Place{"web", "general", ""});
  CHECK(rig.event->who.id == "ada");
  CHECK(rig.event->who.name == "Ada");
  CHECK(rig.event->who.zone == "UTC");
  CHECK(rig.event->who.roles.has(Role::maintainer));
  CHECK(read_route(rig.event->route).tab == "tab");
  REQUIRE(rig.event->as<usher::Message>() != nullptr);
  CHECK(rig.event->as<usher::Message>()->text == "hello \n you");
  const auto row = rig.found(num(ack, "message"));
  REQUIRE(row);
  CHECK(row->text == "hello \n you");
  CHECK(row->author == "ada");
  CHECK(row->at == noon);
  CHECK(row->event == "ada/f-1");
}

TEST_CASE("a frame that comes again is acknowledged again and said once") {
  Rig rig;
  const Frame frame{"f-1", frame::Send{"general", 0, "hello"}};
  const json::object first = rig.take("ada", frame);
  const json::object again = rig.take("ada", frame);
  CHECK(again == first);
  CHECK(rig.rows_of_messages() == 1);
  // Another person's id is another.
  CHECK(num(rig.take("grace", frame), "message") != num(first, "message"));
}

TEST_CASE("nothing, too much, and what nobody may see is not said") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Send{"general", 0, " \n\t "})) == "empty");
  CHECK(outcome(rig.take("ada", frame::Send{"general", 0, std::string(4001, 'x')})) == "too_long");
  CHECK(outcome(rig.take("ada", frame::Send{"random", 0, "hello"})) == "not_member");
  CHECK(outcome(rig.take("ada", frame::Send{"committee", 0, "hello"})) == "no_room");
  CHECK(outcome(rig.take("root", frame::Send{"committee", 0, "hello"})) == "no_room");
  CHECK(outcome(rig.take("ada", frame::Send{"nowhere", 0, "hello"})) == "no_room");
  CHECK(outcome(rig.take("ada", frame::Send{"dm:grace", 0, "hello"})) == "no_room");
  CHECK(outcome(rig.take("ada", frame::Send{"", 0, "hello"})) == "no_room");
  CHECK(rig.rows_of_messages() == 0);
  std::string longest;
  for (int i = 0; i < 4000; ++i) longest += "字";
  CHECK(outcome(rig.take("ada", frame::Send{"general", 0, longest})) == "ok");
  CHECK(outcome(rig.take("kay", frame::Send{"committee", 0, "hello"})) == "ok");
}

TEST_CASE("what was refused says why in the person's language, and is not to be sent again") {
  Rig rig;
  const json::object no = rig.take("ada", frame::Send{"general", 0, ""});
  CHECK(str(no, "text") == "There is nothing in it.");
  CHECK_FALSE(has(no, "again"));
  CHECK_FALSE(rig.asked);
}

TEST_CASE("what the engine could not record is to be sent again") {
  Rig rig;
  const auto after = [&](errc why) {
    return rig.take("ada", frame::Send{"general", 0, "hello"}, std::unexpected(why));
  };
  CHECK(outcome(after(errc::disk_full)) == "disk_full");
  CHECK(outcome(after(errc::shutting_down)) == "shutting_down");
  CHECK(outcome(after(errc::storage_failed)) == "unavailable");
  for (const errc why : {errc::disk_full, errc::shutting_down, errc::storage_failed})
    CHECK(flag(after(why), "again"));
  CHECK(rig.rows_of_messages() == 0);
}

TEST_CASE("a command is an event and leaves nothing behind") {
  Rig rig;
  const json::object ack = rig.take("ada", frame::Send{"general", 0, "/report a secret"});
  CHECK(outcome(ack) == "ok");
  CHECK_FALSE(has(ack, "message"));
  REQUIRE(rig.event);
  REQUIRE(rig.event->as<Command>() != nullptr);
  CHECK(rig.event->as<Command>()->name == "report");
  CHECK(rig.event->as<Command>()->args == "a secret");
  CHECK(rig.rows_of_messages() == 0);
  CHECK(rig.store.columns_with("a secret").empty());
  CHECK(rows::newest_rev(*rig.store.db) == 0);
}

TEST_CASE("a command in plain words stays to be read by all") {
  Rig rig;
  const json::object ack = rig.take("ada", frame::Send{"general", 0, "@usher nep 18"});
  CHECK(rig.found(num(ack, "message"))->text == "@usher nep 18");
  REQUIRE(rig.event->as<Command>() != nullptr);
  CHECK(rig.event->as<Command>()->args == "18");
  rig.take("ada", frame::Send{"dm:ada", 0, "nep 19"});
  REQUIRE(rig.event->as<Command>() != nullptr);
  CHECK(rig.event->at == Place{"web", "dm:ada", ""});
  rig.take("ada", frame::Send{"dm:ada", 0, "how are you"});
  REQUIRE(rig.event->as<usher::Message>() != nullptr);
  CHECK(rig.event->as<usher::Message>()->direct);
}

TEST_CASE("a thread hangs on a message of its room that hangs on none") {
  Rig rig;
  const std::int64_t root = rig.say("grace", "general", "root");
  const std::int64_t reply = rig.say("ada", "general", "reply", root);
  CHECK(rig.event->at == Place{"web", "general", std::to_string(root)});
  CHECK(rig.found(reply)->thread == root);
  CHECK(rig.found(root)->replies == 1);
  rig.member("random", "ada");
  CHECK(outcome(rig.take("ada", frame::Send{"general", reply, "x"})) == "no_message");
  CHECK(outcome(rig.take("ada", frame::Send{"random", root, "x"})) == "no_message");
  CHECK(outcome(rig.take("ada", frame::Send{"general", 4711, "x"})) == "no_message");
}

TEST_CASE("what is harmful in a text is gone before anybody sees it") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "a\x1b[2J\xe2\x80\xae b\xff");
  CHECK(rig.found(id)->text == "a[2J b\xef\xbf\xbd");
}
