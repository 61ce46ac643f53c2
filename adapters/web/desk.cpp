// adapters/web/desk.cpp: what all frames share, and the small ones.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/desk.hpp"

#include "adapters/web/json.hpp"
#include "adapters/web/places.hpp"
#include "bot/doc_codec.hpp"
#include "bot/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace json = boost::json;

namespace {

constexpr int page_size = 50;
constexpr std::size_t most_emoji = 32;  // bytes: a family of four with skin tones

// As far as can be told without Unicode's tables: no words. The keys "1️⃣", "#️⃣" begin with a character of ASCII.
bool is_emoji(std::string_view text) {
  bool beyond = false;
  for (const char c : text) {
    const bool high = static_cast<unsigned char>(c) >= 0x80;
    if (!high && std::string_view("0123456789#*").find(c) == std::string_view::npos) return false;
    beyond = beyond || high;
  }
  return beyond && text.size() <= most_emoji;
}

json::object ack(std::string_view id, bool fine) {
  return {{"is", "ack"}, {"id", id}, {"ok", fine}};
}

Phrase words_for(const Say& say, std::string_view error) {
  if (error == "no_room") return say("There is no such room.");
  if (error == "not_member") return say("You are not in that room.");
  if (error == "no_message") return say("That message is not there any more.");
  if (error == "not_yours") return say("Only its author can do that.");
  if (error == "too_long") return say("That is too long; send it in parts.");
  if (error == "empty") return say("There is nothing in it.");
  if (error == "no_button") return say("That button is not there any more.");
  if (error == "no_form") return say("That form is not known here any more. Please open it again.");
  if (error == "too_many") return say("There are enough reactions on that message already.");
  if (error == "no_edit")
    return say("A message cannot become a command. Send the command by itself.");
  if (error == "not_allowed") return say("You may not do that here.");
  if (error == "disk_full")
    return say("The disk is full, so nothing was recorded. Make room and try again.");
  if (error == "shutting_down") return say("Usher is shutting down; nothing was recorded.");
  if (error == "unavailable")
    return say("Something went wrong and nothing was recorded. Please try again.");
  return say("This page sent something that Usher does not understand. Please reload it.");
}

}  // namespace

Step Desk::take(const Sender& from, Frame frame) {
  const Case at{from, std::move(frame.id)};
  return std::visit([&](auto& what) { return on(at, what); }, frame.what);
}

Event Desk::event(const Case& at, Place place, What what, std::int64_t message) const {
  place.space = space_name;
  Event out;
  out.id = event_id(at);
  out.at = std::move(place);
  if (const Known* known = space_.roster.find(at.from.person))
    out.who = space_.roster.person(*known);
  out.route = to_route({at.from.tab, message});
  out.what = std::move(what);
  return out;
}

std::string Desk::ok(const Case& at, std::int64_t message) const {
  json::object out = ack(at.id, true);
  if (message != 0) out["message"] = message;
  return json::serialize(out);
}

std::string Desk::no(const Case& at, std::string_view error) const {
  json::object out = ack(at.id, false);
  out["error"] = error;
  out["text"] = words_for(space_.say(at.from.person), error).str();
  if (error == "disk_full" || error == "unavailable" || error == "shutting_down")
    out["again"] = true;
  return json::serialize(out);
}

std::string Desk::failed(const Case& at, errc why) const {
  if (why == errc::disk_full) return no(at, "disk_full");
  return no(at, why == errc::shutting_down ? "shutting_down" : "unavailable");
}

std::optional<std::string> Desk::not_in(const Case& at, std::string_view room) const {
  const Roster& roster = space_.roster;
  if (roster.is_member(room, at.from.person)) return std::nullopt;
  const RoomSpec* spec = roster.room(room);
  // What one may not see is not told from what is not there.
  const bool seen = spec != nullptr && roster.may_join(*spec, at.from.person);
  return no(at, seen ? "not_member" : "no_room");
}

std::optional<Message> Desk::visible(const Case& at, std::int64_t id, bool also_deleted) const {
  auto message = rows::find(*space_.reader, id);
  const bool seen = message && (also_deleted || !message->deleted) &&
                    message->seen_by(at.from.person) &&
                    space_.roster.is_member(message->room, at.from.person);
  if (!seen) return std::nullopt;
  space_.dress(*message, at.from.person);
  return message;
}

