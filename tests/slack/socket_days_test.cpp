// tests/slack/socket_days_test.cpp: the pool through simulated days of a Slack that behaves at random.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/socket_acts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <utility>

using namespace usher;
using namespace usher::test;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

// Slack and the network: answers what the machine asks for, after a while, and takes connections back.
class World {
 public:
  World(std::uint64_t seed, double trouble) : random_(seed), trouble_(trouble) {}

  void run(milliseconds span) {
    pool_.machine.start(pool_.now);
    const SocketMachine::Time until = pool_.now + span;
    speak();
    while (pool_.now < until) {
      obey();
      step(until);
      check();
    }
  }
  void stop() {
    pool_.machine.stop(pool_.now);
    obey();
    const SocketMachine::Time until = pool_.now + minutes(2);
    while (!over_ && pool_.now < until) {
      step(until);
      obey();
    }
    CHECK(over_);
    CHECK_FALSE(pool_.machine.wake());
  }

  int asked = 0, delivered = 0, lost = 0;
  milliseconds deaf{0}, most_deaf{0};

 private:
  struct Line {  // a connection as Slack sees it
    std::optional<SocketMachine::Time>
        leaving;  // since Slack has said so; it brings things for some seconds more
  };
  using Event = std::function<void()>;

  bool happens(double share) {
    return std::uniform_real_distribution<double>(0, 1)(random_) < share;
  }
  milliseconds about(milliseconds span) {
    return milliseconds(
        std::uniform_int_distribution<milliseconds::rep>(span.count() / 2, span.count() * 2)(random_
        )
    );
  }
  void later(milliseconds span, Event event) {
    events_.emplace(pool_.now + span, std::move(event));
  }

  void obey() {
    while (auto action = pool_.machine.next()) {
      if (const auto* ask = std::get_if<SocketMachine::Ask>(&*action)) {
        ++asked;
        if (asking_) FAIL("two URLs are asked for at once");
        asking_ = true;
        later(about(milliseconds(150)), [this, link = ask->link] { answer(link); });
      } else if (const auto* dial = std::get_if<SocketMachine::Dial>(&*action)) {
        later(about(milliseconds(300)), [this, link = dial->link] { open(link); });
      } else if (const auto* close = std::get_if<SocketMachine::Close>(&*action)) {
        later(about(milliseconds(100)), [this, link = close->link] {
          if (lines_.erase(link) > 0) pool_.machine.ended(link, errc::cancelled, true, pool_.now);
        });
      } else if (std::holds_alternative<SocketMachine::Over>(*action)) {
        over_ = true;
      }
    }
  }
  void answer(SocketMachine::Link link) {
    asking_ = false;
    if (happens(trouble_)) {
      pool_.machine.refused(
          link, happens(0.5) ? errc::rate_limited : errc::unavailable, "",
          seconds(happens(0.5) ? 20 : 0), pool_.now
      );
    } else {
      pool_.url(link);
    }
  }
  void open(SocketMachine::Link link) {
    if (happens(trouble_)) return pool_.machine.unconnected(link, errc::timed_out, pool_.now);
    lines_[link] = {};
    pool_.machine.connected(link, pool_.now);
    if (happens(trouble_)) {
      pool_.bye(link, happens(0.5) ? Why::warning : Why::too_many_websockets);
      return later(about(seconds(5)), [this, link] { cut(link); });
    }
    pool_.machine.hello(link, static_cast<int>(lines_.size()), "A1", pool_.now);
    // Like Slack's: an hour or so, a word ahead, then the end. Or a cut at any time.
    later(about(hours(1)), [this, link] {
      const auto line = lines_.find(link);
      if (line == lines_.end()) return;
      line->second.leaving = pool_.now;
      pool_.bye(link, happens(0.5) ? Why::warning : Why::refresh_requested);
      if (happens(0.8)) later(about(seconds(8)), [this, link] { cut(link); });
    });
    if (happens(trouble_)) later(about(minutes(20)), [this, link] { cut(link); });
  }
  void cut(SocketMachine::Link link) {
    if (lines_.erase(link) > 0) pool_.machine.ended(link, errc::unreachable, false, pool_.now);
  }
  // People write something every few seconds.
  void speak() {
    deliver();
    later(about(seconds(5)), [this] { speak(); });
  }
  void deliver() {
    if (lines_.empty()) return;
    auto line = lines_.begin();
    std::advance(line, std::uniform_int_distribution<std::size_t>(0, lines_.size() - 1)(random_));
    const SocketMachine::Link link = line->first;
    const auto leaving = line->second.leaving;
    if (leaving && pool_.now - *leaving > seconds(10)) return;
    if (!pool_.machine.envelope(link, pool_.now)) {
      ++lost;
      return;
    }
    ++delivered;
    later(about(milliseconds(50)), [this, link] { pool_.machine.answered(link, pool_.now); });
  }

  void step(SocketMachine::Time until) {
    SocketMachine::Time next = until;
    if (!events_.empty()) next = std::min(next, events_.begin()->first);
    const auto wake = pool_.machine.wake();
    if (wake) next = std::min(next, *wake);
    const auto passed = std::chrono::ceil<milliseconds>(next - pool_.now);
    // What the machine waits for must come to pass, or it would spin.
    idle_ = passed <= milliseconds(0) ? idle_ + 1 : 0;
    if (idle_ >= 20) FAIL("it spins");
    if (pool_.machine.ready() == 0) {
      deaf += passed;
      run_ += passed;
      most_deaf = std::max(most_deaf, run_);
    } else {
      run_ = milliseconds(0);
    }
    pool_.pass(std::max(passed, milliseconds(0)));
    if (wake && pool_.now >= *wake) pool_.machine.tick(pool_.now);
    while (!events_.empty() && events_.begin()->first <= pool_.now) {
      const Event event = std::move(events_.begin()->second);
      events_.erase(events_.begin());
      event();
      idle_ = 0;
    }
  }
  void check() {
    const bool fine =
        pool_.machine.ready() <= 2 && lines_.size() <= 10 && pool_.machine.ours() <= 10;
    if (!fine) FAIL("more connections than are wanted, or than Slack allows");
  }

  std::mt19937_64 random_;
  double trouble_;
  Pool pool_;
  std::multimap<SocketMachine::Time, Event> events_;
  std::map<SocketMachine::Link, Line> lines_;
  bool asking_ = false, over_ = false;
  int idle_ = 0;
  milliseconds run_{0};
};

}  // namespace

TEST_CASE(
    "through quiet days of refreshes nothing is ever deaf but the first second, and nothing is lost"
) {
  const std::uint64_t seed = GENERATE(1U, 2U, 3U);
  World world(seed, 0);
  world.run(hours(48));
  CHECK(world.deaf < seconds(3));
  CHECK(world.asked <= 2 * 48 * 2 + 4);
  CHECK(world.delivered > 10000);
  CHECK(world.lost == 0);
  world.stop();
}

TEST_CASE("through days of trouble the pool comes back each time, without asking too often") {
  const std::uint64_t seed = GENERATE(11U, 12U, 13U, 14U);
  World world(seed, 0.3);
  world.run(hours(24));
  CHECK(world.most_deaf < minutes(15));
  CHECK(world.deaf < hours(4));
  CHECK(world.asked < 24 * 60);
  CHECK(world.delivered > 1000);
  world.stop();
}
