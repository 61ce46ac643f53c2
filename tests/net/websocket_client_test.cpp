// tests/net/websocket_client_test.cpp: the client against servers that do not play by the rules, and over TLS.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/websocket.hpp"
#include "tests/support/raw_socket.hpp"
#include "tests/support/server_under_test.hpp"

#include <catch2/catch.hpp>

#include <atomic>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;

namespace {

std::string accept(RawSocket& socket, std::string_view extra = {}) {
  std::string request = socket.read_until("\r\n\r\n");
  socket.send(fmt::format(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
      "Upgrade\r\nSec-WebSocket-Accept: {}\r\n{}\r\n",
      accept_key(request), extra
  ));
  return request;
}

std::string url(
    std::uint16_t port, std::string_view scheme = "ws", std::string_view host = "127.0.0.1"
) {
  return fmt::format("{}://{}:{}/link", scheme, host, port);
}

}  // namespace

TEST_CASE("a server's answer to the handshake is checked", "[websocket]") {
  const auto [bytes, error] = GENERATE(table<std::string, errc>({
      {"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", errc::unauthorized},
      {"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", errc::not_found},
      {"HTTP/1.1 429 Slow Down\r\nContent-Length: 0\r\n\r\n", errc::rate_limited},
      {"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", errc::unavailable},
      {"HTTP/1.1 302 Found\r\nLocation: ws://10.0.0.1/\r\nContent-Length: 0\r\n\r\n",
       errc::malformed},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", errc::malformed},
      {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
       "Upgrade\r\nSec-WebSocket-Accept: bm9uc2Vuc2U=\r\n\r\n",
       errc::malformed},
      {"HTTP/1.1 101 Switching Protocols\r\n\r\n", errc::malformed},
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", errc::malformed},
      {"HTTP/1.1 101 " + std::string(20000, 'x'), errc::malformed},
      {"", errc::unreachable},
      {"HTTP/1.1 101 Swi", errc::unreachable},
  }));
  INFO(bytes.substr(0, 80));
  RawServer server{[sent = bytes](RawSocket& socket) {
    socket.read_until("\r\n\r\n");
    socket.send(sent);
    socket.shutdown();
  }};
  WsClientUnderTest client;
  CHECK(client.connect(url(server.port())).error() == error);
}

TEST_CASE("a subprotocol that nobody offered is refused", "[websocket]") {
  RawServer server{[](RawSocket& socket) { accept(socket, "Sec-WebSocket-Protocol: surprise\r\n"); }
  };
  WsClientUnderTest client;
  CHECK(client.connect(url(server.port())).error() == errc::malformed);
}

TEST_CASE("a handshake takes no longer than it may", "[websocket]") {
  WsRequest request;
  request.limits.handshake = 60ms;
  WsClientUnderTest client;
  SECTION("plain") {
    RawServer server{[](RawSocket& socket) { socket.read_to_end(); }};
    request.url = url(server.port());
    CHECK(client.connect(request).error() == errc::timed_out);
  }
  SECTION("before TLS") {
    RawServer server{[](RawSocket& socket) { socket.read_to_end(); }};
    request.url = url(server.port(), "wss");
    CHECK(client.connect(request).error() == errc::timed_out);
  }
}

TEST_CASE("what a server sends is held to the same rules", "[websocket]") {
  const auto [frame, code, error] = GENERATE(table<Frame, int, errc>({
      {{.opcode = 1, .payload = "x", .masked = true}, 1002, errc::malformed},
      {{.opcode = 1, .payload = std::string(2001, 'x'), .masked = false}, 1009, errc::too_large},
      {{.opcode = 1, .payload = "\xff", .masked = false}, 1007, errc::malformed},
  }));
  Frame answer;
  {
    RawServer server{[sent = frame, &answer](RawSocket& socket) {
      accept(socket);
      socket.send(encode(sent));
      answer = read_frame(socket);
      socket.shutdown();
    }};
    WsClientUnderTest client;
    WsRequest request;
    request.url = url(server.port());
    request.limits.message = 2000;
    const auto socket = client.connect(request);
    REQUIRE(socket);
    CHECK(client.read(**socket).error() == error);
    CHECK((*socket)->end().code == code);
  }
  CHECK(close_code(answer) == code);
  CHECK(answer.masked);
}

