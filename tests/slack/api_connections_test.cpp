// tests/slack/api_connections_test.cpp: connections are kept, shared, and no more than they may be.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/send_rig.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

#include <functional>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;
using usher::testing::HttpPeer;

namespace {

boost::asio::awaitable<void> ask_in_vain(Api* api) {
  const auto answer = co_await api->call("users.info", {});
  CHECK_FALSE(answer);
}
boost::asio::awaitable<void> post(Api* api, int* done) {
  const auto answer = co_await api->call("chat.postMessage", {});
  CHECK(answer);
  ++*done;
}

// An Api on a server of its own, with so many connections.
struct ApiRig {
  explicit ApiRig(int connections)
      : http(io.get_executor(), {.allow_loopback = true, .per_host = connections}) {}
  bool turn(const std::function<bool()>& until) {
    for (int i = 0; i < 2000 && !until(); ++i) {
      io.restart();
      io.run_for(std::chrono::milliseconds(5));
    }
    return until();
  }

  HttpPeer peer;
  const SystemClock clock;
  boost::asio::io_context io{1};
  net::HttpClient http;
  Api api{http, clock, peer.url("/api"), {}, {}};
};

}  // namespace

TEST_CASE("calls one after another go over one connection", "[api]") {
  SlackRig rig;
  for (int i = 0; i < 20; ++i) {
    rig.ok("chat.postMessage").ok("users.info");
    CHECK(rig.run(rig.api.call("chat.postMessage", {{"channel", "C1"}})));
    CHECK(rig.run(rig.api.call("users.info", {{"user", "U1"}})));
  }
  // A refusal, a 429 and an answer to a response_url end none.
  rig.no("chat.update", "cant_update_message").expect("users.info", "", {}, 429);
  rig.peer.expect("POST /r").reply(200, {}, "ok");
  CHECK_FALSE(rig.run(rig.api.call("chat.update", {})));
  CHECK_FALSE(rig.run(rig.api.call("users.info", {})));
  CHECK(rig.run(rig.api.respond(rig.peer.url("/r"), {})));
  CHECK(rig.peer.done());
  CHECK(rig.peer.connections() == 1);
}

TEST_CASE("a connection that the server ends is replaced", "[api]") {
  SlackRig rig;
  rig.expect("chat.postMessage", R"({"ok":true})", {{"Connection", "close"}});
  rig.peer.then(HttpPeer::Then::close);
  CHECK(rig.run(rig.api.call("chat.postMessage", {})));
  rig.ok("chat.postMessage");
  CHECK(rig.run(rig.api.call("chat.postMessage", {})));
  CHECK(rig.requests() == 2);
  CHECK(rig.peer.connections() == 2);
}

TEST_CASE(
    "many calls at once share as many connections as there may be, and all are made", "[api]"
) {
  ApiRig rig(12);
  int done = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 60; ++i) {
      rig.peer.expect("POST /api/chat.postMessage").reply(200, {}, R"({"ok":true})");
      boost::asio::co_spawn(rig.io, post(&rig.api, &done), boost::asio::detached);
    }
    REQUIRE(rig.turn([&] { return done == (round + 1) * 60; }));
  }
  CHECK(rig.peer.done());
  CHECK(rig.peer.connections() <= 12);
}

TEST_CASE("where there are connections enough, a call waits for none that is stuck", "[api]") {
  ApiRig rig(12);
  for (int i = 0; i < 10; ++i) {
    rig.peer.expect("POST /api/users.info").then(HttpPeer::Then::stall);
    boost::asio::co_spawn(rig.io, ask_in_vain(&rig.api), boost::asio::detached);
  }
  REQUIRE(rig.turn([&] { return rig.peer.seen().size() == 10; }));
  rig.peer.expect("POST /api/views.open").reply(200, {}, R"({"ok":true})");
  CHECK(usher::testing::run(rig.io, rig.api.call("views.open", {})));
}
