// tests/welcome/joining_test.cpp: who is welcomed, when, and how often: once.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/table.hpp"
#include "tests/welcome/rig.hpp"

using namespace usher;
using namespace usher::test;
using namespace std::chrono_literals;

using Reached = std::vector<std::string>;

TEST_CASE("Who joins a room for newcomers is written to three minutes later, directly, once") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(179s);
  CHECK(rig.sent.empty());
  rig.pass(1s);
  REQUIRE(rig.reached() == Reached{"web ada"});
  CHECK(rig.sent[0].post.audience == Audience::direct);
  CHECK(rig.sent[0].post.to.place.room.empty());
  rig.pass(24h * 30);
  CHECK(rig.sent.size() == 1);
}

TEST_CASE("Only the rooms and spaces that are configured count") {
  WelcomeRig rig;
  rig.join("ada", "web", "general");
  rig.join("bo", "matrix:example.org", "!other:example.org");
  rig.join("cy", "slack:T1", "");
  rig.join("di", "slack:T1", "C2");
  rig.pass(1h);
  CHECK(rig.sent.empty());
  CHECK(rig.rows("welcomes") == 0);
  rig.join("ada", "matrix:example.org", "!abc:example.org");
  rig.join("bo", "slack:T1", "C1");
  rig.join("cy", "slack:T2", "");
  rig.pass(1h);
  CHECK(rig.reached() == Reached{"matrix:example.org ada", "slack:T1 bo", "slack:T2 cy"});
}

TEST_CASE("With no room and no space configured nobody is written to") {
  welcome::Settings none = newcomers();
  none.rooms.clear();
  none.spaces.clear();
  WelcomeRig rig(none);
  rig.join("ada");
  rig.join("ada", "slack:T2", "");
  rig.pass(24h);
  CHECK(rig.sent.empty());
  CHECK(rig.rows("welcomes") == 0);
}

TEST_CASE("Each space welcomes a person for itself") {
  WelcomeRig rig;
  rig.join("ada");
  rig.join("ada", "slack:T1", "C1");
  rig.pass(1h);
  CHECK(rig.reached() == Reached{"web ada", "slack:T1 ada"});
}

TEST_CASE("Who went before the message came gets none, and gets it when they come again") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1min);
  rig.leave("ada", "general");  // another room
  rig.leave("ada");
  rig.pass(24h);
  CHECK(rig.sent.empty());
  rig.join("ada");
  rig.pass(4min);
  CHECK(rig.reached() == Reached{"web ada"});
}

TEST_CASE("Who leaves the whole space has left its rooms") {
  WelcomeRig rig;
  rig.join("ada", "slack:T1", "C1");
  rig.join("bo", "slack:T2", "");
  rig.join("cy", "slack:T2", "");
  rig.happens(Left{}, "ada", {"slack:T1", "", ""});
  rig.happens(Left{}, "bo", {"slack:T2", "", ""});
  rig.happens(Left{}, "cy", {"slack:T2", "C9", ""});
  rig.pass(1h);
  CHECK(rig.reached() == Reached{"slack:T2 cy"});
}

TEST_CASE("Leaving another room changes nothing") {
  WelcomeRig rig;
  rig.join("ada");
  rig.happens(Left{}, "ada", {"slack:T1", "C1", ""});
  rig.pass(4min);
  CHECK(rig.reached() == Reached{"web ada"});
}

TEST_CASE("Who comes again within a year gets nothing, and two rooms at once are one welcome") {
  welcome::Settings settings = newcomers();
  settings.rooms.emplace_back("web:general");
  WelcomeRig rig(settings);
  rig.join("ada");
  rig.join("ada", "web", "general");
  rig.pass(1h);
  REQUIRE(rig.sent.size() == 1);
  for (int month = 0; month < 24; ++month) {  // they come and go for two years
    rig.leave("ada");
    rig.pass(24h * 30);
    rig.join("ada");
  }
  rig.leave("ada");
  rig.pass(24h * 364);
  rig.join("ada");
  rig.pass(1h);
  CHECK(rig.sent.size() == 1);
}

TEST_CASE("After a year and a bit without them, nothing is kept of somebody, and they are new") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1h);
  rig.leave("ada");
  rig.pass(24h * 402);
  CHECK(rig.rows("welcomes") == 0);
  CHECK(rig.rows("welcome_counts") > 0);
  rig.join("ada");
  rig.pass(1h);
  CHECK(rig.sent.size() == 2);
}

TEST_CASE("Who said stop is remembered for as long as it takes, and never written to") {
  WelcomeRig rig;
  rig.type("stop", "ada");
  rig.join("ada");
  rig.pass(24h * 500);
  rig.join("ada");
  rig.pass(24h);
  CHECK(rig.sent.empty());
  CHECK(rig.rows("welcomes") == 1);
}

TEST_CASE("A welcome that would be more than a week late is not sent") {
  WelcomeRig rig;
  rig.join("ada");
  rig.now += 24h * 7 + 4min;  // Usher was away
  rig.join("bo");
  rig.pass(1h);
  CHECK(rig.reached() == Reached{"web bo"});
}

TEST_CASE("A hundred who come within a minute are welcomed in their order, ten in any minute") {
  welcome::Settings settings = newcomers();
  settings.rush_joins = 0;
  WelcomeRig rig(settings);
  for (int i = 0; i < 100; ++i) {
    rig.join("p" + std::to_string(i));
    if (i % 2 == 1) rig.pass(1s);
  }
  rig.pass(2h);
  REQUIRE(rig.sent.size() == 100);
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(rig.sent[i].to() == "web p" + std::to_string(i));
    if (i >= 10) CHECK(rig.sent[i].at - rig.sent[i - 10].at >= 60s);
  }
  // And no slower than that.
  CHECK(rig.sent.back().at - rig.sent.front().at < 10min);
}

TEST_CASE("What waits is sent after a restart") {
  WelcomeRig rig;
  rig.join("ada");
  welcome::Welcome again(newcomers());
  Context context = rig.here();
  const auto effects = again.start(context);
  const bool set = std::ranges::any_of(effects, [&](const Effect& effect) {
    const auto* remind = std::get_if<Remind>(&effect);
    return remind != nullptr && remind->job == "send" && remind->at == rig.now + 3min;
  });
  CHECK(set);
}

TEST_CASE("/forget me takes every row of a person; who comes after that is new") {
  WelcomeRig rig;
  rig.join("ada");
  rig.join("bo");
  rig.pass(1h);
  rig.choose("docs", "ada");
  rig.touch("welcome.again", "", "ada");
  rig.happens(Forgotten{{"ada", "en", "", {}, false, ""}}, "ada", {"web", "", ""});
  for (const char* table : {"welcomes", "welcome_rushes", "welcome_counts"}) {
    auto query = rig.db.query("SELECT * FROM " + std::string(table));
    while (query.next())
      for (int column = 0; column < (table == std::string("welcomes") ? 13 : 3); ++column)
        CHECK_FALSE(has(std::string(query.text(column)), "ada"));
  }
  CHECK(rig.rows("welcomes") == 1);
  rig.pass(24h * 4);
  CHECK(rig.sent.size() == 2);  // they are not asked again either
  rig.join("ada");
  rig.pass(1h);
  CHECK(rig.sent.size() == 3);
}
