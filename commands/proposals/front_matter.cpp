// commands/proposals/front_matter.cpp: lines of front matter to fields.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/front_matter.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::size_t most_bytes = 64U << 10U;
constexpr std::size_t most_lines = 600;
constexpr std::size_t most_fields = 200;
constexpr std::size_t longest_value = 4000;
constexpr std::size_t longest_key = 40;

// The next line, which is taken away from the bytes.
std::string_view next_line(std::string_view& bytes) {
  const auto end = std::min(bytes.find('\n'), bytes.size());
  std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_fence(std::string_view line) { return line.starts_with("---") && trim(line) == "---"; }

// Without its quotation marks; of what is not quoted, without a comment.
std::string_view plain(std::string_view value) {
  value = trim(value).substr(0, longest_value);
  if (value.starts_with('"') || value.starts_with('\''))
    if (const auto end = value.rfind(value.front()); end > 0) return value.substr(1, end - 1);
  if (value.starts_with('#')) return {};
  return trim(value.substr(0, std::min(value.find(" #"), value.size())));
}

// ">-", "|": how the lines that follow are to be joined.
bool is_block_mark(std::string_view value) {
  return !value.empty() && (value.front() == '>' || value.front() == '|') && value.size() <= 3;
}

void add_line(std::string& to, std::string_view line) {
  if (line.empty() || to.size() >= longest_value) return;
  if (!to.empty()) to += '\n';
  to += line;
}

// "[a, b]" too: an item a line. A comma within quotation marks parts nothing.
void add_value(std::string& to, std::string_view value) {
  value = trim(value);
  if (!value.starts_with('[') || !value.ends_with(']')) return add_line(to, plain(value));
  value = value.substr(1, value.size() - 2).substr(0, longest_value);
  char quote = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= value.size(); ++at) {
    const char c = at < value.size() ? value[at] : ',';
    if (quote != 0 && c == quote)
      quote = 0;
    else if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    if (at < value.size() && (c != ',' || quote != 0)) continue;
    add_line(to, plain(value.substr(begin, at - begin)));
    begin = at + 1;
  }
}

// A text may begin with a line above its title.
bool is_header(const std::vector<Field>& fields) {
  return std::ranges::any_of(fields, [](const Field& field) {
    return field.key == "title" || field.key == "author" || field.key == "authors";
  });
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ' ';
  });
}

}  // namespace

std::optional<std::vector<Field>> front_matter(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, most_bytes);
  if (!is_fence(next_line(bytes))) return std::nullopt;
  std::vector<Field> fields;
  for (std::size_t lines = 0; !bytes.empty() && lines < most_lines; ++lines) {
    const std::string_view line = next_line(bytes);
    if (is_fence(line)) return is_header(fields) ? std::optional(std::move(fields)) : std::nullopt;
    const std::string_view words = trim(line);
    if (words.empty() || words.starts_with('#')) continue;
    const bool item = words.starts_with("- ") || words == "-";
    if (item || line.starts_with(' ') || line.starts_with('\t')) {
      if (!fields.empty()) add_line(fields.back().value, plain(item ? words.substr(1) : words));
      continue;
    }
    const auto colon = std::min(line.find(':'), line.size());
    const std::string_view key = trim(line.substr(0, colon));
    if (colon == line.size() || !is_key(key) || fields.size() == most_fields) continue;
    const std::string_view value = trim(line.substr(colon + 1));
    fields.push_back({to_lower_ascii(key), {}});
    std::ranges::replace(fields.back().key, '_', '-');
    if (!is_block_mark(value)) add_value(fields.back().value, value);
  }
  return std::nullopt;
}

}  // namespace usher::proposals
