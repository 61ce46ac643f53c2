// Pruning, as a job: nothing is kept longer than docs/privacy.md says.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace usher {

class Retention final : public Feature {
 public:
  // Inbox::prune, of the inbox whose memory it is told to.
  using PruneInbox = std::function<std::int64_t(Database& db, sys_seconds before, int limit)>;
  explicit Retention(PruneInbox prune_inbox) : prune_inbox_(std::move(prune_inbox)) {}

  std::string_view name() const override { return "retention"; }
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;

 private:
  PruneInbox prune_inbox_;
};

}  // namespace usher
