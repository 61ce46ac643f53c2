// commands/meeting/source_lines.cpp: items of lists, lines of iCalendar, values of keys.
//
// yaml2ics writes entries of except_on and also_on as they are, by the clocks of the event: with a zone of their own they become
// dates that no calendar reads, so they are written without.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_lines.hpp"

#include "bot/text.hpp"
#include "commands/meeting/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace usher::meeting {

namespace {

using Kind = SourceKey::Kind;
using std::chrono::local_seconds;

std::string_view end_of_line(const SourceFile& file) {
  return !file.lines.empty() && file.lines.front().ends_with("\r\n") ? "\r\n" : "\n";
}

void insert(SourceFile& file, std::size_t at, const std::vector<std::string>& lines) {
  const std::string end(end_of_line(file));
  if (at > 0 && !file.lines[at - 1].ends_with('\n')) file.lines[at - 1] += end;
  std::vector<std::string> whole;
  whole.reserve(lines.size());
  for (const std::string& line : lines) whole.push_back(line + end);
  file.lines.insert(
      file.lines.begin() + static_cast<std::ptrdiff_t>(at), whole.begin(), whole.end()
  );
}
void erase(SourceFile& file, std::size_t from, std::size_t to) {
  file.lines.erase(
      file.lines.begin() + static_cast<std::ptrdiff_t>(from),
      file.lines.begin() + static_cast<std::ptrdiff_t>(to)
  );
}

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::string written(local_seconds shown) {
  constexpr std::string_view shape = "0000-00-00 00:00:00";
  SourceTime as;
  as.clock = 11;
  return with_time(shape, as, shown);
}

struct Repeat {
  SourceKey key;
  std::vector<SourceKey> keys;
};
std::optional<Repeat> repeat_of(const SourceFile& file, const SourceMeeting& meeting) {
  const SourceKey* const key = file.events[meeting.event].find("repeat");
  auto keys = key != nullptr ? keys_below(file, *key) : std::nullopt;
  if (!keys || keys->empty()) return std::nullopt;
  return Repeat{*key, std::move(*keys)};
}

// --- except_on and also_on ---

bool list_has(const std::optional<SourceList>& list, local_seconds shown) {
  return list && std::ranges::find(list->times, shown) != list->times.end();
}

bool put_in_list(
    SourceFile& file, const SourceMeeting& meeting, std::string_view name, local_seconds shown
) {
  const auto repeat = repeat_of(file, meeting);
  if (!repeat) return false;
  const SourceKey* const key = key_named(repeat->keys, name);
  const std::size_t indent = indent_of(file.lines[repeat->keys.front().line]);
  if (key == nullptr) {
    insert(
        file, repeat->keys.back().end,
        {fmt::format("{}{}:", spaces(indent), name),
         fmt::format("{}- {}", spaces(indent + 2), written(shown))}
    );
    return true;
  }
  const auto list = list_below(file, *key);
  if (!list) return false;
  if (list->flow) {
    std::string& line = file.lines[key->line];
    const auto close = line.find(']');
    line.insert(close, (list->times.empty() ? "" : ", ") + written(shown));
    return true;
  }
  if (list->lines.empty()) return false;
  const std::size_t last = list->lines.back();
  insert(
      file, last + 1, {fmt::format("{}- {}", spaces(indent_of(file.lines[last])), written(shown))}
  );
  return true;
}

// With the last of them the list goes.
bool drop_from_list(
    SourceFile& file, const SourceMeeting& meeting, std::string_view name,
    const std::optional<SourceList>& list, local_seconds shown
) {
  if (!list_has(list, shown)) return false;
  const auto repeat = repeat_of(file, meeting);
  const SourceKey* const key = repeat ? key_named(repeat->keys, name) : nullptr;
  if (key == nullptr) return false;
  std::vector<local_seconds> rest = list->times;
  std::erase(rest, shown);
  if (rest.empty()) {
    erase(file, key->line, key->end);
  } else if (list->flow) {
    std::string items;
    for (const local_seconds one : rest) {
      if (!items.empty()) items += ", ";
      items += written(one);
    }
    std::string& line = file.lines[key->line];
    const auto open = line.find('[');
    line.replace(open, line.find(']') - open + 1, fmt::format("[{}]", items));
  } else {
    for (std::size_t i = list->lines.size(); i-- > 0;)
      if (list->times[i] == shown) erase(file, list->lines[i], list->lines[i] + 1);
  }
  return true;
}

// --- lines of iCalendar ---

bool put_ics_line(
    SourceFile& file, const SourceMeeting& meeting, std::string_view what, sys_seconds at
) {
  const SourceEvent& event = file.events[meeting.event];
  const SourceKey* const key = event.find("ics");
  if (key == nullptr) return false;
  const std::string fresh = fmt::format("{}:{}", what, time_value(at));
  if (key->kind == Kind::block) {
    std::size_t last = key->end - 1;
    while (last > key->line && trim(file.lines[last]).empty()) --last;
    if (last == key->line) return false;
    insert(file, last + 1, {spaces(indent_of(file.lines[last])) + fresh});
    return true;
  }
  // One line: it becomes a block.
  std::string& line = file.lines[key->line];
  const std::size_t indent = key->line == event.line ? line.find("ics") : indent_of(line);
  const std::string& value = key->value;  // of the event as it was read: lines alone change
  const std::string head = line.substr(0, line.find(':', line.find("ics")) + 1);
  line = head + " |" + std::string(end_of_line(file));
  insert(file, key->line + 1, {spaces(indent + 2) + value, spaces(indent + 2) + fresh});
  return true;
}

// A line of its own for that date alone, as put_ics_line() writes it.
std::optional<std::size_t> ics_line(
    const SourceFile& file, const SourceMeeting& meeting, std::string_view what, sys_seconds at
) {
  const SourceKey* const key = file.events[meeting.event].find("ics");
  if (key == nullptr || key->kind != Kind::block) return std::nullopt;
  const std::string wanted = fmt::format("{}:{}", what, time_value(at));
  for (std::size_t i = key->line + 1; i < key->end; ++i)
    if (trim(file.lines[i]) == wanted) return i;
  return std::nullopt;
}
bool drop_ics_line(
    SourceFile& file, const SourceMeeting& meeting, std::string_view what, sys_seconds at
) {
  const auto line = ics_line(file, meeting, what, at);
  if (line) erase(file, *line, *line + 1);
  return line.has_value();
}

// --- values ---

// Whether an address that was found ends here, and is not the beginning of a longer one.
bool ends_there(std::string_view line, std::size_t end) {
  const auto part = [&](std::size_t i) {
    if (i >= line.size()) return false;
    const char c = line[i];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("/?#&=%-_~+@:").contains(c);
  };
  // A stop ends a sentence, but not in the middle of a word.
  const bool stop = end < line.size() && std::string_view(".,;!").contains(line[end]);
  return !part(stop ? end + 1 : end);
}

void set_value(SourceFile& file, const SourceKey& key, std::string_view now) {
  std::string& line = file.lines[key.line];
  const auto colon = line.find(':', line.find(key.name));
  const auto at = line.find(key.value, colon + 1);
  if (at != std::string::npos) line.replace(at, key.value.size(), now);
}

}  // namespace

