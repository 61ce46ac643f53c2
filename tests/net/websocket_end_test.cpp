// tests/net/websocket_end_test.cpp: our client and our server end a socket, and each knows how it ended.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/websocket.hpp"
#include "tests/support/raw_socket.hpp"
#include "tests/support/server_under_test.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// Does with each socket what the first message says.
asio::awaitable<void> obey(std::shared_ptr<WebSocket> socket, HttpRequest) {
  const Result<WsMessage> order = co_await socket->read();
  if (!order || order->data == "return") co_return;
  if (order->data == "throw") throw std::runtime_error("the secret is 7");
  if (order->data == "close") socket->close(1008, "not for you");
  if (order->data == "flood") {
    for (int i = 0; i < 1000; ++i) socket->send(std::to_string(i));
    socket->close(4000, "done");
  }
  while (socket->open()) {
    const Result<WsMessage> more = co_await socket->read();
    if (!more) co_return;
  }
}

}  // namespace

TEST_CASE("the client's close code and reason reach the server", "[websocket]") {
  std::string last;
  bool sendable = true;
  std::promise<WsEnd> ended;
  ServerUnderTest server{
      {.socket = [&](std::shared_ptr<WebSocket> socket, HttpRequest) -> asio::awaitable<void> {
        const auto message = co_await socket->read();
        last = message ? message->data : "";
        const auto none = co_await socket->read();
        sendable = socket->open() || socket->send("too late");
        ended.set_value(socket->end());
      }}
  };
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  (*socket)->send("last words");  // what is queued goes first
  (*socket)->close(4001, "bye \xE2\x9C\x8B");
  CHECK_FALSE((*socket)->send("after close"));
  CHECK(client.read(**socket).error() == errc::cancelled);
  CHECK((*socket)->end().code == 4001);
  CHECK_FALSE((*socket)->end().by_peer);
  const WsEnd end = ended.get_future().get();
  CHECK(end.code == 4001);
  CHECK(end.reason == "bye \xE2\x9C\x8B");
  CHECK(end.by_peer);
  CHECK(end.error == errc::unreachable);
  CHECK(last == "last words");
  CHECK_FALSE(sendable);
}

TEST_CASE("the server's close code and reason reach the client, and stay", "[websocket]") {
  ServerUnderTest server{{.socket = obey}};
  WsClientUnderTest client;
  const auto [order, code, reason, error] = GENERATE(table<std::string, int, std::string, errc>({
      {"close", 1008, "not for you", errc::refused},
      {"return", 1000, "", errc::unreachable},
      {"throw", 1011, "", errc::unavailable},
  }));
  INFO(order);
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  (*socket)->send(order);
  for (int i = 0; i < 2; ++i) CHECK(client.read(**socket).error() == error);
  CHECK((*socket)->end().code == code);
  CHECK((*socket)->end().reason == reason);
  CHECK((*socket)->end().by_peer);
}

TEST_CASE("what came before the end is read before the end", "[websocket]") {
  ServerUnderTest server{{.socket = obey}, {.limits = {.socket = {.queue_messages = 2000}}}};
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  (*socket)->send("flood");
  int next = 0;
  while (true) {
    const auto message = client.read(**socket);
    if (!message) break;
    CHECK(message->data == std::to_string(next++));
  }
  CHECK(next == 1000);
  CHECK((*socket)->end().code == 4000);
  CHECK((*socket)->end().reason == "done");
}

TEST_CASE(
    "what a peer sent before it broke off is read, and nothing is sent to it any more",
    "[websocket]"
) {
  constexpr int many = 100;  // more than are read ahead
  std::atomic<bool> gone = false;
  RawServer server{[&gone](RawSocket& socket) {
    const std::string request = socket.read_until("\r\n\r\n");
    std::string bytes = fmt::format(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n",
        accept_key(request)
    );
    for (int i = 0; i < many; ++i) bytes += encode({.payload = std::to_string(i), .masked = false});
    socket.send(bytes);
    socket.shutdown();
    gone = true;
  }};
  WsClientUnderTest client;
  const auto socket = client.connect(fmt::format("ws://127.0.0.1:{}/link", server.port()));
  REQUIRE(socket);
  client.run_until([&] { return gone.load(); });
  for (int i = 0; i < many; ++i) {
    CHECK_FALSE((*socket)->send("an answer"));
    const auto message = client.read(**socket);
    REQUIRE(message);
    CHECK(message->data == std::to_string(i));
  }
  CHECK(client.read(**socket).error() == errc::unreachable);
  CHECK((*socket)->end().code == 1006);
}

TEST_CASE("a socket that is let go is closed", "[websocket]") {
  std::promise<WsEnd> ended;
  ServerUnderTest server{
      {.socket = [&ended](std::shared_ptr<WebSocket> socket, HttpRequest) -> asio::awaitable<void> {
        const auto none = co_await socket->read();
        CHECK(none.error() == errc::shutting_down);
        ended.set_value(socket->end());
      }}
  };
  WsClientUnderTest client;
  auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  socket->reset();
  auto end = ended.get_future();
  client.run_until([&] { return end.wait_for(0s) == std::future_status::ready; });
  CHECK(end.get().code == 1001);
}

TEST_CASE("stopping the server says so to every socket", "[websocket]") {
  ServerUnderTest server{{.socket = echo}};
  WsClientUnderTest client;
  const auto one = client.connect(server.ws_url());
  const auto two = client.connect(server.ws_url());
  REQUIRE(one);
  REQUIRE(two);
  auto stopped = server.stop();
  CHECK(client.read(**one).error() == errc::shutting_down);
  CHECK((*one)->end().code == 1001);
  CHECK(client.read(**two).error() == errc::shutting_down);
  client.run_until([&] { return stopped.wait_for(0s) == std::future_status::ready; });
  CHECK(server.connections() == 0);
  CHECK(client.connect(server.ws_url()).error() == errc::unreachable);
}
