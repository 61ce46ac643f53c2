// commands/meeting/calendar_pieces.cpp: BEGIN and END.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/calendar_pieces.hpp"

#include "bot/text.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

// The value of a content line with that name, whatever its parameters.
std::string_view value_of(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || !same_ascii(line.substr(0, name.size()), name)) return {};
  const char after = line[name.size()];
  if (after != ':' && after != ';') return {};
  const auto colon = line.find(':');
  return colon == std::string_view::npos ? std::string_view() : trim(line.substr(colon + 1));
}

class Cutter {
 public:
  explicit Cutter(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with("\xef\xbb\xbf")) rest_.remove_prefix(3);
  }

  Pieces cut() {
    while (!rest_.empty()) {
      const auto end = std::min(rest_.find('\n'), rest_.size() - 1) + 1;
      line(rest_.substr(0, end));
      rest_.remove_prefix(end);
    }
    if (depth_ > 0) out_.unfinished.push_back(begun_at_);
    return std::move(out_);
  }

 private:
  void line(std::string_view whole) {
    ++number_;
    std::string_view text = whole;
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    if (const std::string_view what = value_of(text, "BEGIN"); !what.empty())
      return begin(whole, what);
    if (const std::string_view what = value_of(text, "END"); !what.empty()) return end(whole, what);
    if (depth_ > 0 || !out_.is_calendar) return;
    if (const auto zone = value_of(text, "X-WR-TIMEZONE"); !zone.empty()) out_.zone = zone;
    if (const auto name = value_of(text, "X-WR-CALNAME"); !name.empty()) out_.name = name;
    if (const auto name = value_of(text, "NAME"); !name.empty() && out_.name.empty())
      out_.name = name;
  }

  void begin(std::string_view whole, std::string_view what) {
    if (same_ascii(what, "VCALENDAR")) {
      out_.is_calendar = true;
      if (depth_ > 0) out_.unfinished.push_back(begun_at_);
      depth_ = 0;
      return;
    }
    // An event within an event: the END of the first is missing.
    const bool top = same_ascii(what, "VEVENT") || same_ascii(what, "VTIMEZONE");
    if (depth_ > 0 && top) {
      out_.unfinished.push_back(begun_at_);
      depth_ = 0;
    }
    if (depth_++ > 0) return;
    begun_ = whole.data();
    begun_at_ = number_;
    kind_ = what;
  }

  void end(std::string_view whole, std::string_view what) {
    if (depth_ == 0 || same_ascii(what, "VCALENDAR")) {
      if (depth_ > 0) out_.unfinished.push_back(begun_at_);
      depth_ = 0;
      return;
    }
    const bool own = same_ascii(what, kind_);
    if (!own && depth_ == 1) return;  // the END of what never began
    depth_ = own ? 0 : depth_ - 1;
    if (depth_ > 0) return;
    const bool event = same_ascii(kind_, "VEVENT");
    if (!event && !same_ascii(kind_, "VTIMEZONE")) return;
    const auto size = static_cast<std::size_t>(whole.data() + whole.size() - begun_);
    out_.pieces.push_back(
        {event ? Piece::Kind::event : Piece::Kind::zone, {begun_, size}, begun_at_}
    );
  }

  std::string_view rest_;
  std::size_t number_ = 0, begun_at_ = 0;
  int depth_ = 0;
  const char* begun_ = nullptr;
  std::string_view kind_;
  Pieces out_;
};

}  // namespace

Pieces cut(std::string_view bytes) { return Cutter(bytes).cut(); }

}  // namespace usher::meeting
