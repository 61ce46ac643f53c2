// commands/meeting/page_claims.cpp: labels, clocks, zones.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/page_claims.hpp"

#include "bot/text.hpp"
#include "bot/zone_names.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/zone.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::minutes;

constexpr std::size_t longest_line = 200;
constexpr std::size_t most_claims = 10;
constexpr std::array<std::string_view, 7> labels = {
    "time", "times", "when", "date and time", "date/time", "meeting time", "start"
};
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> zone_words = {
    {{"utc", "UTC"},
     {"gmt", "UTC"},
     {"us pacific", "America/Los_Angeles"},
     {"pacific time", "America/Los_Angeles"},
     {"pacific", "America/Los_Angeles"},
     {"us mountain", "America/Denver"},
     {"mountain time", "America/Denver"},
     {"us eastern", "America/New_York"},
     {"eastern time", "America/New_York"},
     {"us central", "America/Chicago"},
     {"central european time", "Europe/Berlin"},
     {"berlin time", "Europe/Berlin"}}
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// "- **Time:** 18:00 UTC" → "18:00 UTC"; nothing for a line without a label.
std::optional<std::string> after_label(std::string_view line) {
  std::string plain;
  for (const char c : line)
    if (c != '*' && c != '_' && c != '`') plain += c;
  std::string_view text = trim(plain);
  while (text.starts_with('-') || text.starts_with('+') || text.starts_with('#'))
    text = trim(text.substr(1));
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string label = to_lower_ascii(trim(text.substr(0, colon)));
  if (std::ranges::find(labels, label) == labels.end()) return std::nullopt;
  return to_lower_ascii(trim(text.substr(colon + 1)));
}

// A text and where it is read; lower-case.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Times with the zone that stands behind each; what has none is left aside.
  std::vector<std::pair<minutes, Zone>> run() {
    std::vector<std::pair<minutes, Zone>> out;
    std::optional<minutes> waiting;
    while (at_ < text_.size()) {
      if (const auto clock = time()) {
        // "18:00 - 19:00 UTC": the first is when it begins.
        if (!waiting || !range_) waiting = clock;
        range_ = false;
        continue;
      }
      if (auto zone = this->zone()) {
        if (waiting) out.emplace_back(*waiting, std::move(*zone));
        waiting.reset();
        range_ = false;
        continue;
      }
      step(waiting);
    }
    return out;
  }

 private:
  bool boundary(std::size_t at) const {
    return at >= text_.size() || (!is_letter(text_[at]) && !is_digit(text_[at]));
  }

  // 18:00, 6 pm, 6:30pm
  std::optional<minutes> time() {
    if (!is_digit(text_[at_]) || (at_ > 0 && !boundary(at_ - 1)) || after_sign())
      return std::nullopt;
    std::size_t at = at_;
    const auto number = [&](std::size_t most) -> std::optional<int> {
      const std::size_t from = at;
      while (at < text_.size() && is_digit(text_[at])) ++at;
      if (at == from || at - from > most) return std::nullopt;
      int out = 0;
      std::from_chars(text_.data() + from, text_.data() + at, out);
      return out;
    };
    const auto hour = number(2);
    if (!hour) return std::nullopt;
    std::optional<int> minute;
    if (at + 2 < text_.size() && text_[at] == ':' && is_digit(text_[at + 1])) {
      ++at;
      minute = number(2);
      if (!minute || *minute > 59) return std::nullopt;
    }
    std::size_t end = at;
    while (end < text_.size() && text_[end] == ' ') ++end;
    const std::string_view half = text_.substr(end, 2);
    int of_day = *hour;
    if ((half == "am" || half == "pm") && boundary(end + 2)) {
      if (*hour < 1 || *hour > 12) return std::nullopt;
      of_day = *hour % 12 + (half == "pm" ? 12 : 0);
      at = end + 2;
    } else if (!minute) {
      return std::nullopt;  // a number
    }
    if (of_day > 23 || !boundary(at)) return std::nullopt;
    at_ = at;
    return std::chrono::hours(of_day) + minutes(minute.value_or(0));
  }
  // "UTC+02:00", "2026-01-14"
  bool after_sign() const {
    if (at_ == 0) return false;
    const char before = text_[at_ - 1];
    return before == '+' || before == '/' || before == '.' ||
           (before == '-' && at_ > 1 && !boundary(at_ - 2));
  }

  // "Pacific Standard Time", said in summer as well.
  static bool is_season(std::string_view rest) {
    rest = trim(rest);
    return rest.starts_with("standard") || rest.starts_with("daylight");
  }

  std::optional<Zone> zone() {
    if (!is_letter(text_[at_]) || (at_ > 0 && !boundary(at_ - 1))) return std::nullopt;
    for (const auto& [words, name] : zone_words) {
      if (!text_.substr(at_).starts_with(words) || !boundary(at_ + words.size())) continue;
      const std::size_t end = at_ + words.size();
      // An offset of its own: "UTC+2", "UTC-07:00".
      const bool offset = end + 1 < text_.size() && (text_[end] == '+' || text_[end] == '-') &&
                          is_digit(text_[end + 1]);
      if (offset || is_season(text_.substr(end))) return std::nullopt;
      at_ = end;
      return Zone::named(name);
    }
    std::size_t end = at_;
    while (end < text_.size() && (is_letter(text_[end]) || text_[end] == '/' || text_[end] == '_'))
      ++end;
    const auto name = zone_named(text_.substr(at_, end - at_));
    if (!name) return std::nullopt;
    at_ = end;
    return Zone::named(*name);
  }

  // What is neither. Another zone, or any other word, parts a time from what comes behind it.
  void step(std::optional<minutes>& waiting) {
    const char c = text_[at_];
    if (is_letter(c)) {
      std::size_t end = at_;
      while (end < text_.size() && !boundary(end)) ++end;
      const std::string_view word = text_.substr(at_, end - at_);
      if (word == "to" || word == "until")
        range_ = waiting.has_value();
      else if (word != "us" && word != "o")
        waiting.reset();
      at_ = end;
      return;
    }
    const bool dash =
        c == '-' || text_.substr(at_).starts_with("–") || text_.substr(at_).starts_with("—");
    if (dash) range_ = waiting.has_value();
    at_ += dash && c != '-' ? 3 : 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool range_ = false;
};

// "17:00 (6 pm) UTC" → "17:00  UTC", and what stood in the brackets by itself.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out(1);
  while (true) {
    const auto open = text.find('(');
    const auto close = open == std::string_view::npos ? open : text.find(')', open);
    if (close == std::string_view::npos) break;
    out.front() += text.substr(0, open);
    out.emplace_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  out.front() += text;
  return out;
}

}  // namespace

