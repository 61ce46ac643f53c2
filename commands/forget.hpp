// commands/forget.hpp: /forget me: everything that is kept of a person is erased, after they have said so twice.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

class ForgetMe final : public Feature {
 public:
  std::string_view name() const override { return "forget"; }
  std::span<const CommandSpec> commands() const override;
  Outcome on(const Event& event, Context& context) override;
};

}  // namespace usher
