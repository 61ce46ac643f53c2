// tests/engine/engine_trouble_test.cpp: what waits for delivery when the disk is full at start, and when somebody is
// forgotten.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"
#include "tests/support/shim_vfs.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <filesystem>

using namespace usher;
using namespace std::chrono_literals;
using test::echo;
using test::Rig;
using test::shim_vfs;
using test::ShimVfs;
using test::text_of;

namespace asio = boost::asio;

namespace {

// Its first attempt stays under way until it is released, and comes to nothing.
class SlowAdapter final : public Adapter {
 public:
  explicit SlowAdapter(asio::io_context& io)
      : stopped_(io, std::chrono::steady_clock::time_point::max()),
        held_(io, std::chrono::steady_clock::time_point::max()) {}
  std::string_view space() const override { return "slow"; }
  Capabilities capabilities() const override { return {}; }
  asio::awaitable<void> run(Accept) override {
    [[maybe_unused]] const auto ended =
        co_await stopped_.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  void stop() override { stopped_.cancel(); }
  asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) override {
    attempts.push_back(pending.event);
    if (attempts.size() > 1) co_return Receipt{pending.to.place, "ref"};
    [[maybe_unused]] const auto ended =
        co_await held_.async_wait(asio::as_tuple(asio::use_awaitable));
    co_return std::unexpected(Setback(errc::unavailable));
  }
  void release() { held_.cancel(); }

  std::vector<std::string> attempts;

 private:
  asio::steady_timer stopped_, held_;
};

Outcome echo_or_forget(const Event& event, Context& context) {
  const auto* message = event.as<Message>();
  if (message == nullptr) return {};  // it hears of the forgetting too
  if (message->text == "forget me") return {None{}, {ForgetPerson{event.who}}};
  return echo(event, context);
}

}  // namespace

TEST_CASE("a disk that is full at start delays what was left from before, and nothing overtakes it"
) {
  test::install_shim_vfs();
  shim_vfs().lift();
  test::TempFolder keep;
  {
    Rig first;
    first.feature("echo", {Kind::message}, echo);
    first.start();
    first.adapter->failures.emplace_back(errc::rate_limited, 1h);
    REQUIRE(first.adapter->send(first.message("e1", "one")));
    first.settle();
    first.stop();
    std::filesystem::copy(first.path, keep.file("usher.db"));
  }
  {
    Database db(keep.file("usher.db"), Database::Mode::read_write);
    db.run("UPDATE outbox SET begun=1");  // as a crash leaves it
  }
  Rig rig({}, test::shim_vfs_name);
  rig.take_over(keep.file("usher.db"));
  rig.feature("echo", {Kind::message}, echo);
  rig.adapter->on_run = [] { shim_vfs().fail(ShimVfs::Fault::full, 0, -1); };
  const auto before = shim_vfs().faults.load();
  rig.start();
  CHECK(shim_vfs().faults.load() > before);
  shim_vfs().lift();
  REQUIRE(rig.adapter->send(rig.message("e2", "two")));
  rig.settle();
  rig.clock.advance(2h);
  rig.until([&] { return rig.adapter->delivered.size() == 2; });
  CHECK(text_of(rig.adapter->delivered[0]) == "you said one");
  CHECK(text_of(rig.adapter->delivered[1]) == "you said two");
  CHECK(rig.adapter->delivered[0].uncertain);  // how its last attempt ended was not known
}

TEST_CASE("what was under way when its asker was forgotten is not sent again when it fails") {
  Rig rig;
  auto made = std::make_unique<SlowAdapter>(rig.io);
  SlowAdapter& slow = *made;
  rig.engine->add(std::unique_ptr<Adapter>(std::move(made)));
  rig.feature("echo", {Kind::message}, echo_or_forget);
  rig.start();
  const auto say = [&](std::string id, std::string text, std::string who) {
    Event event = rig.message(std::move(id), std::move(text), std::move(who));
    event.at.space = "slow";
    CHECK(rig.adapter->send(event));
    rig.settle();
  };
  say("e1", "hello", "ada");
  say("e2", "hello", "bob");
  say("e3", "forget me", "ada");
  slow.release();
  rig.settle();
  rig.clock.advance(10min);
  rig.until([&] { return slow.attempts.size() > 1; });
  rig.settle();
  CHECK(slow.attempts == std::vector<std::string>{"e1", "e2"});
}
