// bot/people.cpp: chosen languages, and which language an answer is in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"

#include "bot/text.hpp"

#include <algorithm>

namespace usher::people {

std::string chosen_language(Database& db, std::string_view space, std::string_view person) {
  auto row = db.query("SELECT lang FROM people WHERE space=? AND person=?", space, person);
  return row.next() ? std::string(row.text(0)) : std::string();
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
  // Common characters that exist in one script only. A short question holds a few of them nearly
  // always; one that holds none reads the same in both.
  constexpr std::string_view simplified =
      "这个们来对时会为说国学过还进动现发经关问题语样种报门开么没从实产业务义体处议应该请谢讲谁让给"
      "网码错误须";
  constexpr std::string_view traditional =
      "這個們來對時會為說國學過還進動現發經關問題語樣種報門開麼沒從實產業務義體處議應該請謝講誰讓給"
      "網碼錯誤須";
  int hans = 0;
  int hant = 0;
  int han = 0;
  int other = 0;
  for (std::size_t at = 0; at < text.size() && at < 4000;) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c >= 0x4E00 && c <= 0x9FFF) {
      ++han;
      const std::string_view character = text.substr(begin, at - begin);
      const bool in_hans = simplified.find(character) != std::string_view::npos;
      const bool in_hant = traditional.find(character) != std::string_view::npos;
      if (in_hans && !in_hant) ++hans;
      if (in_hant && !in_hans) ++hant;
    } else if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3)) {
      return {};  // Japanese or Korean
    } else if (c > 0x20) {
      ++other;
    }
  }
  // "怎么安装 numpy": names in Latin letters are no sign of English.
  if (han == 0 || han * 6 < other) return {};
  if (hant > hans) return "zh-Hant";
  return hans > 0 ? "zh-Hans" : std::string_view{};
}

namespace {

std::string_view text_of(const Event& event) {
  if (const auto* message = event.as<Message>()) return message->text;
  if (const auto* edited = event.as<Edited>()) return edited->now.text;
  if (const auto* command = event.as<Command>()) return command->args;
  return {};
}

bool is_chinese(std::string_view lang) { return to_lower_ascii(lang.substr(0, 2)) == "zh"; }

}  // namespace

std::string negotiate(Database& db, const Event& event, std::string_view room_language) {
  if (!event.who.id.empty()) {
    std::string chosen = chosen_language(db, event.at.space, event.who.id);
    if (!chosen.empty()) return chosen;
  }
  const std::string_view said = text_of(event);
  if (!said.empty()) {
    const std::string_view script = script_of(said);
    if (!script.empty()) return std::string(script);
    // Chinese that reads the same in both scripts: the platform's Chinese if it has one.
    const bool has_han =
        std::ranges::any_of(said, [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
    if (has_han && is_chinese(event.who.lang)) return event.who.lang;
  }
  if (!event.who.lang.empty()) return event.who.lang;
  return std::string(room_language.empty() ? std::string_view("en") : room_language);
}

}  // namespace usher::people
