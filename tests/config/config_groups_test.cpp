// tests/config/config_groups_test.cpp: [groups].
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;

namespace {

const std::string before = "[community]\nname = \"N\"\n";

}  // namespace

TEST_CASE("without [groups] there are no user groups", "[groups]") {
  CHECK_FALSE(load(before).config.groups);
  const LoadedConfig empty = load(before + "[groups]\n");
  CHECK(empty.problems.empty());
  CHECK(empty.config.groups);
}

TEST_CASE("rooms, lists and groups that are known are read", "[groups]") {
  const LoadedConfig loaded = load(
      before +
      "[web.rooms.general]\njoined = true\n[groups]\nannounce = [\"web:general\", \"slack:C1\"]\n"
      "lists = [\"Local user groups https://example.org/groups\"]\n"
      "known = [\"PyBerlin | Berlin, Germany | https://example.org\", \"Here | There\"]\n"
  );
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.config.groups);
  CHECK(loaded.config.groups->announce.size() == 2);
  CHECK(loaded.config.groups->known.size() == 2);
}

TEST_CASE("each mistake of [groups] is told with what to do", "[groups]") {
  const auto problem = [](const std::string& line) {
    const LoadedConfig loaded =
        load(before + "[web.rooms.general]\njoined = true\n[groups]\n" + line + "\n");
    REQUIRE(loaded.problems.size() == 1);
    CHECK_FALSE(loaded.problems[0].remedy.empty());
    return loaded.problems[0].problem;
  };
  CHECK(problem("announce = [\"general\"]").contains("is no room"));
  CHECK(problem("announce = [\"web:nowhere\"]")
            .contains("There is no room \"nowhere\" in [web.rooms]"));
  CHECK(problem("lists = [\"https://example.org\"]").contains("is no list of groups"));
  CHECK(problem("lists = [\"Groups http://example.org\"]").contains("is no list of groups"));
  CHECK(problem("known = [\"PyBerlin\"]").contains("is no group"));
  CHECK(problem("known = [\"a | b | c\"]").contains("is no group"));
  CHECK(problem("list = []").contains("list"));
}
