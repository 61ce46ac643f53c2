// tests/proposals/lint_test.cpp: the rules over a shelf, and what maintainers are told.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint.hpp"

#include "commands/proposals/iso_time.hpp"
#include "tests/proposals/source.hpp"

using namespace usher;
using namespace usher::proposals;

namespace {

const sys_seconds now = *from_iso_time("2026-08-21T12:00:00Z");

Proposal proposal(int number, const std::string& status) {
  Proposal out;
  out.number = number;
  out.file = name(number);
  out.header.number = number;
  out.header.title = "Title " + std::to_string(number);
  out.header.status = status;
  out.header.type = "Process";
  out.header.created = out.header.created_raw = "2026-08-01";
  out.header.resolution = Resolution::linked;
  return out;
}

Shelf shelf_of(std::vector<Proposal> proposals) {
  Shelf shelf;
  shelf.proposals = std::move(proposals);
  shelf.arrange();
  return shelf;
}

Dates unknown(int) { return {}; }

struct Found {
  Rule rule;
  int number;
  std::vector<int> others;
  bool operator==(const Found&) const = default;
};
std::vector<Found> found(
    const Shelf& shelf, const DatesOf& dates = unknown, const std::vector<int>& only = {},
    const Settings& settings = {}
) {
  std::vector<Found> out;
  for (const Finding& one : lint(shelf, settings, now, dates, only).findings)
    out.push_back({one.rule, one.number, one.others});
  return out;
}
using All = std::vector<Found>;

}  // namespace

namespace Catch {
template <>
struct StringMaker<Found> {
  static std::string convert(const Found& one) {
    std::string out = fmt::format("rule {} of {}:", static_cast<int>(one.rule), one.number);
    for (const int other : one.others) out += " " + std::to_string(other);
    return out;
  }
};
}  // namespace Catch

TEST_CASE("Accepted, Rejected and Withdrawn ones want a link in Resolution; no other does") {
  for (const Resolution held : {Resolution::absent, Resolution::empty, Resolution::pending})
    for (const char* status : {"Accepted", "rejected", "Withdrawn", "Final", "Draft", "Active"}) {
      Proposal one = proposal(1, status);
      one.header.resolution = held;
      const std::string word = status;
      const bool wanted = word == "Accepted" || word == "rejected" || word == "Withdrawn";
      CHECK(found(shelf_of({one})) == (wanted ? All{{Rule::no_resolution, 1, {}}} : All{}));
    }
  CHECK(found(shelf_of({proposal(1, "Accepted")})).empty());
}

TEST_CASE("Words that are not the rules' are told, and what they are a variant of") {
  Shelf shelf = shelf_of({proposal(1, "Draft"), proposal(2, "Done"), proposal(3, "draft")});
  for (const char* type : {"Standard", "Standards", "Standard Track", "process"}) {
    shelf.proposals[0].header.type = type;
    CHECK(found(shelf) == All{{Rule::unknown_status, 2, {}}, {Rule::type_variant, 1, {}}});
  }
  shelf.proposals[0].header.type = "Wish";
  CHECK(found(shelf) == All{{Rule::unknown_status, 2, {}}, {Rule::unknown_type, 1, {}}});
  Settings other;
  other.statuses.push_back({"Done", Meaning::other});
  other.types.emplace_back("Wish");
  CHECK(found(shelf, unknown, {}, other).empty());
}

TEST_CASE("What replaces and what is replaced name each other") {
  Proposal older = proposal(1, "Superseded");
  Proposal newer = proposal(2, "Final");
  CHECK(found(shelf_of({older, newer})) == All{{Rule::no_replaced_by, 1, {}}});
  older.header.replaced_by = {2};
  CHECK(found(shelf_of({older, newer})) == All{{Rule::no_replaces, 1, {2}}});
  newer.header.replaces = {1};
  CHECK(found(shelf_of({older, newer})).empty());
  older.header.status = "Final";
  CHECK(
      found(shelf_of({older, newer})) ==
      All{{Rule::not_superseded, 1, {2}}, {Rule::still_in_force, 2, {1}}}
  );
  older.header.replaced_by.clear();
  CHECK(
      found(shelf_of({older, newer})) ==
      All{{Rule::no_counterpart, 2, {1}}, {Rule::still_in_force, 2, {1}}}
  );
  older.header.status = "Superseded";
  CHECK(
      found(shelf_of({older, newer})) ==
      All{{Rule::no_replaced_by, 1, {}}, {Rule::no_counterpart, 2, {1}}}
  );
}

TEST_CASE("References to what is not there are told") {
  Proposal one = proposal(1, "Superseded");
  one.header.replaced_by = {7, 8};
  one.header.replaces = {9};
  CHECK(
      found(shelf_of({one})) ==
      All{{Rule::replaced_by_nobody, 1, {7, 8}}, {Rule::replaces_nobody, 1, {9}}}
  );
}

