// tests/slack/sockets_rig.hpp: Socket Mode over real sockets on loopback, with a Slack that the test plays, on one thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/sockets.hpp"
#include "bot/net/server.hpp"
#include "tests/slack/desk_rig.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace usher::slack::test_rig {

// Slack's end: one socket after another, all on the test's thread.
struct Peer {
  struct Line {
    std::shared_ptr<net::WebSocket> socket;
    std::string target;
    std::vector<std::string> got;
    net::WsEnd end;
    bool over = false;
  };
  std::vector<std::shared_ptr<Line>> lines;
  bool greets = true;

  asio::awaitable<void> serve(std::shared_ptr<net::WebSocket> socket, net::HttpRequest request) {
    auto line = std::make_shared<Line>();
    line->socket = std::move(socket);
    line->target = request.target;
    lines.push_back(line);
    if (greets) hello(lines.size() - 1, static_cast<int>(lines.size()));
    while (!line->over) {
      Result<net::WsMessage> message = co_await line->socket->read();
      if (message) {
        line->got.push_back(std::move(message->data));
      } else {
        line->end = line->socket->end();
        line->over = true;
      }
    }
  }
  void hello(std::size_t line, int connections) {
    lines[line]->socket->send(fmt::format(
        R"({{"type":"hello","num_connections":{},"connection_info":{{"app_id":"A0USHER"}}}})",
        connections
    ));
  }
  void bye(std::size_t line, std::string_view reason) {
    lines[line]->socket->send(fmt::format(R"({{"type":"disconnect","reason":"{}"}})", reason));
  }
  void deliver(
      std::size_t line, std::string_view id, const std::string& file, bool accepts = true
  ) {
    json::object frame = json_object(wire(file));
    frame["envelope_id"] = id;
    frame["accepts_response_payload"] = accepts;
    lines[line]->socket->send(json::serialize(frame));
  }
};

struct SocketRig : DeskRig {
  explicit SocketRig(SocketSettings from = {}, bool refuses = false) {
    server = std::make_unique<net::Server>(
        io.get_executor(), net::ServerSettings{},
        net::ServerHandlers{
            .socket = [this](
                          std::shared_ptr<net::WebSocket> socket, net::HttpRequest request
                      ) { return peer.serve(std::move(socket), std::move(request)); }
        }
    );
    port = server->listen().value();
    from.loopback = true;
    from.app = [this](std::string_view app) {
      apps.emplace_back(app);
      if (callbacks_throw) throw std::runtime_error("the disk");
    };
    from.fatal = [this](std::string_view line) {
      fatal.emplace_back(line);
      if (callbacks_throw) throw std::runtime_error("the disk");
    };
    sockets = std::make_unique<Sockets>(io.get_executor(), std::move(from), *desk, [this, refuses] {
      return open_connection(refuses);
    });
    asio::co_spawn(io, sockets->run(), [this](const std::exception_ptr& thrown) {
      ended = true;
      CHECK_FALSE(thrown);
    });
  }
  ~SocketRig() {
    sockets->stop();
    until([this] { return ended; });
    CHECK(ended);
  }

  asio::awaitable<std::expected<json::object, Refusal>> open_connection(bool refuses) {
    ++asked;
    if (asked <= askings_throw) throw std::runtime_error("the disk");
    if (refuses) {
      Refusal no;
      no.why = errc::unauthorized;
      no.error = "invalid_auth";
      co_return std::unexpected(no);
    }
    co_return json::object{
        {"ok", true}, {"url", fmt::format("ws://127.0.0.1:{}/link/?ticket={}", port, asked)}
    };
  }

  template <class Done>
  bool until(Done done) {
    io.restart();
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit)
      io.run_one_for(std::chrono::milliseconds(20));
    return done();
  }
  void begin() {
    REQUIRE(until([this] { return sockets->figures().ready == 2; }));
  }
  bool got(std::size_t line, std::size_t count) {
    return until([&] { return peer.lines[line]->got.size() >= count; });
  }

  Peer peer;
  std::unique_ptr<net::Server> server;
  std::uint16_t port = 0;
  int asked = 0;
  int askings_throw = 0;         // the first ones
  bool callbacks_throw = false;  // app and fatal, once they have noted what was said
  std::vector<std::string> apps, fatal;
  std::unique_ptr<Sockets> sockets;
  bool ended = false;
};

}  // namespace usher::slack::test_rig
