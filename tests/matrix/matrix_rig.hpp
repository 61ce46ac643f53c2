// tests/matrix/matrix_rig.hpp: the Matrix adapter over a real engine and a strict thin homeserver on loopback.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/matrix.hpp"
#include "bot/engine.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/matrix_fake.hpp"
#include "tests/support/temp.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace usher::matrix::rig {

namespace json = boost::json;

inline constexpr std::string_view usher_id = "@usher:localhost";

// One of Usher's messages as it stands: edits applied, what was redacted left out.
struct Said {
  std::string event, room, body, html, msgtype, about;  // about: the event that it replies to
  bool mentions_somebody = false;
};

class MatrixRig {
 public:
  using On = test::LambdaFeature::On;
  explicit MatrixRig(
      On on, Settings::Transport transport = Settings::Transport::sync,
      std::span<const CommandSpec> specs = {}, test::Carried also = {}
  )
      : on_(std::move(on)), transport_(transport), specs_(specs), also_(std::move(also)) {
    fake.ask({{"do", "configure"}, {"ahead_ms", also_.ahead().count()}});
    fake.ask(
        {{"do", "room"},
         {"id", "!general"},
         {"name", "general"},
         {"join", json::array{usher_id, "@ada:localhost", "@bo:localhost"}}}
    );
    start();
  }
  MatrixRig(const MatrixRig&) = delete;
  MatrixRig& operator=(const MatrixRig&) = delete;
  ~MatrixRig() {
    if (engine) stop();
  }