TEST_CASE("each close code of a server is understood", "[websocket]") {
  const auto [code, error] = GENERATE(table<int, errc>({
      {1000, errc::unreachable},
      {1001, errc::shutting_down},
      {1003, errc::refused},
      {1008, errc::refused},
      {1011, errc::unavailable},
      {1012, errc::shutting_down},
      {1013, errc::unavailable},
      {4999, errc::unreachable},
  }));
  Frame answer;
  std::atomic<bool> answered = false;
  {
    RawServer server{[&, sent = static_cast<std::uint16_t>(code)](RawSocket& socket) {
      accept(socket);
      socket.send(encode({.opcode = 8, .payload = close_payload(sent, "why"), .masked = false}));
      answer = read_frame(socket);
      answered = true;
    }};
    WsClientUnderTest client;
    const auto socket = client.connect(url(server.port()));
    REQUIRE(socket);
    CHECK(client.read(**socket).error() == error);
    CHECK((*socket)->end().code == code);
    CHECK((*socket)->end().reason == "why");
    client.run_until([&] { return answered.load(); });  // which the read need not wait for
  }
  CHECK(close_code(answer) == code);
}

TEST_CASE("closing does not wait for a server that never answers", "[websocket]") {
  Frame goodbye;
  {
    RawServer server{[&goodbye](RawSocket& socket) {
      accept(socket);
      goodbye = read_frame(socket);
      socket.read_to_end();
    }};
    WsClientUnderTest client;
    WsRequest request;
    request.url = url(server.port());
    request.limits.close = 30ms;
    const auto socket = client.connect(request);
    REQUIRE(socket);
    (*socket)->close();
    CHECK(client.read(**socket).error() == errc::cancelled);
    CHECK((*socket)->end().code == 1000);
  }
  CHECK(close_code(goodbye) == 1000);
}

TEST_CASE("a close reason is cut to what a frame can hold, at a character", "[websocket]") {
  std::string got;
  {
    RawServer server{[&got](RawSocket& socket) {
      accept(socket);
      got = read_frame(socket).payload;
      socket.shutdown();
    }};
    WsClientUnderTest client;
    const auto socket = client.connect(url(server.port()));
    REQUIRE(socket);
    std::string reason = "xx";
    for (int i = 0; i < 100; ++i) reason += "\xE6\x8F\x90";
    (*socket)->close(1005, reason);  // 1005 may not be sent
    CHECK(client.read(**socket).error() == errc::cancelled);
  }
  CHECK(got.size() == 2 + 2 + 40 * 3);
  CHECK(got.substr(0, 2) == close_payload(1000));
  CHECK(got.ends_with("\xE6\x8F\x90"));
}

TEST_CASE("where a WebSocket may not go, it does not", "[websocket]") {
  RawServer server{[](RawSocket&) {}};
  WsClientUnderTest strict{WsClientSettings{}};
  WsClientUnderTest client;
  CHECK(strict.connect(url(server.port())).error() == errc::refused_address);
  CHECK(strict.connect(url(server.port(), "wss")).error() == errc::refused_address);
  CHECK(strict.connect(url(server.port(), "wss", "localhost")).error() == errc::refused_address);
  CHECK(strict.connect("wss://10.0.0.1/").error() == errc::refused_address);
  CHECK(strict.connect("wss://[fd00::1]/").error() == errc::refused_address);
  CHECK(strict.connect("ws://a.example/").error() == errc::refused_scheme);
  CHECK(client.connect("ws://a.example/").error() == errc::refused_scheme);
  CHECK(client.connect("http://127.0.0.1/").error() == errc::refused_scheme);
  CHECK(client.connect("wss://169.254.169.254/").error() == errc::refused_address);
  CHECK(client.connect("nonsense").error() == errc::malformed);
  CHECK(client.connect("wss://u:p@a.example/").error() == errc::malformed);
  WsRequest request;
  request.url = "wss://wss.evil.example/";
  request.hosts = {".slack.com"};
  CHECK(client.connect(request).error() == errc::refused_host);
  CHECK(server.connections() == 0);
}

