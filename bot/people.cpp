// bot/people.cpp: chosen languages, and which language an answer is in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"

#include "bot/feature.hpp"
#include "bot/script.hpp"
#include "bot/text.hpp"

namespace usher::people {

std::string chosen_language(Database& db, std::string_view space, std::string_view person) {
  auto row = db.query("SELECT lang FROM people WHERE space=? AND person=?", space, person);
  return row.next() ? std::string(row.text(0)) : std::string();
}

std::string language_unasked(
    const Context& context, std::string_view space, std::string_view person
) {
  std::string lang = chosen_language(context.db, space, person);
  if (lang.empty() && context.platform_language) lang = context.platform_language(space, person);
  return lang;
}

void choose_language(
    Database& db, std::string_view space, std::string_view person, std::string_view lang,
    sys_seconds now
) {
  db.run(
      "INSERT INTO people(space,person,lang,touched) VALUES(?,?,?,?) "
      "ON CONFLICT(space,person) DO UPDATE SET lang=excluded.lang, touched=excluded.touched",
      space, person, lang, now
  );
}

void clear_language(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM people WHERE space=? AND person=?", space, person);
}

void forget(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM people WHERE space=? AND person=?", space, person);
}

std::string_view script_of(std::string_view text) {
  switch (read_script(text)) {
    case Script::simplified:
      return "zh-Hans";
    case Script::traditional:
      return "zh-Hant";
    default:
      return {};
  }
}

namespace {

std::string_view text_of(const Event& event) {
  if (const auto* message = event.as<Message>()) return message->text;
  if (const auto* edited = event.as<Edited>())
    if (const auto* message = std::get_if<Message>(&edited->now)) return message->text;
  if (const auto* command = event.as<Command>()) return command->args;
  return {};
}

bool is_chinese(std::string_view lang) {
  const std::string lower = to_lower_ascii(lang.substr(0, 3));
  return lower == "zh" || lower == "zh-" || lower == "zh_";
}

}  // namespace

std::string negotiate(Database& db, const Event& event, std::string_view room_language) {
  if (!event.who.id.empty()) {
    std::string chosen = chosen_language(db, event.at.space, event.who.id);
    if (!chosen.empty()) return chosen;
  }
  const Script script = read_script(text_of(event));
  if (script == Script::simplified) return "zh-Hans";
  if (script == Script::traditional) return "zh-Hant";
  if (script == Script::unclear) {
    // The asker's own Chinese, or the room's, where they have one.
    if (is_chinese(event.who.lang)) return event.who.lang;
    return is_chinese(room_language) ? std::string(room_language) : "zh-Hans";
  }
  if (!event.who.lang.empty()) return event.who.lang;
  return std::string(room_language.empty() ? std::string_view("en") : room_language);
}

}  // namespace usher::people
