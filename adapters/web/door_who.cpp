// adapters/web/door_who.cpp: saying who one is, or showing a token.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/door.hpp"
#include "adapters/web/frame.hpp"
#include "adapters/web/json.hpp"
#include "bot/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace usher::web {

namespace json = boost::json;
using net::HttpResponse;

namespace {

constexpr std::size_t most_people = 5000;  // who may say who they are
constexpr std::size_t longest_name = 60;   // code points
constexpr int cookie_seconds = 90 * 24 * 3600;

constexpr std::array<std::string_view, 6> keys = {"id", "name", "role", "lang", "zone", "token"};

std::string text_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr) return {};
  return {value->get_string().data(), value->get_string().size()};
}

// The first key that is given and is no text; empty where all are.
std::string_view not_text(const json::object& from) {
  const auto it = std::ranges::find_if(keys, [&](std::string_view key) {
    const json::value* value = from.if_contains(key);
    return value != nullptr && !value->is_string();
  });
  return it == keys.end() ? std::string_view() : *it;
}

std::string came(const std::string& person, const std::string& room, sys_seconds now) {
  return person + "/came/" + room + "/" + std::to_string(now.time_since_epoch().count());
}

}  // namespace

HttpResponse Door::refuse(int status, std::string_view field, const Phrase& text) const {
  const json::object out{{"error", field}, {"text", text.str()}};
  return answer(status, json::serialize(out), "application/json; charset=utf-8");
}

DoorStep Door::who(const net::HttpRequest& request) {
  json::parse_options options;
  options.max_depth = 2;
  json::error_code error;
  const json::value body = json::parse(request.body, error, {}, options);
  if (error || !body.is_object())
    return answer(400, "That is no JSON object.\n", "text/plain; charset=utf-8");
  const json::object& in = body.get_object();
  if (const std::string_view wrong = not_text(in); !wrong.empty()) {
    const Say say(space_.catalog, space_.settings.language);
    return refuse(
        400, wrong,
        say("This page sent something that Usher does not understand. Please reload it.")
    );
  }
  Asked asked{text_at(in, "id"),   text_at(in, "name"), text_at(in, "role"),
              text_at(in, "lang"), text_at(in, "zone"), text_at(in, "token")};
  if (!is_language(asked.lang)) asked.lang = space_.settings.language;
  const Say say(space_.catalog, asked.lang);
  if (!is_zone(asked.zone))
    return refuse(400, "zone", say("That is no time zone; write it as Europe/Berlin."));
  if (!space_.accept) return answer(503, "Usher is starting.\n", "text/plain; charset=utf-8");
  return space_.with_tokens() ? by_token(asked) : choose(asked);
}

DoorStep Door::choose(const Asked& asked) {
  const Say say(space_.catalog, asked.lang);
  const Known* before = asked.id.empty() ? nullptr : space_.roster.find(asked.id);
  if (!asked.id.empty() && before == nullptr)
    return refuse(400, "id", say("Nobody of that name has been here."));
  Known known;
  if (before != nullptr) known = *before;
  const std::string name(trim(sanitize(asked.name)));
  if (before == nullptr || !asked.name.empty()) known.name = name;
  if (known.name.empty() || count_code_points(known.name) > longest_name)
    return refuse(400, "name", say("Write a name of at most 60 characters."));
  if (before == nullptr || !asked.role.empty()) known.role = asked.role;
  if (std::ranges::find(role_names(), known.role) == role_names().end())
    return refuse(400, "role", say("Please choose one of these."));
  if (before == nullptr && space_.roster.people().size() >= most_people)
    return refuse(400, "name", say("Too many people have been here already."));
  known.lang = asked.lang;
  if (!asked.zone.empty() || before == nullptr) known.zone = asked.zone;
  if (before == nullptr) known.id = new_id(known.name);
  const bool is_new = before == nullptr;
  return enter(known, is_new);
}

