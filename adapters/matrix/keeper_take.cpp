// adapters/matrix/keeper_take.cpp: what news of a room call for.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/keeper_impl.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

using What = Doing::What;

// What was turned on longer ago than this was not turned on just now: a first sync brings it.
constexpr std::chrono::hours news_for{24};

std::string joined(const std::vector<std::string>& servers) {
  std::string out;
  for (const std::string& one : servers) {
    if (!out.empty()) out += ',';
    out += one;
  }
  return out;
}

// What one room's news come to.
class Taking {
 public:
  Taking(Keeper::Parts& parts, const RoomNews& news, const Change& change)
      : parts_(parts), us_(parts.settings.identity.user), news_(news), change_(change) {}

  void read() {
    if (parts_.rooms.find(news_.room) == nullptr) return;
    for (const RoomEvent& event : news_.state) child(event);
    for (const RoomEvent& event : news_.timeline) {
      child(event);
      someone(event);
    }
    const Room& room = *parts_.rooms.find(news_.room);
    if (!is_known(room)) add(What::look, {}, {}, false);
    if (change_.came && room.direct && !room.with.empty()) add(What::tell, room.with, "hello");
    if (change_.encrypted && !parts_.crypto.able()) encrypted(room);
    if (change_.power || change_.came) power(room);
    if (change_.replaced) replaced(room);
  }

  struct One {
    Doing doing;
    bool row = true;
  };
  std::vector<One> doings;
  std::optional<Room> changed;  // to be written
  bool may_speak = false;       // what was told of its silence is over

 private:
  void add(What what, std::string person, std::string why, bool row = true) {
    doings.push_back({Doing{what, news_.room, std::move(person), std::move(why), {}}, row});
  }

  void abandon() {
    parts_.directs.abandon(news_.room);
    changed = *parts_.rooms.find(news_.room);
  }

  // Who comes, goes and speaks in a conversation of two.
  void someone(const RoomEvent& event) {
    const Room& room = *parts_.rooms.find(news_.room);
    const bool member = event.type == "m.room.member" && event.state_key.has_value();
    if (!member) {
      const bool speaks = event.type == "m.room.message" && event.sender != us_;
      // They were forgotten, and have come back.
      if (speaks && room.direct && room.with.empty())
        changed = parts_.rooms.set_direct(news_.room, event.sender);
      return;
    }
    if (*event.state_key == us_) return;
    const std::string_view now = look::text(event.content, "membership");
    const bool theirs = room.direct && *event.state_key == room.with;
    if (now == "leave" || now == "ban") {
      if (theirs || *event.state_key == room.inviter) add(What::leave, {}, "alone");
      if (theirs) abandon();
    } else if (now == "join" && room.direct && !room.with.empty() && !theirs) {
      // It is not theirs alone any more: what is for them alone is said elsewhere.
      abandon();
    }
  }

  void encrypted(const Room& room) {
    if (room.direct && !room.with.empty()) {
      add(What::open, room.with, "encrypted");
      abandon();
      return;
    }
    std::string person = room.inviter;
    const bool now = parts_.clock.now() - change_.at < news_for;
    if (person.empty() && now && change_.by != us_) person = change_.by;
    if (person.empty())
      log::info("matrix: {} is encrypted, and cannot be read", room.id);
    else
      add(What::tell, std::move(person), "encrypted");
  }

  // A room that was replaced is silenced by that.
  void power(const Room& room) {
    may_speak = room.can.speak;
    if (room.can.speak || room.space || !room.replaced_by.empty()) return;
    if (parts_.rooms.is_named(room.id) || room.inviter.empty())
      log::warning("matrix: Usher may not write in {}: its power level is too low there", room.id);
    if (!room.inviter.empty()) add(What::tell, room.inviter, "silenced");
  }

  // Of a conversation of two nothing is followed: where it leads, others may be.
  void replaced(const Room& room) {
    if (room.direct) return;
    if (parts_.rooms.is_named(room.id)) parts_.rooms.name_room(room.replaced_by);
    Doing join{What::join, room.replaced_by, {}, "replaced", {}};
    join.via = joined(via_of({change_.by, room.inviter, us_}));
    doings.push_back({std::move(join), true});
  }

  // Of Spaces that the configuration names, one level down.
  void child(const RoomEvent& event) {
    if (event.type != "m.space.child" || !event.state_key || !is_room_id(*event.state_key)) return;
    const Room& space = *parts_.rooms.find(news_.room);
    if (!space.space || !parts_.rooms.is_named(space.id)) return;
    const json::array* const via = look::array(event.content, "via");
    if (via == nullptr || via->empty()) return;  // it was taken out
    std::vector<std::string> servers;
    constexpr std::size_t most = 3;
    for (const json::value& one : *via)
      if (one.is_string() && servers.size() < most)
        servers.emplace_back(one.get_string().data(), one.get_string().size());
    doings.push_back({Doing{What::join, *event.state_key, {}, "child", joined(servers)}, false});
  }

  Keeper::Parts& parts_;
  const std::string& us_;
  const RoomNews& news_;
  const Change& change_;
};

}  // namespace

Write Keeper::Impl::take(const RoomNews& news, const Change& change) {
  if (news.how == RoomNews::How::invited) {
    const Room* const room = parts.rooms.find(news.room);
    if (room != nullptr) add(Doing{What::join, room->id, room->inviter, "invited", {}}, false);
    return {};
  }
  if (news.how == RoomNews::How::left) {
    if (parts.rooms.is_named(news.room))
      log::warning("matrix: Usher is not in {} any more, which the configuration names", news.room);
    return {};
  }
  Taking taking(parts, news, change);
  taking.read();
  std::vector<Doing> rows;
  for (const Taking::One& one : taking.doings) {
    add(one.doing, one.row);
    if (one.row) rows.push_back(one.doing);
  }
  if (rows.empty() && !taking.changed && !taking.may_speak) return {};
  return [rows = std::move(rows), changed = std::move(taking.changed), room = news.room,
          may_speak = taking.may_speak, now = parts.clock.seconds()](Database& db) {
    if (changed) rows::keep_room(db, *changed, now);
    if (may_speak) rows::untell(db, "silenced:" + room);
    for (const Doing& doing : rows)
      if (doing.what != What::tell || !rows::was_told(db, about_of(doing)))
        rows::add_doing(db, doing, now);
  };
}

}  // namespace usher::matrix