TEST_CASE("Chains and circles of what was superseded are followed to their end") {
  const auto superseded = [](int number, std::vector<int> by, std::vector<int> replaces) {
    Proposal out = proposal(number, "Superseded");
    out.header.replaced_by = std::move(by);
    out.header.replaces = std::move(replaces);
    return out;
  };
  Proposal last = proposal(4, "Final");
  last.header.replaces = {3};
  CHECK(
      found(
          shelf_of({superseded(1, {2}, {}), superseded(2, {3}, {1}), superseded(3, {4}, {2}), last})
      ) == All{{Rule::chain, 1, {2, 3, 4}}, {Rule::chain, 2, {3, 4}}}
  );
  // 1 leads into a circle of 2 and 3; 5 replaces itself.
  CHECK(
      found(shelf_of(
          {superseded(1, {2}, {}), superseded(2, {3}, {1, 3}), superseded(3, {2}, {2}),
           superseded(5, {5}, {5})}
      )) == All{{Rule::chain, 1, {2, 3}}, {Rule::circle, 2, {3, 2}}, {Rule::circle, 5, {5}}}
  );
  // A circle by way of the second of two.
  CHECK(found(shelf_of({superseded(1, {9, 2}, {2}), superseded(2, {1}, {1}), [] {
                          Proposal end = proposal(9, "Final");
                          end.header.replaces = {1};
                          return end;
                        }()})) == All{{Rule::circle, 1, {2, 1}}});
}

TEST_CASE("A long chain and a great circle end, and are cut") {
  std::vector<Proposal> all;
  for (int number = 0; number < 3000; ++number) {
    all.push_back(proposal(number, "Superseded"));
    all.back().header.replaced_by = {(number + 1) % 3000};
    all.back().header.replaces = {(number + 2999) % 3000};
  }
  const Shelf circle = shelf_of(all);
  const auto in_circle = found(circle);
  REQUIRE(in_circle.size() == 1);
  CHECK(in_circle[0].others.size() == 20);
  all.back().header = proposal(2999, "Final").header;
  all.back().header.replaces = {2998};
  all.front().header.replaces.clear();
  for (const Found& one : found(shelf_of(all))) {
    CHECK(one.rule == Rule::chain);
    CHECK(one.others.size() <= 20);
  }
}

TEST_CASE("An age is told after a year, by the calendar; what is not known is said so") {
  const auto at = [](const char* time) { return *from_iso_time(time); };
  Proposal draft = proposal(1, "Draft");
  Proposal accepted = proposal(2, "Accepted");
  draft.header.created = accepted.header.created = "2019-01-01";
  const Shelf shelf = shelf_of({draft, accepted, proposal(3, "Final"), proposal(4, "Draft")});
  std::vector<int> asked;
  std::optional<sys_seconds> then;
  const DatesOf dates = [&](int number) {
    asked.push_back(number);
    return Dates{then, then};
  };
  Lint result = lint(shelf, {}, now, dates);
  CHECK(asked == std::vector<int>{1, 2});  // 4 is younger than a year
  CHECK(result.undated == std::vector<int>{1, 2});
  CHECK(result.findings.empty());
  then = at("2025-08-21T12:00:00Z");
  result = lint(shelf, {}, now, dates);
  CHECK(result.undated.empty());
  CHECK(result.findings.empty());
  then = at("2025-08-21T11:59:59Z");
  result = lint(shelf, {}, now, dates);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].rule == Rule::long_accepted);
  CHECK(result.findings[0].number == 2);
  CHECK(result.findings[1].rule == Rule::silent_draft);
  CHECK(result.findings[1].since == *then);
  // The year that begins with a leap day ends with the first of March.
  then = at("2024-02-29T00:00:00Z");
  CHECK(lint(shelf, {}, at("2025-03-01T00:00:00Z"), dates).findings.empty());
  CHECK(lint(shelf, {}, at("2025-03-01T00:00:01Z"), dates).findings.size() == 2);
}

TEST_CASE("A Draft that was not proposed yet needs no link to the mail that proposes it") {
  Shelf shelf = shelf_of({proposal(1, "Draft"), proposal(2, "Deferred"), proposal(3, "Final")});
  for (Proposal& one : shelf.proposals) one.header.faults = {"discussion-no-thread"};
  CHECK(found(shelf) == All{{Rule::no_thread, 3, {}}});
  for (Proposal& one : shelf.proposals) one.header.faults = {"discussion-no-link", "unheard-of:x"};
  CHECK(found(shelf).size() == 3);
}

TEST_CASE("Asked of one, what others say of it is told too") {
  Proposal older = proposal(1, "Final");
  Proposal newer = proposal(2, "Final");
  newer.header.replaces = {1};
  older.header.type = newer.header.type = "Standard";
  const Shelf shelf = shelf_of({older, newer, proposal(3, "Done")});
  CHECK(
      found(shelf, unknown, {1}) == All{{Rule::no_counterpart, 2, {1}},
                                        {Rule::still_in_force, 2, {1}},
                                        {Rule::type_variant, 1, {}}}
  );
  CHECK(found(shelf, unknown, {3}) == All{{Rule::unknown_status, 3, {}}});
}
