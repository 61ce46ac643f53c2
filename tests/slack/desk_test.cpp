// tests/slack/desk_test.cpp: from a payload to what its acknowledgement is.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/desk_rig.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace {

std::string words(const Taken& taken) { return taken.payload.value_or(""); }
bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a slash command is acknowledged with its answer, after the engine has taken it") {
  DeskRig rig;
  rig.engine = [](const Event& event) -> Result<Reply> {
    CHECK(event.ack_carries);
    CHECK(event.as<Command>() != nullptr);
    return say("NEP 0 is here");
  };
  const Taken taken = rig.take("slash.json");
  CHECK(taken.acknowledge);
  CHECK(taken.kind == Received::Ack::message);
  CHECK(has(words(taken), "NEP 0 is here"));
  CHECK(has(words(taken), "ephemeral"));
  CHECK(taken.way.response_url == "https://hooks.slack.example/commands/T0WIRE/1/invented");
  CHECK(rig.log == std::vector<std::string>{"introduce U0ADA", "accept"});
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events.front().who.name == "Ada");
  CHECK(rig.desk->figures().taken == 1);
}

TEST_CASE("a command that has nothing to say is acknowledged with nothing") {
  DeskRig rig;
  const Taken taken = rig.take("slash.json");
  CHECK(taken.acknowledge);
  CHECK_FALSE(taken.payload);
  CHECK_FALSE(taken.matters());
}

TEST_CASE("a message is acknowledged with nothing, whatever the engine says, once it is recorded") {
  DeskRig rig;
  rig.engine = [](const Event& event) -> Result<Reply> {
    CHECK_FALSE(event.ack_carries);
    return Reply(None{});
  };
  const Taken taken = rig.take("event_message_mention.json");
  CHECK(taken.acknowledge);
  CHECK_FALSE(taken.matters());
  CHECK(rig.events.size() == 1);
}

TEST_CASE("a submission is answered in its form: errors at their fields, another form, or the end"
) {
  DeskRig rig;
  Reply reply = Close{};
  std::string expected;
  SECTION("errors") {
    reply = Reject{{{"name", "Who?"}}};
    expected = R"({"response_action":"errors","errors":{"name":"Who?"}})";
  }
  SECTION("all closed") { expected = R"({"response_action":"clear"})"; }
  SECTION("nothing: this form closes") { reply = None{}; }
  rig.engine = [&](const Event&) -> Result<Reply> { return reply; };
  const Taken taken = rig.take("view_submission.json");
  CHECK(taken.acknowledge);
  CHECK(taken.kind == Received::Ack::view);
  CHECK(taken.matters());
  CHECK(words(taken) == expected);
}

TEST_CASE("what was not recorded is not acknowledged, so that Slack brings it again") {
  const errc why = GENERATE(errc::disk_full, errc::storage_failed, errc::shutting_down, errc::bug);
  DeskRig rig;
  rig.engine = [&](const Event&) -> Result<Reply> { return std::unexpected(why); };
  CHECK_FALSE(rig.take("event_message_mention.json").acknowledge);
  CHECK_FALSE(rig.take("block_actions.json").acknowledge);
  CHECK(rig.desk->figures().refused == 2);
}

TEST_CASE(
    "what Slack does not repeat is told to the person: a command in words, a submission in its form"
) {
  DeskRig rig;
  errc why = errc::storage_failed;
  std::string expected = "Something went wrong and nothing was recorded";
  SECTION("any failure") {}
  SECTION("a restart") {
    why = errc::shutting_down;
    expected = "I am being restarted";
  }
  SECTION("a full disk") {
    why = errc::disk_full;
    expected = "I cannot write anything down";
  }
  rig.engine = [&](const Event&) -> Result<Reply> { return std::unexpected(why); };
  const Taken command = rig.take("slash.json");
  CHECK(command.acknowledge);
  CHECK(has(words(command), expected));
  const Taken form = rig.take("view_submission.json");
  CHECK(form.acknowledge);
  CHECK(has(words(form), R"("response_action":"errors")"));
  CHECK(has(words(form), expected));
}

TEST_CASE("before the engine is there nothing is acknowledged") {
  DeskRig rig(false);
  CHECK_FALSE(rig.take("event_message_mention.json").acknowledge);
  CHECK_FALSE(rig.take("slash.json").acknowledge);
}

TEST_CASE("what is no event of anybody's is acknowledged and goes no further") {
  DeskRig rig;
  for (const char* file :
       {"event_message_own.json", "event_message_bot.json", "event_unknown.json",
        "envelope_unknown.json", "block_actions_link.json"}) {
    INFO(file);
    CHECK(rig.take(file).acknowledge);
  }
  CHECK(rig.log.empty());
  CHECK(rig.desk->figures().dropped == 5);
}

TEST_CASE("what cannot be understood is acknowledged, for it will be no better the next time") {
  DeskRig rig;
  CHECK(rig.take(Feed::slash, {{"command", 7}}).acknowledge);
  CHECK(rig.take(Feed::events, {{"type", "event_callback"}}).acknowledge);
  CHECK(rig.take(Feed::interactive, {}).acknowledge);
  CHECK(rig.desk->figures().malformed == 3);
  CHECK(rig.log.empty());
}

