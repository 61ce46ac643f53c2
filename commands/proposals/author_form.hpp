// commands/proposals/author_form.hpp: the questions of "Write it with me", and what is wrong with answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "commands/proposals/author_mail.hpp"

#include <expected>
#include <optional>

namespace usher::proposals {

// `id`: what comes back in Submit::form.
Form mail_form(
    const Proposal& proposal, const View& view, const Person& author, std::string id,
    sys_seconds now
);
// What the form carries with it: "55 1790000000".
struct FormState {
  int number = 0;  // of the proposal
  sys_seconds opened{};
};
// Nothing where it is not one of ours.
std::optional<FormState> form_state(const Submit& form);
// What the author said, or what to mend, at its field.
std::expected<AuthorsWords, Reject> authors_words(const Submit& form, const View& view);

}  // namespace usher::proposals
