// adapters/matrix/reading.hpp: the parts that the readers of events (inbound*.cpp) have in common. Theirs alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/inbound.hpp"

#include <string_view>

namespace usher::matrix {

Received drop(std::string_view why);  // a literal

// An event of its sender's, with its way back. way: what differs from the event's own room, id and time is filled in by the
// caller.
Received heard(const RoomEvent& event, const Arrival& in, What what, Way way = {});

// What is said in a message's content, or in the new one of an edit; why: it is none that Usher reads.
struct Words {
  std::variant<usher::Message, Command> what;
  std::string_view why{};
};
Words said_in(const boost::json::object& content, const Relation& relation, const Arrival& in);

Received read_edit(const RoomEvent& event, const Relation& relation, const Arrival& in);
Received read_reaction(const RoomEvent& event, const Arrival& in);
Received read_redaction(const RoomEvent& event, const Arrival& in);
Received read_member(const RoomEvent& event, const Arrival& in);
Received read_room(const RoomEvent& event, const Arrival& in);

}  // namespace usher::matrix
