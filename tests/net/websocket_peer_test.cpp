// tests/net/websocket_peer_test.cpp: the server against clients that do not play by the rules.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/server.hpp"
#include "tests/support/raw_socket.hpp"
#include "tests/support/server_under_test.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

struct Heard {
  std::vector<std::string> messages;
  WsEnd end;
};

// A server that tells what it heard, and a client that has shaken hands.
struct Rig {
  explicit Rig(WsLimits limits = {})
      : server({.socket = handler()}, {.limits = {.socket = limits}}),
        client(RawSocket::connect(server.port())) {
    client->send(handshake());
    const auto answer = client->read_until("\r\n\r\n");
    REQUIRE(answer.starts_with("HTTP/1.1 101"));
    REQUIRE(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));  // RFC 6455, 1.3: its own example
  }
  std::function<asio::awaitable<void>(std::shared_ptr<WebSocket>, HttpRequest)> handler() {
    return [this](std::shared_ptr<WebSocket> socket, HttpRequest) -> asio::awaitable<void> {
      Heard all;
      while (true) {
        Result<WsMessage> message = co_await socket->read();
        if (!message) break;
        all.messages.push_back(std::move(message->data));
      }
      all.end = socket->end();
      heard.set_value(std::move(all));
    };
  }
  void send(const Frame& frame) const { client->send(encode(frame)); }
  Heard wait() { return heard.get_future().get(); }

  std::promise<Heard> heard;
  ServerUnderTest server;
  std::unique_ptr<RawSocket> client;
};

constexpr std::string_view broken_utf8 = "\xC3\x28";

}  // namespace

TEST_CASE("a message in fragments is one message", "[websocket]") {
  Rig rig;
  rig.send({.opcode = 1, .payload = "frag", .fin = false});
  rig.send({.opcode = 9, .payload = "are you there"});
  rig.send({.opcode = 0, .payload = "men", .fin = false});
  rig.send({.opcode = 0, .payload = "ted"});
  const Frame pong = read_frame(*rig.client);
  CHECK(pong.opcode == 10);
  CHECK(pong.payload == "are you there");
  CHECK_FALSE(pong.masked);
  rig.send({.opcode = 8, .payload = close_payload(1000)});
  CHECK(close_code(read_frame(*rig.client)) == 1000);
  const Heard heard = rig.wait();
  REQUIRE(heard.messages.size() == 1);
  CHECK(heard.messages[0] == "fragmented");
  CHECK(heard.end.error == errc::unreachable);
  CHECK(heard.end.by_peer);
}

TEST_CASE("a character split between fragments is whole", "[websocket]") {
  Rig rig;
  rig.send({.opcode = 1, .payload = "\xE6\x8F", .fin = false});
  rig.send({.opcode = 0, .payload = "\x90"});
  rig.send({.opcode = 8, .payload = close_payload(1000)});
  CHECK(rig.wait().messages == std::vector<std::string>{"\xE6\x8F\x90"});
}

TEST_CASE("a close without a code is no error of ours", "[websocket]") {
  Rig rig;
  rig.send({.opcode = 8});
  CHECK(read_frame(*rig.client).opcode == 8);
  CHECK(rig.wait().end.code == 1005);
}

TEST_CASE("a goodbye is heard at once, though the peer leaves the line up", "[websocket]") {
  Rig rig{{.close = 50ms}};
  rig.send({.opcode = 8, .payload = close_payload(1001, "lunch")});
  const Heard heard = rig.wait();
  CHECK(heard.end.code == 1001);
  CHECK(heard.end.reason == "lunch");
  CHECK(heard.end.by_peer);
  CHECK(heard.end.error == errc::shutting_down);
  CHECK(close_code(read_frame(*rig.client)) == 1001);
  while (rig.server.connections() > 0) std::this_thread::yield();  // not kept for its sake
}

