// commands/meeting/names.cpp: words of titles.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/names.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace usher::meeting {

namespace {

constexpr std::array<std::string_view, 5> marks = {
    "canceled", "cancelled", "cancellation", "已取消", "取消"
};
constexpr std::array<std::string_view, 9> between = {" ", "\t", "-", "–", "—", ":", "：", "*", "!"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> brackets = {
    {{"(", ")"}, {"[", "]"}, {"（", "）"}, {"【", "】"}}
};

// Where a mark stands as a word of its own, with what sets it apart; npos where none does.
struct Found {
  std::size_t begin = std::string_view::npos, end = 0;
};

bool is_word_sign(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
}

Found mark_in(std::string_view title) {
  const std::string lower = to_lower_ascii(title);
  for (const std::string_view mark : marks) {
    const auto at = lower.find(mark);
    if (at == std::string::npos) continue;
    const std::size_t end = at + mark.size();
    const bool ascii = static_cast<unsigned char>(mark.front()) < 0x80;
    const bool begins = at == 0 || !ascii || !is_word_sign(lower[at - 1]);
    const bool ends = end == lower.size() || !ascii || !is_word_sign(lower[end]);
    if (begins && ends) return {at, end};
  }
  return {};
}

// What sets a mark apart goes with it.
std::string_view without_signs(std::string_view part) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view sign : between) {
      if (part.ends_with(sign)) {
        part.remove_suffix(sign.size());
        cut = true;
      } else if (part.starts_with(sign)) {
        part.remove_prefix(sign.size());
        cut = true;
      }
    }
  }
  return part;
}

}  // namespace

bool says_cancelled(std::string_view title) {
  return mark_in(title).begin != std::string_view::npos;
}

std::string without_mark(std::string_view title) {
  const Found found = mark_in(title);
  if (found.begin == std::string_view::npos) return std::string(trim(title));
  std::string_view before = without_signs(title.substr(0, found.begin));
  std::string_view after = without_signs(title.substr(found.end));
  // Brackets that stand around the mark, and none that belong to the title.
  for (const auto& [open, close] : brackets)
    if (before.ends_with(open) && after.starts_with(close)) {
      before = without_signs(before.substr(0, before.size() - open.size()));
      after = without_signs(after.substr(close.size()));
    }
  std::string out(before);
  if (!before.empty() && !after.empty()) out += ' ';
  return out += after;
}

std::string name_key(std::string_view title) {
  const std::string lower = to_lower_ascii(sanitize(without_mark(title)));
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < lower.size();) {
    std::size_t next = i;
    const char32_t c = next_code_point(lower, next);
    const std::string_view bytes = std::string_view(lower).substr(i, next - i);
    i = next;
    if (c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ') continue;
    const bool letter = is_word_sign(bytes.front()) && c != U'–' && c != U'—' && c != U'（' &&
                        c != U'）' && c != U'：' && c != U'·';
    if (!letter) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += bytes;
  }
  return out;
}

std::string calendar_name(std::string_view source) {
  if (source == "local") return "meetings.toml";
  if (const auto scheme = source.find("://"); scheme != std::string_view::npos) {
    const std::string_view rest = source.substr(scheme + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    const auto user = host.rfind('@');
    return std::string(user == std::string_view::npos ? host : host.substr(user + 1));
  }
  return std::string(source.substr(source.rfind('/') + 1));
}

bool answers_to(std::string_view key, std::string_view typed) {
  const std::string wanted_key = name_key(typed);
  const auto wanted = split_words(wanted_key);
  const auto words = split_words(key);
  return !wanted.empty() && std::ranges::all_of(wanted, [&](std::string_view one) {
    return std::ranges::any_of(words, [&](std::string_view word) { return word.starts_with(one); });
  });
}

}  // namespace usher::meeting
