// commands/proposals/windows_refusals.hpp: why a word about a final comment period is refused, and what to say.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"
#include "commands/proposals/window.hpp"
#include "commands/proposals/windows_words.hpp"

namespace usher::proposals {

class WindowRefusals {
 public:
  WindowRefusals(const View& view, const WindowOrder& order) : view_(view), order_(order) {}

  Doc odd() const;             // a word that means nothing
  Doc which_proposal() const;  // no number
  Doc no_link() const;
  Doc bad_link() const;
  Doc no_window(int number) const;

  Doc days() const;       // of a new one
  Doc more_days() const;  // of an extension
  Doc no_draft(const Proposal& proposal) const;
  Doc although_no_draft(const Proposal& proposal) const;
  Doc had_its_period() const;
  Doc another_is_open() const;
  Doc at_council() const;
  Doc too_often() const;

  Doc maintainers_judge() const;
  Doc earlier_button() const;
  Doc maintainers_only() const;
  Doc who_may_close() const;
  Doc who_may_extend() const;

  Doc because(Refusal why, const Window& window) const;

 private:
  // "/nep window open 55 https://…", with what was typed.
  Text example(WindowVerb verb) const;
  Doc with_example(Phrase words, WindowVerb verb) const;

  const View& view_;
  const WindowOrder& order_;
};

}  // namespace usher::proposals
