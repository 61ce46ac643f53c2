// tests/matrix/sync_model_test.cpp: kills between any two actions: no event is lost, and no token is kept too early.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/sync_acts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using namespace std::chrono_literals;

namespace {

constexpr int events = 12;  // numbered from 1; the token "sN" stands behind the N-th

int position(std::string_view token) {
  return token.empty() ? 0 : std::stoi(std::string(token.substr(1)));
}

// What outlives a kill.
struct Disk {
  std::string since = "s0";
  std::set<int> recorded;
};

// One life of the process: until it is killed, or all is heard and kept.
class Life {
 public:
  Life(Disk& disk, std::mt19937& random) : disk_(disk), random_(random) {
    loop_.machine.start(disk.since, loop_.now);
  }
  void step() {
    if (auto action = loop_.machine.next()) {
      std::visit([this](const auto& what) { perform(what); }, *action);
      return;
    }
    if (asked_ && chance(2)) return answer();
    if (!taken_.empty() && chance(2)) return commit();
    if (keeping_ && chance(2)) return keep();
    loop_.tick_after(Span(500));
  }
  bool sound() const { return sound_; }

 private:
  bool chance(int of) { return random_() % static_cast<unsigned>(of) == 0; }
  void perform(const SyncMachine::Ask& ask) { asked_ = ask.since; }
  void perform(const SyncMachine::Take& take) { taken_.push_back(take.batch); }
  void perform(const SyncMachine::Keep& keep) { keeping_ = keep.since; }
  template <class T>
  void perform(const T&) {}

  void answer() {
    const int from = position(*asked_);
    asked_.reset();
    if (chance(5)) return loop_.fail(errc::unavailable, 502);
    const int to = std::min(events, from + static_cast<int>(random_() % 4));
    batches_[++last_] = {from, to};
    loop_.answer(last_, "s" + std::to_string(to));
  }
  void commit() {
    const std::size_t at = random_() % taken_.size();
    const std::uint64_t batch = taken_[at];
    taken_.erase(taken_.begin() + static_cast<std::ptrdiff_t>(at));
    const auto [from, to] = batches_.at(batch);
    const bool durable = !chance(5);
    for (int event = from + 1; event <= to; ++event)
      if (durable || chance(2)) disk_.recorded.insert(event);
    loop_.done(batch, durable);
  }
  void keep() {
    const std::string since = *keeping_;
    keeping_.reset();
    for (int event = 1; event <= position(since); ++event)
      if (!disk_.recorded.contains(event)) sound_ = false;
    if (position(since) < position(disk_.since)) sound_ = false;
    const bool on_disk = !chance(6);
    if (on_disk) disk_.since = since;
    loop_.kept(since, on_disk);
  }

  Disk& disk_;
  std::mt19937& random_;
  Loop loop_;
  std::optional<std::string> asked_, keeping_;
  std::vector<std::uint64_t> taken_;
  std::map<std::uint64_t, std::pair<int, int>> batches_;
  std::uint64_t last_ = 0;
  bool sound_ = true;
};

}  // namespace

TEST_CASE(
    "whenever it is killed, every event is recorded before its token is kept", "[matrix][sync]"
) {
  for (unsigned seed = 1; seed <= 10'000; ++seed) {
    std::mt19937 random(seed);
    Disk disk;
    bool sound = true;
    int lives = 0;
    while (position(disk.since) < events && ++lives < 200) {
      Life life(disk, random);
      const unsigned steps = lives > 100 ? 2'000 : 1 + random() % 60;
      for (unsigned step = 0; step < steps && position(disk.since) < events; ++step) life.step();
      sound = sound && life.sound();
    }
    INFO("seed " << seed);
    REQUIRE(sound);
    REQUIRE(disk.since == "s12");
    REQUIRE(disk.recorded.size() == events);
  }
}

TEST_CASE("many that lose their server together come back spread out", "[matrix][sync]") {
  std::mt19937 random(7);
  std::map<long, int> seconds;
  for (int one = 0; one < 2'000; ++one) {
    Loop loop;
    loop.start("s0");
    loop.acts();
    for (int tries = 0; tries < 6; ++tries) {
      loop.chance = std::uniform_real_distribution<double>(0, 1)(random);
      loop.fail(errc::unreachable);
      const Span wait = loop.wait().value_or(Span{0});  // the jitter may be nothing: asked at once
      REQUIRE(wait <= 60s);
      if (tries == 5) ++seconds[wait.count() / 1000];
      loop.tick_after(wait);
      loop.acts();
    }
  }
  for (const auto& [second, count] : seconds) CHECK(count < 150);
  CHECK(seconds.size() > 25);
}
