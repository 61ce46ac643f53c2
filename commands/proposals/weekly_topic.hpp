// commands/proposals/weekly_topic.hpp: /nep digest: a summary once a week, for a room that wants one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

namespace usher::proposals {

class WeeklyTopic final : public Topic {
 public:
  std::string_view name() const override { return "weekly"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  std::vector<Effect> start(const Moment& now) override;
  // After downtime there is one summary, not several: the last one that was due, if that is less than a day ago. An
  // older one is left out, and what it would have told is told by the next.
  std::vector<Effect> due(std::string_view job, const Tick& tick, const Moment& now) override;
  std::vector<Effect> room_changed(const Place& room, const RoomChanged& change, const Moment& now)
      override;
};

}  // namespace usher::proposals
