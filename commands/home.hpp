// commands/home.hpp: Usher's home page: who it is, what this person may ask of it, and what it keeps.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

// Made from the command table at each look, in the language and for the roles that the person has then.
class HomePage final : public Feature {
 public:
  std::string_view name() const override { return "home"; }
  Kinds wants() const override { return {Kind::opened}; }
  Outcome on(const Event& event, Context& context) override;
};

}  // namespace usher