TEST_CASE("a handshake that could not be sent as it is never leaves", "[websocket]") {
  RawServer server{[](RawSocket&) {}};
  WsClientUnderTest client;
  const auto refused = [&](auto change) {
    WsRequest request;
    request.url = url(server.port());
    change(request);
    CHECK(client.connect(request).error() == errc::malformed);
  };
  refused([](WsRequest& r) { r.headers = {{"X", "a\r\nY: b"}}; });
  refused([](WsRequest& r) { r.headers = {{"Host", "evil.example"}}; });
  refused([](WsRequest& r) { r.headers = {{"Sec-WebSocket-Key", "x"}}; });
  refused([](WsRequest& r) { r.headers = {{"sec-websocket-extensions", "x"}}; });
  refused([](WsRequest& r) { r.subprotocols = {"a, b"}; });
  refused([](WsRequest& r) { r.subprotocols = {""}; });
  CHECK(server.connections() == 0);
}

TEST_CASE("nobody listens", "[websocket]") {
  std::uint16_t port = 0;
  {
    const RawServer gone{[](RawSocket&) {}};
    port = gone.port();
  }
  WsClientUnderTest client;
  CHECK(client.connect(url(port)).error() == errc::unreachable);
}

TEST_CASE("wss names the host and checks its certificate", "[websocket]") {
  const TlsIdentity identity{"localhost"};
  std::string name;
  std::string request;
  std::uint16_t port = 0;
  {
    RawServer server{
        [&](RawSocket& socket) {
          name = socket.tls_name();
          request = accept(socket);
          socket.send(encode({.opcode = 1, .payload = "secure", .masked = false}));
          socket.send(encode({.opcode = 8, .payload = close_payload(1000), .masked = false}));
          read_frame(socket);
          socket.close_after_tls();
        },
        &identity
    };
    WsClientUnderTest client{{.allow_loopback = true, .ca_file = identity.ca_file()}};
    const auto socket = client.connect(url(server.port(), "wss", "localhost"));
    REQUIRE(socket);
    CHECK(client.read(**socket)->data == "secure");
    CHECK(client.read(**socket).error() == errc::unreachable);
    CHECK((*socket)->end().code == 1000);
    port = server.port();
  }
  CHECK(request.contains(fmt::format("Host: localhost:{}\r\n", port)));
  CHECK(name == "localhost");
}

TEST_CASE(
    "a certificate that is not trusted, or another host's, ends it before a byte is said",
    "[websocket]"
) {
  const TlsIdentity trusted{"localhost", false};
  bool spoken = false;
  RawServer server{
      [&spoken](RawSocket& socket) { spoken = !socket.read_until("\r\n").empty(); }, &trusted
  };
  WsClientUnderTest stranger;
  CHECK(stranger.connect(url(server.port(), "wss", "localhost")).error() == errc::tls_failed);
  WsClientUnderTest client{{.allow_loopback = true, .ca_file = trusted.ca_file()}};
  CHECK(client.connect(url(server.port(), "wss", "127.0.0.1")).error() == errc::tls_failed);
  CHECK_FALSE(spoken);
  WsClientUnderTest no_file{{.allow_loopback = true, .ca_file = "/nonexistent"}};
  CHECK(no_file.connect(url(server.port(), "wss", "localhost")).error() == errc::tls_failed);
}
