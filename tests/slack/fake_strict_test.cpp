// tests/slack/fake_strict_test.cpp: the stand-in for Slack gives no more than Slack does: scopes, tiers, threads, mentions.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/fake_rig.hpp"

using namespace usher;
using Rig = usher::slack::test_rig::FakeRig;
using usher::slack::test_rig::error_of;
namespace json = boost::json;

TEST_CASE("the fake Slack takes each kind of conversation's own scope", "[slack][fake]") {
  Rig rig;
  const auto with = [&](json::array scopes) {
    json::object all{{"do", "configure"}};
    all["scopes"] = std::move(scopes);
    rig.slack.ask(std::move(all));
  };
  const auto needed = [&](std::string_view method, const json::object& arguments) {
    const json::object answer = rig.call(method, arguments);
    return error_of(answer) == "missing_scope" ? std::string(answer.at("needed").as_string()) : "";
  };
  // Of methods that take a form alone.
  const auto needed_by = [&](std::string_view method, const std::string& form) {
    const auto answer = rig.post(
        rig.slack.api_url() + "/" + std::string(method), form, "application/x-www-form-urlencoded",
        rig.slack.bot_token()
    );
    REQUIRE(answer);
    const json::object told = json::parse(answer->body).as_object();
    return error_of(told) == "missing_scope" ? std::string(told.at("needed").as_string())
                                             : error_of(told);
  };
  const json::object direct{{"channel", "D0ADA"}};
  const json::object open{{"channel", "C0GENERAL"}};
  const json::object hidden{{"channel", "C0COMMITTEE"}};
  const json::object several{{"users", "U0ADA,U0BO"}};
  rig.call("conversations.open", {{"users", "U0ADA"}});
  const json::object made = rig.call("conversations.open", several);
  const json::object group{{"channel", made.at("channel").at("id")}};

  with({"channels:history", "im:read", "im:write"});
  CHECK(needed("conversations.history", open).empty());
  CHECK(needed("conversations.history", hidden) == "groups:history");
  CHECK(needed("conversations.history", direct) == "im:history");
  CHECK(needed("conversations.history", group) == "mpim:history");
  CHECK(needed_by("conversations.info", "channel=D0ADA").empty());
  const std::string id(made.at("channel").at("id").as_string());
  CHECK(
      needed_by("conversations.info", "channel=" + id) == "mpim:read"
  );  // of which "im:read" is a part
  CHECK(needed("conversations.open", {{"users", "U0BO"}}).empty());
  CHECK(needed("conversations.open", several) == "mpim:write");
  CHECK(needed_by("conversations.list", "types=im").empty());
  CHECK(needed_by("conversations.list", "types=im,private_channel") == "groups:read");
  CHECK(needed_by("conversations.list", "types=channels") == "invalid_types");
  with({"chat:write.public"});
  CHECK(needed("chat.postMessage", {{"channel", "C0GENERAL"}, {"text", "x"}}) == "chat:write");
}

TEST_CASE("the fake Slack answers 429 beyond a method's tier, where it is to", "[slack][fake]") {
  Rig rig;
  const auto status = [&](std::string_view method) {
    const auto answer = rig.post(
        rig.slack.api_url() + "/" + std::string(method), "user=U0ADA&channel=C0GENERAL",
        "application/x-www-form-urlencoded", rig.slack.bot_token()
    );
    REQUIRE(answer);
    const bool told = !net::find(answer->headers, "Retry-After").empty();
    return answer->status == 429 && told ? 429 : answer->status;
  };
  for (int i = 0; i < 5; ++i) CHECK(status("users.info") == 200);
  rig.slack.ask({{"do", "configure"}, {"tiers", 0.02}});
  CHECK(status("users.info") == 200);  // two of a hundred
  CHECK(status("users.info") == 200);
  CHECK(status("users.info") == 429);
  CHECK(status("conversations.history") == 200);  // one of fifty
  CHECK(status("conversations.history") == 429);
  CHECK(status("auth.test") == 200);
  CHECK(status("auth.test") == 200);
}

TEST_CASE("what one person sees in a thread needs that there is one", "[slack][fake]") {
  Rig rig;
  const json::object asked = rig.slack.ask(
      {{"do", "message"}, {"user", "U0BO"}, {"channel", "C0GENERAL"}, {"text", "Anybody?"}}
  );
  json::object ephemeral{{"channel", "C0GENERAL"}, {"user", "U0ADA"}, {"text", "x"}};
  ephemeral["thread_ts"] = "1764000000.000001";
  CHECK(error_of(rig.call("chat.postEphemeral", ephemeral)) == "thread_not_found");
  ephemeral["thread_ts"] = asked.at("ts");
  CHECK(error_of(rig.call("chat.postEphemeral", ephemeral)).empty());
  CHECK(rig.slack.violations().size() == 1);  // nobody has seen it
  json::object reply{{"do", "message"}, {"user", "U0ADA"}, {"channel", "C0GENERAL"}};
  reply["text"] = "I have.";
  reply["thread_ts"] = asked.at("ts");
  const json::object below = rig.slack.ask(reply);
  CHECK(error_of(rig.call("chat.postEphemeral", ephemeral)).empty());
  CHECK(rig.slack.violations().size() == 1);
  ephemeral["thread_ts"] = below.at("ts");
  CHECK(error_of(rig.call("chat.postEphemeral", ephemeral)).empty());
  CHECK(rig.slack.violations().size() > 1);
}

TEST_CASE("a mention is told where the bot is, and nowhere else", "[slack][fake]") {
  Rig rig;
  const auto delivery = [&](std::string_view channel) {
    json::object event{{"type", "app_mention"}, {"user", "U0ADA"}, {"text", "<@U0USHERBOT>"}};
    event["channel"] = channel;
    event["ts"] = "1764000000.000001";
    json::object raw{{"do", "event"}};
    raw["event"] = std::move(event);
    return rig.slack.ask(std::move(raw)).at("delivery").to_number<int>();
  };
  CHECK(delivery("C0GENERAL") > 0);
  CHECK(delivery("C0RANDOM") == 0);
  const json::object said = rig.slack.ask(
      {{"do", "message"}, {"user", "U0ADA"}, {"channel", "C0RANDOM"}, {"text", "@usher nep 0"}}
  );
  CHECK_FALSE(said.contains("mention"));
}