  void start() {
    std::vector<Migration> migrations = usher_migrations();
    for (const Migration& one : matrix_migrations()) migrations.push_back(one);
    EngineSettings how = also_.settings;
    how.retry_base = std::chrono::milliseconds(50);
    engine = std::make_unique<Engine>(io, how, time(), catalog, open_store(path, migrations));
    auto feature = std::make_unique<test::LambdaFeature>("test", Kinds{Kind::message}, on_);
    feature->specs.assign(specs_.begin(), specs_.end());
    engine->add(std::unique_ptr<Feature>(std::move(feature)));
    if (also_.features) also_.features(*engine);
    auto made = std::make_unique<MatrixAdapter>(
        io, time(), catalog, engine->commands(), settings(), no_crypto()
    );
    adapter = made.get();
    if (!adapter->listen()) throw std::runtime_error("no port");
    engine->add(std::move(made));
    running = true;
    boost::asio::co_spawn(io, engine->run(), [this](const std::exception_ptr& thrown) {
      running = false;
      if (thrown) std::rethrow_exception(thrown);
    });
    until([this] { return adapter->figures().rooms > 0 && adapter->trouble().empty(); });
  }
  // As SIGTERM does.
  void stop() {
    engine->stop();
    until([this] { return !running; });
    turn(10);
    adapter = nullptr;
    engine.reset();
  }
  void turn(int times) {
    for (int i = 0; i < times; ++i) {
      io.restart();
      if (io.poll() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  void until(const std::function<bool()>& condition) {
    for (int i = 0; i < 20000; ++i) {
      if (condition()) return;
      turn(1);
    }
    throw std::runtime_error("what the test waits for did not happen");
  }

  json::object act(json::object what) {
    json::object out = fake.ask(what);
    if (const auto* ok = out.if_contains("ok"); ok != nullptr && !ok->as_bool())
      throw std::runtime_error(json::serialize(what) + " → " + json::serialize(out));
    return out;
  }
  // The event's id.
  std::string say(
      std::string_view person, std::string_view body, std::string_view room = "!general"
  ) {
    json::object content{{"m.mentions", json::object()}};
    if (body.starts_with("usher: "))
      content["m.mentions"] = json::object{{"user_ids", json::array{usher_id}}};
    return std::string(act({{"do", "message"},
                            {"user", person},
                            {"room", room},
                            {"body", body},
                            {"content", std::move(content)}})
                           .at("event")
                           .as_string());
  }
  json::array events(std::string_view room) {
    return act({{"do", "events"}, {"room", room}}).at("events").as_array();
  }
  std::vector<std::string> rooms() {
    std::vector<std::string> out;
    for (const json::value& one : act({{"do", "server"}}).at("rooms").as_array())
      out.emplace_back(one.as_string());
    return out;
  }
  // Whether they are there, or asked to be.
  bool is_in(std::string_view person, std::string_view room) {
    bool in = false;
    for (const json::value& value : events(room)) {
      const json::object& one = value.as_object();
      if (text(one, "type") != "m.room.member" || text(one, "state_key") != person) continue;
      const auto& membership = one.at("content").as_object().at("membership").as_string();
      in = membership == "join" || membership == "invite";
    }
    return in;
  }
  // Usher's messages there, the oldest first.
  std::vector<Said> said(std::string_view room = "!general") {
    std::vector<Said> out;
    for (const json::value& value : events(room)) {
      const json::object& one = value.as_object();
      if (text(one, "type") != "m.room.message" || text(one, "sender") != usher_id) continue;
      if (!one.at("redacted").as_bool()) put(out, one, room);
    }
    return out;
  }
  std::size_t count(std::string_view words, std::string_view room = "!general") {
    std::size_t out = 0;
    for (const Said& one : said(room)) out += one.body.contains(words) ? 1 : 0;
    return out;
  }
  void until_said(std::string_view words, std::string_view room = "!general") {
    for (int i = 0; i < 4000; ++i) {
      if (count(words, room) > 0) return;
      turn(5);
    }
    throw std::runtime_error("it was never said: " + std::string(words));
  }
  std::string violations() { return json::serialize(fake.violations()); }

  const Clock& time() const { return also_.clock ? *also_.clock : clock; }
  Settings settings() {
    Settings out;
    out.transport = transport_;
    out.homeserver = fake.url();
    out.session_file = folder.file("session");
    if (transport_ == Settings::Transport::sync) {
      out.access_token = Secret<std::string>(fake.access_token());
    } else {
      out.as_token = Secret<std::string>(fake.as_token());
      out.hs_token = Secret<std::string>(fake.hs_token());
      out.port = 0;
    }
    out.database = path;
    out.loopback = true;
    out.language = "en";
    out.community = "Tests";
    out.identity = {std::string(usher_id), "localhost", "Usher"};
    out.fatal = [this](std::string_view line) {
      fatal = line;
      engine->stop();
    };
    out.listening = [this](std::uint16_t port) {
      fake.ask({{"do", "configure"}, {"appservice", {{"port", port}, {"retry_ms", 50}}}});
    };
    return out;
  }

  boost::asio::io_context io{1};
  test::TempFolder folder;
  std::string path = folder.file("usher.db"), fatal;
  SystemClock clock;
  Catalog catalog;
  testing::matrix::FakeHomeserver fake;
  std::unique_ptr<Engine> engine;
  MatrixAdapter* adapter = nullptr;
  bool running = false;

 private:
  static std::string text(const json::object& in, std::string_view key) {
    const auto* value = in.if_contains(key);
    return value == nullptr || !value->is_string() ? "" : std::string(value->as_string());
  }
  static void put(std::vector<Said>& out, const json::object& event, std::string_view room) {
    const json::object& content = event.at("content").as_object();
    Said now{text(event, "event_id"),         std::string(room),        text(content, "body"),
             text(content, "formatted_body"), text(content, "msgtype"), ""};
    if (const auto* mentions = content.if_contains("m.mentions"))
      now.mentions_somebody = !mentions->as_object().empty();
    if (const auto* relation = content.if_contains("m.relates_to")) {
      const json::object& to = relation->as_object();
      if (text(to, "rel_type") == "m.replace") {
        const json::object& as = content.at("m.new_content").as_object();
        for (Said& one : out)
          if (one.event == text(to, "event_id")) {
            one.body = text(as, "body");
            one.html = text(as, "formatted_body");
          }
        return;
      }
      if (const auto* reply = to.if_contains("m.in_reply_to"))
        now.about = text(reply->as_object(), "event_id");
    }
    out.push_back(std::move(now));
  }

  On on_;
  Settings::Transport transport_;
  std::span<const CommandSpec> specs_;
  test::Carried also_;
};

}  // namespace usher::matrix::rig
