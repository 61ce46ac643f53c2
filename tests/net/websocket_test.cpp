// tests/net/websocket_test.cpp: our client and our server talk to each other.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/websocket.hpp"

#include "tests/support/http_client.hpp"
#include "tests/support/raw_socket.hpp"
#include "tests/support/server_under_test.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <catch2/catch.hpp>

#include <optional>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

asio::awaitable<Upgrade> choose(HttpRequest request) {
  if (request.target == "/401")
    co_return std::unexpected(HttpResponse{401, {{"X-Why", "no token"}}, "who are you?"});
  if (request.target == "/503") co_return std::unexpected(HttpResponse{503, {}, ""});
  if (request.target == "/throw") throw std::runtime_error("the secret is 7");
  co_return WsAccept{"chat.v2", {{"X-Hello", std::string{find(request.headers, "x-test")}}}};
}

WsRequest request_for(std::string url) {
  WsRequest request;
  request.url = std::move(url);
  return request;
}

}  // namespace

TEST_CASE("text and binary messages go both ways", "[websocket]") {
  const ServerUnderTest server{{.socket = echo}};
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  CHECK((*socket)->open());
  CHECK((*socket)->subprotocol().empty());
  for (const std::string& text :
       {std::string{"h\xC3\xA9llo"}, std::string{}, std::string(300'000, 'x')}) {
    REQUIRE((*socket)->send(text));
    const auto back = client.read(**socket);
    REQUIRE(back);
    CHECK(back->text);
    CHECK(back->data == text);
  }
  const std::string bytes("\x00\xff\xfe", 3);
  REQUIRE((*socket)->send_binary(bytes));
  const auto back = client.read(**socket);
  REQUIRE(back);
  CHECK_FALSE(back->text);
  CHECK(back->data == bytes);
  CHECK((*socket)->queued() == 0);
}

TEST_CASE("what is said at once arrives whole and in order, both ways", "[websocket]") {
  const ServerUnderTest server{{.socket = echo}};
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  std::vector<std::string> said;
  for (std::size_t i = 0; i < 200; ++i) {
    // Some larger than what is gathered or read at once.
    const std::size_t size = i % 50 == 7 ? 40'000 : i % 10 == 3 ? 5'000 : i % 7;
    said.push_back(std::to_string(i) + std::string(size, static_cast<char>('a' + i % 26)));
  }
  for (const std::string& text : said) REQUIRE((*socket)->send(text));
  for (const std::string& text : said) {
    const auto back = client.read(**socket);
    REQUIRE(back);
    REQUIRE(back->data == text);
  }
  CHECK((*socket)->queued() == 0);
}

TEST_CASE("the handshake carries headers and agrees on a subprotocol", "[websocket]") {
  std::optional<HttpRequest> seen;
  ServerUnderTest server{
      {.upgrade = choose,
       .socket = [&seen](std::shared_ptr<WebSocket> socket, HttpRequest request)
           -> asio::awaitable<void> {
         seen = std::move(request);
         socket->send(std::string{socket->subprotocol()});
         const auto end = co_await socket->read();
         static_cast<void>(end);
       }}
  };
  WsClientUnderTest client;
  WsRequest request = request_for(server.ws_url("/link/?ticket=1"));
  request.headers = {{"X-Test", "hi"}, {"Authorization", "Bearer t"}};
  request.subprotocols = {"chat.v3", "chat.v2"};
  const auto socket = client.connect(request);
  REQUIRE(socket);
  CHECK((*socket)->subprotocol() == "chat.v2");
  CHECK(client.read(**socket)->data == "chat.v2");
  server.on_its_thread([&] {
    REQUIRE(seen);
    CHECK(seen->method == "GET");
    CHECK(seen->target == "/link/?ticket=1");
    CHECK(find(seen->headers, "authorization") == "Bearer t");
    CHECK(find(seen->headers, "user-agent").starts_with("usher/"));
    CHECK(seen->peer == "127.0.0.1");
  });
}

TEST_CASE("a subprotocol that was not offered is not agreed on", "[websocket]") {
  ServerUnderTest server{{.upgrade = choose, .socket = echo}};
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  CHECK((*socket)->subprotocol().empty());
}

TEST_CASE("a handshake that is refused says why", "[websocket]") {
  ServerUnderTest server{{.upgrade = choose, .socket = echo}};
  WsClientUnderTest client;
  CHECK(client.connect(server.ws_url("/401")).error() == errc::unauthorized);
  CHECK(client.connect(server.ws_url("/503")).error() == errc::unavailable);
  CHECK(client.connect(server.ws_url("/throw")).error() == errc::unavailable);
  const auto raw = RawSocket::connect(server.port());
  raw->send(handshake("/401"));
  const auto answer = raw->read_to_end();
  CHECK(answer.starts_with("HTTP/1.1 401"));
  CHECK(answer.contains("X-Why: no token"));
  CHECK(answer.ends_with("who are you?"));
}

TEST_CASE("plain requests and sockets share a port", "[websocket]") {
  ServerUnderTest server{
      {.http = [](HttpRequest request) -> asio::awaitable<HttpResponse> {
         HttpResponse page;
         page.body = "page " + request.target;
         co_return page;
       },
       .socket = echo}
  };
  ClientUnderTest browser;
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  CHECK(
      browser.get(fmt::format("http://127.0.0.1:{}/index", server.port()))->body == "page /index"
  );
  (*socket)->send("still here");
  CHECK(client.read(**socket)->data == "still here");
}

TEST_CASE("a read is cancelled and a later one goes on", "[websocket]") {
  ServerUnderTest server{{.socket = echo}};
  WsClientUnderTest client;
  const auto socket = client.connect(server.ws_url());
  REQUIRE(socket);
  asio::cancellation_signal signal;
  std::optional<Result<WsMessage>> result;
  asio::co_spawn(
      client.io(), (*socket)->read(),
      asio::bind_cancellation_slot(
          signal.slot(), [&](std::exception_ptr, Result<WsMessage> r) { result = std::move(r); }
      )
  );
  client.io().restart();
  client.io().poll();
  signal.emit(asio::cancellation_type::terminal);
  client.io().poll();
  REQUIRE(result);
  CHECK(result->error() == errc::cancelled);
  CHECK((*socket)->open());
  (*socket)->send("again");
  CHECK(client.read(**socket)->data == "again");
}

TEST_CASE("many sockets at once", "[websocket]") {
  ServerUnderTest server{{.socket = echo}, {.limits = {.connections = 300}}};
  WsClientUnderTest client;
  std::vector<std::shared_ptr<WebSocket>> sockets;
  for (int i = 0; i < 200; ++i) {
    auto socket = client.connect(server.ws_url());
    REQUIRE(socket);
    (*socket)->send("socket " + std::to_string(i));
    sockets.push_back(std::move(*socket));
  }
  for (std::size_t i = 0; i < sockets.size(); ++i)
    CHECK(client.read(*sockets[i])->data == "socket " + std::to_string(i));
  CHECK(server.connections() == 200);
}

TEST_CASE("a live peer keeps an idle socket open", "[websocket]") {
  // Long enough that a busy machine answers in time.
  constexpr auto idle = 800ms;
  ServerUnderTest server{{.socket = echo}, {.limits = {.socket = {.idle = idle}}}};
  WsClientUnderTest client;
  WsRequest request = request_for(server.ws_url());
  request.limits.idle = idle;
  const auto socket = client.connect(request);
  REQUIRE(socket);
  client.io().restart();
  client.io().run_for(3 * idle);
  (*socket)->send("awake");
  const auto heard = client.read(**socket);
  REQUIRE(heard);
  CHECK(heard->data == "awake");
}
