// commands/proposals/trust.hpp: /nep accept-listing: a maintainer's word on a listing that is not believed.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/topic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

class Poll;

// Whose word it is that a listing is right, as their platform shows them: one name, or none where it is not known any more.
// `since`: when the listing was first doubted.
std::vector<std::string> last_to_trust(Database& db, std::string_view series, sys_seconds since);

class Trust final : public Topic {
 public:
  explicit Trust(const Poll& poll) : poll_(poll) {}  // poll outlives it

  std::string_view name() const override { return "trust"; }
  std::span<const WordSpec> words() const override;
  Outcome asked(std::size_t word, std::string_view rest, const Question& question) override;
  void forget(const Person& who, std::string_view space, const Moment& now) override;

 private:
  const Poll& poll_;
};

}  // namespace usher::proposals
