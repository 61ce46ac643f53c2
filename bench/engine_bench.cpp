// bench/engine_bench.cpp: events a second through inbox, feature, outbox and a delivery that does nothing.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bot/engine.hpp"
#include "bot/store.hpp"
#include "tests/support/engine_rig.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace usher::bench {

namespace asio = boost::asio;

namespace {

// Sends a fixed number of events, `in_flight` at a time, and swallows what is delivered.
class LoadAdapter final : public Adapter {
 public:
  LoadAdapter(asio::io_context& io, int events, int in_flight, bool many_people)
      : io_(io), events_(events), in_flight_(in_flight), many_people_(many_people), done_(io) {
    done_.expires_at(std::chrono::steady_clock::time_point::max());
  }
  std::string_view space() const override { return "bench"; }
  Capabilities capabilities() const override { return {}; }
  asio::awaitable<void> run(Accept accept) override {
    begun = std::chrono::steady_clock::now();
    for (int i = 0; i < in_flight_; ++i) asio::co_spawn(io_, send(accept), asio::detached);
    boost::system::error_code ignored;
    co_await done_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  void stop() override { done_.cancel(); }
  asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override {
    if (++delivered_ == events_) {
      ended = std::chrono::steady_clock::now();
      done_.cancel();
    }
    co_return Receipt{std::move(pending.to.place), "ref"};
  }

  std::chrono::steady_clock::time_point begun, ended;

 private:
  asio::awaitable<void> send(Accept accept) {
    while (next_ < events_) {
      const int n = next_++;
      Event event;
      // Of as many people as rooms, each in one of their own, as the web has them; or of one person in all rooms.
      const std::string at = std::to_string(n % 64);
      event.id =
          many_people_ ? "person" + at + "/" + std::to_string(n) : "event-" + std::to_string(n);
      event.at = {"bench", "room" + at, ""};
      event.who.id = many_people_ ? "person" + at : "person";
      event.what = Message{"hello", true, false};
      Inbound inbound{std::move(event), {}};
      [[maybe_unused]] const Result<Reply> reply = co_await accept(std::move(inbound));
    }
  }
  asio::io_context& io_;
  int events_, in_flight_, next_ = 0, delivered_ = 0;
  bool many_people_;
  asio::steady_timer done_;
};

}  // namespace

Rate engine_rate(int events, int in_flight, const std::string& vfs, bool many_people) {
  const test::TempFolder folder;
  asio::io_context io(1);
  const SystemClock clock;
  const Catalog catalog;
  const auto migrations = usher_migrations();
  Engine engine(io, {}, clock, catalog, open_store(folder.file("engine.db"), migrations, vfs));
  const std::string text(270, 'x');
  engine.add(std::make_unique<test::LambdaFeature>(
      "echo", Kinds{Kind::message},
      [text](const Event&, Context&) -> Outcome { return {SayReply{test::words(text)}, {}}; }
  ));
  auto adapter = std::make_unique<LoadAdapter>(io, events, in_flight, many_people);
  LoadAdapter* raw = adapter.get();
  engine.add(std::unique_ptr<Adapter>(std::move(adapter)));
  Rate rate;
  asio::co_spawn(io, engine.run(true), [&](const std::exception_ptr&) {
    const std::chrono::duration<double> took = raw->ended - raw->begun;
    rate.per_second = events / took.count();
    rate.commits = static_cast<double>(events) / static_cast<double>(engine.figures().commits);
  });
  io.run();
  return rate;
}

}  // namespace usher::bench
