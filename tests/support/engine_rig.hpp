// An engine with one scripted adapter, features made of lambdas, and a clock that stands still, for tests of the whole
// path from event to delivery.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/engine.hpp"
#include "tests/support/temp.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace usher::test {

// Words for tests, where say("…") would ask for translations.
Doc words(std::string_view text);

class LambdaFeature final : public Feature {
 public:
  using On = std::function<Outcome(const Event&, Context&)>;
  LambdaFeature(std::string name, Kinds wants, On on)
      : name_(std::move(name)), wants_(wants), on_(std::move(on)) {}
  std::string_view name() const override { return name_; }
  Kinds wants() const override { return wants_; }
  Outcome on(const Event& event, Context& context) override { return on_(event, context); }
  std::span<const CommandSpec> commands() const override { return specs; }
  Result<Doc> unseal(const Sealed& sealed, Context&) override {
    return words("unsealed " + sealed.case_id + " " + sealed.view);
  }
  void drop_caches() override { ++dropped; }
  bool last_resort() const override { return last; }

  std::vector<CommandSpec> specs;
  bool last = false;
  int dropped = 0;

 private:
  std::string name_;
  Kinds wants_;
  On on_;
};

// Keeps what was delivered; fails as its script says.
class ScriptedAdapter final : public Adapter {
 public:
  explicit ScriptedAdapter(
      boost::asio::io_context& io, Capabilities can = {}, std::string space = "test"
  );
  ~ScriptedAdapter() override;
  std::string_view space() const override { return space_; }
  Capabilities capabilities() const override { return can_; }
  boost::asio::awaitable<void> run(Accept accept) override;
  void stop() override;
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override;
  std::string direct_room(Database&, const Person& who) const override { return "dm:" + who.id; }
  Write forget(const Person& who) const override;
  std::string trouble() const override { return ails; }
  std::optional<Placed> place(Database& db, const Pending& pending) const override {
    return on_place ? on_place(db, pending) : std::nullopt;
  }

  Result<Reply> send(Inbound inbound
  );  // gives it to the engine and runs the io_context until it is answered
  Result<Reply> send(Event event) { return send(Inbound{std::move(event), {}}); }

  std::vector<Pending> delivered;
  std::vector<Pending> attempts;
  std::vector<Setback> failures;  // one for each next attempt, until used up
  std::function<void(const Pending&)> before_delivery;
  std::function<void()> on_run;  // the engine has begun
  std::string ails;              // what trouble() says
  // With Capabilities::at_home; runs on the brain.
  std::function<std::optional<Placed>(Database&, const Pending&)> on_place;

 private:
  struct State;
  boost::asio::io_context& io_;
  Capabilities can_;
  std::string space_;
  std::unique_ptr<State> state_;
};

// Stands still until a test moves it, also while the brain looks at it. The engine's timers fire no faster than every tenth
// of a second: else one that waits for a millisecond that never comes would keep the loop busy for ever.
class StillClock final : public Clock {
 public:
  explicit StillClock(sys_seconds start) : now_(sys_millis(start)) {}
  sys_millis now() const override { return now_.load(); }
  std::chrono::milliseconds real(std::chrono::milliseconds span) const override {
    return span.count() <= 0 ? span : std::max(span, std::chrono::milliseconds(100));
  }
  void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }
  void set(sys_millis to) { now_.store(to); }

 private:
  std::atomic<sys_millis> now_;
};

// Goes on as the system's does, from where a test puts it; who waits by it looks again at once, for it may have been put on.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(sys_seconds now) { set(now); }
  sys_millis now() const override { return SystemClock().now() + ahead(); }
  std::chrono::milliseconds real(std::chrono::milliseconds span) const override {
    return std::min(span, std::chrono::milliseconds(10));
  }
  void set(sys_millis now) { ahead_.store((now - SystemClock().now()).count()); }
  std::chrono::milliseconds ahead() const { return std::chrono::milliseconds(ahead_.load()); }

 private:
  std::atomic<std::chrono::milliseconds::rep> ahead_{0};
};

// What the rig of an adapter carries besides its one feature.
struct Carried {
  Carried() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): most rigs carry further features and nothing else
  Carried(std::function<void(Engine&)> further) : features(std::move(further)) {}
  std::function<void(Engine&)> features;  // adds further features, and services; may be empty
  EngineSettings settings;
  std::shared_ptr<const Clock> clock;  // none: the rig's own
  // How far a stand-in's clock has to go ahead of the machine's.
  std::chrono::milliseconds ahead() const {
    return clock ? clock->now() - SystemClock().now() : std::chrono::milliseconds(0);
  }
};

class Rig {
 public:
  explicit Rig(Capabilities can = {}, std::string vfs = {});
  ~Rig();
  // specs: the commands that are its own.
  LambdaFeature& feature(
      std::string name, Kinds wants, LambdaFeature::On on, std::span<const CommandSpec> specs = {}
  );
  void service(std::unique_ptr<Service> service);
  void take_over(const std::string& database
  );  // before features are added: continue with a copy of that file
  void start();
  void stop();  // as SIGTERM does
  bool running() const { return running_; }
  void settle();  // runs until nothing is under way
  void until(const std::function<bool()>& condition
  );  // runs until it holds; throws after many turns
  void query(const std::function<void(Database&)>& look);  // a look at the database from beside

  Event message(
      std::string id, std::string text, std::string who = "ada", std::string room = "general"
  ) const;
  Event command(std::string id, std::string name, std::string args = {}, std::string who = "ada")
      const;

  TempFolder folder;
  std::string path;
  boost::asio::io_context io{1};
  StillClock clock{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
  Catalog catalog;
  EngineSettings settings;
  std::vector<std::string> troubles, slow;
  std::vector<Pending> delivered_so_far;  // of every engine of this rig; outlives stop()
  std::unique_ptr<Engine> engine;
  ScriptedAdapter* adapter = nullptr;

 private:
  void build(Capabilities can);
  std::string vfs_;
  bool running_ = false;
};

}  // namespace usher::test
