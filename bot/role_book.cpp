// bot/role_book.cpp: two ways to write a person, one sum of roles.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/role_book.hpp"

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

}  // namespace

void RoleBook::add(std::string_view who, Role role) {
  Roles& known = people_.try_emplace(std::string(who)).first->second;
  known = with(known, all_that_it_is(role));
}

Roles RoleBook::named(std::string_view who) const {
  const auto at = people_.find(who);
  return at == people_.end() ? Roles{} : at->second;
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

}  // namespace usher
