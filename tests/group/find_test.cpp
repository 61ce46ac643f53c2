// tests/group/find_test.cpp: /group alone, find, show.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

TEST_CASE("/group alone says what one can do", "[group]") {
  GroupRig rig;
  const std::string text = rig.say("");
  for (const char* part : {"/group find Berlin", "/group new", "/group ideas"})
    CHECK(text.contains(part));
  CHECK(rig.press("Found a group").contains("Is the group to be open"));
}

TEST_CASE(
    "groups are found by city and by country, else lists are shown and the offer to found one",
    "[group]"
) {
  GroupRig rig;
  CHECK(rig.say("find Berlin").contains("PyBerlin"));
  CHECK(rig.say("find germany").contains("PyBerlin"));
  CHECK(rig.say("Berlin").contains("PyBerlin"));
  const std::string none = rig.say("find Kyoto");
  CHECK(none.contains("I know of no group in Kyoto"));
  CHECK(none.contains("Local user groups"));
  CHECK(rig.press("Found a group").contains("Is the group to be open"));
  CHECK(rig.say("find").contains("Say where"));
}

TEST_CASE("a group is asked for by a part of its name; of several, which", "[group]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.open_group("Data Potsdam");
  rig.say("publish Data");
  CHECK(rig.say("show data", "eve").contains("Data Potsdam"));
  CHECK(rig.say("show potsdam", "eve").contains("Which one?"));
  CHECK(rig.say("show kyoto", "eve").contains("I know no user group “kyoto”"));
  CHECK(rig.say("mine").contains("bus number 2"));
}

TEST_CASE("every word has a name in Chinese, and answers in the reader's language", "[group]") {
  GroupRig rig;
  rig.lang = "zh-Hans";
  CHECK(rig.say("查找 Berlin").contains("PyBerlin"));
  CHECK(rig.say("新建").contains("小组是对所有人开放"));
  CHECK(rig.say("回答 open").contains("在哪个城市？"));
}
