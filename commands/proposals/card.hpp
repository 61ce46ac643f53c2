// commands/proposals/card.hpp: a proposal on a card, or in one line.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

namespace usher::proposals {

// What replaced it first, then title, facts, the abstract's first sentence, notes. Without buttons and the date.
Doc card(const Proposal& proposal, const View& view);

// "NEP 18 — A dispatch mechanism: ★ Final · Standards Track"
Line row(const Proposal& proposal, const View& view);

// "NEP 30 — …: ⇒ Superseded · NEP 56"
Line status_row(const Proposal& proposal, const View& view);

// "See NEP 56": the replacements of a superseded proposal, at most two.
std::vector<Button> replacement_buttons(const Proposal& proposal, const View& view);
Button show_button(int number, const View& view);
// Those of its replacements, then what can be done with this one: watch it, see its history, read the discussion and the
// decision. At most five; none that would lead nowhere.
std::vector<Button> card_buttons(const Proposal& proposal, const View& view);

// When the table was last known to be right.
Doc as_of(const View& view);

}  // namespace usher::proposals
