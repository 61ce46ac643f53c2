// adapters/matrix/wire.hpp: what a homeserver sends, read into plain values: /sync, /messages, transactions of the
// application service API. Pure; linear; never throws on any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// An event of a room, stripped state included. What is missing is empty. Of types that Usher does not look at (is_heard()
// below) there is none in a batch, a page or a state, so that chatter of others costs no memory.
struct RoomEvent {
  std::string room;  // of a transaction as the event says; of a sync its room's
  std::string id;    // empty: stripped state
  std::string type, sender;
  std::optional<std::string> state_key;  // a state event
  // origin_server_ts, UTC: the sender's server's word, to be believed within limits; 1970 to 9999.
  sys_millis at{};
  // What of it is deeper than 32 levels, or no Unicode, is left out of it, and the rest is there.
  boost::json::object content;
  boost::json::object previous;  // unsigned.prev_content, of m.room.member
  std::string redacts;           // of m.room.redaction, from either place (room version 11)
  bool redacted = false;         // what it said is gone already
  // unsigned.membership (v1.11): whether Usher was in the room when it was said. None: the server does not say so.
  std::optional<bool> present;
  std::string transaction;  // unsigned.transaction_id: this device sent it
  std::vector<RoomEvent>
      stripped;  // unsigned.invite_room_state, of an invitation that was asked for by itself
};

// What happened in one room, in order.
struct RoomNews {
  // What Usher is there now. It counts more than what the timeline says of Usher's own membership: the filter keeps our own
  // join out of the timeline, where the invitation before it still stands, and Synapse puts the join into `state`.
  enum class How : std::uint8_t { joined, invited, left } how = How::joined;
  std::string room;
  std::vector<RoomEvent>
      state;  // before the timeline; of an invitation the stripped state, our own invitation last
  std::vector<RoomEvent> timeline;  // oldest first
  // There is a gap before the timeline. Not where the timeline begins before Usher came: that gap is none of its business.
  bool limited = false;
  std::string before;  // prev_batch: where the gap ends
};

// One answer of /sync, or one transaction.
struct Batch {
  std::string next;  // next_batch; empty of a transaction
  std::vector<RoomNews> rooms;
  std::optional<boost::json::object> direct;  // m.direct, when it has changed
  // Untouched, for MatrixCrypto::sync: to_device, device_lists, device_one_time_keys_count, device_unused_fallback_key_types.
  boost::json::object crypto;
};

// errc::malformed: no JSON object, or a broken one; too_large: more than `limits` says. What is wrong with one event leaves that
// event out, however deep it is: nobody can make Usher deaf by what they say. Of rooms where nothing is heard, no news.
struct WireLimits {
  std::size_t events =
      200'000;  // of all rooms together: a first sync of 1,000 rooms has some 12,000
};
Result<Batch> read_sync(std::string_view body, const WireLimits& limits = {});
// self: Usher's user id. A transaction does not say what Usher is in a room: its own membership events do, and the invitations
// of others look like its own (Synapse shows their stripped state too). What is pushed was said while Usher was there.
Result<Batch> read_transaction(
    std::string_view body, std::string_view self, const WireLimits& limits = {}
);
// One page of GET /messages with dir=b: newest first, as it comes. end: empty where nothing is left.
struct Page {
  std::vector<RoomEvent> events;
  std::vector<RoomEvent> state;  // the members who speak in it
  std::string end;
};
Result<Page> read_messages(std::string_view body, std::string_view room);
// GET /rooms/{room}/event/{event}. Nothing where it is none: no type, no sender's user id, no event's id.
std::optional<RoomEvent> read_event(const boost::json::object& event, std::string_view room);
// GET /rooms/{id}/state: an array of state events.
Result<std::vector<RoomEvent>> read_state(std::string_view body, std::string_view room);

// What of an event is a relation to another (m.relates_to).
struct Relation {
  // other: another type, or an event's id that is none. With any but `none` no thread may be begun on it.
  enum class Kind : std::uint8_t { none, thread, replace, annotation, other } kind = Kind::none;
  std::string
      event;  // what it relates to: a thread's root, the message that was edited or reacted to
  std::string key;            // of an annotation: "👍"
  std::string reply_to;       // m.in_reply_to
  bool falling_back = false;  // that is a fallback for clients without threads, and no reply
};
Relation relation_of(const boost::json::object& content);

// The filter of every /sync (facts/matrix.md 2, "filter"): not our own echo, members lazily, no presence, no receipts, no
// typing, of account data only m.direct, only the types that are heard. self: Usher's user id. timeline: events a room.
// first: the timeline is not wanted, for nothing old is acted on: limit 1.
boost::json::object filter(std::string_view self, int timeline, bool first);
boost::json::object page_filter(std::string_view self);  // of /messages, for the same events
// The types of timeline and state that are heard, encrypted messages among them.
bool is_heard(std::string_view type);

}  // namespace usher::matrix
