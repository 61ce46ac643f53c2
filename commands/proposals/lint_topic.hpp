// commands/proposals/lint_topic.hpp: /nep lint: what maintainers could tidy.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"

namespace usher::proposals {

class LintTopic final : public Topic {
 public:
  std::string_view name() const override { return "lint"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  Outcome pressed(std::string_view what, std::string_view value, const Question& question) override;
};

}  // namespace usher::proposals