TEST_CASE("what breaks the protocol ends the socket with the right code", "[websocket]") {
  const auto [frames, code, error] = GENERATE(table<std::vector<Frame>, int, errc>({
      {{{.opcode = 1, .payload = std::string(2001, 'x')}}, 1009, errc::too_large},
      {{{.opcode = 2, .payload = std::string(1500, 'x'), .fin = false},
        {.opcode = 0, .payload = std::string(1500, 'x')}},
       1009,
       errc::too_large},
      {{{.opcode = 1, .payload = std::string{broken_utf8}}}, 1007, errc::malformed},
      {{{.opcode = 1, .payload = "\xED\xA0\x80"}}, 1007, errc::malformed},  // a lone surrogate
      {{{.opcode = 1, .payload = "\xE6\x8F"}}, 1007, errc::malformed},      // cut off
      {{{.opcode = 1, .payload = "x", .masked = false}}, 1002, errc::malformed},
      {{{.opcode = 3, .payload = "x"}}, 1002, errc::malformed},
      {{{.opcode = 11, .payload = "x"}}, 1002, errc::malformed},
      {{{.opcode = 1, .payload = "x", .reserved = 4}}, 1002, errc::malformed
      },  // compressed, which nobody agreed on
      {{{.opcode = 0, .payload = "x"}}, 1002, errc::malformed},  // continues nothing
      {{{.opcode = 1, .payload = "x", .fin = false}, {.opcode = 1, .payload = "y"}},
       1002,
       errc::malformed},
      {{{.opcode = 9, .payload = std::string(126, 'x')}}, 1002, errc::malformed},
      {{{.opcode = 9, .payload = "x", .fin = false}}, 1002, errc::malformed},
      {{{.opcode = 8, .payload = "x"}}, 1002, errc::malformed},
      {{{.opcode = 8, .payload = close_payload(999)}}, 1002, errc::malformed},
      {{{.opcode = 8, .payload = close_payload(1005)}}, 1002, errc::malformed},
      {{{.opcode = 8, .payload = close_payload(1000, broken_utf8)}}, 1002, errc::malformed},
  }));
  INFO(frames.front().opcode << " " << frames.front().payload.substr(0, 20));
  Rig rig{{.message = 2000}};
  for (const Frame& frame : frames) rig.send(frame);
  const Frame answer = read_frame(*rig.client);
  CHECK(answer.opcode == 8);
  CHECK(close_code(answer) == code);
  rig.client->shutdown();
  const Heard heard = rig.wait();
  CHECK(heard.messages.empty());
  CHECK(heard.end.error == error);
  CHECK(heard.end.code == code);
}

TEST_CASE("a length that would fill the memory is refused at its announcement", "[websocket]") {
  Rig rig;
  rig.client->send(std::string(
      "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff"
      "mask",
      14
  ));
  CHECK(close_code(read_frame(*rig.client)) == 1009);
  rig.client->shutdown();
  CHECK(rig.wait().end.error == errc::too_large);
}

TEST_CASE("a message of just the limit passes", "[websocket]") {
  Rig rig{{.message = 2000}};
  rig.send({.opcode = 1, .payload = std::string(2000, 'x')});
  rig.send({.opcode = 8, .payload = close_payload(1000)});
  CHECK(rig.wait().messages.at(0).size() == 2000);
}

TEST_CASE("a peer that gives no sign of life is given up on", "[websocket]") {
  Rig rig{{.idle = 60ms}};
  CHECK(read_frame(*rig.client).opcode == 9);  // it was asked first
  const Heard heard = rig.wait();
  CHECK(heard.end.error == errc::timed_out);
  CHECK(heard.end.code == 1006);
}

TEST_CASE("a connection that breaks is unreachable", "[websocket]") {
  Rig rig;
  rig.send({.opcode = 1, .payload = "before"});
  SECTION("closed without a close frame") { rig.client->shutdown(); }
  SECTION("reset in the middle of a frame") {
    rig.client->send("\x81\xfe\x01");
    rig.client->reset();
  }
  const Heard heard = rig.wait();
  CHECK(heard.end.error == errc::unreachable);
  CHECK(heard.end.code == 1006);
}

