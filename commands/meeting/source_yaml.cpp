// commands/meeting/source_yaml.cpp: indents, keys, items.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_yaml.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using Kind = SourceKey::Kind;

constexpr std::size_t most_lines = 20'000;

std::string_view without_end(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}
// Blank, or a remark.
bool is_aside(std::string_view line) {
  const std::string_view words = trim(without_end(line));
  return words.empty() || words.starts_with('#');
}
bool is_item(std::string_view line) {
  const std::string_view words = trim(without_end(line));
  return words == "-" || words.starts_with("- ");
}

bool is_key_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

// What stands behind the colon.
void read_value(std::string_view text, SourceKey& out) {
  text = trim(text);
  if (text.empty() || text.starts_with('#')) return;
  const char first = text.front();
  out.kind = Kind::other;
  if (first == '\'' || first == '"') {
    const auto close = text.find(first, 1);
    if (close == std::string_view::npos) return;
    const std::string_view rest = trim(text.substr(close + 1));
    const std::string_view within = text.substr(1, close - 1);
    if ((!rest.empty() && !rest.starts_with('#')) || within.contains('\\')) return;
    out.value = within;
    out.kind = Kind::quoted;
    return;
  }
  out.value = trim(text.substr(0, text.find(" #")));
  if (first == '|' || first == '>')
    out.kind = Kind::block;
  else if (first == '{' || first == '[')
    out.kind = Kind::flow;
  else if (!std::string_view("&*!%@`,]}?").contains(first))
    out.kind = Kind::plain;
}

bool read_key(std::string_view line, SourceKey& out) {
  const std::string_view words = trim(without_end(line));
  const auto colon = words.find(':');
  if (colon == std::string_view::npos) return false;
  if (colon + 1 < words.size() && words[colon + 1] != ' ') return false;
  out.name = words.substr(0, colon);
  read_value(words.substr(colon + 1), out);
  return is_key_name(out.name);
}

// [from, to) as one mapping; the first line may be an item's ("- summary: …").
std::optional<std::vector<SourceKey>> mapping(
    const std::vector<std::string>& lines, std::size_t from, std::size_t to, bool item
) {
  std::vector<SourceKey> out;
  std::size_t indent = std::string::npos;
  for (std::size_t i = from; i < to; ++i) {
    std::string line(without_end(lines[i]));
    if (i == from && item) line[indent_of(line)] = ' ';
    const std::size_t here = indent_of(line);
    if (is_aside(line)) {
      // Within a text it is one of its lines.
      const bool inside = !out.empty() && out.back().kind == Kind::block && here > indent;
      if (inside && !trim(line).empty()) out.back().end = i + 1;
      continue;
    }
    if (line.find('\t') < here + 1) return std::nullopt;
    if (indent == std::string::npos) indent = here;
    const bool below = here > indent || (here == indent && is_item(line));
    if (below) {
      if (out.empty()) return std::nullopt;
      out.back().alone = false;
      out.back().end = i + 1;
      continue;
    }
    SourceKey key;
    if (here < indent || !read_key(line, key) || key_named(out, key.name) != nullptr)
      return std::nullopt;
    key.line = i;
    key.end = i + 1;
    out.push_back(std::move(key));
  }
  // A plain text that goes on below, a quoted one likewise: not read.
  return out;
}

// {minutes: 60, hours: 1}
std::optional<std::vector<SourceKey>> flow_mapping(const SourceKey& of) {
  std::string_view text = of.value;
  if (!text.starts_with('{') || !text.ends_with('}') || !of.alone) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<SourceKey> out;
  for (const std::string_view part : split(text, ',')) {
    SourceKey key;
    if (!read_key(part, key) || key.kind != Kind::plain) return std::nullopt;
    key.line = of.line;
    key.end = of.end;
    out.push_back(std::move(key));
  }
  return out;
}