bool leaves_out(const SourceFile& file, const SourceMeeting& meeting, sys_seconds at) {
  if (meeting.by_ics) return ics_line(file, meeting, "EXDATE", at).has_value();
  return list_has(meeting.except, meeting.zone.to_local(at));
}
bool leave_out(SourceFile& file, const SourceMeeting& meeting, sys_seconds at) {
  if (meeting.by_ics) return put_ics_line(file, meeting, "EXDATE", at);
  return put_in_list(file, meeting, "except_on", meeting.zone.to_local(at));
}
bool add_date(SourceFile& file, const SourceMeeting& meeting, sys_seconds at) {
  if (meeting.by_ics) return put_ics_line(file, meeting, "RDATE", at);
  return put_in_list(file, meeting, "also_on", meeting.zone.to_local(at));
}
bool drop_left_out(SourceFile& file, const SourceMeeting& meeting, sys_seconds at) {
  if (meeting.by_ics) return drop_ics_line(file, meeting, "EXDATE", at);
  return drop_from_list(file, meeting, "except_on", meeting.except, meeting.zone.to_local(at));
}
bool drop_added(SourceFile& file, const SourceMeeting& meeting, sys_seconds at) {
  if (meeting.by_ics) return drop_ics_line(file, meeting, "RDATE", at);
  return drop_from_list(file, meeting, "also_on", meeting.also, meeting.zone.to_local(at));
}

void shift_times(SourceFile& file, const SourceMeeting& meeting, std::chrono::seconds by) {
  const SourceEvent& event = file.events[meeting.event];
  const auto shift = [&](const SourceKey& key, const SourceTime& time) {
    set_value(file, key, with_time(key.value, time, time.shown + by));
  };
  shift(*event.find("begin"), meeting.begin);
  if (meeting.end) shift(*event.find("end"), *meeting.end);
}

void set_title(
    SourceFile& file, const SourceMeeting& meeting,
    const std::function<std::string(std::string_view)>& now
) {
  const SourceKey& key = *file.events[meeting.event].find("summary");
  set_value(file, key, now(key.value));
}
void add_to_title(SourceFile& file, const SourceMeeting& meeting, std::string_view what) {
  set_title(file, meeting, [what](std::string_view title) { return std::string(title) += what; });
}

bool replace_link(
    SourceFile& file, const SourceMeeting& meeting, std::string_view before, std::string_view now
) {
  const bool plain =
      now.starts_with("https://") && std::ranges::none_of(now, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\'' || c == '"' || c == '\\';
      });
  if (before.empty() || !plain) return false;
  bool any = false;
  const SourceEvent& event = file.events[meeting.event];
  for (std::size_t i = event.line; i < event.end; ++i) {
    std::string& line = file.lines[i];
    for (auto at = line.find(before); at != std::string::npos; at = line.find(before, at)) {
      const std::size_t end = at + before.size();
      if (!ends_there(line, end)) {
        at = end;
        continue;
      }
      line.replace(at, before.size(), now);
      at += now.size();
      any = true;
    }
  }
  return any;
}

}  // namespace usher::meeting
