// tests/web/welcome_test.cpp: what a tab is told when it comes, anew or again.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/form_tools.hpp"
#include "tests/web/rows_tools.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;
using Texts = std::vector<std::string>;

namespace {

bool is_reset(const json::object& welcome) { return flag(welcome, "reset"); }

}  // namespace

TEST_CASE("a welcome says who one is, where, and who else is here") {
  Rig rig;
  const json::object out = rig.welcome("ada");
  CHECK(str(out, "is") == "welcome");
  CHECK(
      json::serialize(obj(out, "me")) ==
      R"({"id":"ada","name":"Ada","role":"maintainer","lang":"en","zone":"UTC"})"
  );
  CHECK(str(obj(out, "bot"), "id") == "usher");
  CHECK(str(out, "community") == "Tests");
  CHECK(column(out, "people", "id") == Texts{"ada", "grace", "kay", "root"});
  CHECK(num(obj(out, "limits"), "text") == 4000);
  CHECK(num(out, "now") == noon.time_since_epoch().count());
  CHECK(list(out, "forms").empty());
  CHECK(out.at("home").is_null());
}

TEST_CASE("rooms are those that one is in or may join, private ones only those of one's own role") {
  Rig rig;
  CHECK(column(rig.welcome("ada"), "rooms", "id") == Texts{"general", "random", "crew", "dm:ada"});
  CHECK(
      column(rig.welcome("kay"), "rooms", "id") == Texts{"general", "random", "committee", "dm:kay"}
  );
  CHECK(column(rig.welcome("grace"), "rooms", "id") == Texts{"general", "random", "dm:grace"});
  CHECK(
      column(rig.welcome("root"), "rooms", "id") == Texts{"general", "random", "crew", "dm:root"}
  );
  REQUIRE(rig.deliver(pending(1, "general", "words", {"ada", "kay"}, Audience::group)));
  const std::string group = group_room({"ada", "kay"});
  CHECK(
      column(rig.welcome("ada"), "rooms", "id") ==
      Texts{"general", "random", "crew", group, "dm:ada"}
  );
  CHECK(column(rig.welcome("root"), "rooms", "id").size() == 4);
}

TEST_CASE("a room says its kind, its people and what is unread, where one is in it") {
  Rig rig;
  rig.say("grace", "general", "hello");
  const json::object welcome = rig.welcome("ada");
  const json::object general = one_of(welcome, "rooms", "id", "general");
  CHECK(str(general, "kind") == "room");
  CHECK(str(general, "name") == "general");
  CHECK(str(general, "topic") == "Everything");
  CHECK_FALSE(flag(general, "private"));
  CHECK(flag(general, "member"));
  CHECK(list(general, "members").size() == 4);
  CHECK(num(general, "unread") == 1);
  const json::object random = one_of(welcome, "rooms", "id", "random");
  CHECK_FALSE(flag(random, "member"));
  CHECK_FALSE(has(random, "members"));
  const json::object direct = one_of(welcome, "rooms", "id", "dm:ada");
  CHECK(str(direct, "kind") == "direct");
  CHECK(flag(direct, "private"));
  CHECK(flag(direct, "member"));
  CHECK(flag(one_of(rig.welcome("kay"), "rooms", "id", "committee"), "private"));
}

TEST_CASE("who comes anew gets the newest of each room, outside threads") {
  Rig rig;
  for (int i = 1; i <= 60; ++i) rig.say("grace", "general", std::to_string(i));
  const std::int64_t root = rig.say("ada", "dm:ada", "to Usher");
  rig.say("ada", "dm:ada", "in a thread", root);
  const json::object out = rig.welcome("ada", 0);
  CHECK(is_reset(out));
  CHECK(num(out, "rev") == rows::newest_rev(*rig.store.db));
  CHECK(list(out, "messages").size() == 51);
  const Texts texts = column(out, "messages", "text");
  CHECK(texts.front() == "11");
  CHECK(texts.back() == "to Usher");
}

TEST_CASE("who has missed a little gets what changed, in any room and thread") {
  Rig rig;
  const std::int64_t first = rig.say("grace", "general", "first");
  rig.say("grace", "general", "seen");
  const std::int64_t seen = rows::newest_rev(*rig.store.db);
  CHECK(list(rig.welcome("ada", seen), "messages").empty());
  CHECK_FALSE(is_reset(rig.welcome("ada", seen)));
  rig.say("kay", "general", "reply", first);
  rig.take("grace", frame::Edit{first, "first, mended"});
  const json::object out = rig.welcome("ada", seen);
  CHECK_FALSE(is_reset(out));
  CHECK(column(out, "messages", "text") == Texts{"reply", "first, mended"});
  CHECK(num(out, "rev") == seen + 3);
}

TEST_CASE("who has missed too much begins anew") {
  Rig rig;
  rig.say("grace", "general", "seen");
  const std::int64_t seen = rows::newest_rev(*rig.store.db);
  rig.store.commit([](Database& db) {
    for (int i = 0; i < 500; ++i) rows::add(db, said("grace", "x"), 0);
  });
  CHECK_FALSE(is_reset(rig.welcome("ada", seen)));
  CHECK(list(rig.welcome("ada", seen), "messages").size() == 500);
  rig.say("grace", "general", "x");
  CHECK(is_reset(rig.welcome("ada", seen)));
  CHECK(list(rig.welcome("ada", seen), "messages").size() == 50);
}

TEST_CASE("who knows of changes that never were begins anew") {
  Rig rig;
  rig.say("grace", "general", "hello");
  const json::object out = rig.welcome("ada", 4711);
  CHECK(is_reset(out));
  CHECK(num(out, "rev") == 1);
  CHECK(column(out, "messages", "text") == Texts{"hello"});
  CHECK(is_reset(rig.welcome("ada", std::numeric_limits<std::int64_t>::max())));
}

TEST_CASE("nobody is told what they may not see, anew or again") {
  Rig rig;
  rig.say("ada", "general", "seen");
  rig.say("kay", "committee", "in confidence");
  rig.say("grace", "dm:grace", "between us");
  rig.post(pending(1, "general", "for Grace", {"grace"}));
  rig.member("random", "grace");
  rig.say("grace", "random", "elsewhere");
  for (const std::int64_t since : {0, 1})
    for (const char* who : {"ada", "root"}) {
      CAPTURE(since, who);
      const std::string all = json::serialize(rig.welcome(who, since));
      for (const char* secret : {"in confidence", "between us", "for Grace", "elsewhere"})
        CHECK_FALSE(all.contains(secret));
    }
  CHECK(json::serialize(rig.welcome("kay", 1)).contains("in confidence"));
  const std::string graces = json::serialize(rig.welcome("grace", 1));
  for (const char* hers : {"between us", "for Grace", "elsewhere"}) CHECK(graces.contains(hers));
}

TEST_CASE("a room's frame says that it is gone to who may not see it") {
  Rig rig;
  const auto is = [&](std::string_view room, const std::string& who) {
    return str(read_json(room_frame(*rig.space, room, who)), "is");
  };
  CHECK(is("general", "ada") == "room");
  CHECK(is("random", "ada") == "room");
  CHECK(is("committee", "kay") == "room");
  CHECK(is("committee", "root") == "gone");
  CHECK(is("dm:grace", "ada") == "gone");
  CHECK(is("nowhere", "ada") == "gone");
  CHECK(read_json(room_frame(*rig.space, "committee", "root")).size() == 2);
}
