// tests/engine/engine_begun_test.cpp: after a restart that is uncertain which may have been under way, and nothing else.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

using namespace usher;
using namespace std::chrono_literals;
using test::count;
using test::Rig;
using test::text_of;
using test::words;
using Acts = std::vector<std::string>;

namespace asio = boost::asio;

namespace {

constexpr Capabilities paced{.posts_per_second = 1, .burst = 1};

// Three announcements to the room of the message, in one queue.
Outcome announce(const Event& event, Context&) {
  Outcome out;
  for (const std::string key : {"one", "two", "three"})
    out.effects.push_back(Post{
        .to = {.place = event.at, .people = {}},
        .body = words(key),
        .key = event.id + key,
        .lane = Lane::announcement
    });
  return out;
}

// The database as a crash at this moment would leave it.
void crash(Rig& rig, const std::string& to) {
  rig.query([&](Database& db) { db.run("VACUUM INTO ?", to); });
}

void wait_for(Rig& rig, const std::string& sql, std::int64_t wanted) {
  rig.until([&] { return count(rig, sql) == wanted; });
}

// What a next life delivers, and whether it looks for it first.
std::map<std::string, bool> next_life(const std::string& database) {
  Rig rig;
  rig.take_over(database);
  rig.clock.advance(10min);
  rig.start();
  rig.settle();
  std::map<std::string, bool> out;
  for (const Pending& pending : rig.adapter->delivered) out[text_of(pending)] = pending.uncertain;
  return out;
}
using Found = std::map<std::string, bool>;

// Its attempts stay under way. Notes the order in which it is told to stop.
class HeldAdapter final : public Adapter {
 public:
  HeldAdapter(asio::io_context& io, Acts& told)
      : told_(told),
        stopped_(io, std::chrono::steady_clock::time_point::max()),
        held_(io, std::chrono::steady_clock::time_point::max()) {}
  std::string_view space() const override { return "held"; }
  Capabilities capabilities() const override { return {}; }
  asio::awaitable<void> run(Accept) override {
    [[maybe_unused]] const auto ended =
        co_await stopped_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  void stop_accepting() override {
    told_.emplace_back("stop accepting");
    open_ = lets_go;
    if (open_) held_.cancel();
  }
  void stop() override {
    told_.emplace_back("stop");
    stopped_.cancel();
  }
  asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override {
    told_.emplace_back("deliver");
    if (!open_) {
      [[maybe_unused]] const auto ended =
          co_await held_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    told_.emplace_back("delivered");
    co_return Receipt{pending.to.place, "ref"};
  }
  bool lets_go = false;

 private:
  Acts& told_;
  asio::steady_timer stopped_, held_;
  bool open_ = false;
};

}  // namespace

TEST_CASE(
    "what still waited for its turn when the program stopped is not uncertain in its next life"
) {
  test::TempFolder keep;
  Rig rig(paced);
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  CHECK(rig.adapter->delivered.size() == 1);
  rig.stop();
  std::filesystem::copy(rig.path, keep.file("usher.db"));
  CHECK(next_life(keep.file("usher.db")) == Found{{"two", false}, {"three", false}});
}

TEST_CASE("what had waited for its turn for a moment is not uncertain after a crash either") {
  test::TempFolder keep;
  Rig rig(paced);
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  wait_for(rig, "SELECT count(*) FROM outbox WHERE begun=0", 2);
  crash(rig, keep.file("usher.db"));
  CHECK(next_life(keep.file("usher.db")) == Found{{"two", false}, {"three", false}});
}

TEST_CASE("an attempt begins only when the database has that it may be under way") {
  test::TempFolder keep;
  Rig rig(paced);
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  std::int64_t begun = 0;
  rig.adapter->before_delivery = [&](const Pending& pending) {
    begun += count(
        rig, "SELECT count(*) FROM outbox WHERE begun=1 AND id=" + std::to_string(pending.id)
    );
    if (text_of(pending) == "two") crash(rig, keep.file("usher.db"));
  };
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  wait_for(rig, "SELECT count(*) FROM outbox WHERE begun=0", 2);
  rig.clock.advance(1s);
  rig.until([&] { return rig.adapter->delivered.size() == 2; });
  rig.clock.advance(1s);
  rig.until([&] { return rig.adapter->delivered.size() == 3; });
  CHECK(begun == 3);
  CHECK(next_life(keep.file("usher.db")) == Found{{"two", true}, {"three", false}});
}

TEST_CASE("a row whose try failed for a known reason is not uncertain in the next life") {
  test::TempFolder keep;
  Rig rig;
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  const errc why = GENERATE(errc::unavailable, errc::timed_out);
  rig.adapter->failures.emplace_back(why, 1h);
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  rig.stop();
  std::filesystem::copy(rig.path, keep.file("usher.db"));
  Rig second;
  second.take_over(keep.file("usher.db"));
  second.clock.advance(2h);
  second.start();
  REQUIRE(second.adapter->delivered.size() == 3);
  CHECK(second.adapter->delivered[0].uncertain == (why == errc::timed_out));
  CHECK_FALSE(second.adapter->delivered[1].uncertain);
}

TEST_CASE("what was under way when the program stopped is uncertain, what stood behind it is not") {
  test::TempFolder keep;
  Acts told;
  const bool crashes = GENERATE(false, true);
  Rig rig;
  rig.engine->add(std::unique_ptr<Adapter>(std::make_unique<HeldAdapter>(rig.io, told)));
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  Event event = rig.message("e1", "x");
  event.at.space = "held";
  CHECK(rig.adapter->send(event));
  if (crashes) {
    wait_for(rig, "SELECT count(*) FROM outbox WHERE begun=0", 2);
    crash(rig, keep.file("usher.db"));
  }
  rig.settle();
  rig.engine->stop();
  rig.stop();  // the second time: at once
  if (!crashes) std::filesystem::copy(rig.path, keep.file("usher.db"));
  {
    Database db(keep.file("usher.db"), Database::Mode::read_write);
    db.run("UPDATE outbox SET space='test'");
  }
  CHECK(next_life(keep.file("usher.db")) == Found{{"one", true}, {"two", false}, {"three", false}});
}

TEST_CASE("a post that is made at start, before anything could be sent, is not uncertain") {
  class Greets final : public Feature {
   public:
    std::string_view name() const override { return "greets"; }
    Kinds wants() const override { return {}; }
    Outcome on(const Event&, Context&) override { return {}; }
    std::vector<Effect> start(Context&) override {
      return {Post{
          .to = {.place = {"test", "general", ""}, .people = {}}, .body = words("hi"), .key = "hi"
      }};
    }
  };
  Rig rig;
  rig.engine->add(std::unique_ptr<Feature>(std::make_unique<Greets>()));
  rig.start();
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK_FALSE(rig.adapter->delivered[0].uncertain);
}

TEST_CASE("what is for a chat system that is switched off was not under way") {
  Rig rig;
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  Event event = rig.message("e1", "x");
  event.at.space = "elsewhere";
  CHECK(rig.adapter->send(event));
  rig.settle();
  CHECK(count(rig, "SELECT count(*) FROM outbox WHERE begun=0") == 3);
}

TEST_CASE("a stopping program first hears nothing new, then delivers what is due, then closes") {
  Acts told;
  Rig rig;
  auto made = std::make_unique<HeldAdapter>(rig.io, told);
  made->lets_go = true;
  rig.engine->add(std::unique_ptr<Adapter>(std::move(made)));
  rig.feature("news", {Kind::message}, announce);
  rig.start();
  Event event = rig.message("e1", "x");
  event.at.space = "held";
  CHECK(rig.adapter->send(event));
  rig.settle();
  rig.stop();
  REQUIRE(told.size() >= 4);
  CHECK(told[0] == "deliver");
  CHECK(told[1] == "stop accepting");
  CHECK(told[2] == "delivered");
  CHECK(told.back() == "stop");
}
