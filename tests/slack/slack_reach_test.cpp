// tests/slack/slack_reach_test.cpp: whether Slack reaches the adapter, and what ends it for good.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"
#include "tests/slack/slack_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack::rig;
using slack::Settings;

namespace {

Outcome ignore(const Event&, Context&) { return {}; }

}  // namespace

TEST_CASE("it can be reached while a connection stands, or while it listens", "[slack]") {
  {
    SlackRig rig(ignore, Settings::Mode::socket, false);
    rig.act({{"do", "configure"}, {"no_hello", true}});
    rig.start(false);
    rig.until([&] { return rig.fake.calls("apps.connections.open") == 2; });
    CHECK(rig.adapter->trouble() == "no connection to Slack stands");
    CHECK(rig.engine->not_ready() == rig.adapter->trouble());
  }
  SlackRig rig(ignore);
  CHECK(rig.adapter->trouble().empty());
  CHECK(rig.engine->not_ready().empty());
  rig.act({{"do", "configure"}, {"no_hello", true}});
  rig.act({{"do", "cut"}});
  rig.until([&] { return !rig.adapter->trouble().empty(); });
  CHECK(rig.adapter->trouble() == "no connection to Slack stands");
  SlackRig other(ignore, Settings::Mode::http);
  CHECK(other.adapter->trouble().empty());
  CHECK(other.engine->not_ready().empty());
}

TEST_CASE("in HTTP mode it can be reached from when it listens to when it is stopped", "[slack]") {
  boost::asio::io_context io{1};
  const SystemClock clock;
  const Catalog catalog;
  const CommandTable commands;
  Settings settings;
  settings.mode = Settings::Mode::http;
  settings.port = 0;
  settings.identity = {.team = "T0TESTTEAM", .user = "U0USHERBOT"};
  slack::SlackAdapter adapter(io, clock, catalog, commands, settings);
  CHECK(adapter.trouble() == "nobody listens for Slack's requests yet");
  REQUIRE(adapter.listen());
  CHECK(adapter.trouble().empty());
  adapter.stop();
  CHECK(adapter.trouble() == "the Slack adapter has ended");
}

TEST_CASE("a token that was revoked ends it with a line that says what to do", "[slack]") {
  SlackRig rig(ignore, Settings::Mode::socket, false);
  rig.bot_token = std::string("xoxb") + "-not-this-one";
  rig.start();
  rig.until([&] { return !rig.running; });
  CHECK(rig.fatal.contains("invalid_auth"));
  CHECK(rig.fatal.contains("copy it again"));
  rig.turn(10);
  rig.engine.reset();
}

TEST_CASE("a token of another workspace ends it, so that nobody's rows are mixed", "[slack]") {
  SlackRig rig(ignore, Settings::Mode::http, false);
  rig.identity.team = "T0OTHER";
  rig.start();
  rig.until([&] { return !rig.running; });
  CHECK(rig.fatal.contains("another workspace"));
  rig.turn(10);
  rig.engine.reset();
}