Ask Desk::written(
    const Case& at, std::optional<Event> event, std::function<rows::Added(Database&)> write
) {
  auto result = std::make_shared<rows::Added>();
  Ask ask;
  ask.inbound.event = std::move(event);
  // Who was forgotten a moment ago leaves nothing behind.
  ask.inbound.also = [result, write = std::move(write), person = at.from.person](Database& db) {
    *result = {};
    {
      auto row = db.query("SELECT 1 FROM web_people WHERE id=?", person);
      if (!row.next()) return;
    }
    *result = write(db);
  };
  ask.then = [this, at, result](Result<Reply> reply) {
    if (!reply) return failed(at, reply.error());
    space_.publish(std::move(result->changed));
    return ok(at, result->id);
  };
  return ask;
}

// What has been done stays as whoever came later has made it.
Desk::Writer Desk::once(const Case& at, Writer write) const {
  return [write = std::move(write), id = event_id(at), now = space_.clock.seconds()](Database& db) {
    return rows::act_once(db, id, now) ? write(db) : rows::Added{};
  };
}

Step Desk::on(const Case& at, const frame::React& react) {
  const auto message = visible(at, react.message);
  if (!message) return no(at, "no_message");
  const std::string emoji = sanitize(react.emoji);
  if (!is_emoji(emoji)) return no(at, "not_understood");
  const auto known =
      std::ranges::find(message->reactions, emoji, [](const auto& one) { return one.first; });
  if (react.add && known == message->reactions.end() &&
      message->reactions.size() >= rows::most_emoji)
    return no(at, "too_many");
  std::optional<Event> told;
  if (message->author == bot_id && !message->key.empty())
    told = event(
        at, {"", message->room, message->thread == 0 ? "" : std::to_string(message->thread)},
        Reacted{message->key, emoji, react.add}, message->id
    );
  return written(
      at, std::move(told),
      once(
          at, [id = message->id, emoji, who = at.from.person, add = react.add](Database& db
              ) { return rows::Added{rows::react(db, id, emoji, who, add), id}; }
      )
  );
}

Step Desk::on(const Case& at, const frame::Press& press) {
  Doc doc;
  Place place{"", direct_room(at.from.person), ""};
  std::string key;
  if (press.message == 0) {
    auto row = space_.reader->query("SELECT doc FROM web_homes WHERE person=?", at.from.person);
    if (row.next()) doc = decode_doc(row.blob(0)).value_or(Doc());
  } else {
    auto message = visible(at, press.message);
    if (!message) return no(at, "no_message");
    doc = std::move(message->doc);
    key = message->key;
    place.room = message->room;
    if (message->thread != 0) place.thread = std::to_string(message->thread);
  }
  const std::vector<Button> buttons = buttons_of(doc);
  if (press.button < 0 || static_cast<std::size_t>(press.button) >= buttons.size())
    return no(at, "no_button");
  const Button& button = buttons[static_cast<std::size_t>(press.button)];
  if (!button.url.empty()) return no(at, "no_button");
  Press what{button.action, button.value, button.secret, std::move(key)};
  return written(at, event(at, std::move(place), std::move(what), press.message), [](Database&) {
    return rows::Added{};
  });
}

Step Desk::on(const Case& at, const frame::Home&) {
  return written(at, event(at, {"", direct_room(at.from.person), ""}, Opened{}), [](Database&) {
    return rows::Added{};
  });
}

Step Desk::on(const Case& at, const frame::History& history) {
  if (auto refusal = not_in(at, history.room)) return *refusal;
  rows::Page page = rows::page(
      *space_.reader, history.room, history.thread, at.from.person, history.before, page_size
  );
  for (Message& message : page.messages) space_.dress(message, at.from.person);
  json::object out = ack(at.id, true);
  out["messages"] = to_json(std::span<const Message>(page.messages));
  out["more"] = page.more;
  return json::serialize(out);
}

Step Desk::on(const Case& at, const frame::Complete& complete) {
  const Known* known = space_.roster.find(at.from.person);
  const Say say = space_.say(at.from.person);
  json::array found;
  const Roles here = known == nullptr ? Roles{} : roles_of(known->role);
  const auto& beside = space_.settings.roles;
  const Roles roles = beside ? beside(at.from.person, here) : here;
  if (known != nullptr && complete.line.size() <= most_text)
    for (const auto& one : space_.commands.complete(complete.line, roles))
      found.push_back(json::object{{"text", one.text}, {"summary", say(one.summary).str()}});
  json::object out = ack(at.id, true);
  out["found"] = std::move(found);
  return json::serialize(out);
}

}  // namespace usher::web
