// tests/slack/slack_test.cpp: the whole adapter: a strict fake Slack talks to it, it to a real engine.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"

#include "tests/slack/slack_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::rig;

namespace {

Doc words(std::string_view what) { return Doc(phrase(what)); }

Form form() {
  Form out;
  out.id = "test.form";
  out.title = "A form";
  out.submit = "Send";
  out.fields.push_back({.name = "why", .label = "Why", .type = Field::Type::line});
  return out;
}

// What a feature of the tests does with what it hears.
Outcome hear(const Event& event, Context&) {
  if (const auto* command = event.as<Command>()) {
    if (command->args == "form") return {None{}, {Open{event.who, form()}}};
    if (command->args == "forget") return {SayReply{words("Gone.")}, {ForgetPerson{event.who}}};
    Doc doc = words("NEP " + command->args + " in " + event.who.lang);
    doc.buttons({Button(phrase("More"), "test.more", "17")});
    return {SayReply{doc, false}, {}};
  }
  if (const auto* press = event.as<Press>())
    return {SayReply{words("Pressed " + press->value)}, {}};
  if (const auto* submit = event.as<Submit>()) {
    const std::string why = submit->fields.contains("why") ? submit->fields.at("why") : "";
    if (why == "bad") return {Reject{{{"why", "Not this."}}}, {}};
    Post post{
        .to = {.place = {event.at.space, "C0GENERAL", ""}},
        .body = words("Submitted " + why),
        .key = "submitted:" + event.id
    };
    return {Close{}, {post}};
  }
  if (event.as<Opened>() != nullptr) return {None{}, {Home{event.who, words("Your home")}}};
  if (event.as<Joined>() != nullptr) {
    Post post{
        .to = {.place = {event.at.space, "", ""}, .people = {event.who.id}},
        .audience = Audience::direct,
        .body = words("Welcome"),
        .key = "welcome"
    };
    return {None{}, {post}};
  }
  return {};
}

constexpr auto both = {Settings::Mode::socket, Settings::Mode::http};

}  // namespace