DoorStep Door::by_token(const Asked& asked) {
  const Say say(space_.catalog, asked.lang);
  const TokenSpec* found = nullptr;
  for (const TokenSpec& one : space_.settings.people)
    if (same_secret(one.token.reveal(), asked.token)) found = &one;
  if (found == nullptr) return refuse(403, "token", say("That token is not known here."));
  const bool is_new = space_.roster.find(found->id) == nullptr;
  return enter({found->id, found->name, found->role, asked.lang, asked.zone}, is_new);
}

DoorStep Door::enter(const Known& known, bool is_new) {
  Entering out;
  const sys_seconds now = space_.clock.seconds();
  if (is_new) coming_.insert(known.id);
  const std::vector<std::string> rooms =
      is_new ? space_.roster.first_rooms() : std::vector<std::string>{};
  out.each.push_back(arrive(known, rooms, now));
  // Features hear of it once the person is there, with all rooms.
  for (const std::string& room : rooms) {
    Event joined;
    joined.id = came(known.id, room, now);
    joined.at = {std::string(space_name), room, ""};
    joined.who = space_.roster.person(known);
    joined.what = Joined{};
    out.each.push_back({{std::move(joined), {}}, [] {}});
  }
  out.then = [this, id = known.id](bool fine) {
    coming_.erase(id);
    if (!fine)
      return answer(503, "Nothing was recorded. Try again.\n", "text/plain; charset=utf-8");
    const json::object body{{"id", id}, {"path", "/as/" + id + "/"}};
    HttpResponse welcome = answer(200, json::serialize(body), "application/json; charset=utf-8");
    const std::string value =
        space_.seal->cookie(id, space_.clock.seconds(), space_.token_text(id));
    welcome.headers.push_back({"Set-Cookie", cookie(id, value, cookie_seconds)});
    return welcome;
  };
  return out;
}

// The person and the rooms that somebody new is put in, all or nothing.
Entering::One Door::arrive(
    const Known& known, const std::vector<std::string>& rooms, sys_seconds now
) {
  std::vector<Message> said;
  for (const std::string& room : rooms) {
    Message message;
    message.kind = Message::Kind::joined;
    message.room = room;
    message.author = known.id;
    message.at = now;
    message.event = came(known.id, room, now);
    said.push_back(std::move(message));
  }
  auto changed = std::make_shared<rows::Changed>();
  return {
      {std::nullopt,
       [changed, known, said = std::move(said), now](Database& db) {
         changed->clear();
         save(db, known, now);
         for (const Message& message : said) {
           save_member(db, message.room, known.id);
           rows::Added added = rows::add(db, message, 0);
           save_read(db, message.room, known.id, added.id, true);
           std::ranges::move(added.changed, std::back_inserter(*changed));
         }
       }},
      [this, changed, known, rooms] {
        space_.roster.put(known);
        for (const std::string& room : rooms) space_.roster.join(room, known.id);
        space_.hub.tell_all(person_frame(known));
        space_.publish(std::move(*changed));
        space_.hub.tell(known.id, me_frame(known));
        for (const RoomSpec& spec : space_.roster.rooms())
          if (spec.only) space_.hub.tell(known.id, room_frame(space_, spec.id, known.id));
      }
  };
}

// "Ada Lovelace" → "ada-lovelace", or with a number where that is taken; "guest" for a name without such letters.
std::string Door::new_id(std::string_view name) const {
  std::string base;
  for (const char c : to_lower_ascii(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) base += c;
    if (!plain && !base.empty() && base.back() != '-') base += '-';
    if (base.size() == 32) break;
  }
  while (base.ends_with('-')) base.pop_back();
  if (base.empty()) base = "guest";
  std::string id = base;
  const auto taken = [&] {
    return id == bot_id || coming_.contains(id) || space_.roster.find(id) != nullptr;
  };
  for (int n = 2; taken(); ++n) id = base + "-" + std::to_string(n);
  return id;
}

}  // namespace usher::web