TEST_CASE("who is new in the workspace is known from their own event") {
  DeskRig rig;
  CHECK(rig.take("event_team_join.json").acknowledge);
  REQUIRE(rig.told.size() == 1);
  CHECK(rig.told.front().at("id").as_string() == "U0CLEO");
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events.front().as<Joined>() != nullptr);
}

TEST_CASE("a bot that is put into a channel is nobody who is new") {
  DeskRig rig;
  rig.bots.insert("U0BOB");
  CHECK(rig.take("event_member_joined_channel.json").acknowledge);
  CHECK(rig.events.empty());
  rig.bots.clear();
  CHECK(rig.take("event_member_joined_channel.json").acknowledge);
  CHECK(rig.events.size() == 1);
}

TEST_CASE("a reaction is of interest on a post that has a key, and on nothing else") {
  DeskRig rig;
  CHECK(rig.take("event_reaction_added.json").acknowledge);
  CHECK(rig.events.empty());
  rig.keys["1764072000.000100"] = "nep:18";
  CHECK(rig.take("event_reaction_added.json").acknowledge);
  REQUIRE(rig.events.size() == 1);
  REQUIRE(rig.events.front().as<Reacted>() != nullptr);
  CHECK(rig.events.front().as<Reacted>()->key == "nep:18");
}

TEST_CASE("the adapter's own button opens its form after the acknowledgement, and is no event") {
  DeskRig rig;
  CHECK(rig.take("block_actions_own.json").acknowledge);
  rig.idle();
  CHECK(rig.events.empty());
  CHECK(
      rig.opened_late ==
      std::vector<std::string>{
          "Ada", "D0ADA", "17", "1000000016.2000000001.invented",
          "https://hooks.slack.example/actions/T0WIRE/2/invented"
      }
  );
}

TEST_CASE("somebody who cannot be looked up is heard all the same") {
  DeskRig rig;
  rig.introduce = [](const std::string&, Role) -> Result<Person> {
    return std::unexpected(errc::timed_out);
  };
  CHECK(rig.take("event_message_mention.json").acknowledge);
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events.front().who.id == "U0ADA");
}

TEST_CASE("a command that takes a role is refused with the reason when nobody can say who may") {
  DeskRig rig;
  std::vector<Role> asked;
  rig.introduce = [&](const std::string&, Role needed) -> Result<Person> {
    asked.push_back(needed);
    return std::unexpected(errc::timed_out);
  };
  const Taken refused = rig.take(Feed::slash, DeskRig::slash("/notices"));
  CHECK(asked == std::vector<Role>{Role::administrator});
  CHECK(refused.acknowledge);
  CHECK(has(words(refused), "whether you may do that"));
  CHECK(rig.events.empty());
  // One that takes none is not held up.
  CHECK(rig.take(Feed::slash, DeskRig::slash("/nep", "0")).acknowledge);
  CHECK(rig.events.size() == 1);
}

TEST_CASE(
    "the same command in a message is tried again with Slack's retry, and then refused as anybody's"
) {
  DeskRig rig;
  rig.introduce = [&](const std::string&, Role needed) -> Result<Person> {
    CHECK(needed == Role::administrator);
    return std::unexpected(errc::timed_out);
  };
  CHECK_FALSE(rig.take(Feed::events, DeskRig::mention("notices")).acknowledge);
  CHECK(rig.events.empty());
  CHECK(rig.take(Feed::events, DeskRig::mention("notices"), 1).acknowledge);
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events.front().who.roles == Roles{});
}

TEST_CASE("who speaks to Usher is kept; who only writes where it is is neither asked about nor kept"
) {
  DeskRig rig;
  for (const char* spoken :
       {"slash.json", "event_app_mention.json", "event_message_im.json", "block_actions.json",
        "view_submission.json", "block_actions_own.json"})
    rig.take(spoken);
  rig.idle();
  CHECK(rig.kept == std::vector<std::string>(6, "U0ADA"));
  rig.log.clear();
  rig.kept.clear();
  rig.take("event_message.json");
  rig.take("event_member_left_channel.json");
  CHECK(rig.kept.empty());
  CHECK(rig.log == std::vector<std::string>{"accept", "accept"});
  CHECK(rig.events.back().who.name == "at hand");
}

TEST_CASE("where somebody wrote alone with Usher is known; where others read along is nobody's") {
  DeskRig rig;
  rig.take(Feed::slash, DeskRig::slash("/nep", "0"));
  CHECK(rig.alone.empty());
  rig.take("event_message_im.json");
  REQUIRE(rig.alone.size() == 1);
  CHECK(rig.alone.front().starts_with("U0ADA D"));
}

TEST_CASE("who comes, or looks at the home tab, is asked about and not kept") {
  DeskRig rig;
  for (const char* seen :
       {"event_team_join.json", "event_member_joined_channel.json", "event_app_home_opened.json"})
    rig.take(seen);
  CHECK(rig.kept.empty());
  CHECK(std::ranges::count_if(rig.log, [](const std::string& line) {
          return line.starts_with("introduce");
        }) == 3);
}

TEST_CASE("what happens in another workspace is acknowledged and goes no further") {
  DeskRig rig;
  json::object slash = DeskRig::slash("/nep", "0");
  slash["team_id"] = "T0OTHER";
  const Taken taken = rig.take(Feed::slash, std::move(slash));
  CHECK(taken.acknowledge);
  CHECK_FALSE(taken.payload);
  CHECK(rig.log.empty());
  CHECK(rig.desk->figures().dropped == 1);
}
