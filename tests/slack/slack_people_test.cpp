// tests/slack/slack_people_test.cpp: whom the whole adapter writes down, whom it does not, and who is forgotten.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"
#include "tests/slack/slack_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::rig;

namespace {

// Greets who comes to the workspace and tells everybody apart by their language.
Outcome hear(const Event& event, Context&) {
  if (const auto* command = event.as<Command>()) {
    if (command->args == "forget")
      return {SayReply{Doc(phrase("Gone."))}, {ForgetPerson{event.who}}};
    return {SayReply{Doc(phrase("Hello in " + event.who.lang)), false}, {}};
  }
  if (const auto* message = event.as<usher::Message>();
      message != nullptr && (message->mention || message->direct))
    return {SayReply{Doc(phrase("Heard.")), false}, {}};
  if (event.as<Opened>() != nullptr)
    return {None{}, {Home{event.who, Doc(phrase("Home in " + event.who.lang))}}};
  if (event.as<Joined>() != nullptr && event.at.room.empty()) {
    Post post{
        .to = {.place = {event.at.space, "", ""}, .people = {event.who.id}},
        .audience = Audience::direct,
        .body = Doc(phrase("Welcome in " + event.who.lang)),
        .key = "welcome"
    };
    return {None{}, {post}};
  }
  return {};
}

struct PeopleRig : SlackRig {
  PeopleRig() : SlackRig(hear) {}
  std::int64_t kept(const std::string& where) {
    Database db(path, Database::Mode::read_only);
    return test::number(db, "SELECT count(*) FROM slack_people WHERE " + where);
  }
  void say(std::string_view user, std::string_view channel, std::string_view words) {
    act({{"do", "message"}, {"user", user}, {"channel", channel}, {"text", words}});
  }
  void slash(std::string_view user, std::string_view words) {
    act(
        {{"do", "slash"},
         {"user", user},
         {"channel", "C0GENERAL"},
         {"command", "/nep"},
         {"text", words}}
    );
  }
};

}  // namespace

TEST_CASE("who writes, reacts, comes or goes where Usher is leaves no row", "[slack]") {
  PeopleRig rig;
  rig.say("U0BO", "C0NEPS", "good morning, all");
  rig.act({{"do", "join"}, {"user", "U0CLEO"}, {"channel", "C0NEPS"}});
  rig.act({{"do", "join"}, {"user", "U0CLEO"}, {"channel", "C0NEPS"}, {"leave", true}});
  rig.act({{"do", "home"}, {"user", "U0CLEO"}, {"tab", "home"}});
  rig.until([&] { return rig.fake.calls("views.publish") > 0; });
  // What was said before this has been dealt with by then.
  rig.say("U0ADA", "C0NEPS", "@usher nep 0");
  rig.until([&] { return rig.kept("id='U0ADA'") == 1; });
  rig.turn(100);
  CHECK(rig.kept("1") == 1);
  CHECK(rig.violations() == "[]");
}

TEST_CASE("who speaks to Usher in any way is known after a restart", "[slack]") {
  PeopleRig rig;
  rig.slash("U0BO", "1");
  rig.say("U0ADA", "dm", "hello");
  rig.say("U0CLEO", "C0GENERAL", "@usher hello");
  rig.until([&] { return rig.kept("id IN ('U0BO','U0ADA','U0CLEO')") == 3; });
  CHECK(rig.kept("id='U0BO' AND lang='zh-CN' AND zone='Asia/Shanghai'") == 1);
  CHECK(rig.violations() == "[]");
}

TEST_CASE("who is welcomed is met in their language, and kept once that was said", "[slack]") {
  PeopleRig rig;
  rig.act(
      {{"do", "team_join"}, {"id", "U0NEW"}, {"name", "new"}, {"locale", "de-DE"}, {"zone", "UTC"}}
  );
  rig.until([&] { return rig.count("dm", "Welcome in de-DE", "U0NEW") == 1; });
  rig.until([&] { return rig.kept("id='U0NEW' AND lang='de-DE'") == 1; });
}

TEST_CASE("who Usher is in the workspace is written down", "[slack]") {
  PeopleRig rig;
  rig.until([&] {
    Database db(rig.path, Database::Mode::read_only);
    const auto sql =
        "SELECT count(*) FROM slack_workspace WHERE team='T0TESTTEAM' AND app='A0USHERAPP'";
    return test::number(db, sql) == 1;
  });
}

TEST_CASE(
    "who asks to be forgotten has no row, and their answer does not bring it back", "[slack]"
) {
  PeopleRig rig;
  rig.slash("U0BO", "1");
  rig.say("U0ADA", "C0NEPS", "@usher nep 0");
  rig.until([&] { return rig.kept("1") == 2; });
  rig.slash("U0BO", "forget");
  rig.until([&] { return rig.kept("id='U0BO'") == 0; });
  rig.say("U0ADA", "dm", "nep forget");
  rig.until([&] { return rig.count("dm", "Gone.", "U0ADA") == 1; });
  rig.turn(50);
  CHECK(rig.kept("1") == 0);
  rig.slash("U0BO", "2");
  rig.until([&] { return rig.kept("id='U0BO'") == 1; });
}
