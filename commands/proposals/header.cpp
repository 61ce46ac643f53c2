// commands/proposals/header.cpp: what the fields mean; the patience that each of them needs.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/header.hpp"

#include "bot/text.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/values.hpp"

#include <algorithm>

namespace usher::proposals {

namespace {

constexpr std::size_t longest_title = 300;
constexpr std::size_t longest_word = 60;  // of a status, a type, a date as written
constexpr std::size_t longest_note = 320;
constexpr std::size_t most_authors = 100;

std::string word(std::string_view value) { return shorten(sanitize(trim(value)), longest_word); }

void add(std::vector<int>& numbers, std::string_view value) {
  for (const int number : proposal_numbers(value))
    if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
}

bool has_letters(std::string_view value) {
  return std::ranges::any_of(value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

void take_resolution(std::string_view value, Header& header) {
  header.resolution_urls = web_addresses(value);
  if (!header.resolution_urls.empty()) {
    header.resolution = Resolution::linked;
  } else {
    header.resolution = has_letters(value) ? Resolution::pending : Resolution::empty;
  }
}

void take(const Field& field, Header& header) {
  const std::string_view value = field.value;
  if (field.key == "author" || field.key == "authors") {
    for (std::string& one : author_names(value))
      if (header.authors.size() < most_authors) header.authors.push_back(std::move(one));
  } else if (field.key == "status" && !value.empty()) {
    header.status = word(value);  // the last one counts, as on the proposals' own index page
  } else if (field.key == "type" && !value.empty()) {
    header.type = word(value);
  } else if (field.key == "created" && header.created_raw.empty()) {
    header.created_raw = word(value);
    header.created = iso_date(value);
  } else if (field.key == "date" && header.dated.empty()) {
    header.dated = iso_date(value);
  } else if (field.key == "replaces") {
    add(header.replaces, value);
  } else if (field.key == "replaced-by" || field.key == "superseded-by") {
    add(header.replaced_by, value);
  } else if (field.key == "resolution") {
    take_resolution(value, header);
  }
}

struct Title {
  std::string_view words;
  std::optional<int> number;
};

// "NEP 18 — Words" → 18 and "Words"; "NEP: Words" and "Words" are titles without a number.
Title part_title(std::string_view line, std::string_view label) {
  line = trim(line);
  const bool labelled =
      !label.empty() && to_lower_ascii(line.substr(0, label.size())) == to_lower_ascii(label);
  if (!labelled) return {line, std::nullopt};
  std::string_view rest = line.substr(label.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" -#"), rest.size()));
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  std::optional<int> number;
  if (digits > 0 && digits <= 5) {
    number = decimal(rest.substr(0, digits));
    rest.remove_prefix(digits);
  }
  rest = trim(rest);
  for (const std::string_view dash : {"—", "–", "-", ":"}) {
    if (!rest.starts_with(dash)) continue;
    while (rest.starts_with(dash)) rest.remove_prefix(dash.size());
    return {trim(rest), number};
  }
  return {line, std::nullopt};
}

std::string_view value_of(const Layout& layout, std::string_view key) {
  const auto found = std::ranges::find(layout.fields, key, &Field::key);
  return found == layout.fields.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace

Header parse_header(std::string_view bytes, std::string_view file_name, const Grammar& grammar) {
  return parse_header(lay_out(bytes, grammar), file_name, grammar);
}

Header parse_header(const Layout& layout, std::string_view file_name, const Grammar& grammar) {
  const std::string_view label = grammar.label;
  Header header;
  for (const Field& field : layout.fields) take(field, header);
  for (const std::string& note : layout.notes) {
    std::string words = plain_words(note, label, longest_note);
    if (!words.empty()) header.notes.push_back(std::move(words));
  }
  const Title title = part_title(
      layout.title.empty() ? value_of(layout, "title") : std::string_view(layout.title), label
  );
  header.title = shorten(sanitize(title.words.substr(0, 2 * longest_title)), longest_title);
  header.number = proposal_number(file_name, grammar);
  if (!header.number) header.number = title.number;
  if (!header.number) {  // "PEP: 465", a field
    const auto numbers = proposal_numbers(value_of(layout, to_lower_ascii(label)));
    if (!numbers.empty()) header.number = numbers.front();
  }
  return header;
}

std::optional<int> proposal_number(std::string_view file_name, const Grammar& grammar) {
  const std::string name = to_lower_ascii(file_name);
  if (name.size() > 200 || !name.starts_with(grammar.prefix)) return std::nullopt;
  const std::string_view rest = std::string_view(name).substr(grammar.prefix.size());
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::string_view after = rest.substr(digits);
  const auto dot = after.rfind('.');
  if (digits == 0 || digits > 5 || dot == std::string_view::npos) return std::nullopt;
  if (dot != 0 && after.front() != '-') return std::nullopt;
  const std::string_view kind = after.substr(dot + 1);
  // "nep-0018-array-function-protocol." was once a file's whole name.
  if (kind != "rst" && kind != "md" && kind != "txt" && !kind.empty()) return std::nullopt;
  return decimal(rest.substr(0, digits));
}

}  // namespace usher::proposals
