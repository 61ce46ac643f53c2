// commands/proposals/standing.hpp: how far a proposal has come on its way to acceptance, and what its author does next.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/window.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace usher::proposals {

struct Standing {
  enum class Stage : std::uint8_t {
    discussed,  // not proposed, or to be proposed again
    proposed,   // a comment window is open
    council,    // others decide
    unopposed,  // a window has ended and no objection stands: the follow-up is to be sent
    decided     // its status says more than Draft
  } stage = Stage::discussed;
  std::optional<Window>
      window;  // the latest, whatever became of it; not one that was opened by mistake
};

Standing standing_of(const Proposal& proposal, const Settings& settings, Database& db);

// What its author, or whoever takes it up, does next. Nothing for a status that nobody knows.
Doc next_step(const Proposal& proposal, const Standing& standing, const View& view);

// The objections of a window in that verdict.
std::vector<const Objection*> objections_with(const Window& window, Objection::Verdict verdict);
// Links to them, parted by commas.
Line links_to(const std::vector<const Objection*>& objections);
// When it closes.
Inline closing_of(const Window& window);

}  // namespace usher::proposals
