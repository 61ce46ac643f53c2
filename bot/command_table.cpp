// bot/command_table.cpp: finding, completing and correcting commands.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/command_table.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace usher {

namespace {

// The spelling of a name that begins with `start`: its own where that does, else another of its names.
std::string_view spelled(
    std::string_view name, std::span<const std::string_view> also, std::string_view start
) {
  if (name.starts_with(start)) return name;
  const auto it =
      std::ranges::find_if(also, [&](std::string_view other) { return other.starts_with(start); });
  return it == also.end() ? std::string_view{} : *it;
}

}  // namespace

void CommandTable::add(
    std::string_view feature, std::span<const CommandSpec> specs,
    std::span<const ShortcutSpec> shortcuts
) {
  const auto take = [&](std::string_view name) {
    if (to_lower_ascii(name) != name)
      throw std::logic_error("a command's names are lower-case: /" + std::string(name));
    if (find(name) != nullptr)
      throw std::logic_error("two commands are called /" + std::string(name));
  };
  for (const CommandSpec& spec : specs) {
    take(spec.name);
    std::ranges::for_each(spec.also, take);
    const auto keep = [&](std::string_view name) {
      names_.push_back({name, count_code_points(name), entries_.size()});
      by_name_.emplace(name, entries_.size());
    };
    keep(spec.name);
    std::ranges::for_each(spec.also, keep);
    entries_.push_back({&spec, feature});
  }
  for (const ShortcutSpec& spec : shortcuts) {
    const std::string_view what =
        spec.callback.substr(std::min(feature.size(), spec.callback.size()));
    if (!spec.callback.starts_with(feature) || !what.starts_with('.') || what.size() < 2)
      throw std::logic_error(
          "no shortcut of " + std::string(feature) + ": " + std::string(spec.callback)
      );
    if (shortcut(spec.callback) != nullptr)
      throw std::logic_error("two shortcuts are called " + std::string(spec.callback));
    shortcuts_.push_back({&spec, feature});
  }
}

const CommandTable::Menu* CommandTable::shortcut(std::string_view callback) const {
  const auto it =
      std::ranges::find(shortcuts_, callback, [](const Menu& menu) { return menu.spec->callback; });
  return it == shortcuts_.end() ? nullptr : &*it;
}

const CommandTable::Entry* CommandTable::find(std::string_view name) const {
  const auto it = by_name_.find(to_lower_ascii(name));
  return it == by_name_.end() ? nullptr : &entries_[it->second];
}

std::vector<std::string_view> CommandTable::nearest(std::string_view name) const {
  const std::string lower = to_lower_ascii(name.substr(0, 40));
  // In characters: two mistakes in a Chinese name of two leave nothing of it.
  const std::size_t length = count_code_points(lower);
  const std::size_t limit = length <= 3 ? 1 : 2;
  std::vector<std::pair<std::size_t, std::string_view>> found;
  std::size_t last = entries_.size();  // the command that the last one found is of
  for (const Name& one : names_) {
    std::size_t distance = limit + 1;
    if (one.length <= length + limit && length <= one.length + limit)
      distance = edit_distance(lower, one.text, limit);
    if (!lower.empty() && one.text.starts_with(lower))
      distance = std::min<std::size_t>(distance, 1);
    if (distance > limit) continue;
    if (one.entry != last) {
      found.emplace_back(distance, one.text);
      last = one.entry;
    } else if (distance < found.back().first) {
      found.back() = {distance, one.text};
    }
  }
  std::ranges::sort(found);
  std::vector<std::string_view> out;
  // A second-best guess beside a better one only confuses.
  for (const auto& [distance, near] : found)
    if (distance == found.front().first) out.push_back(near);
  return out;
}

std::vector<CommandTable::Completion> CommandTable::complete(std::string_view line, Roles roles)
    const {
  std::vector<Completion> out;
  if (!line.starts_with('/')) return out;
  const auto space = line.find(' ');
  if (space == std::string_view::npos) {
    const std::string start = to_lower_ascii(line.substr(1));
    for (const Entry& entry : entries_) {
      const std::string_view name = spelled(entry.spec->name, entry.spec->also, start);
      if (!name.empty() && roles.has(entry.spec->role))
        out.push_back({"/" + std::string(name), entry.spec->summary});
    }
    return out;
  }
  const Entry* entry = find(line.substr(1, space - 1));
  if (entry == nullptr) return out;
  const std::string_view rest =
      line.substr(std::min(line.find_first_not_of(' ', space), line.size()));
  if (rest.find(' ') != std::string_view::npos) return out;
  const std::string start = to_lower_ascii(rest);
  for (const WordSpec& word : entry->spec->words) {
    const std::string_view name = spelled(word.word, word.also, start);
    if (!name.empty() && roles.has(role_of(*entry->spec, &word)))
      out.push_back({std::string(name), word.summary});
  }
  return out;
}

Role role_of(const CommandSpec& spec, const WordSpec* word) {
  return word != nullptr && word->role != Role::everyone ? word->role : spec.role;
}

WordMatch match_word(const CommandSpec& spec, std::string_view args) {
  const FirstWord next = first_word(args);
  const std::string first = to_lower_ascii(next.word);
  for (const WordSpec& word : spec.words)
    if (word.word == first || std::ranges::find(word.also, first) != word.also.end())
      return {&word, next.rest};
  return {nullptr, trim(args)};
}

std::optional<Command> parse_command(std::string_view line) {
  const FirstWord next = first_word(line);
  if (next.word.size() < 2 || next.word.front() != '/' || next.word[1] == '/') return std::nullopt;
  return Command{to_lower_ascii(next.word.substr(1)), std::string(next.rest)};
}

}  // namespace usher
