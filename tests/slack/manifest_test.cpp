// tests/slack/manifest_test.cpp: the app's manifest has what the code handles, and Slack would take it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/manifest.hpp"

#include "adapters/slack/events.hpp"
#include "adapters/slack/measure.hpp"
#include "adapters/slack/scopes.hpp"
#include "tests/slack/out_tools.hpp"
#include "tests/slack/wire.hpp"
#include "tests/support/golden.hpp"

#include <set>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

constexpr std::array<WordSpec, 2> list_words{
    {{"list", "[status:STATUS]", mark("List")}, {"new", "", mark("New")}}
};
constexpr std::array<CommandSpec, 3> specs{
    {{.name = "pep",
      .grammar = "[NUMBER…]",
      .summary = mark("Look a proposal up"),
      .words = list_words},
     {.name = "help", .grammar = "[COMMAND]", .summary = mark("Show what I can do")},
     {.name = "remind", .grammar = "", .summary = mark("Slack has this itself")}}
};

constexpr std::array<ShortcutSpec, 2> menu{
    {{.callback = "test.about",
      .name = mark("About {label}s"),
      .summary = mark("Says what a {label} is"),
      .label = "PEP"},
     {.callback = "test.named",
      .name = mark("Look this up"),
      .summary = mark("Shows what is named here"),
      .on_message = true}}
};

Manifest made(std::string url = {}) {
  static const CommandTable table = [] {
    CommandTable out;
    out.add("test", specs, menu);
    return out;
  }();
  const Say say = english();
  return manifest({table, say, "Example", std::move(url)});
}

std::set<std::string> strings(const json::value& array) {
  std::set<std::string> out;
  for (const json::value& one : array.as_array()) out.emplace(one.as_string());
  return out;
}

}  // namespace

TEST_CASE("the manifest for Socket Mode is as it was approved", "[slack][manifest]") {
  test::check_golden("slack/manifest.json", to_text(made().app));
}

TEST_CASE(
    "the manifest subscribes to every event that is read, and to no other", "[slack][manifest]"
) {
  const auto events = strings(made().app.at("settings").at("event_subscriptions").at("bot_events"));
  CHECK(events.size() == subscriptions().size());
  CHECK(events.size() <= 100);
  // The types that these bring: "message.im" and its like bring "message".
  std::set<std::string> types;
  for (const std::string& event : events) types.insert(event.substr(0, event.find('.')));
  // What is read is known from payloads as Slack sends them, of each type at least one.
  std::set<std::string> read;
  for (const std::string& name : wire_names()) {
    if (!name.starts_with("event_")) continue;
    const Envelope envelope = wire_envelope(name);
    const auto out = read_at_noon(envelope.feed, envelope.payload, envelope.retry);
    if (!out || out->dropped != "an unknown type")
      read.emplace(envelope.payload.at("event").at("type").as_string());
  }
  CHECK(types == read);
}

TEST_CASE("the manifest asks for every scope that events and methods take", "[slack][manifest]") {
  const auto scopes = strings(made().app.at("oauth_config").at("scopes").at("bot"));
  for (const Subscription& event : subscriptions())
    if (!event.scope.empty()) CHECK(scopes.contains(std::string(event.scope)));
  for (const std::string scope :
       {"commands", "chat:write", "im:write", "reactions:write", "users:read"})
    CHECK(scopes.contains(scope));
  CHECK_FALSE(scopes.contains("users:read.email"));  // nobody needs it
  std::string_view before;
  for (const Scope& scope : needed_scopes()) {
    CHECK(before < scope.name);
    CHECK_FALSE(scope.why.empty());
    before = scope.name;
  }
}

TEST_CASE(
    "every command is in the manifest with what may follow it, but for those that Slack keeps",
    "[slack][manifest]"
) {
  const Manifest out = made();
  const json::array& commands = out.app.at("features").at("slash_commands").as_array();
  REQUIRE(commands.size() == 2);
  CHECK(commands[0].at("command") == "/pep");
  CHECK(commands[0].at("usage_hint") == "[NUMBER…] | list [status:STATUS] | new");
  CHECK(commands[1].at("description") == "Show what I can do");
  CHECK(out.left_out == std::vector<std::string>{"/remind"});
}

TEST_CASE(
    "other names of a command are commands too, where Slack can take them", "[slack][manifest]"
) {
  constexpr std::array<std::string_view, 5> also = {"event", "meetings", "会议", "?", "remind"};
  const std::array<CommandSpec, 1> own_specs{
      {{.name = "meeting", .grammar = "", .summary = mark("Something"), .also = also}}
  };
  CommandTable table;
  table.add("test", own_specs);
  const Say say = english();
  const Manifest out = manifest({table, say, "Example", {}});
  const json::array& commands = out.app.at("features").at("slash_commands").as_array();
  REQUIRE(commands.size() == 2);
  CHECK(commands[0].at("command") == "/meeting");
  CHECK(commands[1].at("command") == "/event");
  CHECK(commands[1].at("description") == "Something");
  CHECK(out.left_out.empty());
}

