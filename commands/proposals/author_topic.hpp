// commands/proposals/author_topic.hpp: /nep propose and /nep how: for those who write proposals.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

namespace usher::proposals {

// Only of a series in which proposals are accepted after a comment period (Settings::process_days). It stores nothing.
class Author final : public Topic {
 public:
  std::string_view name() const override { return "author"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  Outcome pressed(std::string_view what, std::string_view value, const Question& question) override;
  Outcome submitted(std::string_view what, const Submit& form, const Question& question) override;
};

}  // namespace usher::proposals
