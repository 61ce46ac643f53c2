// commands/proposals/topics.hpp: the topics of a series, in the order in which help lists their words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::proposals {

class Poll;

class Topics {
 public:
  // What it is given outlives it.
  Topics(const Settings& settings, const Poll& poll);

  // Of the whole command: those of looking up (query.hpp), then the topics'.
  std::span<const WordSpec> words() const { return words_; }

  // Nothing where `args` begins with no word of a topic: it is a look-up then.
  std::optional<Outcome> asked(std::string_view args, const Question& question) const;
  // `action`: what follows the feature's name. Nothing where no topic of that name is there.
  std::optional<Outcome> pressed(
      std::string_view action, std::string_view value, const Question& question
  ) const;
  Outcome submitted(std::string_view form, const Submit& submit, const Question& question) const;
  std::vector<Effect> start(const Moment& now) const;
  std::vector<Effect> due(const Tick& tick, const Moment& now) const;
  // Nothing where the answer is no topic's.
  std::optional<std::vector<Effect>> answered(const Fetched& answer, const Moment& now) const;
  std::vector<Effect> polled(std::span<const News> news, int poll, const Moment& now) const;
  std::vector<Effect> room_changed(const Place& room, const RoomChanged& change, const Moment& now)
      const;
  void forget(const Person& who, std::string_view space, const Moment& now) const;

 private:
  Topic* named(std::string_view name) const;

  std::vector<std::unique_ptr<Topic>> topics_;
  std::vector<WordSpec> words_;
};

}  // namespace usher::proposals
