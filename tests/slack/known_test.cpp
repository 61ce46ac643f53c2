// tests/slack/known_test.cpp: reading user objects.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/known.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

using namespace usher;
using namespace usher::slack;

namespace {

std::optional<Known> read(std::string_view text) {
  return read_user(boost::json::parse({text.data(), text.size()}).as_object(), "T1");
}
Roles roles_of(const std::string& more) {
  return read(R"({"id":"U1","team_id":"T1",)" + more + "}")->person.roles;
}

}  // namespace

TEST_CASE("a person has a language, a zone and the name that is shown", "[people]") {
  const auto known = read(
      R"({"id":"U1","team_id":"T1","name":"ada","real_name":"Ada L","locale":"zh-CN","tz":"Asia/Shanghai",
          "profile":{"display_name":"Ada","real_name":"Ada Lovelace"}})"
  );
  REQUIRE(known);
  CHECK(known->person.id == "U1");
  CHECK(known->person.lang == "zh-CN");
  CHECK(known->person.zone == "Asia/Shanghai");
  CHECK(known->person.name == "Ada");
  CHECK_FALSE(known->person.guest);
  CHECK(known->active);
  CHECK_FALSE(known->bot);
  CHECK(known->person.roles == Roles{});
}

TEST_CASE("who shows no name has their real one, else the short one", "[people]") {
  CHECK(
      read(R"({"id":"U1","name":"n","profile":{"display_name":"","real_name":"R"}})")
          ->person.name == "R"
  );
  CHECK(read(R"({"id":"U1","name":"n","real_name":"Q","profile":{}})")->person.name == "Q");
  CHECK(read(R"({"id":"U1","name":"n"})")->person.name == "n");
  CHECK(read(R"({"id":"U1"})")->person.name.empty());
  CHECK(read("{\"id\":\"U1\",\"name\":\"a\\u202eb\\nc\"}")->person.name == "ab c");
}

TEST_CASE("admins and owners of the workspace are administrators, nobody else is", "[people]") {
  for (const char* role : {"is_admin", "is_owner", "is_primary_owner"})
    CHECK(roles_of("\"" + std::string(role) + "\":true") == Roles{Role::administrator});
  CHECK(roles_of(R"("is_admin":false)") == Roles{});
  CHECK(roles_of(R"("is_admin":"true")") == Roles{});
  CHECK(roles_of(R"("is_admin":true,"deleted":true)") == Roles{});
  CHECK(roles_of(R"("is_admin":true,"is_restricted":true)") == Roles{});
}

TEST_CASE("an admin of another workspace, in a shared channel, is a guest here", "[people]") {
  const auto other = read(R"({"id":"U1","team_id":"T2","is_admin":true})");
  CHECK(other->person.guest);
  CHECK(other->person.roles == Roles{});
  const auto grid =
      read(R"({"id":"U1","team_id":"T2","is_admin":true,"enterprise_user":{"teams":["T3","T1",7]}})"
      );
  CHECK_FALSE(grid->person.guest);
  CHECK(grid->person.roles == Roles{Role::administrator});
  CHECK(read(R"({"id":"U1","team_id":"T2","enterprise_user":{"teams":["T3"]}})")->person.guest);
  const auto stranger = read(R"({"id":"U1","team_id":"T1","is_stranger":true,"is_owner":true})");
  CHECK(stranger->person.guest);
  CHECK(stranger->person.roles == Roles{});
}

TEST_CASE("guests, bots and people who were deactivated are known as such", "[people]") {
  CHECK(read(R"({"id":"U1","is_restricted":true})")->person.guest);
  CHECK(read(R"({"id":"U1","is_ultra_restricted":true})")->person.guest);
  CHECK(read(R"({"id":"U1","is_bot":true})")->bot);
  CHECK_FALSE(read(R"({"id":"U1","deleted":true})")->active);
}

TEST_CASE("what is no user object is nobody", "[people]") {
  CHECK_FALSE(read("{}"));
  CHECK_FALSE(read(R"({"id":""})"));
  CHECK_FALSE(read(R"({"id":7})"));
  CHECK_FALSE(read(R"({"id":"U 1"})"));
  const auto odd = read(R"({"id":"U1","locale":7,"tz":null,"profile":[],"name":{}})");
  REQUIRE(odd);
  CHECK(odd->person.lang.empty());
  CHECK(odd->person.zone.empty());
  const auto endless = read(R"({"id":"U1","name":")" + std::string(5000, 'x') + "\"}");
  CHECK(endless->person.name.empty());
}