TEST_CASE(
    "a mention is answered once in its thread's place, whatever copies Slack sends", "[slack]"
) {
  for (const Settings::Mode mode : both) {
    SlackRig rig(hear, mode);
    rig.act(
        {{"do", "message"},
         {"user", "U0BO"},
         {"channel", "C0NEPS"},
         {"text", "@usher nep 0"},
         {"copies", 3}}
    );
    rig.until([&] { return rig.count("C0NEPS", "NEP 0 in zh-CN") > 0; });
    rig.turn(200);
    CHECK(rig.count("C0NEPS", "NEP 0") == 1);
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("a slash command is answered by its acknowledgement", "[slack]") {
  for (const Settings::Mode mode : both) {
    SlackRig rig(hear, mode);
    const auto sent = rig.act(
        {{"do", "slash"},
         {"user", "U0ADA"},
         {"channel", "C0RANDOM"},
         {"command", "/nep"},
         {"text", "18"}}
    );
    const json::object ack = rig.ended(sent);
    CHECK(ack.at("state").as_string() == "acknowledged");
    CHECK(std::string(ack.at("words").as_string()).contains("NEP 18"));
    CHECK(rig.fake.calls("chat.postMessage") == 0);
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("a command that takes a role is for the workspace's admins", "[slack]") {
  SlackRig rig(hear);
  const auto said = [&](const char* user) {
    const auto sent = rig.act(
        {{"do", "slash"},
         {"user", user},
         {"channel", "C0GENERAL"},
         {"command", "/admin"},
         {"text", "x"}}
    );
    return std::string(rig.ended(sent).at("words").as_string());
  };
  std::string admin;
  for (const char* user : {"U0ADA", "U0BO", "U0CLEO", "U0EVE"}) {
    const std::string words = said(user);
    if (words.contains("NEP x")) admin += user;
  }
  CHECK_FALSE(admin.empty());
  CHECK_FALSE(admin.contains("U0BO"));
}

TEST_CASE("a form opens, is corrected, and is taken once", "[slack]") {
  for (const Settings::Mode mode : both) {
    SlackRig rig(hear, mode);
    rig.act(
        {{"do", "slash"},
         {"user", "U0ADA"},
         {"channel", "C0GENERAL"},
         {"command", "/nep"},
         {"text", "form"}}
    );
    rig.until([&] {
      return rig.act({{"do", "view"}, {"user", "U0ADA"}, {"in", "modal"}}).contains("view");
    });
    const auto bad = rig.act({{"do", "submit"}, {"user", "U0ADA"}, {"values", {{"Why", "bad"}}}});
    CHECK(json::serialize(rig.ended(bad).at("answer")).contains("Not this."));
    const auto good = rig.act({{"do", "submit"}, {"user", "U0ADA"}, {"values", {{"Why", "good"}}}});
    CHECK(rig.ended(good).at("state").as_string() == "acknowledged");
    rig.until([&] { return rig.count("C0GENERAL", "Submitted good") > 0; });
    CHECK(rig.count("C0GENERAL", "Submitted") == 1);
    CHECK_FALSE(rig.act({{"do", "view"}, {"user", "U0ADA"}, {"in", "modal"}}).contains("view"));
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("a form whose trigger has expired waits behind a button in a direct message", "[slack]") {
  SlackRig rig(hear);
  rig.fake.expect("views.open").reply_with("expired_trigger_id");
  rig.act(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0GENERAL"},
       {"command", "/nep"},
       {"text", "form"}}
  );
  rig.until([&] { return rig.count("dm", "Slack waits only three seconds", "U0ADA") > 0; });
  rig.act({{"do", "press"}, {"user", "U0ADA"}, {"channel", "dm"}, {"label", "Open the form"}});
  rig.until([&] {
    return rig.act({{"do", "view"}, {"user", "U0ADA"}, {"in", "modal"}}).contains("view");
  });
  const auto good = rig.act({{"do", "submit"}, {"user", "U0ADA"}, {"values", {{"Why", "late"}}}});
  CHECK(rig.ended(good).at("state").as_string() == "acknowledged");
  rig.until([&] { return rig.count("C0GENERAL", "Submitted late") == 1; });
  CHECK(rig.violations() == "[]");
}

TEST_CASE("buttons, the home tab and newcomers are heard in both modes", "[slack]") {
  for (const Settings::Mode mode : both) {
    SlackRig rig(hear, mode);
    rig.act({{"do", "message"}, {"user", "U0ADA"}, {"channel", "dm"}, {"text", "nep 1"}});
    rig.until([&] { return rig.count("dm", "NEP 1", "U0ADA") == 1; });
    rig.act({{"do", "press"}, {"user", "U0ADA"}, {"channel", "dm"}, {"label", "More"}});
    rig.until([&] { return rig.count("dm", "Pressed 17", "U0ADA") == 1; });
    rig.act({{"do", "home"}, {"user", "U0ADA"}, {"tab", "home"}});
    rig.until([&] { return rig.fake.calls("views.publish") > 0; });
    rig.act(
        {{"do", "team_join"}, {"id", "U0NEW"}, {"name", "new"}, {"locale", "de-DE"}, {"zone", "UTC"}
        }
    );
    rig.until([&] { return rig.count("dm", "Welcome", "U0NEW") == 1; });
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE(
    "a post that was done but never answered is not said twice, also over a restart", "[slack]"
) {
  for (const bool restart : {false, true}) {
    SlackRig rig(hear);
    rig.fake.expect("chat.postMessage").but("lost");
    rig.act({{"do", "message"}, {"user", "U0ADA"}, {"channel", "C0NEPS"}, {"text", "@usher nep 7"}}
    );
    rig.until([&] { return rig.count("C0NEPS", "NEP 7") > 0; });
    if (restart) {
      rig.stop();
      rig.start();
    }
    rig.until([&] {
      Database db(rig.path, Database::Mode::read_only);
      return test::number(db, "SELECT count(*) FROM outbox WHERE dead=0") == 0;
    });
    CHECK(rig.count("C0NEPS", "NEP 7") == 1);
    CHECK(rig.fake.calls("conversations.history") + rig.fake.calls("conversations.replies") >= 1);
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("posts that Slack puts off are all said, each once", "[slack]") {
  SlackRig rig(hear);
  rig.act(
      {{"do", "fault"},
       {"method", "chat.postMessage"},
       {"every", 2},
       {"status", 429},
       {"retry_after", 0}}
  );
  for (int i = 0; i < 6; ++i)
    rig.act(
        {{"do", "message"},
         {"user", "U0ADA"},
         {"channel", "C0NEPS"},
         {"text", "@usher nep " + std::to_string(100 + i)}}
    );
  rig.until([&] { return rig.count("C0NEPS", "NEP 10") >= 6; });
  rig.turn(100);
  CHECK(rig.count("C0NEPS", "NEP 10") == 6);
}

TEST_CASE("it leaves with close frames, and comes back where it was", "[slack]") {
  SlackRig rig(hear);
  rig.stop();
  const json::object sockets = rig.act({{"do", "state"}}).at("sockets").as_object();
  CHECK(json::serialize(sockets).contains("\"closed_politely\":2"));
  rig.start();
  const auto sent = rig.act(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0GENERAL"},
       {"command", "/nep"},
       {"text", "5"}}
  );
  CHECK(rig.ended(sent).at("state").as_string() == "acknowledged");
}

TEST_CASE("what Slack can do is what the adapter says", "[slack]") {
  SlackRig rig(hear, Settings::Mode::http);
  const Capabilities can = rig.adapter->capabilities();
  CHECK(rig.adapter->space() == "slack:T0TESTTEAM");
  CHECK(can.ack_carries.has(Kind::command));
  CHECK_FALSE(can.ack_carries.has(Kind::message));
  CHECK_FALSE(can.ack_carries.has(Kind::press));
  CHECK(can.forms);
  CHECK(can.text_limit == 3000);
  CHECK(can.posts_per_second == 0);
  CHECK_FALSE(can.own_committee);
}
