// adapters/slack/lookup.hpp: finding a message of Usher's again by its metadata (facts/slack.md 1.4), and the marks
// themselves. Metadata can be read by every app and member: marks name rows and events, nothing that anybody said.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/model.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// What stands in the metadata of every message that Usher posts.
struct Mark {
  std::string
      installation;  // rows::installation(): row numbers of another database mean something else
  std::int64_t row = 0;  // the outbox row
  int part = 0;          // of a long message: 0, 1, …
  std::string event;     // the event that it answers; empty where it answers none
  bool secret_question = false;
  bool operator==(const Mark&) const = default;
};

inline constexpr std::string_view mark_type = "usher_message";

// The argument `metadata` of chat.postMessage and chat.update.
boost::json::object metadata_of(const Mark& mark);
std::optional<Mark> mark_of(const boost::json::object& message);

// A message that is there.
struct Found {
  std::string ts, thread;
  Mark mark;
};
// Those of this bot with a mark, of an answer of conversations.history or .replies.
std::vector<Found> marked(
    const boost::json::object& answer, std::string_view user, std::string_view bot
);

}  // namespace usher::slack
