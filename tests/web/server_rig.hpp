// tests/web/server_rig.hpp: the web adapter over a real engine, and pages without a browser, all on one thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/web.hpp"
#include "bot/engine.hpp"
#include "bot/net/http.hpp"
#include "bot/net/websocket.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/run.hpp"
#include "tests/web/json_tools.hpp"
#include "tests/web/web_rig.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>

namespace usher::web::test_rig {

class ServerRig {
 public:
  using On = test::LambdaFeature::On;
  explicit ServerRig(On on, std::span<const CommandSpec> has = specs, test::Carried also = {})
      : on_(std::move(on)), specs_(has), also_(std::move(also)) {
    start();
  }
  ServerRig(const ServerRig&) = delete;
  ServerRig& operator=(const ServerRig&) = delete;
  ~ServerRig() {
    if (engine) stop();
  }

  void start() {
    engine = std::make_unique<Engine>(
        io, also_.settings, time(), catalog, open_store(path, all_migrations())
    );
    auto feature = std::make_unique<test::LambdaFeature>("test", Kinds{Kind::message}, on_);
    feature->specs.assign(specs_.begin(), specs_.end());
    engine->add(std::unique_ptr<Feature>(std::move(feature)));
    if (also_.features) also_.features(*engine);
    Settings from = settings();
    from.database = path;
    from.listening = [this](std::uint16_t got) { port = got; };
    port = 0;
    auto made =
        std::make_unique<WebAdapter>(io, time(), catalog, engine->commands(), std::move(from));
    adapter = made.get();
    engine->add(std::move(made));
    running = true;
    boost::asio::co_spawn(io, engine->run(), [this](const std::exception_ptr& thrown) {
      running = false;
      if (thrown) std::rethrow_exception(thrown);
    });
    until([this] { return port != 0; });
  }
  // As SIGTERM does.
  void stop() {
    engine->stop();
    ended();
  }
  void ended() {
    until([this] { return !running; });
    for (int turn = 0; turn < 10; ++turn) {
      io.restart();
      io.poll();
    }
    engine.reset();
  }
  const Clock& time() const { return also_.clock ? *also_.clock : clock; }
  // Runs until it holds.
  void until(const std::function<bool()>& condition) {
    for (int turn = 0; turn < 20000; ++turn) {
      if (condition()) return;
      io.restart();
      if (io.poll() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("what the test waits for did not happen");
  }

  net::Response ask(net::Request request) {
    request.url = "http://127.0.0.1:" + std::to_string(port) + request.url;
    return testing::run(io, http.send(std::move(request))).value();
  }
  // Signs in; "usher=…", the cookie.
  std::string enter(std::string name, std::string role) {
    net::Request request;
    request.method = "POST";
    request.url = "/api/who";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::serialize(
        json::object{{"name", name}, {"role", role}, {"lang", "en"}, {"zone", "UTC"}}
    );
    const net::Response answer = ask(std::move(request));
    const std::string cookie(net::find(answer.headers, "set-cookie"));
    return cookie.substr(0, cookie.find(';'));
  }
  Result<std::shared_ptr<net::WebSocket>> open(
      const std::string& id, const std::string& cookie, net::Headers more = {}
  ) {
    net::WsRequest request;
    request.url = "ws://127.0.0.1:" + std::to_string(port) + "/as/" + id + "/ws";
    request.headers = std::move(more);
    request.headers.push_back({"Cookie", cookie});
    request.subprotocols = {"usher.1"};
    return testing::run(io, sockets.connect(std::move(request)));
  }

  boost::asio::io_context io{1};
  test::TempFolder folder;
  std::string path = folder.file("usher.db");
  test::StillClock clock{noon};
  Catalog catalog;
  std::unique_ptr<Engine> engine;
  WebAdapter* adapter = nullptr;
  std::uint16_t port = 0;
  bool running = false;
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  net::WebSocketClient sockets{io.get_executor(), {.allow_loopback = true}};

 private:
  On on_;
  std::span<const CommandSpec> specs_;
  test::Carried also_;
};

// One tab of one person, greeted.
class Page {
 public:
  Page(ServerRig& rig, std::string id, const std::string& cookie, std::int64_t since = 0)
      : rig_(rig), socket_(rig.open(id, cookie).value()) {
    send({{"do", "hello"}, {"since", since}, {"tab", "tab"}});
    welcome = next();
    rev = num(welcome, "rev");
  }

  void send(const json::object& frame) { socket_->send(json::serialize(frame)); }
  json::object next() {
    const auto message = testing::run(rig_.io, socket_->read());
    if (!message) throw std::runtime_error("the socket ended: " + socket_->end().reason);
    return keep(message->data);
  }
  // Reads on until a frame is of that kind; messages are kept as they pass.
  json::object until(std::string_view is) {
    while (true) {
      json::object frame = next();
      if (str(frame, "is") == is) return frame;
    }
  }
  // Reads on until so many messages, new or changed, have come in all.
  void until_messages(std::size_t count) {
    while (messages.size() < count) next();
  }
  json::object say(std::string id, std::string text, std::string room = "general") {
    send(
        {{"do", "send"}, {"id", std::move(id)}, {"room", std::move(room)}, {"text", std::move(text)}
        }
    );
    return until("ack");
  }
  // Reads on to its end: what it ended with.
  net::WsEnd end() {
    while (true) {
      const auto message = testing::run(rig_.io, socket_->read());
      if (!message) return socket_->end();
      keep(message->data);
    }
  }

  json::object welcome;
  std::int64_t rev = 0;
  std::deque<json::object> messages, notes;

 private:
  json::object keep(std::string_view text) {
    json::object frame = read_json(text);
    if (str(frame, "is") == "note") notes.push_back(frame);
    if (str(frame, "is") == "changes") {
      rev = num(frame, "rev");
      for (const json::value& one : list(frame, "messages")) messages.push_back(one.as_object());
    }
    return frame;
  }

  ServerRig& rig_;
  std::shared_ptr<net::WebSocket> socket_;
};

}  // namespace usher::web::test_rig
