// commands/proposals/index.cpp: proposals to lines and back.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/index.hpp"

#include "bot/text.hpp"
#include "commands/proposals/iso_time.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace usher::proposals {

namespace {

constexpr std::string_view heading =
    "# Facts of enhancement proposals, from the headers of their files. Made by "
    "packaging/make_nep_index.py; do not edit.\n"
    "# "
    "number\tfile\tsha\ttitle\tstatus\ttype\tauthors\tcreated\tcreated_"
    "raw\tdate\treplaces\treplaced_by\tresolution\t"
    "resolution_urls\tnotes\tdiscussion_urls\tfaults\tabstract\n";
constexpr std::size_t columns = 18;
constexpr std::size_t columns_before = 15;  // of lines without what the body says
constexpr std::string_view as_of = "as-of\t";
constexpr std::string_view unread = "+";  // there is some, and it is not here
constexpr std::string_view none = "-";

std::string escaped(std::string_view value) {
  if (value.find_first_of("\\\t\n") == std::string_view::npos) return std::string(value);
  std::string out;
  for (const char c : value) {
    if (c == '\\')
      out += "\\\\";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else
      out.push_back(c);
  }
  return out;
}

std::string unescaped(std::string_view value) {
  if (value.find('\\') == std::string_view::npos) return std::string(value);
  std::string out;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] != '\\' || at + 1 == value.size()) {
      out.push_back(value[at]);
      continue;
    }
    const char c = value[++at];
    out.push_back(c == 't' ? '\t' : c == 'n' ? '\n' : c);
  }
  return out;
}

std::optional<int> integer(std::string_view text) {
  int value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::array<std::string_view, 4> resolution_names = {
    "absent", "empty", "pending", "linked"
};

std::optional<Resolution> resolution_named(std::string_view name) {
  for (std::size_t i = 0; i < resolution_names.size(); ++i)
    if (resolution_names.at(i) == name) return static_cast<Resolution>(i);
  return std::nullopt;
}

std::string line_of(const Proposal& proposal, std::string_view notes, std::string_view abstract) {
  const Header& header = proposal.header;
  const std::array<std::string, columns> fields = {
      std::to_string(proposal.number),
      escaped(proposal.file),
      escaped(proposal.sha),
      escaped(header.title),
      escaped(header.status),
      escaped(header.type),
      escaped(lines_of(header.authors)),
      escaped(header.created),
      escaped(header.created_raw),
      escaped(header.dated),
      escaped(lines_of(header.replaces)),
      escaped(lines_of(header.replaced_by)),
      std::string(resolution_names.at(static_cast<std::size_t>(header.resolution))),
      escaped(lines_of(header.resolution_urls)),
      escaped(notes),
      escaped(lines_of(header.discussion_urls)),
      escaped(lines_of(header.faults)),
      escaped(abstract),
  };
  std::string line;
  for (const std::string& field : fields) line += (&field == fields.data() ? "" : "\t") + field;
  return line;
}

}  // namespace

std::string lines_of(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "\n") + item;
  return out;
}

std::string lines_of(const std::vector<int>& items) {
  std::string out;
  for (const int item : items) out += (out.empty() ? "" : "\n") + std::to_string(item);
  return out;
}

std::vector<std::string> items_of(std::string_view lines) {
  std::vector<std::string> items;
  for (const std::string_view line : split(lines, '\n'))
    if (!line.empty()) items.emplace_back(line);
  return items;
}

std::vector<int> numbers_of_lines(std::string_view lines) {
  std::vector<int> numbers;
  for (const std::string_view line : split(lines, '\n'))
    if (const auto number = integer(line)) numbers.push_back(*number);
  return numbers;
}

std::string to_line(const Proposal& proposal) {
  return line_of(proposal, lines_of(proposal.header.notes), proposal.header.abstract);
}

