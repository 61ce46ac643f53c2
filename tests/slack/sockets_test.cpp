// tests/slack/sockets_test.cpp: Socket Mode over real sockets on loopback, with a Slack that the test plays.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/sockets.hpp"

#include "tests/slack/sockets_rig.hpp"
#include "tests/support/slack_fake.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

TEST_CASE("two connections are opened, and what each brings is acknowledged there, with its answer"
) {
  SocketRig rig;
  rig.engine = [](const Event& event) -> Result<Reply> {
    return event.as<Command>() != nullptr && event.ack_carries ? say("NEP 0") : Reply(None{});
  };
  rig.begin();
  CHECK(rig.asked == 2);
  CHECK(rig.apps == std::vector<std::string>{"A0USHER"});
  CHECK(rig.sockets->figures().hellos == 2);
  CHECK(rig.sockets->figures().strangers == 0);
  rig.peer.deliver(0, "e-1", "event_message_mention.json", false);
  rig.peer.deliver(1, "e-2", "slash.json");
  REQUIRE(rig.got(0, 1));
  REQUIRE(rig.got(1, 1));
  CHECK(rig.peer.lines[0]->got.front() == R"({"envelope_id":"e-1"})");
  const json::object acked = json_object(rig.peer.lines[1]->got.front());
  CHECK(acked.at("envelope_id").as_string() == "e-2");
  CHECK(json::serialize(acked.at("payload")).find("NEP 0") != std::string::npos);
  CHECK(rig.sockets->figures().under_way == 0);
}

TEST_CASE(
    "through a refresh the old connection is acknowledged until it ends, and the new one stands "
    "before"
) {
  const std::string reason = GENERATE(as<std::string>{}, "warning", "refresh_requested");
  SocketRig rig;
  rig.begin();
  rig.peer.bye(0, reason);
  REQUIRE(rig.until([&] { return rig.sockets->figures().hellos == 3; }));
  CHECK(rig.sockets->figures().ready == 2);
  rig.peer.deliver(0, "e-old", "event_message_mention.json");
  rig.peer.deliver(2, "e-new", "event_message.json");
  REQUIRE(rig.got(0, 1));
  REQUIRE(rig.got(2, 1));
  CHECK(rig.peer.lines[0]->got.front() == R"({"envelope_id":"e-old"})");
  rig.peer.lines[0]->socket->close(1000);
  REQUIRE(rig.until([&] { return rig.peer.lines[0]->over; }));
  CHECK(rig.sockets->figures().ready == 2);
  CHECK(rig.asked == 3);
}

TEST_CASE(
    "on a connection that Slack is about to close a command is acknowledged bare, and its answer "
    "left "
    "to the outbox"
) {
  SocketRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return say("NEP 0"); };
  rig.begin();
  rig.peer.bye(0, "warning");
  REQUIRE(rig.until([&] { return rig.sockets->figures().hellos == 3; }));
  rig.peer.deliver(0, "e-old", "slash.json");
  REQUIRE(rig.got(0, 1));
  CHECK(rig.peer.lines[0]->got.front() == R"({"envelope_id":"e-old"})");
  REQUIRE(rig.until([&] { return rig.handed_over.size() == 1; }));
  rig.peer.deliver(2, "e-new", "slash.json");
  REQUIRE(rig.got(2, 1));
  CHECK(rig.peer.lines[2]->got.front().find("NEP 0") != std::string::npos);
  CHECK(rig.handed_over.size() == 1);
}

TEST_CASE("an answer whose socket has gone before the commit is left to the outbox") {
  SocketRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return say("NEP 0"); };
  rig.begin();
  rig.holding = true;
  rig.peer.deliver(0, "e-1", "slash.json");
  REQUIRE(rig.until([&] { return rig.events.size() == 1; }));
  rig.peer.lines[0]->socket->close(1001);
  REQUIRE(rig.until([&] { return rig.peer.lines[0]->over; }));
  REQUIRE(rig.until([&] { return rig.sockets->figures().ready < 2; }));
  rig.release();
  REQUIRE(rig.until([&] { return rig.handed_over.size() == 1; }));
  CHECK(rig.handed_over.front().event->id == rig.events.front().id);
  CHECK(rig.peer.lines[0]->got.empty());
}

TEST_CASE("an envelope that takes no answer is acknowledged bare, and its answer left to the outbox"
) {
  SocketRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return say("NEP 0"); };
  rig.begin();
  rig.peer.deliver(1, "e-1", "slash.json", false);
  REQUIRE(rig.got(1, 1));
  CHECK(rig.peer.lines[1]->got.front() == R"({"envelope_id":"e-1"})");
  REQUIRE(rig.until([&] { return rig.handed_over.size() == 1; }));
}

TEST_CASE("what was not recorded is not acknowledged") {
  SocketRig rig;
  rig.engine = [](const Event&) -> Result<Reply> { return std::unexpected(errc::storage_failed); };
  rig.begin();
  rig.peer.deliver(0, "e-1", "event_message_mention.json");
  REQUIRE(rig.until([&] { return rig.events.size() == 1 && rig.sockets->figures().under_way == 0; })
  );
  rig.engine = [](const Event&) -> Result<Reply> { return Reply(None{}); };
  rig.peer.deliver(0, "e-2", "event_message_mention.json");
  REQUIRE(rig.got(0, 1));
  CHECK(rig.peer.lines[0]->got.front() == R"({"envelope_id":"e-2"})");
}