std::vector<PageClaim> time_claims(std::string_view section, sys_seconds start) {
  std::vector<PageClaim> out;
  for (const std::string_view line : split(section, '\n')) {
    const auto text = after_label(line.substr(0, longest_line));
    if (!text) continue;
    for (const std::string& part : parts_of(*text))
      for (const auto& [clock, zone] : Scanner(part).run()) {
        const auto day = std::chrono::floor<std::chrono::days>(zone.to_local(start));
        if (out.size() < most_claims)
          out.push_back({sanitize(trim(line)), zone.to_utc(std::chrono::local_seconds(day) + clock)}
          );
      }
  }
  return out;
}

std::vector<PageClaim> wrong_times(std::string_view section, sys_seconds start) {
  std::vector<PageClaim> out;
  for (PageClaim& one : time_claims(section, start)) {
    const bool told =
        std::ranges::any_of(out, [&](const PageClaim& other) { return other.line == one.line; });
    if (one.at != start && !told) out.push_back(std::move(one));
  }
  return out;
}

std::string other_call(std::string_view section, std::string_view join) {
  if (!is_call(join)) return {};
  std::string out;
  for (const std::string& url : addresses_in(section)) {
    if (!is_call(url)) continue;
    if (same_call(url, join)) return {};
    if (out.empty()) out = url;
  }
  return out;
}

}  // namespace usher::meeting
