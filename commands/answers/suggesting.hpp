// commands/answers/suggesting.hpp: /answers suggest: a form, and what to change in the file. Nothing is changed by it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/answers/book.hpp"
#include "commands/answers/settings.hpp"

#include <string_view>

namespace usher::answers {

// topic: the id of the answer that it is about, as typed; empty where none was. book: null where it is not known.
Form suggestion_form(std::string_view topic, const Book* book, const Say& say);
// Asks for the file, or says at which field something is missing.
Outcome suggested(
    const Submit& submit, const Settings& settings, const Book* book, const Event& event,
    Context& context
);
// The file has come: the difference goes to whoever suggested it. Nothing where the Call was for something else.
Outcome compared(const Fetched& fetched, const Settings& settings, Context& context);

}  // namespace usher::answers
