// tests/welcome/rush_test.cpp: more people at once than a community gets: nobody is welcomed before an administrator has said.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/welcome/rig.hpp"

using namespace usher;
using namespace usher::test;
using namespace std::chrono_literals;

namespace {

const Roles root{Role::administrator};

std::vector<WelcomeRig::Sent> reports(const WelcomeRig& rig) {
  std::vector<WelcomeRig::Sent> out;
  for (const auto& one : rig.sent)
    if (one.to() == "web root") out.push_back(one);
  return out;
}
std::size_t welcomed(const WelcomeRig& rig) { return rig.sent.size() - reports(rig).size(); }

void rush(WelcomeRig& rig, int many, const std::string& prefix = "p") {
  for (int i = 0; i < many; ++i) {
    rig.join(prefix + std::to_string(i));
    rig.pass(1s);
  }
}

}  // namespace

TEST_CASE("Thirty within five minutes are welcomed, one more is a rush") {
  WelcomeRig rig;
  rush(rig, 30);
  CHECK(reports(rig).empty());
  rig.join("one-more");
  CHECK(reports(rig).size() == 1);
}

TEST_CASE("A rush is told of once, with two buttons, and everybody waits meanwhile") {
  WelcomeRig rig;
  rush(rig, 100);
  rig.pass(24h);
  REQUIRE(reports(rig).size() == 1);
  CHECK(welcomed(rig) == 0);
  const WelcomeRig::Sent report = reports(rig)[0];
  CHECK(has(report.text(), "31 within 5 minutes"));
  CHECK_FALSE(has(report.text(), "p1"));
  CHECK(button(buttons_in(report), "welcome.go-on", "web") != nullptr);
  CHECK(button(buttons_in(report), "welcome.nobody", "web") != nullptr);
}

TEST_CASE("Every administrator is told, in their language") {
  WelcomeRig rig;
  rig.administrators.push_back({{"slack:T1", "", ""}, {"U1"}});
  rig.platform["U1"] = "zh-TW";
  rush(rig, 31);
  REQUIRE(rig.sent.size() == 2);
  CHECK(rig.sent[1].to() == "slack:T1 U1");
  CHECK(has(rig.sent[1].text(), "同時"));
}

TEST_CASE("“Go on” welcomes who waits, at the usual pace, and the same rush is not told again") {
  WelcomeRig rig;
  rush(rig, 60);
  const Outcome done = rig.touch("welcome.go-on", "web", "root", "en", root);
  CHECK(std::holds_alternative<Replace>(done.reply));
  CHECK(has(text_of(done), "60 wait"));
  rush(rig, 40, "q");
  rig.pass(1h);
  CHECK(reports(rig).size() == 1);
  CHECK(welcomed(rig) == 100);
}

TEST_CASE("“Do not welcome these” drops them and who else comes in that rush, and nobody after it"
) {
  WelcomeRig rig;
  rush(rig, 60);
  const Outcome done = rig.touch("welcome.nobody", "web", "root", "en", root);
  CHECK(has(text_of(done), "60 people who joined web"));
  rush(rig, 40, "q");
  rig.pass(1h);
  CHECK(welcomed(rig) == 0);
  rig.join("ada");
  rig.pass(1h);
  CHECK(welcomed(rig) == 1);
  CHECK(rig.sent.back().to() == "web ada");
  // Coming again makes no difference to those.
  rig.join("p1");
  rig.pass(1h);
  CHECK(welcomed(rig) == 1);
}

TEST_CASE("Where no administrator can be told, nobody waits for one") {
  WelcomeRig rig;
  rig.administrators.clear();
  rush(rig, 40);
  rig.pass(1h);
  CHECK(welcomed(rig) == 40);
}

TEST_CASE("A later rush is told of anew") {
  WelcomeRig rig;
  rush(rig, 40);
  rig.touch("welcome.nobody", "web", "root", "en", root);
  rig.pass(24h);
  rush(rig, 40, "q");
  CHECK(reports(rig).size() == 2);
}

TEST_CASE("The second administrator who presses reads what was decided") {
  WelcomeRig rig;
  rush(rig, 40);
  const std::string first = text_of(rig.touch("welcome.nobody", "web", "root", "en", root));
  CHECK(text_of(rig.touch("welcome.nobody", "web", "root", "en", root)) == first);
  CHECK(text_of(rig.touch("welcome.go-on", "web", "other", "en", root)) == first);
  rig.pass(1h);
  CHECK(welcomed(rig) == 0);
}

TEST_CASE("Only administrators say what a rush is") {
  WelcomeRig rig;
  rush(rig, 40);
  const Outcome no = rig.touch("welcome.go-on", "web", "mallory");
  CHECK(has(text_of(no), "Only administrators"));
  CHECK(has(text_of(rig.touch("welcome.nobody", "web", "org", "en", {Role::organiser})), "Only"));
  rig.pass(1h);
  CHECK(welcomed(rig) == 0);
}

TEST_CASE("A rush in one space holds nobody up in another") {
  WelcomeRig rig;
  rush(rig, 40);
  rig.join("ada", "slack:T1", "C1");
  rig.pass(1h);
  CHECK(rig.sent.back().to() == "slack:T1 ada");
  CHECK(welcomed(rig) == 1);
}

TEST_CASE("A rush that nobody judges for a week is over, and its people are not welcomed") {
  WelcomeRig rig;
  rush(rig, 40);
  // Who came meanwhile waited with them.
  rig.pass(24h * 6);
  rig.join("late");
  rig.pass(24h * 2);
  rig.join("ada");
  rig.pass(1h);
  CHECK(welcomed(rig) == 1);
  CHECK(rig.sent.back().to() == "web ada");
  CHECK(has(text_of(rig.touch("welcome.go-on", "web", "root", "en", root)), "over by now"));
}

TEST_CASE("After “nobody”, whoever comes before it was calm belongs to the rush") {
  WelcomeRig rig;
  rush(rig, 40);
  rig.pass(30s);
  static_cast<void>(rig.touch("welcome.nobody", "web", "root", "en", root));
  rig.pass(4min);
  rig.join("drop");  // the window has drained by now
  rig.pass(1h);
  CHECK(welcomed(rig) == 0);
  rig.join("ada");
  rig.pass(1h);
  CHECK(welcomed(rig) == 1);
}

TEST_CASE("Those who come back after a netsplit make no rush") {
  welcome::Settings settings = newcomers();
  settings.rush_joins = 5;
  WelcomeRig rig(settings);
  for (int i = 0; i < 20; ++i) {
    rig.join("p" + std::to_string(i));
    rig.pass(10min);
  }
  REQUIRE(welcomed(rig) == 20);
  for (int i = 0; i < 20; ++i) rig.leave("p" + std::to_string(i));
  for (int i = 0; i < 20; ++i) rig.join("p" + std::to_string(i));
  rig.pass(1h);
  CHECK(reports(rig).empty());
  CHECK(welcomed(rig) == 20);
}

TEST_CASE("With rush_joins = 0 no number of people is a rush") {
  welcome::Settings settings = newcomers();
  settings.rush_joins = 0;
  WelcomeRig rig(settings);
  rush(rig, 100);
  rig.pass(1h);
  CHECK(welcomed(rig) == 100);
  CHECK(reports(rig).empty());
}
