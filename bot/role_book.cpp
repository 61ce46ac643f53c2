// bot/role_book.cpp: two ways to write a person, one sum of roles.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/role_book.hpp"

#include <algorithm>

namespace usher {

namespace {

constexpr auto committee_bit = static_cast<std::uint8_t>(Role::committee);

Roles with(Roles a, Roles b) {
  return Roles::from_bits(static_cast<std::uint8_t>(a.bits() | b.bits()));
}

Roles without_committee(Roles roles) {
  return Roles::from_bits(static_cast<std::uint8_t>(roles.bits() & ~committee_bit));
}

Roles all_that_it_is(Role role) {
  if (role == Role::administrator)
    return {Role::contributor, Role::maintainer, Role::organiser, Role::administrator};
  if (role == Role::everyone) return {};
  return {Role::contributor, role};
}

// "slack:T1:U1" → "slack:T1", "U1". A Matrix id has a colon of its own: it begins with "@".
RoleBook::Named parted(std::string_view who) {
  const auto matrix = who.find(":@");
  const auto colon =
      std::min(matrix != std::string_view::npos ? matrix : who.rfind(':'), who.size());
  return {
      std::string(who.substr(0, colon)), std::string(who.substr(std::min(colon + 1, who.size())))
  };
}

}  // namespace

void RoleBook::add(std::string_view who, Role role) {
  Entry& known = people_.try_emplace(std::string(who)).first->second;
  known.all = with(known.all, all_that_it_is(role));
  if (role != Role::committee) known.listed = with(known.listed, all_that_it_is(role));
}

Roles RoleBook::named(std::string_view who) const {
  const auto at = people_.find(who);
  return at == people_.end() ? Roles{} : at->second.all;
}

Roles RoleBook::of(
    std::string_view space, std::string_view person, Roles platform, bool own_committee
) const {
  Roles out = committee_closed_ || !own_committee ? without_committee(platform) : platform;
  if (people_.empty() || person.empty()) return out;
  const auto entry = [&](std::string_view place) {
    std::string who(place);
    who += ':';
    who += person;
    return named(who);
  };
  const std::string_view kind = space.substr(0, space.find(':'));
  out = with(out, entry(kind));
  return space.size() == kind.size() ? out : with(out, entry(space));
}

std::vector<RoleBook::Named> RoleBook::holding(Role role) const {
  std::vector<Named> out;
  if (role == Role::committee || role == Role::everyone) return out;
  for (const auto& [who, entry] : people_)
    if (entry.listed.has(role)) out.push_back(parted(who));
  return out;
}

}  // namespace usher
