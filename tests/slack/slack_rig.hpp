// tests/slack/slack_rig.hpp: the Slack adapter over a real engine and a strict fake Slack on loopback.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/rows.hpp"
#include "adapters/slack/scopes.hpp"
#include "adapters/slack/slack.hpp"
#include "bot/engine.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/slack_fake.hpp"
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

namespace usher::slack::rig {

namespace json = boost::json;

inline Phrase phrase(std::string_view what) {
  static const Catalog catalog;
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

inline constexpr CommandSpec slack_specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up")},
    {.name = "admin", .grammar = "", .summary = mark("Administer"), .role = Role::administrator}
};

class SlackRig {
 public:
  using On = test::LambdaFeature::On;
  explicit SlackRig(
      On on, Settings::Mode mode = Settings::Mode::socket, bool begin = true,
      std::span<const CommandSpec> specs = slack_specs, test::Carried also = {}
  )
      : on_(std::move(on)), mode_(mode), specs_(specs), also_(std::move(also)) {
    json::array scopes;
    for (const Scope& scope : needed_scopes()) scopes.emplace_back(scope.name);
    json::object all{{"do", "configure"}};
    all["scopes"] = std::move(scopes);
    all["ahead_ms"] = also_.ahead().count();
    fake.ask(std::move(all));
    if (begin) start();
  }
  SlackRig(const SlackRig&) = delete;
  SlackRig& operator=(const SlackRig&) = delete;
  ~SlackRig() {
    if (engine) stop();
  }

  // connected: to wait until it is.
  void start(bool connected = true) {
    std::vector<Migration> migrations = usher_migrations();
    for (const Migration& one : slack_migrations()) migrations.push_back(one);
    engine =
        std::make_unique<Engine>(io, also_.settings, time(), catalog, open_store(path, migrations));
    auto feature = std::make_unique<test::LambdaFeature>("test", Kinds::all(), on_);
    feature->specs.assign(specs_.begin(), specs_.end());
    engine->add(std::unique_ptr<Feature>(std::move(feature)));
    if (also_.features) also_.features(*engine);
    Settings settings;
    settings.mode = mode_;
    settings.api_url = fake.api_url();
    settings.port = 0;
    settings.bot_token = Secret<std::string>(bot_token.empty() ? fake.bot_token() : bot_token);
    settings.app_token = Secret<std::string>(fake.app_token());
    settings.signing_secret = Secret<std::string>(fake.signing_secret());
    settings.posts_per_second = 0;
    settings.burst = 0;
    settings.database = path;
    settings.loopback = true;
    settings.language = "en";
    settings.identity = identity;
    settings.fatal = [this](std::string_view line) {
      fatal = line;
      engine->stop();
    };
    settings.listening = [this](std::uint16_t port) {
      fake.ask({{"do", "configure"}, {"http_port", port}, {"path", "/slack/events"}});
    };
    auto made = std::make_unique<SlackAdapter>(
        io, time(), catalog, engine->commands(), std::move(settings)
    );
    adapter = made.get();
    engine->add(std::move(made));
    running = true;
    boost::asio::co_spawn(io, engine->run(), [this](const std::exception_ptr& thrown) {
      running = false;
      if (thrown) std::rethrow_exception(thrown);
    });
    if (connected && mode_ == Settings::Mode::socket && bot_token.empty())
      until([this] { return adapter->figures().connections == 2; });
    else
      turn(50);
  }
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

  const Clock& time() const { return also_.clock ? *also_.clock : clock; }

  // --- people ---
  json::object act(json::object what) {
    json::object out = fake.ask(what);
    if (!out.at("ok").as_bool())
      throw std::runtime_error(json::serialize(what) + " → " + json::serialize(out));
    return out;
  }
  // "acknowledged" or "failed", with its answer's words.
  json::object ended(const json::object& act_of) {
    json::object out;
    until([&] {
      out = fake.ask({{"do", "delivery"}, {"number", act_of.at("delivery")}});
      return out.at("state").as_string() != "under_way";
    });
    return out;
  }
  std::vector<std::string> words_in(std::string_view channel, std::string_view user = "") {
    std::vector<std::string> out;
    const json::object history = act({{"do", "history"}, {"channel", channel}, {"user", user}});
    for (const json::value& one : history.at("messages").as_array())
      out.emplace_back(one.as_object().at("words").as_string());
    return out;
  }
  std::size_t count(std::string_view channel, std::string_view words, std::string_view user = "") {
    std::size_t out = 0;
    for (const std::string& one : words_in(channel, user)) out += one.contains(words) ? 1 : 0;
    return out;
  }
  std::string violations() { return json::serialize(fake.violations()); }

  boost::asio::io_context io{1};
  test::TempFolder folder;
  std::string path = folder.file("usher.db");
  SystemClock clock;
  Catalog catalog;
  usher::testing::slack::FakeSlack fake;
  Identity identity{"T0TESTTEAM", "Test", "", "U0USHERBOT", "B0USHERBOT", ""};
  std::string bot_token, fatal;
  std::unique_ptr<Engine> engine;
  SlackAdapter* adapter = nullptr;
  bool running = false;

 private:
  On on_;
  Settings::Mode mode_;
  std::span<const CommandSpec> specs_;
  test::Carried also_;
};

}  // namespace usher::slack::rig
