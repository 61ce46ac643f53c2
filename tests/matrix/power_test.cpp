// tests/matrix/power_test.cpp: who may do what, in rooms of all ages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/power.hpp"

#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

constexpr std::string_view us = "@usher:localhost", ada = "@ada:localhost";

std::vector<std::string> made_by(std::string_view who) { return {std::string(who)}; }

}  // namespace

TEST_CASE(
    "a room without levels has its creator, and nobody else, above the rest", "[matrix][power]"
) {
  const boost::json::object none;
  for (const std::string_view version : {"1", "10", "11"}) {
    const Power power(none, made_by(ada), version);
    CHECK(power.of(ada) == 100);
    CHECK(power.of(us) == 0);
    CHECK(power.needed("m.room.message", false) == 0);
    CHECK(power.needed("m.room.tombstone", true) == 50);
    CHECK(power.needed_to_redact() == 50);
    CHECK(power.needed_for_everybody() == 50);
  }
}

TEST_CASE(
    "from version 12 on creators stand above every level, also one that is set for them",
    "[matrix][power]"
) {
  const auto levels = json_object(R"({"users":{"@ada:localhost":0,"@bo:localhost":100}})");
  const Power now(levels, made_by(ada), "12");
  CHECK(now.of(ada) == creators_power);
  CHECK(now.of("@bo:localhost") == 100);
  const Power before(levels, made_by(ada), "11");
  CHECK(before.of(ada) == 0);
}

TEST_CASE("versions are names: what is no number has no such creators", "[matrix][power]") {
  CHECK(has_infinite_creators("12"));
  CHECK(has_infinite_creators("13"));
  for (const std::string_view version :
       {"1", "9", "11", "", "org.example.12", "12.beta", "-12", "99999999999"})
    CHECK_FALSE(has_infinite_creators(version));
}

TEST_CASE("levels may be strings, as rooms before version 10 have them", "[matrix][power]") {
  const auto levels = json_object(
      R"({"users":{"@ada:localhost":"50"},"users_default":"10","events":{"m.room.message":"25"},
          "events_default":5.0,"state_default":"60","redact":"70","notifications":{"room":"80"}})"
  );
  const Power power(levels, {}, "9");
  CHECK(power.of(ada) == 50);
  CHECK(power.of(us) == 10);
  CHECK(power.needed("m.room.message", false) == 25);
  CHECK(power.needed("m.reaction", false) == 5);
  CHECK(power.needed("m.room.tombstone", true) == 60);
  CHECK(power.needed_to_redact() == 70);
  CHECK(power.needed_for_everybody() == 80);
}

TEST_CASE("levels that are none are as if they were not there", "[matrix][power]") {
  const auto levels = json_object(
      R"({"users":[1],"users_default":null,"events":{"m.room.message":{}},"events_default":"many",
          "redact":1.5,"notifications":7})"
  );
  const Power power(levels, {}, "10");
  CHECK(power.of(us) == 0);
  CHECK(power.needed("m.room.message", false) == 0);
  CHECK(power.needed_to_redact() == 50);
  CHECK(power.needed_for_everybody() == 50);
}

TEST_CASE(
    "additional creators count from version 12 on, each once, users alone", "[matrix][power]"
) {
  const auto create = [](std::string_view version) {
    return json_object(
        R"({"additional_creators":["@bo:localhost","@bo:localhost","nobody",7,"@ada:localhost"],"room_version":")" +
        std::string(version) + "\"}"
    );
  };
  CHECK(
      creators_of(create("12"), ada) == std::vector<std::string>{"@ada:localhost", "@bo:localhost"}
  );
  CHECK(creators_of(create("11"), ada) == made_by(ada));
}

TEST_CASE("what Usher may do follows from its power", "[matrix][power]") {
  const auto levels = json_object(
      R"({"users":{"@usher:localhost":30},"events":{"m.room.message":30,"m.reaction":31},"redact":20,
          "notifications":{"room":40}})"
  );
  const Abilities can = abilities_of(Power(levels, made_by(ada), "12"), us);
  CHECK(can.speak);
  CHECK_FALSE(can.react);
  CHECK(can.redact);
  CHECK_FALSE(can.everybody);
  CHECK(abilities_of(Power(levels, made_by(us), "12"), us) == Abilities{true, true, true, true});
}

TEST_CASE("who may redact others must be allowed to send a redaction too", "[matrix][power]") {
  const auto levels = json_object(
      R"({"users":{"@usher:localhost":50},"redact":50,"events":{"m.room.redaction":60}})"
  );
  CHECK_FALSE(abilities_of(Power(levels, {}, "11"), us).redact);
}
