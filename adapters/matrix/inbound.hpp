// adapters/matrix/inbound.hpp: what an event of a room's timeline is to Usher. Pure: no clock, no socket, no database; never
// throws on any event.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/identity.hpp"
#include "adapters/matrix/route.hpp"
#include "adapters/matrix/wire.hpp"
#include "bot/command_table.hpp"
#include "bot/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::matrix {

// What is known beside the event. The references are read during the call only.
struct Arrival {
  const Identity& us;
  const CommandTable& commands;
  bool direct = false;  // the room is the sender's and Usher's alone (directs.hpp)
  bool asks_secret =
      false;  // the latest of Usher's messages in it asks a secret question (rows.hpp): Message::answers_secret
};

// An event, read. event->who has the id alone; name and roles are filled in by the feed (feed.hpp). Event ids (the inbox's
// keys) are Matrix's event ids. Places: room is the room's id, thread a thread's root.
//
//   m.room.message  m.text and m.emote are a Message or a Command; m.notice and all other msgtypes are dropped (a notice is a
//                   bot's word: answering it is how two bots never stop). m.replace: Edited{first, now}, said left at the
//                   epoch: the feed knows when the first was said, and by whom (Synapse takes an edit of somebody else's
//                   message with 200, facts/matrix.md 2, "edits": `original` is to be compared).
//   m.reaction      an annotation: `touched` and the key; a Press where the message offered it (buttons.hpp), else Reacted.
//   m.room.redaction  Deleted{redacts}; of a reaction: the feed finds out what it was (`redacted`).
//   m.room.member   Joined and Left, where membership changed and it is not Usher's own.
//   m.room.name, m.room.tombstone  RoomChanged renamed, replaced.
//   m.room.encrypted  nothing to read: `encrypted`.
//   m.room.encryption and other state: nothing here; Rooms (rooms.hpp) reads state before the timeline is acted on.
struct Received {
  std::optional<Event> event;  // none: it is dropped
  std::string_view dropped{};  // why there is none, for the log: "our own", "a notice"; a literal
  std::string
      original;  // of an edit: the event that it changes; the first's sender and room must be this one's
  std::string touched;   // of a reaction: the event; Reacted::key is the feed's to fill
  std::string redacted;  // what was taken back: a message or a reaction of anybody's
  // Of a message that is a reply, and not merely a thread's for clients without threads: what it answers. Offices::picked asks.
  std::string reply_to;
  bool encrypted = false;  // it is in a tongue that Usher does not speak yet (crypto.hpp)
  Way way;
};
Received read(const RoomEvent& event, const Arrival& in);

// Whether that edit counts: a message of the same sender in the same room, which is there still and no edit itself. Homeservers
// let anybody send any (facts/matrix.md 2, "edits").
bool may_edit(const RoomEvent& edit, const RoomEvent& original);

}  // namespace usher::matrix
