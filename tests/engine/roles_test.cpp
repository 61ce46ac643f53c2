// tests/engine/roles_test.cpp: the configuration's roles on their way to a feature, and whom a refusal sends one to.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"
#include "bot/store.hpp"
#include "tests/support/engine_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::Rig;
using test::words;

namespace {

const CommandSpec specs[] = {
    {.name = "maintain", .grammar = "", .summary = mark("x"), .role = Role::maintainer},
    {.name = "judge", .grammar = "", .summary = mark("x"), .role = Role::committee},
    {.name = "roles", .grammar = "", .summary = mark("x")},
};

// Answers every event with the roles that it came with, as a number.
class Bench {
 public:
  Bench(RoleBook roles, std::string contact = {}, bool own_committee = false)
      : rig_(
            {.ack_carries = {Kind::command, Kind::press, Kind::message},
             .own_committee = own_committee}
        ) {
    Rig fresh;
    fresh.engine.reset();
    rig_.settings.roles = std::move(roles);
    rig_.settings.community.contact_url = std::move(contact);
    rig_.take_over(fresh.path);
    rig_.feature(
        "roles", {Kind::message},
        [](const Event& event, Context&) -> Outcome {
          return {SayReply{words(std::to_string(event.who.roles.bits()))}, {}};
        },
        specs
    );
    rig_.start();
  }

  Doc ask(const std::string& command, Roles roles = {}, const std::string& who = "ada") {
    Event event = rig_.command("e" + std::to_string(next_++), command, {}, who);
    event.who.roles = roles;
    return sent(std::move(event));
  }
  std::string bits(What what, Roles roles = {}) {
    Event event = rig_.message("e" + std::to_string(next_++), "", "ada");
    event.who.roles = roles;
    event.what = std::move(what);
    return plain_text(sent(std::move(event)));
  }

 private:
  Doc sent(Event event) {
    const auto reply = rig_.adapter->send(std::move(event));
    REQUIRE(reply);
    const auto* said = std::get_if<SayReply>(&*reply);
    REQUIRE(said != nullptr);
    return said->doc;
  }

  Rig rig_;
  int next_ = 0;
};

std::string bits(Roles roles) { return std::to_string(roles.bits()); }

}  // namespace

TEST_CASE("a role of the configuration opens a command, for the person it names and nobody else") {
  RoleBook book;
  book.add("test:ada", Role::maintainer);
  Bench bench(book);
  CHECK(plain_text(bench.ask("maintain")) == bits({Role::contributor, Role::maintainer}));
  CHECK(plain_text(bench.ask("maintain", {}, "bob")).starts_with("Only maintainers"));
  CHECK(plain_text(bench.ask("judge")).starts_with("Only members of the Code of Conduct"));
}

TEST_CASE("features see the sum of roles in every kind of event") {
  RoleBook book;
  book.add("test:ada", Role::organiser);
  Bench bench(book);
  const std::string all = bits({Role::contributor, Role::organiser, Role::maintainer});
  CHECK(bench.bits(Message{}, {Role::maintainer}) == all);
  CHECK(bench.bits(Press{"roles.x", "", {}, ""}, {Role::maintainer}) == all);
  CHECK(bench.bits(Command{"roles", ""}, {Role::maintainer}) == all);
}

TEST_CASE("an adapter that has no file of the committee's makes nobody a member") {
  CHECK(plain_text(Bench({}).ask("judge", {Role::committee})).starts_with("Only members"));
  CHECK(plain_text(Bench({}, {}, true).ask("judge", {Role::committee})) == bits({Role::committee}));
  RoleBook closed;
  closed.close_committee();
  CHECK(plain_text(Bench(closed, {}, true).ask("judge", {Role::committee})).starts_with("Only"));
  closed.add("test:ada", Role::committee);
  CHECK(plain_text(Bench(closed).ask("judge")) == bits({Role::contributor, Role::committee}));
}

TEST_CASE("a refusal says who may, and where they can be reached if that is known") {
  const Doc plain = Bench({}).ask("maintain");
  CHECK(
      plain_text(plain) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  const Doc linked = Bench({}, "https://example.org/people").ask("maintain");
  CHECK(plain_text(linked).find("You can reach them here") != std::string::npos);
  CHECK(plain_text(linked).find("https://example.org/people") != std::string::npos);
}

namespace {

// Notes at its start whom it could write to.
class Looking final : public Feature {
 public:
  Looking(Role role, std::vector<To>& to, bool& anywhere)
      : role_(role), to_(to), anywhere_(anywhere) {}
  std::string_view name() const override { return "looking"; }
  Outcome on(const Event&, Context&) override { return {}; }
  std::vector<Effect> start(Context& context) override {
    anywhere_ = static_cast<bool>(context.holders);
    if (anywhere_) to_ = context.holders(role_);
    return {};
  }

 private:
  Role role_;
  std::vector<To>& to_;
  bool& anywhere_;
};

struct Found {
  std::vector<std::string> people;  // "slack:T1 U1"
  bool anywhere = false;
};
Found holders(const RoleBook& book, Role role, const std::vector<std::string>& spaces) {
  const test::TempFolder folder;
  const auto db = open_store(folder.file("usher.db"), usher_migrations());
  const test::StillClock clock{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
  const Catalog catalog;
  Dispatcher dispatcher(catalog, {}, clock, {});
  dispatcher.know(book);
  std::vector<To> to;
  Found out;
  dispatcher.add(std::make_unique<Looking>(role, to, out.anywhere));
  for (const std::string& space : spaces) dispatcher.serve(space, {});
  db->run("BEGIN IMMEDIATE");
  dispatcher.start(*db);
  db->run("COMMIT");
  for (const To& one : to) {
    REQUIRE(one.people.size() == 1);
    CHECK((one.place.room.empty() && one.place.thread.empty()));
    out.people.push_back(one.place.space + " " + one.people.front());
  }
  return out;
}

}  // namespace

TEST_CASE("a feature finds whom the configuration names, in each space that is served") {
  using People = std::vector<std::string>;
  RoleBook book;
  book.add("slack:U1", Role::maintainer);
  book.add("slack:T2:U2", Role::maintainer);
  book.add("slack:T2:U1", Role::maintainer);  // once more
  book.add("slack:T3:U3", Role::maintainer);  // is not served
  book.add("matrix:@ada:example.org", Role::administrator);
  book.add("web:kay", Role::committee);
  book.add("web:zoe", Role::contributor);
  const People spaces{"web", "slack:T1", "slack:T2", "matrix:example.net"};
  CHECK(
      holders(book, Role::maintainer, spaces).people ==
      People{"matrix:example.net @ada:example.org", "slack:T1 U1", "slack:T2 U1", "slack:T2 U2"}
  );
  CHECK(
      holders(book, Role::administrator, spaces).people ==
      People{"matrix:example.net @ada:example.org"}
  );
  CHECK(holders(book, Role::committee, spaces).people.empty());
  CHECK(holders(book, Role::maintainer, {"terminal"}).people.empty());
  CHECK(holders(book, Role::maintainer, {"terminal"}).anywhere);
  CHECK(holders({}, Role::maintainer, spaces).people.empty());
  CHECK_FALSE(holders(book, Role::maintainer, {}).anywhere);  // nobody could be written to
}