namespace {

// Sends until the queue is full, then tells what became of the socket.
struct Flooder {
  std::promise<std::pair<int, WsEnd>> outcome;
  asio::awaitable<void> operator()(std::shared_ptr<WebSocket> socket, HttpRequest) {
    int queued = 0;
    while (socket->send(std::string(100'000, 'x'))) ++queued;
    if (!socket->open()) {
      const auto none = co_await socket->read();
      static_cast<void>(none);
    }
    outcome.set_value({queued, socket->end()});
    const auto wait = co_await socket->read();
    static_cast<void>(wait);
  }
};

}  // namespace

TEST_CASE("a peer that is too slow is closed with 1013", "[websocket]") {
  Flooder flooder;
  ServerUnderTest server{
      {.socket = [&flooder](
                     std::shared_ptr<WebSocket> s, HttpRequest r
                 ) { return flooder(std::move(s), std::move(r)); }},
      {.limits = {.socket = {.queue_bytes = 50U << 20U, .queue_messages = 400, .close = 100ms}}}
  };
  const auto client = RawSocket::connect(server.port());
  client->send(handshake());
  auto outcome = flooder.outcome.get_future();
  SECTION("and told so when it reads after all") {
    client->read_until("\r\n\r\n");
    Frame frame;
    while (frame.opcode != 8 && frame.opcode != 0xF) frame = read_frame(*client);
    CHECK(close_code(frame) == 1013);
    client->send(encode({.opcode = 8, .payload = frame.payload}));
  }
  SECTION("and dropped when it does not") {}
  const auto [queued, end] = outcome.get();
  CHECK(queued >= 400);
  CHECK(end.code == 1013);
  CHECK(end.error == errc::cancelled);
  CHECK_FALSE(end.by_peer);
}

TEST_CASE("where that is wished, a full queue only says no", "[websocket]") {
  Flooder flooder;
  ServerUnderTest server{
      {.socket = [&flooder](
                     std::shared_ptr<WebSocket> s, HttpRequest r
                 ) { return flooder(std::move(s), std::move(r)); }},
      {.limits = {.socket = {.queue_bytes = 350'000, .close_when_full = false}}}
  };
  const auto client = RawSocket::connect(server.port());
  client->send(handshake());
  const auto [queued, end] = flooder.outcome.get_future().get();
  CHECK(queued == 3);
  CHECK(end.error == errc::ok);
  client->read_until("\r\n\r\n");
  for (int i = 0; i < queued; ++i) CHECK(read_frame(*client).payload.size() == 100'000);
}

TEST_CASE("a handshake that is none is refused", "[websocket]") {
  const auto change = [](std::string_view what, std::string_view to) {
    std::string text = handshake();
    const auto at = text.find(what);
    return text.replace(at, what.size(), to);
  };
  const auto [bytes, status] = GENERATE_COPY(table<std::string, std::string>({
      {change("Version: 13", "Version: 8"), "HTTP/1.1 426"},
      {change("Sec-WebSocket-Version: 13\r\n", ""), "HTTP/1.1 4"},
      {change("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), "HTTP/1.1 400"},
      {change("dGhlIHNhbXBsZSBub25jZQ==", std::string(200, 'A')), "HTTP/1.1 400"},
      {change("Host: localhost\r\n", ""), "HTTP/1.1 400"},
      {change("Host: localhost", "Host: rebound.example"), "HTTP/1.1 421"},
      {change("GET", "POST"), "HTTP/1.1 4"},
      {change("HTTP/1.1", "HTTP/1.0"), "HTTP/1.1 4"},
      {change("Connection: Upgrade", "Connection: close"), "HTTP/1.1 4"},
      {change("Upgrade: websocket", "Upgrade: h2c"), "HTTP/1.1 4"},
      {handshake("/ws", "Content-Length: 3\r\n") + "abc", "HTTP/1.1 400"},
      {handshake() + encode({.opcode = 1, .payload = "early"}), "HTTP/1.1 400"},
      {handshake("/ws", "X: " + std::string(20000, 'a') + "\r\n"), "HTTP/1.1 431"},
      {handshake("/ws", "Origin: https://evil.example\r\n"), "HTTP/1.1 403"},
      {handshake("/ws", "Origin: null\r\n"), "HTTP/1.1 403"},
      {handshake("/ws", "Origin: http://localhost:1\r\n"), "HTTP/1.1 403"},
      {handshake("/ws", "Origin: http://localhost\r\n"), "HTTP/1.1 101"},
      {handshake("/ws", "Origin: https://chat.example\r\n"), "HTTP/1.1 101"},
  }));
  INFO(bytes.substr(0, 300));
  bool opened = false;
  ServerUnderTest server{
      {.socket = [&opened](std::shared_ptr<WebSocket>, HttpRequest) -> asio::awaitable<void> {
        opened = true;
        co_return;
      }},
      {.origins = {"https://chat.example"}}
  };
  const auto client = RawSocket::connect(server.port());
  client->send(bytes);
  const auto answer = client->read_until("\r\n\r\n");
  CHECK(answer.starts_with(status));
  CHECK_FALSE(answer.contains("Beast"));
  const bool accepted = status.ends_with("101");
  if (accepted) CHECK(close_code(read_frame(*client)) == 1000);  // the handler has returned
  server.on_its_thread([&] { CHECK(opened == accepted); });
}
