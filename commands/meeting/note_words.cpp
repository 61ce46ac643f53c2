// commands/meeting/note_words.cpp: what people type while notes are taken.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/minutes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace usher::meeting {

namespace {

using Kind = NoteLine::Kind;

constexpr std::size_t longest = 1'000;
constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_owner = 42;  // before a colon, with it

struct Word {
  std::string_view word;
  Kind kind;
};
constexpr std::array<Word, 22> words = {{
    {"here", Kind::present}, {"present", Kind::present}, {"到", Kind::present},
    {"签到", Kind::present}, {"簽到", Kind::present},    {"topic", Kind::topic},
    {"话题", Kind::topic},   {"話題", Kind::topic},      {"议题", Kind::topic},
    {"議題", Kind::topic},   {"info", Kind::info},       {"note", Kind::info},
    {"记录", Kind::info},    {"記錄", Kind::info},       {"action", Kind::action},
    {"待办", Kind::action},  {"待辦", Kind::action},     {"agreed", Kind::agreed},
    {"决定", Kind::agreed},  {"決定", Kind::agreed},     {"link", Kind::link},
    {"链接", Kind::link},
}};

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || out < 0 ||
      out > 100'000)
    return std::nullopt;
  return out;
}

// "Ada, Bo and 3 newcomers": names of who is not in the chat, and how many are new.
std::vector<NoteLine> names_in(std::string_view text, const std::string& own) {
  std::vector<NoteLine> out;
  if (trim(text).empty()) return {{Kind::present, own, std::string(said_oneself)}};
  std::string list(text);
  for (const std::string_view between : {" and ", "、", "，", ";"})
    for (auto at = list.find(between); at != std::string::npos; at = list.find(between))
      list.replace(at, between.size(), ",");
  for (const std::string_view part : split(list, ',')) {
    const std::string_view one = trim(part);
    if (one.empty()) continue;
    const FirstWord first = first_word(one);
    const std::string rest = to_lower_ascii(first.rest);
    const auto count = number_in(first.word);
    if (count && (rest == "newcomers" || rest == "newcomer" || rest == "位新人" || rest == "新人"))
      out.push_back({Kind::newcomers, "", std::to_string(*count)});
    else
      out.push_back({Kind::present, shorten(sanitize(one), longest_name), ""});
  }
  return out;
}

// "@ada write to the list", "ada: write to the list", "write to the list"
NoteLine action_in(std::string_view text) {
  NoteLine out{Kind::action, "", ""};
  const FirstWord first = first_word(text);
  std::string_view rest = text;
  if (first.word.starts_with('@') && first.word.size() > 1) {
    std::string_view name = first.word.substr(1);
    // A Matrix id has a colon of its own.
    if (name.ends_with(':')) name.remove_suffix(1);
    out.who = name;
    rest = first.rest;
  } else if (const auto colon = text.substr(0, longest_owner).find(": ");
             colon != std::string_view::npos && colon > 0) {
    out.who = trim(text.substr(0, colon));
    rest = text.substr(colon + 2);
  }
  out.who = shorten(sanitize(out.who), longest_name);
  out.text = shorten(sanitize(trim(rest)), longest);
  return out;
}

}  // namespace

std::optional<std::vector<NoteLine>> read_note(std::string_view line, const std::string& name) {
  FirstWord first = first_word(line);
  std::string word = to_lower_ascii(first.word);
  if (word.starts_with('#')) word.erase(0, 1);
  if (word.ends_with(':')) word.pop_back();
  const auto* const found = std::ranges::find(words, word, &Word::word);
  if (found == words.end()) return std::nullopt;
  if (found->kind == Kind::present) return names_in(first.rest, name);
  if (trim(first.rest).empty()) return std::vector<NoteLine>{};
  if (found->kind == Kind::action) return std::vector<NoteLine>{action_in(first.rest)};
  return std::vector<NoteLine>{{found->kind, "", shorten(sanitize(first.rest), longest)}};
}

}  // namespace usher::meeting
