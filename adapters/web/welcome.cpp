// adapters/web/welcome.cpp: what a tab is told when it comes, and the frames about rooms and people.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/json.hpp"
#include "adapters/web/space.hpp"
#include "bot/doc_codec.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace json = boost::json;

namespace {

constexpr int newest = 50;        // messages of each room for a tab that comes anew
constexpr int most_missed = 500;  // changes; who missed more begins anew

json::object room_json(const Space& space, std::string_view id, const std::string& person) {
  const RoomSpec* spec = space.roster.room(id);
  const bool member = space.roster.is_member(id, person);
  json::object out;
  out["id"] = id;
  out["name"] = spec != nullptr ? std::string_view(spec->id) : std::string_view();
  if (spec != nullptr) out["topic"] = spec->topic;
  out["kind"] = spec != nullptr ? "room" : (id.starts_with(direct_prefix) ? "direct" : "group");
  out["private"] = space.roster.is_private(id);
  out["member"] = member;
  if (!member) return out;
  json::array members;
  for (const std::string& one : space.roster.members(id)) members.emplace_back(one);
  out["members"] = std::move(members);
  const rows::Mark mark = space.reader ? rows::mark(*space.reader, id, person) : rows::Mark{};
  out["read"] = mark.read;
  out["unread"] = mark.unread;
  return out;
}

// In the order in which they are shown: as configured, then the groups, then the conversation with Usher.
std::vector<std::string> rooms_of(const Space& space, const std::string& person) {
  std::vector<std::string> out;
  for (const RoomSpec& spec : space.roster.rooms())
    if (space.roster.may_join(spec, person)) out.push_back(spec.id);
  std::ranges::move(space.roster.groups_of(person), std::back_inserter(out));
  out.push_back(direct_room(person));
  return out;
}

void add_messages(
    const Space& space, const Known& me, const std::vector<std::string>& rooms, std::int64_t since,
    json::object& into
) {
  const std::int64_t rev = rows::newest_rev(*space.reader);
  // A tab that knows of changes which never were has seen another database.
  const bool anew = since == 0 || since > rev || rev - since > most_missed;
  std::vector<Message> messages;
  json::array more;
  std::size_t bytes = 0;
  if (!anew) {
    messages = rows::since(*space.reader, since, most_missed);
    std::erase_if(messages, [&](const Message& message) {
      return !message.seen_by(me.id) || !space.roster.is_member(message.room, me.id);
    });
    for (const Message& message : messages) bytes += rows::size_of(message);
  }
  // One frame must fit into a tab's queue: what does not is asked for when its room is looked at.
  const bool fresh = anew || bytes > rows::most_bytes;
  if (fresh) {
    messages.clear();
    bytes = 0;
    for (const std::string& room : rooms) {
      if (!space.roster.is_member(room, me.id)) continue;
      rows::Page page = rows::page(*space.reader, room, 0, me.id, 0, newest);
      for (const Message& message : page.messages) bytes += rows::size_of(message);
      if (bytes > rows::most_bytes && !messages.empty()) break;
      if (page.more) more.emplace_back(room);
      std::ranges::move(page.messages, std::back_inserter(messages));
    }
  }
  for (Message& message : messages) space.dress(message, me.id);
  into["rev"] = rev;
  into["reset"] = fresh;
  if (fresh) into["more"] = std::move(more);
  into["messages"] = to_json(std::span<const Message>(messages));
}

void add_forms(const Space& space, const Known& me, json::object& into) {
  json::array forms;
  const sys_seconds now = space.clock.seconds();
  auto row = space.reader->query("SELECT id,form FROM web_forms WHERE person=? ORDER BY id", me.id);
  while (row.next()) {
    ByteReader from(row.blob(1));
    Ticket ticket{row.integer(0), me.id, from.string(), from.string(), decode_form(from), now};
    if (!from.ok()) continue;
    forms.push_back(to_json(ticket.form, space.seal->ticket(ticket)));
  }
  for (const auto& [id, waiting] : space.secret_forms)
    if (waiting.person == me.id && waiting.until > now) {
      const Ticket ticket{id, me.id, waiting.room, waiting.thread, waiting.form, now};
      forms.push_back(to_json(ticket.form, space.seal->ticket(ticket)));
    }
  into["forms"] = std::move(forms);
}

}  // namespace

std::string room_frame(const Space& space, std::string_view room, const std::string& person) {
  const RoomSpec* spec = space.roster.room(room);
  const bool sees = space.roster.is_member(room, person) ||
                    (spec != nullptr && space.roster.may_join(*spec, person));
  json::object out;
  if (!sees) {
    out["is"] = "gone";
    out["room"] = room;
  } else {
    out["is"] = "room";
    out["room"] = room_json(space, room, person);
  }
  return json::serialize(out);
}

std::string person_frame(const Known& known) {
  return json::serialize(json::object{{"is", "person"}, {"person", to_json(known)}});
}

namespace {

json::object me_json(const Known& me) {
  json::object out = to_json(me);
  out["lang"] = me.lang;
  out["zone"] = me.zone;
  return out;
}

}  // namespace

std::string me_frame(const Known& known) {
  return json::serialize(json::object{{"is", "me"}, {"me", me_json(known)}});
}

std::string form_frame(const Space& space, const Ticket& ticket) {
  return json::serialize(
      json::object{{"is", "form"}, {"form", to_json(ticket.form, space.seal->ticket(ticket))}}
  );
}

std::string welcome_frame(const Space& space, const Known& me, std::int64_t since) {
  json::object out;
  out["is"] = "welcome";
  out["me"] = me_json(me);
  out["bot"] = {{"id", bot_id}, {"name", "Usher"}};
  out["community"] = space.settings.community;
  const std::vector<std::string> rooms = rooms_of(space, me.id);
  json::array shown;
  for (const std::string& room : rooms) shown.push_back(room_json(space, room, me.id));
  out["rooms"] = std::move(shown);
  json::array people;
  for (const auto& [id, known] : space.roster.people()) people.push_back(to_json(known));
  out["people"] = std::move(people);
  add_messages(space, me, rooms, since, out);
  add_forms(space, me, out);
  out["home"] = nullptr;
  auto row = space.reader->query("SELECT doc FROM web_homes WHERE person=?", me.id);
  if (row.next())
    if (const auto doc = decode_doc(row.blob(0))) out["home"] = to_json(*doc);
  out["limits"] = {
      {"text", most_text},
      {"frames_per_second", space.settings.frames_per_second},
      {"burst", space.settings.burst}
  };
  out["now"] = space.clock.seconds().time_since_epoch().count();
  return json::serialize(out);
}

}  // namespace usher::web
