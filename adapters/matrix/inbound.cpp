// adapters/matrix/inbound.cpp: what an event is, and messages.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/inbound.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/reading.hpp"
#include "adapters/matrix/said.hpp"

#include <utility>

namespace usher::matrix {

namespace json = boost::json;

Received drop(std::string_view why) {
  Received out;
  out.dropped = why;
  return out;
}

Received heard(const RoomEvent& event, const Arrival& in, What what, Way way) {
  way.room = event.room;
  if (way.event.empty()) way.event = event.id;
  way.direct = in.direct;
  way.at = std::chrono::floor<std::chrono::seconds>(event.at);
  Received out;
  Event& made = out.event.emplace();
  made.id = event.id;
  made.at = Place{in.us.space(), event.room, way.thread};
  made.who.id = event.sender;
  made.route = way.route();
  made.what = std::move(what);
  made.ack_carries = false;
  out.way = std::move(way);
  return out;
}

Words said_in(const json::object& content, const Relation& relation, const Arrival& in) {
  const std::string_view kind = look::text(content, "msgtype");
  if (kind == "m.notice") return {{}, "a notice"};
  if (kind != "m.text" && kind != "m.emote") return {{}, "no text"};
  std::string words = words_of(content, !relation.reply_to.empty());
  if (words.empty()) return {{}, "empty"};
  const bool named = names(content, words, in.us);
  words = with_people(with_user_id(std::move(words), content, in.us), content);
  Words out{addressed(words, named, in.direct, in.us, in.commands)};
  const bool secret = in.direct && in.asks_secret;
  std::visit([&](auto& one) { one.answers_secret = secret; }, out.what);
  return out;
}

namespace {

Received read_message(const RoomEvent& event, const Arrival& in) {
  if (event.state_key) return drop("a state event");
  const Relation relation = relation_of(event.content);
  if (relation.kind == Relation::Kind::replace) return read_edit(event, relation, in);
  Words said = said_in(event.content, relation, in);
  if (!said.why.empty()) return drop(said.why);
  Way way;
  way.related = relation.kind != Relation::Kind::none;
  if (relation.kind == Relation::Kind::thread) way.thread = relation.event;
  if (auto* message = std::get_if<usher::Message>(&said.what); message != nullptr) {
    if (!way.related) message->root = event.id;
    message->reply = !relation.reply_to.empty() && !relation.falling_back;
  }
  Received out = heard(
      event, in,
      std::visit(
          [](auto&& one) { return What(std::forward<decltype(one)>(one)); }, std::move(said.what)
      ),
      std::move(way)
  );
  if (!relation.falling_back) out.reply_to = relation.reply_to;
  return out;
}

}  // namespace

Received read(const RoomEvent& event, const Arrival& in) {
  // Stripped state, or what the homeserver has left out.
  if (event.id.empty() || event.sender.empty() || event.room.empty()) return drop("no event");
  if (event.type == "m.room.member") return read_member(event, in);
  if (event.sender == in.us.user) return drop("our own");
  if (event.redacted) return drop("taken back");
  if (event.type == "m.room.message") return read_message(event, in);
  if (event.type == "m.reaction") return read_reaction(event, in);
  if (event.type == "m.room.redaction") return read_redaction(event, in);
  if (event.type == "m.room.encrypted") {
    Received out = drop("encrypted");
    out.encrypted = !event.state_key;
    return out;
  }
  return read_room(event, in);
}

}  // namespace usher::matrix
