// bot/command_table.cpp: finding, completing and correcting commands.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/command_table.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace usher {

namespace {

bool names(const CommandSpec& spec, std::string_view lower) {
  return spec.name == lower || std::ranges::find(spec.also, lower) != spec.also.end();
}

}  // namespace

void CommandTable::add(std::string_view feature, std::span<const CommandSpec> specs) {
  for (const CommandSpec& spec : specs) {
    if (find(spec.name) != nullptr)
      throw std::logic_error("two features declare /" + std::string(spec.name));
    entries_.push_back({&spec, feature});
  }
}

const CommandTable::Entry* CommandTable::find(std::string_view name) const {
  const std::string lower = to_lower_ascii(name);
  const auto it =
      std::ranges::find_if(entries_, [&](const Entry& entry) { return names(*entry.spec, lower); });
  return it == entries_.end() ? nullptr : &*it;
}

std::vector<std::string_view> CommandTable::nearest(std::string_view name) const {
  const std::string lower = to_lower_ascii(name.substr(0, 40));
  const std::size_t limit = lower.size() <= 3 ? 1 : 2;
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const Entry& entry : entries_) {
    std::size_t distance = edit_distance(lower, entry.spec->name, limit);
    if (!lower.empty() && entry.spec->name.starts_with(lower))
      distance = std::min<std::size_t>(distance, 1);
    if (distance <= limit) found.emplace_back(distance, entry.spec->name);
  }
  std::ranges::sort(found);
  std::vector<std::string_view> out;
  for (const auto& [distance, near] : found) out.push_back(near);
  return out;
}

std::vector<CommandTable::Completion> CommandTable::complete(std::string_view line, Roles roles)
    const {
  std::vector<Completion> out;
  if (!line.starts_with('/')) return out;
  const auto space = line.find(' ');
  if (space == std::string_view::npos) {
    const std::string start = to_lower_ascii(line.substr(1));
    for (const Entry& entry : entries_)
      if (entry.spec->name.starts_with(start) && roles.has(entry.spec->role))
        out.push_back({"/" + std::string(entry.spec->name), entry.spec->summary});
    return out;
  }
  const Entry* entry = find(line.substr(1, space - 1));
  if (entry == nullptr) return out;
  const std::string_view rest = line.substr(space + 1);
  if (rest.find(' ') != std::string_view::npos) return out;
  for (const WordSpec& word : entry->spec->words)
    if (word.word.starts_with(to_lower_ascii(rest)) && roles.has(word.role))
      out.push_back({std::string(word.word), word.summary});
  return out;
}

WordMatch match_word(const CommandSpec& spec, std::string_view args) {
  const std::string_view text = trim(args);
  const auto end = std::min(text.find_first_of(" \t\n"), text.size());
  const std::string first = to_lower_ascii(text.substr(0, end));
  for (const WordSpec& word : spec.words)
    if (word.word == first || std::ranges::find(word.also, first) != word.also.end())
      return {&word, trim(text.substr(end))};
  return {nullptr, text};
}

std::optional<Command> parse_command(std::string_view line) {
  line = trim(line);
  if (line.size() < 2 || line.front() != '/' || line[1] == '/' || line[1] == ' ')
    return std::nullopt;
  const auto end = std::min(line.find_first_of(" \t\n"), line.size());
  return Command{to_lower_ascii(line.substr(1, end - 1)), std::string(trim(line.substr(end)))};
}

}  // namespace usher