TEST_CASE("frames that mean nothing end nothing") {
  SocketRig rig;
  rig.begin();
  net::WebSocket& socket = *rig.peer.lines[0]->socket;
  for (const char* junk :
       {"", "hello", "[]", "{}", R"({"type":"new"})", R"({"type":7})", R"({"envelope_id":3})"})
    socket.send(junk);
  socket.send_binary(R"({"type":"hello"})");
  rig.peer.deliver(0, "e-1", "event_unknown.json");
  rig.peer.deliver(0, "e-2", "envelope_unknown.json");
  REQUIRE(rig.got(0, 2));
  CHECK(rig.sockets->figures().ready == 2);
  CHECK(rig.asked == 2);
}

TEST_CASE("a burst is acknowledged, each envelope once") {
  SocketRig rig;
  rig.begin();
  constexpr std::size_t many = 200;
  for (std::size_t at = 0; at < many; ++at)
    rig.peer.deliver(at % 2, fmt::format("e-{}", at), "event_message.json");
  REQUIRE(rig.got(0, many / 2));
  REQUIRE(rig.got(1, many / 2));
  std::vector<std::string> all = rig.peer.lines[0]->got;
  all.insert(all.end(), rig.peer.lines[1]->got.begin(), rig.peer.lines[1]->got.end());
  std::ranges::sort(all);
  CHECK(all.size() == many);
  CHECK(std::ranges::adjacent_find(all) == all.end());
}

TEST_CASE("stopping acknowledges what is under way and sends close frames") {
  SocketRig rig;
  rig.begin();
  rig.holding = true;
  rig.peer.deliver(0, "e-1", "event_message_mention.json");
  REQUIRE(rig.until([&] { return rig.events.size() == 1; }));
  rig.sockets->stop();
  REQUIRE(rig.until([&] { return rig.peer.lines[1]->over; }));
  CHECK_FALSE(rig.peer.lines[0]->over);
  rig.release();
  REQUIRE(rig.until([&] { return rig.ended; }));
  REQUIRE(rig.until([&] { return rig.peer.lines[0]->over; }));
  CHECK(rig.peer.lines[0]->got == std::vector<std::string>{R"({"envelope_id":"e-1"})"});
  for (const auto& line : rig.peer.lines) {
    CHECK(line->end.by_peer);
    CHECK(line->end.code == 1000);
  }
}

TEST_CASE("a broken connection is replaced at once") {
  SocketRig rig;
  rig.begin();
  rig.peer.lines[0]->socket->close(1011);
  REQUIRE(rig.until([&] { return rig.peer.lines.size() == 3; }));
  REQUIRE(rig.until([&] { return rig.sockets->figures().ready == 2; }));
  CHECK(rig.asked == 3);
}

TEST_CASE("a connection that falls silent is given up, though it is open, and replaced") {
  DeskRig rig;
  testing::slack::FakeSlack fake;
  net::HttpClient http(rig.io.get_executor(), {.allow_loopback = true});
  Api api(http, rig.clock, fake.api_url(), {}, Secret<std::string>(fake.app_token()));
  bool ended = false;
  Sockets sockets(
      rig.io.get_executor(), {.loopback = true, .silence = std::chrono::milliseconds(500)},
      *rig.desk, [&] { return api.open_connection(); }
  );
  asio::co_spawn(rig.io, sockets.run(), [&](const std::exception_ptr&) { ended = true; });
  const auto until = [&](auto done) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    rig.io.restart();
    while (!done() && std::chrono::steady_clock::now() < limit)
      rig.io.run_one_for(std::chrono::milliseconds(20));
    return done();
  };
  REQUIRE(until([&] { return sockets.figures().hellos == 2; }));
  fake.ask({{"do", "cut"}, {"how", "freeze"}});
  REQUIRE(until([&] { return sockets.figures().hellos >= 4 && sockets.figures().ready == 2; }));
  sockets.stop();
  CHECK(until([&] { return ended; }));
}

TEST_CASE("a word of Slack's that is final is told, and run() returns") {
  SocketRig rig({}, true);
  REQUIRE(rig.until([&] { return rig.ended; }));
  REQUIRE(rig.fatal.size() == 1);
  CHECK(rig.fatal.front().find("invalid_auth") != std::string::npos);
  CHECK(rig.asked == 1);
}

TEST_CASE("connections of others are counted") {
  SocketRig rig;
  rig.peer.greets = false;
  REQUIRE(rig.until([&] { return rig.peer.lines.size() == 2; }));
  rig.peer.hello(0, 2);
  REQUIRE(rig.until([&] { return rig.sockets->figures().ready == 1; }));
  rig.peer.hello(1, 5);
  REQUIRE(rig.until([&] { return rig.sockets->figures().ready == 2; }));
  CHECK(rig.sockets->figures().counted == 5);
  CHECK(rig.sockets->figures().strangers == 3);
}

TEST_CASE("short connections can be asked for, to try refreshes out") {
  SocketRig rig({.debug_reconnects = true});
  rig.begin();
  CHECK(rig.peer.lines.front()->target.ends_with("&debug_reconnects=true"));
}

TEST_CASE("sockets lead to the API's own domain and nowhere else, but for tests") {
  CHECK(
      socket_hosts("https://slack.com/api", false) ==
      std::vector<std::string>{"slack.com", ".slack.com"}
  );
  CHECK(socket_hosts("https://slack-gov.com/api", false).back() == ".slack-gov.com");
  CHECK(socket_hosts("http://127.0.0.1:9/api", true).empty());
  SocketRig rig({.hosts = socket_hosts("https://slack.com/api", false)});
  REQUIRE(rig.until([&] { return rig.asked >= 3; }));
  CHECK(rig.peer.lines.empty());
}
