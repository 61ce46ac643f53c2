// bot/role_book.hpp: who the configuration says has which role, beside what each platform says itself.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/person.hpp"

#include <map>
#include <string>
#include <string_view>

namespace usher {

// "web:ada", "slack:U123", "slack:T1:U123", "matrix:@ada:example.org", "terminal:ada": a platform and the id there. Without
// a workspace or server of its own, the entry holds for each that Usher serves on that platform. A value; any thread.
class RoleBook {
 public:
  // Adds up. A maintainer, an organiser and a committee member are contributors too; an administrator is all but a
  // committee member.
  void add(std::string_view who, Role role);
  // From now on only those whom the committee's own file names are in it, whatever a platform says.
  void close_committee() { committee_closed_ = true; }
  bool committee_closed() const { return committee_closed_; }

  // What the configuration and the platform say together. `own_committee`: the platform's word counts for the committee
  // too (Capabilities::own_committee), where there is no file.
  Roles of(std::string_view space, std::string_view person, Roles platform, bool own_committee)
      const;

 private:
  Roles named(std::string_view who) const;

  std::map<std::string, Roles, std::less<>> people_;
  bool committee_closed_ = false;
};

}  // namespace usher
