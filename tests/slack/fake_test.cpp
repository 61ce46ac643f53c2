// tests/slack/fake_test.cpp: what the stand-in for Slack does when it is called as a program calls Slack.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/fake_rig.hpp"

using namespace usher;
using Rig = usher::slack::test_rig::FakeRig;
using usher::slack::test_rig::error_of;
namespace json = boost::json;

TEST_CASE("the fake Slack wants the right token of the right kind", "[slack][fake]") {
  Rig rig;
  CHECK(error_of(rig.call_as("auth.test", {}, "")) == "not_authed");
  CHECK(error_of(rig.call_as("auth.test", {}, "nobody's")) == "invalid_auth");
  CHECK(error_of(rig.call_as("auth.test", {}, rig.slack.app_token())) == "not_allowed_token_type");
  CHECK(error_of(rig.call("apps.connections.open", {})) == "not_allowed_token_type");
  CHECK(rig.call("auth.test", {}).at("bot_id") == "B0USHERBOT");
  rig.slack.ask({{"do", "configure"}, {"scopes", json::array{"chat:write"}}});
  const json::object refused = rig.call("reactions.add", {{"channel", "C0GENERAL"}});
  CHECK(error_of(refused) == "missing_scope");
  CHECK(refused.at("needed") == "reactions:write");
}

// As slack-go opens its connections.
TEST_CASE("what is announced as JSON may be empty, but not broken", "[slack][fake]") {
  Rig rig;
  const std::string open = rig.slack.api_url() + "/apps.connections.open";
  const auto empty = rig.post(open, "", "application/json", rig.slack.app_token());
  REQUIRE(empty);
  CHECK(error_of(json::parse(empty->body).as_object()).empty());
  const auto broken = rig.post(open, "{", "application/json", rig.slack.app_token());
  REQUIRE(broken);
  CHECK(error_of(json::parse(broken->body).as_object()) == "invalid_json");
}

TEST_CASE("the fake Slack posts where a bot may, and keeps what was posted", "[slack][fake]") {
  Rig rig;
  const json::object posted = rig.call(
      "chat.postMessage",
      {{"channel", "C0GENERAL"},
       {"text", "hello"},
       {"metadata", {{"event_type", "usher"}, {"event_payload", {{"id", 7}, {"of", "x"}}}}}}
  );
  REQUIRE(error_of(posted).empty());
  CHECK(
      error_of(rig.call("chat.postMessage", {{"channel", "C0SECRET"}, {"text", "x"}})) ==
      "channel_not_found"
  );
  CHECK(
      error_of(rig.call("chat.postMessage", {{"channel", "C0OLD"}, {"text", "x"}})) == "is_archived"
  );
  CHECK(
      error_of(rig.call("chat.postMessage", {{"channel", "C0GENERAL"}, {"text", ""}})) == "no_text"
  );
  CHECK(
      error_of(rig.call(
          "chat.postEphemeral", {{"channel", "C0GENERAL"}, {"user", "U0EVE"}, {"text", "x"}}
      )) == "user_not_in_channel"
  );
  CHECK(
      error_of(rig.call(
          "chat.postEphemeral", {{"channel", "C0RANDOM"}, {"user", "U0EVE"}, {"text", "x"}}
      )) == "not_in_channel"
  );
  CHECK(
      error_of(rig.call("chat.postMessage", {{"channel", "C0GENERAL"}, {"text", "a < b"}})) ==
      "invalid_blocks"
  );
  const json::object history =
      rig.call("conversations.history", {{"channel", "C0GENERAL"}, {"include_all_metadata", true}});
  REQUIRE(history.at("messages").as_array().size() == 1);
  CHECK(history.at("messages").at(0).at("metadata").at("event_payload").at("id") == 7);
  const json::object less = rig.call("conversations.history", {{"channel", "C0GENERAL"}});
  CHECK_FALSE(less.at("messages").at(0).as_object().contains("metadata"));
  // A message names the thread below it, and what is in there stands in that thread alone.
  CHECK_FALSE(less.at("messages").at(0).as_object().contains("thread_ts"));
  const std::string root(less.at("messages").at(0).at("ts").as_string());
  rig.call("chat.postMessage", {{"channel", "C0GENERAL"}, {"text", "b"}, {"thread_ts", root}});
  const json::object after = rig.call("conversations.history", {{"channel", "C0GENERAL"}});
  REQUIRE(after.at("messages").as_array().size() == 1);
  CHECK(after.at("messages").at(0).at("thread_ts").as_string() == root);
  CHECK(after.at("messages").at(0).at("reply_count").as_int64() == 1);
}

TEST_CASE(
    "the fake Slack opens one modal for a trigger, and none for an old one", "[slack][fake]"
) {
  Rig rig;
  const json::object sent =
      rig.slack.ask({{"do", "shortcut"}, {"user", "U0ADA"}, {"callback_id", "x"}});
  json::object arguments{{"trigger_id", sent.at("trigger_id")}};
  arguments["view"] =
      json::parse(R"({"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[]})");
  CHECK(error_of(rig.call("views.open", arguments)).empty());
  CHECK(error_of(rig.call("views.open", arguments)) == "exchanged_trigger_id");
  arguments["trigger_id"] = "1.2.3";
  CHECK(error_of(rig.call("views.open", arguments)) == "invalid_trigger_id");
  rig.slack.ask({{"do", "configure"}, {"trigger_ms", 0}});
  arguments["trigger_id"] =
      rig.slack.ask({{"do", "shortcut"}, {"user", "U0ADA"}, {"callback_id", "x"}}).at("trigger_id");
  CHECK(error_of(rig.call("views.open", arguments)) == "expired_trigger_id");
}

TEST_CASE("the fake Slack takes five answers by a response_url", "[slack][fake]") {
  Rig rig;
  const json::object sent = rig.slack.ask(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0RANDOM"},
       {"command", "/nep"},
       {"text", "0"}}
  );
  const std::string url(sent.at("response_url").as_string());
  for (int i = 0; i < 5; ++i) {
    const auto answer = rig.post(url, R"({"text":"hello"})", "application/json", "");
    REQUIRE(answer);
    CHECK(answer->body == "ok");
  }
  const auto sixth = rig.post(url, R"({"text":"hello"})", "application/json", "");
  REQUIRE(sixth);
  CHECK(sixth->status == 404);
  CHECK(error_of(json::parse(sixth->body).as_object()) == "used_url");
}

TEST_CASE("the fake Slack lets go wrong what a script says", "[slack][fake]") {
  Rig rig;
  const json::object hello{{"channel", "C0GENERAL"}, {"text", "hello"}};
  const std::string url = rig.slack.api_url() + "/chat.postMessage";
  rig.slack.expect("chat.postMessage").reply_with(429, 1);
  rig.slack.expect("chat.postMessage").reply_with("channel_not_found");
  rig.slack.expect("chat.postMessage").but("lost");
  const auto limited =
      rig.post(url, json::serialize(hello), "application/json", rig.slack.bot_token());
  REQUIRE(limited);
  CHECK(limited->status == 429);
  CHECK(net::find(limited->headers, "Retry-After") == "1");
  CHECK(error_of(rig.call("chat.postMessage", hello)) == "channel_not_found");
  const auto lost =
      rig.post(url, json::serialize(hello), "application/json", rig.slack.bot_token());
  CHECK_FALSE(lost);
  CHECK(rig.slack.calls("chat.postMessage") == 3);
  // It was done all the same.
  CHECK(
      rig.slack.ask({{"do", "history"}, {"channel", "C0GENERAL"}})
          .at("messages")
          .as_array()
          .size() == 1
  );
}
