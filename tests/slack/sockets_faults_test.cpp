// tests/slack/sockets_faults_test.cpp: what fails on Usher's own side does not make Socket Mode deaf.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/slack_rig.hpp"
#include "tests/slack/sockets_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("a callback that throws at the hello ends nothing: both connections stand and are heard"
) {
  SocketRig rig;
  rig.callbacks_throw = true;
  rig.begin();
  CHECK(rig.apps == std::vector<std::string>{"A0USHER"});
  rig.peer.deliver(0, "e-1", "event_message_mention.json");
  rig.peer.deliver(1, "e-2", "event_message.json");
  REQUIRE(rig.got(0, 1));
  REQUIRE(rig.got(1, 1));
  // What is to be done afterwards still is.
  rig.peer.bye(0, "refresh_requested");
  REQUIRE(rig.until([&] { return rig.sockets->figures().hellos == 3; }));
  rig.peer.lines[1]->socket->close(1011);
  REQUIRE(rig.until([&] { return rig.sockets->figures().hellos == 4; }));
  CHECK(rig.sockets->figures().ready == 2);
}

TEST_CASE("a callback that throws at Slack's final word does not keep run() from returning") {
  SocketRig rig({}, true);
  rig.callbacks_throw = true;
  REQUIRE(rig.until([&] { return rig.ended; }));
  CHECK(rig.fatal.size() == 1);
}

TEST_CASE("a question for a URL that throws is a failure like any other: it is asked again") {
  SocketRig rig({.limits = {.asking = std::chrono::hours(1), .retry_base = {}}});
  rig.askings_throw = 3;
  rig.begin();
  CHECK(rig.asked == 5);
  rig.peer.deliver(0, "e-1", "event_message_mention.json");
  CHECK(rig.got(0, 1));
}

TEST_CASE("a database that cannot say who Usher is makes it neither deaf nor silent") {
  slack::rig::SlackRig rig(
      [](const Event&, Context&) -> Outcome {
        return {SayReply{Doc(slack::rig::phrase("here"))}, {}};
      },
      Settings::Mode::socket, false
  );
  {
    std::vector<Migration> migrations = usher_migrations();
    for (const Migration& one : slack_migrations()) migrations.push_back(one);
    const auto store = open_store(rig.path, migrations);
  }
  Database(rig.path).script("ALTER TABLE slack_workspace RENAME COLUMN team TO gone");
  rig.start();
  const auto sent = rig.act(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0RANDOM"},
       {"command", "/nep"},
       {"text", "1"}}
  );
  CHECK(rig.ended(sent).at("state").as_string() == "acknowledged");
  rig.act({{"do", "cut"}});
  rig.until([&] { return rig.fake.calls("apps.connections.open") >= 4; });
  rig.until([&] { return rig.adapter->figures().connections == 2; });
  CHECK(rig.fatal.empty());
}
