// adapters/web/rows.hpp: the rows of messages: written on the brain, read over a connection of the adapter's own.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/message.hpp"
#include "bot/database.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::web::rows {

// --- writing: on the brain, inside a transaction. Each gives what has changed, in the order of its rev. ---
using Changed = std::vector<Message>;

// What a delivery or a page's sending leaves behind. id: the message's, also when it had come before.
struct Added {
  Changed changed;
  std::int64_t id = 0;
};
// outbox: the row that it was; 0: none. A repeat (of the event or the row) changes nothing.
Added add(Database& db, Message message, std::int64_t outbox);
// Whether this act of a page is new; it is not, from then on.
bool act_once(Database& db, std::string_view event, sys_seconds now);
inline constexpr std::size_t most_emoji = 20;  // different ones on a message; one more is not taken
Changed set_text(Database& db, std::int64_t id, std::string_view text);
Changed set_doc(Database& db, std::int64_t id, const Doc& doc);
Changed remove(Database& db, std::int64_t id);
Changed react(
    Database& db, std::int64_t id, std::string_view emoji, std::string_view person, bool add
);
// What a person wrote is taken out of its place, what only they saw goes, with their rooms, reactions, forms and name.
void forget(Database& db, std::string_view person);
// Messages and forms that are too old; how many went. In slices: ask again while it returns one.
std::int64_t prune(Database& db, sys_seconds now);
inline constexpr std::int64_t slice = 500;

// --- reading: any connection ---
std::int64_t newest_rev(Database& db);
std::optional<Message> find(Database& db, std::int64_t id);
std::int64_t id_of_event(Database& db, std::string_view event);  // 0: none
// The newest of a room (thread 0) or thread that this person may see, before that id (0: from the end), oldest first. As
// many as fit into most_bytes of text, but one at least.
inline constexpr std::size_t most_bytes = 256U << 10U;
struct Page {
  std::vector<Message> messages;
  bool more = false;
};
Page page(
    Database& db, std::string_view room, std::int64_t thread, std::string_view person,
    std::int64_t before, int limit
);
std::size_t size_of(const Message& message);  // of its text, about as it is sent
// Everything that changed since, whoever may see it, in the order of rev.
std::vector<Message> since(Database& db, std::int64_t rev, int limit);

struct Mark {
  std::int64_t read = 0;
  std::int64_t unread = 0;  // of the newest 200; at most 100
};
Mark mark(Database& db, std::string_view room, std::string_view person);

}  // namespace usher::web::rows
