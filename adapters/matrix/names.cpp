// adapters/matrix/names.cpp: the latest names.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/names.hpp"

#include "adapters/common/look.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::size_t longest = 80;  // bytes

// No id has a line end in it.
std::string key_of(std::string_view room, std::string_view person) {
  std::string key(room);
  key += '\n';
  key += person;
  return key;
}

std::string_view person_in(std::string_view key) { return key.substr(key.find('\n') + 1); }
std::string_view room_in(std::string_view key) { return key.substr(0, key.find('\n')); }

}  // namespace

std::string shown_name(std::string_view display_name, std::string_view user) {
  const auto plain = [](std::string_view text) {
    const std::string line = sanitize(text);
    return shorten(trim(line), longest);
  };
  std::string name = plain(display_name);
  if (!name.empty()) return name;
  if (user.starts_with('@')) user.remove_prefix(1);
  return plain(user.substr(0, user.find(':')));
}

void Names::take(const RoomEvent& member) {
  if (member.type != "m.room.member" || !member.state_key) return;
  std::string key = key_of(member.room, *member.state_key);
  const auto known = names_.find(key);
  if (look::text(member.content, "membership") != "join") {
    if (known != names_.end()) drop(known);
    return;
  }
  std::string name = shown_name(look::text(member.content, "displayname"), *member.state_key);
  if (known != names_.end()) {
    known->second.name = std::move(name);
    turns_.splice(turns_.end(), turns_, known->second.turn);
    return;
  }
  turns_.push_back(key);
  names_.emplace(std::move(key), Entry{std::move(name), std::prev(turns_.end())});
  if (names_.size() > most_) drop(names_.find(turns_.front()));
}

std::string Names::of(std::string_view room, std::string_view person) const {
  const auto known = names_.find(key_of(room, person));
  return known != names_.end() ? known->second.name : shown_name({}, person);
}

bool Names::seen(std::string_view person) const {
  return std::ranges::any_of(turns_, [&](std::string_view key) {
    return person_in(key) == person;
  });
}

void Names::forgotten(std::string_view person) {
  for (auto at = names_.begin(); at != names_.end();)
    at = person_in(at->first) == person ? drop(at) : std::next(at);
}

void Names::left(std::string_view room) {
  for (auto at = names_.begin(); at != names_.end();)
    at = room_in(at->first) == room ? drop(at) : std::next(at);
}

Names::Table::iterator Names::drop(Table::iterator entry) {
  turns_.erase(entry->second.turn);
  return names_.erase(entry);
}

}  // namespace usher::matrix
