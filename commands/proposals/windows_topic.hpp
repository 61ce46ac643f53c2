// commands/proposals/windows_topic.hpp: /nep window, /nep windows: final comment periods.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

namespace usher::proposals {

class WindowsTopic final : public Topic {
 public:
  std::string_view name() const override { return "windows"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  Outcome pressed(std::string_view what, std::string_view value, const Question& question) override;
  std::vector<Effect> start(const Moment& now) override;
  std::vector<Effect> due(std::string_view job, const Tick& tick, const Moment& now) override;
  std::vector<Effect> answered(std::string_view tag, const Fetched& answer, const Moment& now)
      override;
  std::vector<Effect> polled(std::span<const News> news, int poll, const Moment& now) override;
  void forget(const Person& who, std::string_view space, const Moment& now) override;
};

}  // namespace usher::proposals
