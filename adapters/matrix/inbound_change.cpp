// adapters/matrix/inbound_change.cpp: what changes what was said or who is there: edits, reactions, redactions, members, rooms.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/reading.hpp"
#include "bot/text.hpp"

#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_emoji = 64;  // bytes: families of four have some thirty
constexpr std::size_t longest_name = 255;

}  // namespace

Received read_edit(const RoomEvent& event, const Relation& relation, const Arrival& in) {
  const json::object* const now = look::object(event.content, "m.new_content");
  if (now == nullptr) return drop("an edit of nothing");
  // What it answered, and the thread that it stands in, are the first message's; clients repeat them here.
  const Relation first = relation_of(*now);
  Words said = said_in(*now, first, in);
  if (!said.why.empty()) return drop(said.why);
  Way way;
  way.related = true;
  way.event = relation.event;  // what is answered is the message, and not the news of its change
  if (first.kind == Relation::Kind::thread)
    way.thread = first.event;
  else if (auto* message = std::get_if<usher::Message>(&said.what)) {
    message->root = relation.event;
    message->reply = !first.reply_to.empty();
  }
  Edited what{relation.event, std::move(said.what), {}};
  Received out = heard(event, in, std::move(what), std::move(way));
  out.original = relation.event;
  return out;
}

bool may_edit(const RoomEvent& edit, const RoomEvent& original) {
  return original.type == "m.room.message" && !original.state_key && !original.redacted &&
         original.room == edit.room && original.sender == edit.sender &&
         relation_of(original.content).kind != Relation::Kind::replace;
}

Received read_reaction(const RoomEvent& event, const Arrival& in) {
  if (event.state_key) return drop("a state event");
  const Relation relation = relation_of(event.content);
  if (relation.kind != Relation::Kind::annotation) return drop("no annotation");
  const std::string emoji = sanitize(relation.key);
  if (trim(emoji).empty() || emoji.size() > longest_emoji) return drop("no emoji");
  Way way;
  way.event = relation.event;
  way.related = true;
  Received out = heard(event, in, Reacted{"", std::string(trim(emoji)), true}, std::move(way));
  out.touched = relation.event;
  return out;
}

Received read_redaction(const RoomEvent& event, const Arrival& in) {
  if (event.redacts.empty()) return drop("a redaction of nothing");
  Received out = heard(event, in, Deleted{event.redacts});
  out.redacted = event.redacts;
  return out;
}

Received read_member(const RoomEvent& event, const Arrival& in) {
  if (!event.state_key || !is_user_id(*event.state_key)) return drop("nobody");
  if (*event.state_key == in.us.user) return drop("our own");
  const bool is = look::text(event.content, "membership") == "join";
  const bool was = look::text(event.previous, "membership") == "join";
  if (is == was) return drop(is ? "a profile" : "an invitation");
  Received out = heard(event, in, is ? What(Joined{}) : What(Left{}));
  out.event->who.id = *event.state_key;  // who was sent away did not do it
  return out;
}

Received read_room(const RoomEvent& event, const Arrival& in) {
  using How = RoomChanged::How;
  if (event.state_key != "") return drop("nothing to answer");
  if (event.type == "m.room.name") {
    const std::string name = sanitize(look::text(event.content, "name"));
    return heard(event, in, RoomChanged{How::renamed, shorten(trim(name), longest_name)});
  }
  if (event.type != "m.room.tombstone") return drop("nothing to answer");
  const std::string_view now = look::text(event.content, "replacement_room");
  if (!is_room_id(now) || now == event.room) return drop("no room to go to");
  return heard(event, in, RoomChanged{How::replaced, std::string(now)});
}

}  // namespace usher::matrix
