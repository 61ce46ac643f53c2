// adapters/matrix/wire_filter.cpp: what is heard, what is asked for, and what hangs on what.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/wire.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace usher::matrix {

namespace json = boost::json;

namespace {

// The most frequent first.
constexpr std::array<std::string_view, 14> heard{
    "m.room.message",         "m.reaction",
    "m.room.member",          "m.room.redaction",
    "m.room.encrypted",       "m.room.encryption",
    "m.room.create",          "m.room.join_rules",
    "m.room.power_levels",    "m.room.history_visibility",
    "m.room.canonical_alias", "m.room.name",
    "m.room.tombstone",       "m.space.child"
};

json::array types() { return json::array(heard.begin(), heard.end()); }

json::string text_of(std::string_view text) { return json::string(text.data(), text.size()); }

// A RoomEventFilter: our own echo is not wanted, and of members only who speaks.
json::object events(std::string_view self) {
  return {
      {"types", types()}, {"not_senders", json::array{text_of(self)}}, {"lazy_load_members", true}
  };
}

json::object none() { return {{"types", json::array()}}; }

}  // namespace

bool is_heard(std::string_view type) { return std::ranges::find(heard, type) != heard.end(); }

json::object page_filter(std::string_view self) { return events(self); }

json::object filter(std::string_view self, int timeline, bool first) {
  json::object heard_there = events(self);
  heard_there["limit"] = first ? 1 : timeline;
  // Not without our own: who made the room, and that Usher has joined it, is state too.
  json::object state{{"types", types()}, {"lazy_load_members", true}};
  json::object room{
      {"timeline", std::move(heard_there)},
      {"state", std::move(state)},
      {"ephemeral", none()},
      {"account_data", none()}
  };
  return {
      {"room", std::move(room)},
      {"presence", none()},
      {"account_data", json::object{{"types", json::array{"m.direct"}}}}
  };
}

Relation relation_of(const json::object& content) {
  using Kind = Relation::Kind;
  Relation out;
  const json::object* const relates = look::object(content, "m.relates_to");
  if (relates == nullptr) return out;
  const std::string_view reply = look::text(*relates, "m.in_reply_to", "event_id");
  if (is_event_id(reply)) out.reply_to = reply;
  const std::string_view type = look::text(*relates, "rel_type");
  const std::string_view event = look::text(*relates, "event_id");
  // A relation to nothing is none.
  if (type.empty() || event.empty()) return out;
  out.kind = Kind::other;
  // Homeservers take any text for an event's id, and count it as a relation.
  if (!is_event_id(event)) return out;
  if (type == "m.thread") out.kind = Kind::thread;
  if (type == "m.replace") out.kind = Kind::replace;
  if (type == "m.annotation") out.kind = Kind::annotation;
  out.event = event;
  if (out.kind == Kind::annotation) out.key = look::text(*relates, "key");
  if (out.kind == Kind::thread) out.falling_back = look::flag(*relates, "is_falling_back");
  return out;
}

}  // namespace usher::matrix