TEST_CASE("more commands than Slack takes are left out and named", "[slack][manifest]") {
  std::vector<std::string> names;
  names.reserve(61);
  for (int i = 0; i < 60; ++i)
    names.push_back(
        "c" + std::string(1, static_cast<char>('a' + i / 26)) +
        std::string(1, static_cast<char>('a' + i % 26))
    );
  names.push_back(std::string(40, 'x'));
  std::vector<CommandSpec> many;
  many.reserve(names.size());
  for (const std::string& name : names)
    many.push_back({.name = name, .grammar = "", .summary = mark("Something")});
  CommandTable table;
  table.add("test", many);
  const Say say = english();
  const Manifest out = manifest({table, say, "Example", {}});
  CHECK(out.app.at("features").at("slash_commands").as_array().size() == 50);
  CHECK(out.left_out.size() == 11);
}

TEST_CASE(
    "Socket Mode has no URLs, the Events API has one for each kind of request", "[slack][manifest]"
) {
  const json::object socket = made().app;
  CHECK(socket.at("settings").at("socket_mode_enabled") == true);
  CHECK(json::serialize(socket).find("http") == std::string::npos);
  const json::object http = made("https://usher.example.org").app;
  CHECK(http.at("settings").at("socket_mode_enabled") == false);
  CHECK(
      http.at("settings").at("event_subscriptions").at("request_url") ==
      "https://usher.example.org/slack/events"
  );
  CHECK(
      http.at("settings").at("interactivity").at("request_url") ==
      "https://usher.example.org/slack/interactive"
  );
  for (const json::value& command : http.at("features").at("slash_commands").as_array())
    CHECK(command.at("url") == "https://usher.example.org/slack/commands");
}

TEST_CASE("people can write to the app and see its home tab", "[slack][manifest]") {
  const json::object app = made().app;
  const json::value& tabs = app.at("features").at("app_home");
  CHECK(tabs.at("home_tab_enabled") == true);
  CHECK(tabs.at("messages_tab_enabled") == true);
  CHECK(tabs.at("messages_tab_read_only_enabled") == false);
  CHECK(app.at("settings").at("interactivity").at("is_enabled") == true);
}

TEST_CASE("every shortcut that a feature declares is in the manifest", "[slack][manifest]") {
  const json::object app = made().app;
  const json::array& all = app.at("features").at("shortcuts").as_array();
  REQUIRE(all.size() == 2);
  CHECK(
      all[0] ==
      json::value{
          {"name", "About PEPs"},
          {"callback_id", "test.about"},
          {"description", "Says what a PEP is"},
          {"type", "global"}
      }
  );
  CHECK(all[1].at("type") == "message");
  CHECK(all[1].at("callback_id") == "test.named");
}

TEST_CASE("more shortcuts than Slack takes are left out and named", "[slack][manifest]") {
  std::vector<std::string> callbacks;
  callbacks.reserve(13);
  for (char c = 'a'; c < 'a' + 13; ++c) callbacks.push_back(std::string("test.") + c);
  std::vector<ShortcutSpec> many;
  many.reserve(callbacks.size());
  for (const std::string& callback : callbacks)
    many.push_back(
        {.callback = callback,
         .name = mark("A name that is far longer than Slack's menus are wide: {label}"),
         .summary = mark("x"),
         .label = callback}
    );
  CommandTable table;
  table.add("test", {}, many);
  const Say say = english();
  const Manifest out = manifest({table, say, "Example", {}});
  const json::array& all = out.app.at("features").at("shortcuts").as_array();
  CHECK(all.size() == 10);
  CHECK(out.no_room.size() == 3);
  for (const json::value& one : all) CHECK(measure(one.at("name").as_string()).units <= 24);
}

TEST_CASE("what there is none of is not in the manifest at all", "[slack][manifest]") {
  // Slack's schema takes lists of one and more.
  CommandTable table;
  const Say say = english();
  const Manifest out = manifest({table, say, "Example", {}});
  CHECK_FALSE(out.app.at("features").as_object().contains("shortcuts"));
  CHECK_FALSE(out.app.at("features").as_object().contains("slash_commands"));
}

TEST_CASE("a community with a long name has a manifest that Slack takes", "[slack][manifest]") {
  CommandTable table;
  const Say say = english();
  const Manifest out = manifest({table, say, std::string(500, 'N'), {}});
  CHECK(measure(out.app.at("display_information").at("description").as_string()).units <= 140);
}

TEST_CASE(
    "the manifest is written with a line for each entry, and reads back", "[slack][manifest]"
) {
  const json::object app = made().app;
  const std::string text = to_text(app);
  CHECK(json::parse(text) == json::value(app));
  CHECK(text.ends_with("}\n"));
  CHECK(text.find("\n  \"settings\": {\n") != std::string::npos);
  CHECK(to_text({}) == "{}\n");
  CHECK(
      to_text({{"a", json::array{}}, {"b", "\"\n"}}) == "{\n  \"a\": [],\n  \"b\": \"\\\"\\n\"\n}\n"
  );
}
