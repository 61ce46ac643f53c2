// bot/compose_answers.hpp: the answers of a community, out of its files and its configuration.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "commands/answers/book.hpp"
#include "commands/answers/slots.hpp"

#include <vector>

namespace usher {

// Reads and indexes them: about a tenth of a second. What is wrong with them goes to `problems`.
answers::Book answer_book(const Setup& setup, std::vector<Problem>& problems);

// Refers to the setup.
answers::SlotSources slot_sources(const Setup& setup);

}  // namespace usher
