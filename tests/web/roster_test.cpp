// tests/web/roster_test.cpp: who may do what where.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/roster.hpp"

#include "adapters/web/message.hpp"
#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using People = std::set<std::string, std::less<>>;

namespace {

Roster roster() {
  Roster out(test_rig::settings().rooms, "en");
  out.put({"ada", "Ada", "maintainer", "zh-Hant", "Asia/Taipei"});
  out.put({"grace", "Grace", "newcomer", "", ""});
  out.put({"kay", "Kay", "committee", "en", "UTC"});
  out.put({"root", "Root", "administrator", "en", "UTC"});
  out.join("general", "ada");
  out.join("general", "grace");
  return out;
}

}  // namespace

TEST_CASE("each role is what its name says, and no other is one") {
  CHECK(roles_of("newcomer") == Roles{});
  CHECK(roles_of("contributor") == Roles{Role::contributor});
  CHECK(roles_of("maintainer").has(Role::maintainer));
  CHECK(roles_of("maintainer").has(Role::contributor));
  CHECK_FALSE(roles_of("maintainer").has(Role::organiser));
  CHECK(roles_of("organiser").has(Role::organiser));
  CHECK(roles_of("committee").has(Role::committee));
  CHECK_FALSE(roles_of("committee").has(Role::administrator));
  CHECK(roles_of("administrator").has(Role::maintainer));
  CHECK_FALSE(roles_of("administrator").has(Role::committee));
  for (const char* none : {"", "Administrator", "admin", "everyone"})
    CHECK(roles_of(none) == Roles{});
  CHECK(role_names().size() == 6);
}

TEST_CASE("a private room's people are those with its role, and no administrator") {
  const Roster all = roster();
  CHECK(all.is_member("committee", "kay"));
  CHECK_FALSE(all.is_member("committee", "root"));
  CHECK_FALSE(all.is_member("committee", "ada"));
  CHECK(all.members("committee") == People{"kay"});
  CHECK(all.members("crew") == People{"ada", "root"});
  CHECK(all.may_join(*all.room("committee"), "kay"));
  CHECK_FALSE(all.may_join(*all.room("committee"), "root"));
  CHECK(all.is_private("committee"));
  CHECK_FALSE(all.has_rows("committee"));
}

TEST_CASE("a row in a private room does not make one of its people") {
  Roster all = roster();
  all.join("committee", "grace");
  CHECK_FALSE(all.is_member("committee", "grace"));
  CHECK(all.members("committee") == People{"kay"});
}

TEST_CASE("a public room is joined and left") {
  Roster all = roster();
  CHECK_FALSE(all.is_private("general"));
  CHECK(all.has_rows("general"));
  CHECK(all.is_member("general", "ada"));
  CHECK_FALSE(all.is_member("general", "kay"));
  CHECK(all.may_join(*all.room("general"), "kay"));
  CHECK_FALSE(all.may_join(*all.room("general"), "nobody"));
  all.join("general", "kay");
  CHECK(all.is_member("general", "kay"));
  all.leave("general", "kay");
  CHECK_FALSE(all.is_member("general", "kay"));
  all.leave("nowhere", "kay");
  CHECK(all.first_rooms() == std::vector<std::string>{"general"});
}

TEST_CASE("the conversation with Usher is its person's alone") {
  const Roster all = roster();
  CHECK(all.exists("dm:ada"));
  CHECK_FALSE(all.exists("dm:nobody"));
  CHECK(all.is_member("dm:ada", "ada"));
  CHECK_FALSE(all.is_member("dm:ada", "root"));
  CHECK_FALSE(all.is_member("dm:nobody", "nobody"));
  CHECK(all.members("dm:ada") == People{"ada"});
  CHECK(all.is_private("dm:ada"));
  CHECK_FALSE(all.has_rows("dm:ada"));
}

TEST_CASE("a group is there for whom it was made for") {
  Roster all = roster();
  CHECK_FALSE(all.exists("group:1"));
  all.join("group:1", "ada");
  all.join("group:1", "grace");
  CHECK(all.exists("group:1"));
  CHECK(all.is_member("group:1", "grace"));
  CHECK_FALSE(all.is_member("group:1", "root"));
  CHECK(all.is_private("group:1"));
  CHECK(all.has_rows("group:1"));
  CHECK(all.groups_of("ada") == std::vector<std::string>{"group:1"});
  CHECK(all.groups_of("kay").empty());
}

TEST_CASE("a room that is no longer configured is nobody's") {
  Roster all = roster();
  all.join("former", "ada");
  CHECK_FALSE(all.exists("former"));
  CHECK(all.room("former") == nullptr);
  CHECK_FALSE(all.is_member("former", "ada"));
  CHECK_FALSE(all.has_rows("former"));
}

TEST_CASE("who is dropped is in no room any more") {
  Roster all = roster();
  all.join("group:1", "ada");
  all.drop("ada");
  CHECK(all.find("ada") == nullptr);
  CHECK_FALSE(all.is_member("general", "ada"));
  CHECK_FALSE(all.is_member("dm:ada", "ada"));
  CHECK(all.members("general") == People{"grace"});
  CHECK(all.groups_of("ada").empty());
}

TEST_CASE("an event names a person as the roster knows them") {
  const Roster all = roster();
  const Person ada = all.person(*all.find("ada"));
  CHECK(ada.id == "ada");
  CHECK(ada.name == "Ada");
  CHECK(ada.lang == "zh-Hant");
  CHECK(ada.zone == "Asia/Taipei");
  CHECK(ada.roles.has(Role::maintainer));
  CHECK_FALSE(ada.guest);
  CHECK(all.person(*all.find("grace")).lang == "en");  // the community's
}

TEST_CASE("people and members are read back from their rows") {
  test_rig::Store store;
  store.commit([](Database& db) {
    save(db, {"ada", "Ada", "newcomer", "en", "UTC"}, test_rig::noon);
    save(db, {"ada", "Ada L.", "maintainer", "zh-Hans", ""}, test_rig::noon);
    for (const char* room : {"general", "random", "general"}) save_member(db, room, "ada");
    erase_member(db, "random", "ada");
  });
  Roster all(test_rig::settings().rooms, "en");
  all.load(*store.db);
  REQUIRE(all.find("ada") != nullptr);
  CHECK(all.find("ada")->name == "Ada L.");
  CHECK(all.find("ada")->role == "maintainer");
  CHECK(all.find("ada")->lang == "zh-Hans");
  CHECK(all.is_member("general", "ada"));
  CHECK_FALSE(all.is_member("random", "ada"));
}
