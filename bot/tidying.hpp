// bot/tidying.hpp: that the file is to be written anew after somebody was forgotten, as a row, so that no crash makes it be left undone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/outbox.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace usher::tidying {

// The row comes in the transaction that forgets somebody, and goes after rewrite() (bot/store.hpp) has emptied the log. What was
// forgotten is in no row by then; its bytes may be between rows, or in the log. Brain thread.

// answers: rows of the outbox that are to leave nothing behind either (outbox::leave_no_trace): with each that is delivered it is
// owed once more. In a transaction.
void owe(Database& db, std::span<const std::int64_t> answers);
void owe_for(Database& db, std::span<const OutboxRow> answers);
// Nothing: it is not owed. Else which of the answers are still in the outbox, as far as that was known at the latest settle().
std::optional<std::vector<std::int64_t>> owed(Database& db);
// The file was written anew. The row stays as long as one of the answers is still to be delivered. Outside of any transaction.
void settle(Database& db);

}  // namespace usher::tidying
