// tests/contract/meetings.cpp: a calendar that is always there, and jobs that are waited for.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/meetings.hpp"

#include "commands/meeting/feature.hpp"
#include "tests/meeting/rig.hpp"

#include <algorithm>
#include <utility>

namespace usher::contract {
namespace {

using namespace std::chrono_literals;

class Calendar final : public Service {
 public:
  std::string_view name() const override { return "calendar-1"; }
  boost::asio::awaitable<Answer> perform(Call call) override {
    Answer out;
    out.fetched = test::calendar_answer(call, test::calendar_with({test::community_call}));
    co_return out;
  }
};

std::size_t count_of(const std::vector<std::string>& all, std::string_view words) {
  return static_cast<std::size_t>(std::ranges::count_if(all, [&](const std::string& one) {
    return one.contains(words);
  }));
}

Cast cast_of(
    const Made& made, const Meetings::More& more, const std::shared_ptr<test::MovedClock>& clock
) {
  meeting::Settings settings = test::usual_settings();
  settings.every = 24h;
  settings.series[0].rooms = {std::string(made.room)};
  settings.series[0].leads = {24h};
  if (more) more(settings.series[0]);
  Cast out;
  out.hear = [](const Event&, Context&) -> Outcome { return {}; };
  out.also.features = [settings](Engine& engine) {
    engine.add(std::make_unique<meeting::Meetings>(settings));
    engine.add(std::make_unique<Calendar>());
  };
  out.also.settings.roles.add(made.ada, Role::organiser);
  out.also.clock = clock;
  return out;
}

}  // namespace

Meetings::Meetings(const Made& made, const More& more)
    : clock_(std::make_shared<test::MovedClock>(test::at(2026, 1, 12, 12))),
      rig_(made.make_with(cast_of(made, more, clock_))) {
  rig_->until_idle(*clock_);
}

void Meetings::set(sys_seconds now) {
  rig_->turn(20);  // what is on its way is signed with the time that it has
  clock_->set(now);
  rig_->ahead(clock_->ahead());
  rig_->until_idle(*clock_);
}

void Meetings::pass_until(sys_seconds until) {
  while (true) {
    sys_seconds next = until;
    {
      Database db(rig_->database(), Database::Mode::read_only);
      // What the engine does of its own comes along.
      auto row = db.query("SELECT min(at) FROM jobs WHERE feature='meeting'");
      if (row.next() && !row.is_null(0)) next = row.time(0);
    }
    if (next >= until) break;
    set(std::max(next, clock_->seconds()));
  }
  set(until);
}

void Meetings::command(std::string_view person, std::string line, std::string_view answer) {
  rig_->heard([&] { rig_->command(person, std::move(line)); });
  rig_->until_sees(person, answer);
  rig_->until_idle(*clock_);
}

void Meetings::press(std::string_view person, std::string_view label) {
  rig_->heard([&] { rig_->press(person, label); });
  rig_->until_idle(*clock_);
}

void Meetings::change(std::string line) {
  command("ada", std::move(line), "Yes, tell everybody");
  press("ada", "Yes, tell everybody");
}

std::size_t Meetings::in_room(std::string_view words) { return count_of(rig_->in_room(), words); }

std::size_t Meetings::alone(std::string_view person, std::string_view words) {
  return count_of(rig_->alone(person), words);
}

}  // namespace usher::contract
