// commands/echo.hpp: for tests and measurements: says every message again that no other feature answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

// Added only where testing.echo is set: after all features but Help, which answers every sentence that is said to Usher.
class Echo final : public Feature {
 public:
  std::string_view name() const override { return "echo"; }
  Kinds wants() const override { return {Kind::message}; }
  bool concerns(const Event& event) const override;  // messages to Usher alone, or that name it
  bool last_resort() const override { return true; }
  Outcome on(const Event& event, Context& context) override;
};

}  // namespace usher