bool read_events(SourceFile& file, const SourceKey& events) {
  if (events.kind != Kind::none) return events.value == "[]";
  std::size_t indent = std::string::npos;
  std::vector<std::size_t> begins;
  for (std::size_t i = events.line + 1; i < events.end; ++i) {
    const std::string_view line = file.lines[i];
    if (is_aside(line)) continue;
    if (indent == std::string::npos) indent = indent_of(line);
    if (indent_of(line) < indent) return false;
    if (indent_of(line) > indent) continue;
    if (!is_item(line) || trim(without_end(line)) == "-") return false;
    begins.push_back(i);
  }
  for (std::size_t i = 0; i < begins.size(); ++i) {
    SourceEvent event;
    event.line = begins[i];
    event.end = i + 1 < begins.size() ? begins[i + 1] : events.end;
    auto keys = mapping(file.lines, event.line, event.end, true);
    if (!keys || keys->empty()) return false;
    event.end = keys->back().end;
    event.keys = std::move(*keys);
    file.events.push_back(std::move(event));
  }
  return true;
}

}  // namespace

std::size_t indent_of(std::string_view line) {
  const auto at = line.find_first_not_of(' ');
  return at == std::string_view::npos ? line.size() : at;
}

const SourceKey* key_named(std::span<const SourceKey> keys, std::string_view name) {
  const auto found = std::ranges::find(keys, name, &SourceKey::name);
  return found == keys.end() ? nullptr : &*found;
}
const SourceKey* SourceEvent::find(std::string_view name) const { return key_named(keys, name); }

std::string SourceFile::text() const {
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

std::optional<SourceFile> read_source(std::string_view text) {
  SourceFile out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    out.lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
    if (out.lines.size() > most_lines) return std::nullopt;
  }
  const auto keys = mapping(out.lines, 0, out.lines.size(), false);
  if (!keys || keys->empty() || indent_of(out.lines[keys->front().line]) != 0) return std::nullopt;
  const SourceKey* const events = key_named(*keys, "events");
  if (events == nullptr || !read_events(out, *events)) return std::nullopt;
  if (const SourceKey* const zone = key_named(*keys, "timezone")) {
    const bool read = zone->kind == Kind::plain || zone->kind == Kind::quoted;
    if (!read || !zone->alone) return std::nullopt;
    out.zone = zone->value;
  }
  return out;
}

std::optional<std::vector<SourceKey>> keys_below(const SourceFile& file, const SourceKey& key) {
  if (key.kind == Kind::flow) return flow_mapping(key);
  if (key.kind != Kind::none || key.alone) return std::nullopt;
  return mapping(file.lines, key.line + 1, key.end, false);
}

std::vector<std::string> lines_of(const SourceFile& file, const SourceKey& key) {
  if (key.kind == Kind::plain) return {key.value};
  std::vector<std::string> out;
  for (std::size_t i = key.line + 1; i < key.end; ++i)
    if (const std::string_view line = trim(without_end(file.lines[i])); !line.empty())
      out.emplace_back(line);
  return out;
}

std::optional<SourceList> list_below(const SourceFile& file, const SourceKey& key) {
  SourceList out;
  const auto take = [&out](std::string_view text, std::size_t line) {
    const auto time = source_time(trim(text));
    if (!time || time->day || time->zone != SourceTime::Zone::none) return false;
    out.times.push_back(time->shown);
    out.lines.push_back(line);
    return true;
  };
  if (key.kind == Kind::flow) {
    std::string_view text = key.value;
    if (!text.starts_with('[') || !text.ends_with(']') || !key.alone) return std::nullopt;
    out.flow = true;
    text = trim(text.substr(1, text.size() - 2));
    if (text.empty()) return out;
    for (const std::string_view part : split(text, ','))
      if (!take(part, key.line)) return std::nullopt;
    return out;
  }
  if (key.kind != Kind::none || key.alone) return std::nullopt;
  for (std::size_t i = key.line + 1; i < key.end; ++i) {
    if (is_aside(file.lines[i])) continue;
    std::string_view words = trim(without_end(file.lines[i]));
    if (!words.starts_with("- ")) return std::nullopt;
    words.remove_prefix(2);
    words = words.substr(0, words.find(" #"));
    if (!take(words, i)) return std::nullopt;
  }
  return out;
}

}  // namespace usher::meeting
