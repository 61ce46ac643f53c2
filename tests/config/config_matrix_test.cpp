// tests/config/config_matrix_test.cpp: [matrix].
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;

namespace {

const std::string head =
    "[community]\nname = \"N\"\n[matrix]\nhomeserver = \"https://matrix.example.org\"\n"
    "user_id = \"@usher:example.org\"\n";

}  // namespace

TEST_CASE("what [matrix] says is read") {
  const LoadedConfig loaded = load(
      head +
      "rooms = [\"#numpy:example.org\", \"!opaque:example.org\", \"!of-version-12\"]\n"
      "allow_people = [\"@ada:example.org\"]\nallow_servers = [\"example.org\", \"*\"]\n"
      "moderators_organise = false\nreceipts = false\nreactions = false\nact_within_minutes = 7\n"
      "posts_per_second = 0.5\nburst = 9\nsession_file = \"./var/session\"\n"
      "listen = \"127.0.0.1:9000\"\n"
      "cities = [\"Beijing Asia/Shanghai\", \"New York America/New_York\"]\n"
  );
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.config.matrix);
  const MatrixConfig& matrix = *loaded.config.matrix;
  CHECK(matrix.rooms.size() == 3);
  CHECK(matrix.allow_people == std::vector<std::string>{"@ada:example.org"});
  CHECK(matrix.allow_servers == std::vector<std::string>{"example.org", "*"});
  CHECK_FALSE(matrix.moderators_organise);
  CHECK_FALSE(matrix.receipts);
  CHECK_FALSE(matrix.reactions);
  CHECK(matrix.act_within == std::chrono::minutes(7));
  CHECK(matrix.posts_per_second == 0.5);
  CHECK(matrix.burst == 9);
  CHECK(matrix.session_file == "./var/session");
  CHECK(matrix.listen == "127.0.0.1:9000");
  REQUIRE(matrix.cities.size() == 2);
  CHECK(matrix.cities[1].name == "New York");
  CHECK(matrix.cities[1].zone == "America/New_York");
}

TEST_CASE("rooms, servers and cities that cannot be are each a mistake with its line") {
  for (const char* wrong :
       {"rooms = [\"numpy:example.org\"]", "rooms = [\"#numpy\"]", "rooms = [\"#:example.org\"]",
        "rooms = [\"!\"]", "rooms = [\"#a b:example.org\"]", "allow_servers = [\"a b\"]",
        "allow_servers = [\"\"]", "allow_people = [\"ada\"]", "cities = [\"Berlin\"]",
        "cities = [\"Berlin Europe/Nowhere\"]", "cities = [\" Europe/Berlin\"]",
        "act_within_minutes = 0", "burst = 0"}) {
    INFO(wrong);
    const LoadedConfig loaded = load(head + wrong + "\n");
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].line == 6);
    CHECK_FALSE(loaded.problems[0].remedy.empty());
  }
}

TEST_CASE("an application service needs both of its tokens, and no other") {
  const std::string pushed = head + "transport = \"appservice\"\n";
  CHECK(load(pushed, {}, {}, true).problems.size() == 2);
  CHECK(load(pushed, {}, {{"USHER_MATRIX_AS_TOKEN", "one"}}, true).problems.size() == 1);
  CHECK(load(
            pushed, {}, {{"USHER_MATRIX_AS_TOKEN", "one"}, {"USHER_MATRIX_HS_TOKEN", "another"}},
            true
  )
            .problems.empty());
}
