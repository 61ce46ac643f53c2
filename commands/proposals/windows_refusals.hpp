// commands/proposals/windows_refusals.hpp: why a word about a final comment period is refused, and what to say.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"
#include "commands/proposals/windows_answered.hpp"
#include "commands/proposals/windows_words.hpp"

namespace usher::proposals {

class WindowRefusals {
 public:
  WindowRefusals(const View& view, const WindowOrder& order) : view_(view), order_(order) {}

  Doc odd() const;             // a word that means nothing
  Doc which_proposal() const;  // no number
  Doc no_link() const;
  Doc bad_link() const;
  Doc days() const;  // of a new one
  // `proposal`: null where it is not known any more.
  Doc because(WindowWhy why, int number, const Proposal* proposal) const;

 private:
  // "/nep window open 55 https://…", with what was typed.
  Text example(WindowVerb verb) const;
  Doc with_example(Phrase words, WindowVerb verb) const;
  Doc no_window(int number) const;
  Doc no_draft(const Proposal* proposal, int number) const;
  Doc although_no_draft(const Proposal* proposal) const;
  Doc which(int number) const;

  const View& view_;
  const WindowOrder& order_;
};

}  // namespace usher::proposals
