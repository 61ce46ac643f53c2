// bot/role_book.hpp: who the configuration says has which role, beside what each platform says itself.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/person.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

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
  // "slack" or "slack:T1", and the id there.
  struct Named {
    std::string place, id;
    bool operator==(const Named&) const = default;
  };
  // Whom the configuration names with this role, in order: who is to be told something. An administrator has every role;
  // what a platform says is not asked. Nobody for everyone's role, and nobody ever for the committee's: that somebody is in
  // it is no reason to name them, not even among the contributors.
  std::vector<Named> holding(Role role) const;

 private:
  struct Entry {
    Roles all;
    Roles listed;  // without what being in the committee makes of them
  };
  Roles named(std::string_view who) const;

  std::map<std::string, Entry, std::less<>> people_;
  bool committee_closed_ = false;
};

}  // namespace usher
