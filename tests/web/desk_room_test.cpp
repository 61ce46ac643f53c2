// tests/web/desk_room_test.cpp: coming into rooms, leaving and reading them, and how one wants to be addressed.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

std::int64_t members_of(const Rig& rig, std::string_view room) {
  auto row = rig.store.db->query("SELECT count(*) FROM web_members WHERE room=?", room);
  row.next();
  return row.integer(0);
}

}  // namespace

TEST_CASE("who joins a room is in it, and the room is told") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Join{"random"})) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->as<Joined>() != nullptr);
  CHECK(rig.event->at == Place{"web", "random", ""});
  CHECK(rig.space->roster.is_member("random", "ada"));
  const auto page = rows::page(*rig.store.db, "random", 0, "ada", 0, 9);
  REQUIRE(page.messages.size() == 1);
  CHECK(page.messages[0].kind == web::Message::Kind::joined);
  CHECK(page.messages[0].author == "ada");
  CHECK(rows::mark(*rig.store.db, "random", "ada").read == page.messages[0].id);
  CHECK(outcome(rig.take("ada", frame::Send{"random", 0, "hello"})) == "ok");
}

TEST_CASE("joining twice is joining once") {
  Rig rig;
  rig.take("ada", frame::Join{"random"});
  CHECK(outcome(rig.take("ada", frame::Join{"random"})) == "ok");
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("a room that is private or not there cannot be joined") {
  Rig rig;
  for (const char* room : {"committee", "nowhere", "dm:grace", "group:1", ""}) {
    CAPTURE(room);
    CHECK(outcome(rig.take("root", frame::Join{room})) == "no_room");
    CHECK_FALSE(rig.asked);
  }
  CHECK(outcome(rig.take("kay", frame::Join{"committee"})) == "ok");  // has been there all along
  CHECK(rig.rows_of_messages() == 0);
}

TEST_CASE("who leaves a room is in it no more, and the room is told") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Leave{"general"})) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->as<Left>() != nullptr);
  CHECK_FALSE(rig.space->roster.is_member("general", "ada"));
  CHECK(members_of(rig, "general") == 3);
  const auto page = rows::page(*rig.store.db, "general", 0, "grace", 0, 9);
  REQUIRE(page.messages.size() == 1);
  CHECK(page.messages[0].kind == web::Message::Kind::left);
  CHECK(outcome(rig.take("ada", frame::Send{"general", 0, "hello"})) == "not_member");
  CHECK(outcome(rig.take("ada", frame::Join{"general"})) == "ok");
  CHECK(rig.space->roster.is_member("general", "ada"));
}

TEST_CASE("a private room goes with the role and the conversation with Usher stays") {
  Rig rig;
  CHECK(outcome(rig.take("kay", frame::Leave{"committee"})) == "not_allowed");
  CHECK(outcome(rig.take("kay", frame::Leave{"dm:kay"})) == "not_allowed");
  CHECK(outcome(rig.take("kay", frame::Leave{"random"})) == "not_member");
  CHECK(outcome(rig.take("kay", frame::Leave{"dm:ada"})) == "no_room");
  CHECK(outcome(rig.take("kay", frame::Leave{"nowhere"})) == "no_room");
}

TEST_CASE("leaving that comes again, for want of its ack, is acknowledged again") {
  Rig rig;
  const Frame frame{"bye", frame::Leave{"general"}};
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  CHECK(outcome(rig.take("ada", frame)) == "ok");
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("what could not be recorded has not happened") {
  Rig rig;
  CHECK(
      outcome(rig.take("ada", frame::Join{"random"}, std::unexpected(errc::disk_full))) ==
      "disk_full"
  );
  CHECK_FALSE(rig.space->roster.is_member("random", "ada"));
  CHECK(
      outcome(rig.take("ada", frame::Leave{"general"}, std::unexpected(errc::shutting_down))) ==
      "shutting_down"
  );
  CHECK(rig.space->roster.is_member("general", "ada"));
  const frame::Me me{"zh-Hant", "UTC"};
  CHECK(outcome(rig.take("ada", me, std::unexpected(errc::storage_failed))) == "unavailable");
  CHECK(rig.space->roster.find("ada")->lang == "en");
}

TEST_CASE("what was read is noted without a word") {
  Rig rig;
  const std::int64_t id = rig.say("grace", "general", "hello");
  CHECK(rig.take("ada", Frame{"", frame::Read{"general", id}}).empty());
  CHECK(rig.asked);
  CHECK_FALSE(rig.event);
  CHECK(rows::mark(*rig.store.db, "general", "ada").unread == 0);
  rig.say("kay", "committee", "hello");
  rig.take("kay", Frame{"", frame::Read{"committee", 99}});
  CHECK(rows::mark(*rig.store.db, "committee", "kay").read == 99);
  // To have read a private room makes nobody one of its people.
  CHECK(rig.take("ada", Frame{"", frame::Read{"committee", 99}}).empty());
  CHECK_FALSE(rig.asked);
  CHECK(members_of(rig, "committee") == 1);
}

TEST_CASE("how one wants to be addressed is kept") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Me{"zh-Hant", "Asia/Taipei"})) == "ok");
  CHECK_FALSE(rig.event);
  CHECK(rig.space->roster.find("ada")->lang == "zh-Hant");
  rig.start();
  CHECK(rig.space->roster.find("ada")->lang == "zh-Hant");
  CHECK(rig.space->roster.find("ada")->zone == "Asia/Taipei");
  CHECK(rig.space->roster.find("ada")->role == "maintainer");
  CHECK(outcome(rig.take("ada", frame::Me{"en", ""})) == "ok");  // no zone is a zone too
}

TEST_CASE("a language or a zone that is none changes nothing") {
  Rig rig;
  for (const frame::Me& bad :
       {frame::Me{"", "UTC"}, frame::Me{"en_GB", "UTC"}, frame::Me{std::string(36, 'e'), "UTC"},
        frame::Me{"<b>", "UTC"}, frame::Me{"en", "Europe Berlin"}, frame::Me{"en", "<b>"},
        frame::Me{"en", std::string(65, 'a')}}) {
    CAPTURE(bad.lang, bad.zone);
    CHECK(outcome(rig.take("ada", bad)) == "not_understood");
    CHECK_FALSE(rig.asked);
  }
  CHECK(rig.space->roster.find("ada")->zone == "UTC");
}
