// bot/compose_answers.hpp: the answers of a community, out of its files and its configuration.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer_file.hpp"
#include "bot/compose.hpp"
#include "commands/answers/book.hpp"
#include "commands/answers/settings.hpp"
#include "commands/answers/slots.hpp"

#include <span>
#include <vector>

namespace usher {

// The files, where a configuration was named only those beside it: the answers of one community are none of another's. Not part of
// the setup, because they are half a megabyte that only who asks needs. What cannot be read is told in `unread`.
std::vector<answers::Source> answer_files(const Order& order, std::vector<Problem>& unread);

// Reads, converts and indexes them: some tenths of a second. What is wrong with them goes to `problems`.
answers::Book answer_book(const Order& order, std::vector<Problem>& problems);

// Refers to the setup.
answers::SlotSources slot_sources(const Setup& setup);
// Slots that nothing fills.
std::vector<Problem> unfilled_slots(
    std::span<const answers::Topic> topics, const answers::SlotSources& sources
);

// What the feature goes by. Refers to the setup.
answers::Settings answers_settings(const Setup& setup);

}  // namespace usher
