// adapters/web/desk_room.cpp: coming into rooms, leaving them, reading them; and how one wants to be addressed.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/desk.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace {

Message notice(
    Message::Kind kind, const std::string& room, const std::string& person, sys_seconds at
) {
  Message out;
  out.kind = kind;
  out.room = room;
  out.author = person;
  out.at = at;
  return out;
}

}  // namespace

Step Desk::on(const Case& at, const frame::Join& join) {
  const RoomSpec* spec = space_.roster.room(join.room);
  if (spec == nullptr || !space_.roster.may_join(*spec, at.from.person)) return no(at, "no_room");
  if (space_.roster.is_member(join.room, at.from.person)) return ok(at);
  const std::string person = at.from.person;
  Message said = notice(Message::Kind::joined, join.room, person, space_.clock.seconds());
  said.event = event_id(at);
  auto ask = written(
      at, event(at, {"", join.room, ""}, Joined{}),
      [said, room = join.room, person](Database& db) {
        save_member(db, room, person);
        rows::Added added = rows::add(db, said, 0);
        save_read(db, room, person, added.id, true);
        return added;
      }
  );
  ask.then = [this, room = join.room, person, then = std::move(ask.then)](Result<Reply> reply) {
    const bool fine = reply.has_value();
    if (fine) space_.roster.join(room, person);
    std::string answer = then(std::move(reply));
    if (fine) space_.hub.tell(person, room_frame(space_, room, person));
    return answer;
  };
  return ask;
}

Step Desk::on(const Case& at, const frame::Leave& leave) {
  if (auto refusal = not_in(at, leave.room)) {
    const bool done = rows::id_of_event(*space_.reader, event_id(at)) != 0;
    return done ? ok(at) : *refusal;  // a repeat: the ack was lost
  }
  // A private room goes with the role, and the conversation with Usher is there whether one looks at it or not.
  if (!space_.roster.has_rows(leave.room)) return no(at, "not_allowed");
  const std::string person = at.from.person;
  Message said = notice(Message::Kind::left, leave.room, person, space_.clock.seconds());
  said.event = event_id(at);
  auto ask = written(
      at, event(at, {"", leave.room, ""}, Left{}),
      [said, room = leave.room, person](Database& db) {
        erase_member(db, room, person);
        return rows::add(db, said, 0);
      }
  );
  ask.then = [this, room = leave.room, person, then = std::move(ask.then)](Result<Reply> reply) {
    const bool fine = reply.has_value();
    if (fine) space_.roster.leave(room, person);
    std::string answer = then(std::move(reply));
    if (fine) space_.hub.tell(person, room_frame(space_, room, person));
    return answer;
  };
  return ask;
}

Step Desk::on(const Case& at, const frame::Read& read) {
  if (not_in(at, read.room)) return std::string();
  const bool rowed = space_.roster.has_rows(read.room);
  Ask ask;
  ask.inbound.also = [read, person = at.from.person, rowed](Database& db) {
    save_read(db, read.room, person, read.message, rowed);
  };
  ask.then = [this, read, from = at.from](const Result<Reply>& reply) {
    if (reply)
      space_.hub.tell(
          from.person,
          boost::json::serialize(
              boost::json::object{{"is", "read"}, {"room", read.room}, {"message", read.message}}
          ),
          from.tab
      );
    return std::string();
  };
  return ask;
}

Step Desk::on(const Case& at, const frame::Me& me) {
  const Known* before = space_.roster.find(at.from.person);
  if (before == nullptr || !is_language(me.lang) || !is_zone(me.zone))
    return no(at, "not_understood");
  Known now = *before;
  now.lang = me.lang;
  now.zone = me.zone;
  auto ask =
      written(at, std::nullopt, once(at, [now, at_time = space_.clock.seconds()](Database& db) {
                save(db, now, at_time);
                return rows::Added{};
              }));
  ask.then = [this, now, then = std::move(ask.then)](Result<Reply> reply) {
    if (reply) {
      space_.roster.put(now);
      space_.hub.tell(now.id, me_frame(now));
    }
    return then(std::move(reply));
  };
  return ask;
}

}  // namespace usher::web
