// tests/model/role_book_test.cpp: what the configuration and a platform say together, and that nothing widens by mistake.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/role_book.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace usher;

TEST_CASE(
    "An empty book changes nothing but the committee's role, which needs a platform that knows"
) {
  const RoleBook book;
  const Roles said{Role::maintainer, Role::committee};
  CHECK(book.of("web", "ada", said, true) == said);
  CHECK(book.of("slack:T1", "U1", said, false) == Roles{Role::maintainer});
  CHECK(book.of("web", "", {}, true) == Roles{});
}

TEST_CASE("The roles of the configuration are added to those of the platform") {
  RoleBook book;
  book.add("slack:U1", Role::maintainer);
  book.add("slack:U1", Role::organiser);
  const Roles roles = book.of("slack:T1", "U1", {Role::contributor}, false);
  CHECK(roles == Roles{Role::contributor, Role::maintainer, Role::organiser});
  CHECK(book.of("slack:T1", "U2", {}, false) == Roles{});
}

TEST_CASE("A role holds for one platform, one workspace where it is named, and one id") {
  RoleBook book;
  book.add("slack:T1:U1", Role::maintainer);
  book.add("matrix:@ada:example.org", Role::maintainer);
  book.add("web:ada", Role::maintainer);
  const auto may = [&](std::string_view space, std::string_view id) {
    return book.of(space, id, {}, false).has(Role::maintainer);
  };
  CHECK(may("slack:T1", "U1"));
  CHECK_FALSE(may("slack:T2", "U1"));
  CHECK(may("matrix:example.net", "@ada:example.org"));
  CHECK_FALSE(may("matrix:example.org", "@ada:example.net"));
  CHECK(may("web", "ada"));
  for (const char* id : {"Ada", "ada ", "ad", "adaa", "", ":ada", "web:ada"})
    CHECK_FALSE(may("web", id));
  CHECK_FALSE(may("terminal", "ada"));
  CHECK_FALSE(may("slack:T1", "ada"));
  CHECK_FALSE(may("", "web:ada"));
}

TEST_CASE("An administrator is all but a committee member, and a maintainer no organiser") {
  RoleBook book;
  book.add("web:root", Role::administrator);
  book.add("web:ada", Role::maintainer);
  const Roles root = book.of("web", "root", {}, true);
  CHECK(root.has(Role::organiser));
  CHECK_FALSE(root.has(Role::committee));
  const Roles ada = book.of("web", "ada", {}, true);
  CHECK(ada.has(Role::contributor));
  CHECK_FALSE(ada.has(Role::organiser));
  CHECK_FALSE(ada.has(Role::administrator));
}

TEST_CASE(
    "Who holds a role is listed as the configuration names them, administrators for every role"
) {
  RoleBook book;
  book.add("slack:T1:U1", Role::maintainer);
  book.add("slack:U2", Role::administrator);
  book.add("matrix:@ada:example.org", Role::maintainer);
  book.add("matrix:@ada:example.org", Role::organiser);
  book.add("web:grace", Role::organiser);
  book.add("web:zoe", Role::contributor);
  using Named = std::vector<RoleBook::Named>;
  const RoleBook::Named ada{"matrix", "@ada:example.org"}, root{"slack", "U2"},
      grace{"web", "grace"};
  CHECK(book.holding(Role::maintainer) == Named{ada, {"slack:T1", "U1"}, root});
  CHECK(book.holding(Role::organiser) == Named{ada, root, grace});
  CHECK(book.holding(Role::administrator) == Named{root});
  CHECK(
      book.holding(Role::contributor) == Named{ada, {"slack:T1", "U1"}, root, grace, {"web", "zoe"}}
  );
  CHECK(book.holding(Role::everyone).empty());
  CHECK(RoleBook().holding(Role::maintainer).empty());
}

TEST_CASE("Nobody is listed for being in the committee") {
  RoleBook book;
  book.add("web:kay", Role::committee);
  book.add("web:both", Role::committee);
  book.add("web:both", Role::maintainer);
  book.add("web:root", Role::administrator);
  book.close_committee();
  CHECK(book.holding(Role::committee).empty());
  for (const Role role :
       {Role::contributor, Role::maintainer, Role::organiser, Role::administrator})
    for (const RoleBook::Named& one : book.holding(role)) CHECK(one.id != "kay");
  CHECK(book.holding(Role::maintainer).size() == 2);
}

TEST_CASE("Once the committee has a file, no platform's word makes a member") {
  RoleBook book;
  book.add("slack:U1", Role::committee);
  book.close_committee();
  CHECK(book.of("slack:T1", "U1", {}, false).has(Role::committee));
  CHECK_FALSE(book.of("web", "kay", {Role::committee}, true).has(Role::committee));
  CHECK_FALSE(book.of("slack:T1", "U2", {Role::committee}, true).has(Role::committee));
}
