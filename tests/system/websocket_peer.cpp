// tests/system/websocket_peer.cpp: the project's WebSockets as a program that another implementation talks to.
// SPDX-License-Identifier: BSD-3-Clause
//
//   websocket_peer serve                 says "port N", then serves until its input ends
//   websocket_peer connect URL [CA]      says "open SUBPROTOCOL" or "failed WHY"; CA: a file of authorities
//
// Both answer each message with itself, close when asked to by a text "close CODE REASON", and say of each socket's end
// "end CODE us|peer WHY|REASON".
#include "bot/net/server.hpp"
#include "bot/net/websocket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>

using namespace usher;
using namespace usher::net;
namespace asio = boost::asio;

namespace {

constexpr std::size_t largest = 2U << 20U;

WsLimits limits() {
  WsLimits limits;
  limits.message = largest;
  limits.queue_bytes = 4 * largest;
  limits.idle = std::chrono::milliseconds{400};  // so that pings are sent within the test
  return limits;
}

void say_line(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

asio::awaitable<void> converse(std::shared_ptr<WebSocket> socket) {
  while (true) {
    Result<WsMessage> message = co_await socket->read();
    if (!message) break;
    if (message->text && message->data.starts_with("close ")) {
      const std::string code = message->data.substr(6, 4);
      socket->close(
          static_cast<std::uint16_t>(std::stoi(code)),
          message->data.size() > 11 ? message->data.substr(11) : ""
      );
    } else if (message->text) {
      socket->send(std::move(message->data));
    } else {
      socket->send_binary(std::move(message->data));
    }
  }
  const WsEnd& end = socket->end();
  say_line(fmt::format(
      "end {} {} {}|{}", end.code, end.by_peer ? "peer" : "us", describe(end.error), end.reason
  ));
}

asio::awaitable<void> serve_socket(std::shared_ptr<WebSocket> socket, HttpRequest) {
  return converse(std::move(socket));
}

asio::awaitable<Upgrade> decide(HttpRequest request) {
  if (request.target == "/private")
    co_return std::unexpected(HttpResponse{401, {{"X-Why", "no token"}}, "who are you?"});
  co_return WsAccept{"chat.v2", {}};
}

asio::awaitable<void> stop_at_the_end_of_input(asio::io_context* io, Server* server) {
  asio::posix::stream_descriptor input{*io, ::dup(STDIN_FILENO)};
  std::array<char, 64> ignored{};
  boost::system::error_code at_end;
  co_await input.async_read_some(
      asio::buffer(ignored), asio::redirect_error(asio::use_awaitable, at_end)
  );
  co_await server->stop();
  io->stop();
}

int serve() {
  asio::io_context io;
  ServerSettings settings;
  settings.limits.socket = limits();
  ServerHandlers handlers;
  handlers.upgrade = decide;
  handlers.socket = serve_socket;
  Server server{io.get_executor(), settings, handlers};
  const auto port = server.listen();
  if (!port) return EXIT_FAILURE;
  say_line(fmt::format("port {}", *port));
  asio::co_spawn(io, stop_at_the_end_of_input(&io, &server), asio::detached);
  io.run();
  return EXIT_SUCCESS;
}

asio::awaitable<void> visit(WebSocketClient* client, WsRequest request) {
  const auto socket = co_await client->connect(std::move(request));
  if (!socket) {
    say_line(fmt::format("failed {}", describe(socket.error())));
    co_return;
  }
  say_line(fmt::format("open {}", (*socket)->subprotocol()));
  co_await converse(*socket);
}

int connect(std::string url, std::string authorities) {
  asio::io_context io;
  WebSocketClient client{
      io.get_executor(), {.allow_loopback = true, .ca_file = std::move(authorities), .contact = {}}
  };
  WsRequest request;
  request.url = std::move(url);
  request.headers = {{"Authorization", "Bearer t"}};
  request.subprotocols = {"chat.v2", "chat.v1"};
  request.limits = limits();
  asio::co_spawn(io, visit(&client, std::move(request)), asio::detached);
  io.run();
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** arguments) {
  const std::span<char*> words{arguments, static_cast<std::size_t>(count)};
  if (words.size() == 2 && std::string_view{words[1]} == "serve") return serve();
  if (words.size() > 2 && std::string_view{words[1]} == "connect")
    return connect(words[2], words.size() > 3 ? words[3] : "");
  std::fputs("usage: websocket_peer serve | connect URL [CA]\n", stderr);
  return 2;
}
