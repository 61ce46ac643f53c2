// adapters/web/places.cpp: rooms and people in the database, and the way that an event came.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/places.hpp"

#include "adapters/web/roster.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace usher::web {

const RoomSpec* Places::room(std::string_view id) const {
  const auto it = std::ranges::find(rooms_, id, &RoomSpec::id);
  return it == rooms_.end() ? nullptr : &*it;
}

bool Places::is_known(std::string_view person) const {
  auto row = db_.query("SELECT 1 FROM web_people WHERE id=?", person);
  return row.next();
}

bool Places::exists(std::string_view id) const {
  if (id.starts_with(direct_prefix)) return is_known(id.substr(direct_prefix.size()));
  if (!id.starts_with(group_prefix)) return room(id) != nullptr;
  auto row = db_.query("SELECT 1 FROM web_members WHERE room=? LIMIT 1", id);
  return row.next();
}

bool Places::is_member(std::string_view id, std::string_view person) const {
  if (id.starts_with(direct_prefix))
    return id.substr(direct_prefix.size()) == person && is_known(person);
  const RoomSpec* spec = room(id);
  if (spec == nullptr && !id.starts_with(group_prefix)) return false;
  if (spec != nullptr && spec->only) {
    auto row = db_.query("SELECT role FROM web_people WHERE id=?", person);
    return row.next() && roles_of(row.text(0)).has(*spec->only);
  }
  auto row = db_.query("SELECT 1 FROM web_members WHERE room=? AND person=?", id, person);
  return row.next();
}

bool Places::is_private(std::string_view id) const {
  const RoomSpec* spec = room(id);
  return spec == nullptr || spec->only.has_value();
}

std::vector<std::string> Places::members(std::string_view id) const {
  std::vector<std::string> out;
  const RoomSpec* spec = room(id);
  if (id.starts_with(direct_prefix)) {
    out.emplace_back(id.substr(direct_prefix.size()));
  } else if (spec != nullptr && spec->only) {
    auto row = db_.query("SELECT id,role FROM web_people");
    while (row.next())
      if (roles_of(row.text(1)).has(*spec->only)) out.emplace_back(row.text(0));
  } else {
    auto row = db_.query("SELECT person FROM web_members WHERE room=?", id);
    while (row.next()) out.emplace_back(row.text(0));
  }
  return out;
}

std::string group_room(std::vector<std::string> people) {
  std::ranges::sort(people);
  std::string names;
  for (const std::string& person : people) names += person + "\n";
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(
      hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(names.data()), names.size(),
      nullptr, 0
  );
  std::array<char, crypto_generichash_BYTES_MIN * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return std::string(group_prefix) + hex.data();
}

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

Route to_route(const Way& way) { return {std::to_string(way.message) + " " + way.tab}; }

Way read_route(const Route& route) {
  Way way;
  const auto space = route.bytes.find(' ');
  if (space == std::string::npos) return way;
  std::from_chars(route.bytes.data(), route.bytes.data() + space, way.message);
  way.tab = route.bytes.substr(space + 1);
  return way;
}

}  // namespace usher::web
