// tests/contract/meetings.hpp: the meetings of a community on one chat system: its calendar, its people, and time that passes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/settings.hpp"
#include "tests/contract/contract.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::contract {

// Ada organises. The community call (tests/meeting/rig.hpp) is at 18:00 UTC on 14 January 2026; it is noon two days before.
class Meetings {
 public:
  // more: what else is configured of the call, whose room is told a day before it.
  using More = std::function<void(meeting::SeriesSettings&)>;
  explicit Meetings(const Made& made, const More& more = {});

  Rig& rig() { return *rig_; }
  bool has_bo() const { return rig_->has("bo"); }
  // One who is not the organiser; on a chat system of one person, that one.
  std::string_view other() const { return has_bo() ? "bo" : "ada"; }

  // Time passes; what becomes due is done at its moment.
  void pass_until(sys_seconds until);
  // Says it as a command and waits until it is answered with these words, and all that comes of it is done.
  void command(std::string_view person, std::string line, std::string_view answer);
  void press(std::string_view person, std::string_view label);
  // A change is shown, and confirmed.
  void change(std::string line);

  std::size_t in_room(std::string_view words);
  std::size_t alone(std::string_view person, std::string_view words);
  // How often somebody sees what is told once to the room and once to each person: on one screen both stand.
  std::size_t once() const { return rig_->one_screen() ? 2 : 1; }

 private:
  void set(sys_seconds now);

  std::shared_ptr<test::MovedClock> clock_;
  std::unique_ptr<Rig> rig_;
};

}  // namespace usher::contract