std::optional<Proposal> from_line(std::string_view line) {
  const auto raw = split(line, '\t');
  if (raw.size() != columns && raw.size() != columns_before) return std::nullopt;
  const auto number = integer(raw[0]);
  const auto resolution = resolution_named(raw[12]);
  if (!number || *number < 0 || !resolution || raw[1].empty()) return std::nullopt;
  // One item at most where nothing parts them.
  const auto list = [&](std::size_t column) {
    const std::string_view text = raw[column];
    if (text.find('\\') != std::string_view::npos) return items_of(unescaped(text));
    return text.empty() ? std::vector<std::string>() : std::vector{std::string(text)};
  };
  Proposal proposal{*number, unescaped(raw[1]), unescaped(raw[2]), {}};
  Header& header = proposal.header;
  header.number = number;
  header.title = unescaped(raw[3]);
  header.status = unescaped(raw[4]);
  header.type = unescaped(raw[5]);
  header.authors = list(6);
  header.created = unescaped(raw[7]);
  header.created_raw = unescaped(raw[8]);
  header.dated = unescaped(raw[9]);
  header.replaces = numbers_of_lines(unescaped(raw[10]));
  header.replaced_by = numbers_of_lines(unescaped(raw[11]));
  header.resolution = *resolution;
  header.resolution_urls = list(13);
  header.notes = list(14);
  proposal.partial = raw.size() == columns_before;
  if (proposal.partial) return proposal;
  header.discussion_urls = list(15);
  header.faults = list(16);
  header.abstract = unescaped(raw[17]);
  return proposal;
}

std::string write_index(const Shelf& shelf) {
  std::string out(heading);
  out += "as-of\t" + iso_time(shelf.as_of) + "\n";
  for (const Proposal& proposal : shelf.proposals) {
    const Header& header = proposal.header;
    out += line_of(
        proposal, header.notes.empty() ? none : unread, header.abstract.empty() ? none : unread
    );
    out += '\n';
  }
  return out;
}

std::vector<Problem> check_index(std::string_view text, const std::string& name) {
  constexpr const char* remade = "Make the file anew with packaging/make_nep_index.py.";
  std::vector<Problem> problems;
  std::map<int, int> seen;  // number → line
  bool dated = false;
  int at = 0;
  for (std::string_view line : split(text, '\n')) {
    ++at;
    const auto problem = [&](std::string what) {
      problems.push_back({name, at, std::move(what), remade});
    };
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(as_of)) {
      if (!from_iso_time(line.substr(as_of.size())))
        problem("The time after as-of is none: it is written like 2026-08-21T19:32:39Z.");
      dated = true;
    } else if (const auto proposal = from_line(line); !proposal) {
      const auto fields = static_cast<std::size_t>(std::ranges::count(line, '\t')) + 1;
      problem(
          fields == columns ? std::string("The line is no proposal.")
                            : fmt::format("The line has {} fields instead of {}.", fields, columns)
      );
    } else if (const auto [first, added] = seen.emplace(proposal->number, at); !added) {
      problem(fmt::format("Number {} stands in line {} already.", proposal->number, first->second));
    }
  }
  if (!dated) problems.push_back({name, 1, "No line says as of when this is (as-of).", remade});
  if (seen.empty() && problems.empty())
    problems.push_back({name, at, "There is no proposal in this file.", remade});
  return problems;
}

std::optional<Shelf> facts_from_index(std::string_view text) {
  Shelf shelf;
  shelf.shipped = true;
  bool dated = false;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with(as_of)) {
      const auto at = from_iso_time(line.substr(as_of.size()));
      if (at) shelf.as_of = *at;
      dated = at.has_value();
    } else if (auto proposal = from_line(line)) {
      Header& header = proposal->header;
      const bool notes = !header.notes.empty() && header.notes.front() == unread;
      if (notes || header.abstract == unread) proposal->partial = true;
      header.notes.clear();
      header.abstract.clear();
      shelf.proposals.push_back(std::move(*proposal));
    }
  }
  if (!dated || shelf.proposals.empty()) return std::nullopt;
  shelf.arrange();
  return shelf;
}

}  // namespace usher::proposals
