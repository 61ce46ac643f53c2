// Pruning, as a job: nothing is kept longer than docs/privacy.md says.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

class Retention final : public Feature {
 public:
  std::string_view name() const override { return "retention"; }
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;
};

}  // namespace usher
