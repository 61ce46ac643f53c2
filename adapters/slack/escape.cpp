// adapters/slack/escape.cpp: one pass over the text; what stands between "<" and ">" is looked at on its own.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/escape.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::slack {

namespace {

constexpr std::array<std::pair<std::string_view, char>, 3> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}
};

// Appends, with the three entities undone. "&amp;lt;" is "&lt;": once, and from left to right.
void unescape(std::string& to, std::string_view text) {
  while (!text.empty()) {
    const auto next = std::min(text.find('&'), text.size());
    to += text.substr(0, next);
    text.remove_prefix(next);
    if (text.empty()) return;
    const auto entity = std::ranges::find_if(entities, [&](const auto& one) {
      return text.starts_with(one.first);
    });
    to += entity == entities.end() ? '&' : entity->second;
    text.remove_prefix(entity == entities.end() ? 1 : entity->first.size());
  }
}

// A letter, then letters, digits, "+", "-" and ".", up to the colon. Slack makes links of any scheme.
bool is_url(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 20) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return letter(text.front()) && std::ranges::all_of(text.substr(0, colon), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

// Whether the label is what was typed, and the URL what Slack made of it: "numpy.org" of "http://numpy.org/". Nothing that the
// label leaves out may lead elsewhere: "numpy.org" of "http://numpy.org.example" does not say the same.
bool says_the_same(std::string_view label, std::string_view url) {
  const auto bare = [](std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    return text;
  };
  std::string_view rest = url.substr(url.find(':') + 1);
  if (rest.starts_with("//")) rest.remove_prefix(2);
  return bare(label) == bare(url) || bare(label) == bare(rest);
}

// A label that Slack or a person gave, or what it stands for.
std::string named(char sign, std::string_view label, std::string_view id) {
  std::string out;
  const std::string_view name = label.empty() ? id : label;
  if (!name.starts_with(sign)) out += sign;
  unescape(out, name);
  return out;
}

struct Word {
  std::string text;
  std::string_view person;  // of a mention: whose
};

// What stands between "<" and ">", where that is markup of Slack's.
bool read_markup(std::string_view inside, Word& into) {
  const auto bar = inside.find('|');
  const std::string_view target = inside.substr(0, bar);
  const std::string_view label =
      bar == std::string_view::npos ? std::string_view() : inside.substr(bar + 1);
  if (target.size() < 2) return false;
  const std::string_view rest = target.substr(1);
  switch (target.front()) {
    case '@':
      if (!is_id(rest)) return false;
      into = {named('@', label, rest), rest};
      return true;
    case '#':
      if (!is_id(rest)) return false;
      into = {named('#', label, rest), {}};
      return true;
    case '!':
      if (rest.starts_with("date^")) {
        unescape(into.text, label);
      } else {
        // "!subteam^S0123": what is behind the "^" is the id.
        const auto caret = rest.find('^');
        into.text = named('@', label, caret == rest.npos ? rest : rest.substr(caret + 1));
      }
      return true;
    default:
      break;
  }
  if (!is_url(target)) return false;
  unescape(into.text, label.empty() ? target : label);
  if (!label.empty() && !says_the_same(label, target)) {
    into.text += " (";
    unescape(into.text, target);
    into.text += ')';
  }
  return true;
}

// Calls words(text) for what is to be read as it stands and markup(word) for the rest, in order.
template <class Words, class Markup>
void walk(std::string_view text, const Words& words, const Markup& markup) {
  while (!text.empty()) {
    const auto open = std::min(text.find('<'), text.size());
    words(text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) return;
    // To the next of either: so each byte is looked at twice at most.
    const auto close = text.find_first_of("<>", 1);
    Word word;
    if (close != text.npos && text[close] == '>' && read_markup(text.substr(1, close - 1), word)) {
      markup(word);
      text.remove_prefix(close + 1);
    } else {
      words(text.substr(0, 1));
      text.remove_prefix(1);
    }
  }
}

// How much of the text is a mention of `us` that it begins with; 0: it does not.
std::size_t mention_at(std::string_view text, std::string_view us) {
  constexpr std::string_view sign = "<@";
  if (us.empty() || !text.starts_with(sign) || !text.substr(sign.size()).starts_with(us)) return 0;
  const std::size_t end = sign.size() + us.size();
  if (end >= text.size() || (text[end] != '>' && text[end] != '|')) return 0;
  const auto close = text.find_first_of("<>", end);
  return close != text.npos && text[close] == '>' ? close + 1 : 0;
}

}  // namespace

std::string escape(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  while (true) {
    const auto at = std::min(plain.find_first_of("&<>"), plain.size());
    out += plain.substr(0, at);
    if (at == plain.size()) return out;
    out +=
        std::ranges::find(entities, plain[at], [](const auto& one) { return one.second; })->first;
    plain.remove_prefix(at + 1);
  }
}

// Made harmless first: an invisible character before a mention must not hide it. Undoing entities adds none.
std::string plain_words(std::string_view text) {
  const std::string clean = sanitize(text, true);
  std::string out;
  out.reserve(clean.size());
  walk(
      clean, [&](std::string_view words) { unescape(out, words); },
      [&](const Word& word) { out += word.text; }
  );
  return out;
}

Heard hear(std::string_view text, std::string_view us) {
  Heard out;
  const std::string clean = sanitize(text, true);
  text = trim(clean);
  while (const std::size_t size = mention_at(text, us)) {
    out.first = out.mention = true;
    text = trim(text.substr(size));
    for (const std::string_view mark : {",", ":", "\uff0c", "\uff1a"})
      if (text.starts_with(mark)) text.remove_prefix(mark.size());
    text = trim(text);
  }
  std::string said;
  said.reserve(text.size());
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  bool taken = false;  // a mention of Usher, just now: of the blanks around it one is left
  walk(
      text,
      [&](std::string_view words) {
        if (words.empty()) return;
        const bool after = std::exchange(taken, false) && (said.empty() || blank(said.back()));
        if (after && blank(words.front())) words.remove_prefix(1);
        unescape(said, words);
      },
      [&](const Word& word) {
        taken = !us.empty() && word.person == us;
        out.mention = out.mention || taken;
        if (!taken) said += word.text;
      }
  );
  out.text = trim(said);
  return out;
}

}  // namespace usher::slack
