// commands/proposals/history_topic.hpp: /nep history 18: how a status came to be, commit by commit.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

namespace usher::proposals {

// What is known is said at once; what has to be read first follows, to those who asked, wherever they asked. Their
// number and the language are a row until then.
class HistoryTopic final : public Topic {
 public:
  std::string_view name() const override { return "history"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  // "show": a button that asks the same; its value is a number.
  Outcome pressed(std::string_view what, std::string_view value, const Question& question) override;
  std::vector<Effect> start(const Moment& now) override;
  std::vector<Effect> due(std::string_view job, const Tick& tick, const Moment& now) override;
  std::vector<Effect> answered(std::string_view tag, const Fetched& answer, const Moment& now)
      override;
  void forget(const Person& who, std::string_view space, const Moment& now) override;
};

}  // namespace usher::proposals
