// tests/proposals/index_test.cpp: proposals as lines, and lines that are none.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/index.hpp"

#include "commands/proposals/iso_time.hpp"
#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;

namespace {

Proposal sample() {
  Proposal proposal{7, "nep-0007-a.rst", std::string(40, 'a'), {}};
  Header& header = proposal.header;
  header.number = 7;
  header.title = "Tabs\\and `marks`";
  header.status = "Final";
  header.authors = {"Ada", "Bo\\n"};
  header.created = "2020-01-02";
  header.created_raw = "02-Jan-2020";
  header.replaces = {1, 2};
  header.resolution = Resolution::linked;
  header.resolution_urls = {"https://a.example/1", "https://a.example/2"};
  header.notes = {"A note."};
  header.abstract = "We\tpropose.";
  header.discussion_urls = {"https://a.example/3"};
  header.faults = {"no-type", "created-format:02-Jan-2020"};
  return proposal;
}

}  // namespace

TEST_CASE("A proposal survives being written as a line") {
  const Proposal proposal = sample();
  const auto again = from_line(to_line(proposal));
  REQUIRE(again.has_value());
  CHECK(*again == proposal);
}

TEST_CASE("The index leaves prose out, and has its proposals read again") {
  Shelf shelf;
  shelf.proposals = {sample(), sample()};
  shelf.proposals[1].number = 8;
  shelf.proposals[1].header.number = 8;
  shelf.proposals[1].header.notes.clear();
  shelf.proposals[1].header.abstract.clear();
  shelf.proposals.push_back(shelf.proposals[1]);
  shelf.proposals[2].number = 9;
  shelf.proposals[2].header.number = 9;
  shelf.proposals[2].header.abstract = "An abstract.";
  shelf.as_of = *from_iso_time("2026-08-21T19:32:39Z");
  const std::string text = write_index(shelf);
  CHECK(text.find("A note.") == std::string::npos);
  CHECK(text.find("An abstract.") == std::string::npos);
  const auto again = facts_from_index(text);
  REQUIRE(again.has_value());
  CHECK(again->as_of == shelf.as_of);
  CHECK(again->find(7)->header.notes.empty());
  CHECK(again->find(7)->partial);
  CHECK(again->find(7)->sha == std::string(40, 'a'));
  CHECK(again->find(9)->partial);
  CHECK(again->find(9)->header.abstract.empty());
  CHECK(again->find(8)->sha == std::string(40, 'a'));
  CHECK(*again->find(8) == shelf.proposals[1]);
}

TEST_CASE("A line of an earlier version is read, and its file once more") {
  std::string line = to_line(sample());
  for (int i = 0; i < 3; ++i) line.resize(line.rfind('\t'));
  const auto again = from_line(line);
  REQUIRE(again.has_value());
  CHECK(again->partial);
  CHECK(again->header.notes == sample().header.notes);
  CHECK(again->header.discussion_urls.empty());
  line.resize(line.rfind('\t'));
  CHECK_FALSE(from_line(line).has_value());
}

TEST_CASE("What is no index is refused; a broken line of one is passed over") {
  CHECK_FALSE(facts_from_index("").has_value());
  CHECK_FALSE(facts_from_index("as-of\t2026-08-21T19:32:39Z\n").has_value());
  CHECK_FALSE(facts_from_index(to_line(sample())).has_value());
  const auto shelf = facts_from_index(
      "as-of\t2026-08-21T19:32:39Z\r\nnonsense\n-1\t\t\n" + to_line(sample()) + "\r\n"
  );
  REQUIRE(shelf.has_value());
  CHECK(shelf->proposals.size() == 1);
}

TEST_CASE("Instants are said in UTC to the second and read back") {
  const auto at = from_iso_time("2026-02-28T23:59:59Z");
  REQUIRE(at.has_value());
  CHECK(iso_time(*at) == "2026-02-28T23:59:59Z");
  for (const char* bad :
       {"", "2026-02-30T00:00:00Z", "2026-02-28T24:00:00Z", "2026-02-28 23:59:59Z",
        "2026-02-28T23:59:59+", "2026-02--1T00:00:00Z"})
    CHECK_FALSE(from_iso_time(bad).has_value());
}

TEST_CASE("Of two files with one number the longer name stays, and numbers are in order") {
  Shelf shelf;
  Proposal draft = sample();
  draft.file = "nep-0007.rst";
  Proposal other = sample();
  other.number = 3;
  shelf.proposals = {sample(), draft, other};
  shelf.arrange();
  REQUIRE(shelf.proposals.size() == 2);
  CHECK(shelf.proposals[0].number == 3);
  CHECK(shelf.proposals[1].file == "nep-0007-a.rst");
  CHECK(shelf.highest() == 7);
  CHECK(shelf.find(4) == nullptr);
}

TEST_CASE("An index that ships has no mistakes; a broken one is told line by line") {
  CHECK(check_index(test::shipped_index(), "nep.tsv").empty());
  const std::string good = "7\tnep-0007-a.rst\t\tA\tDraft\t\t\t\t\t\t\t\tabsent\t\t-\n";
  const auto wrong =
      check_index("# a heading\nas-of\tyesterday\n" + good + "8\tshort\n" + good, "x");
  REQUIRE(wrong.size() == 3);
  CHECK(to_line(wrong[0]).starts_with("x:2: The time after as-of is none"));
  CHECK(to_line(wrong[1]).starts_with("x:4: The line has 2 fields instead of 18. Make"));
  CHECK(to_line(wrong[2]).starts_with("x:5: Number 7 stands in line 3 already."));
  CHECK(check_index(good, "x").size() == 1);
  CHECK(check_index("as-of\t2026-01-01T00:00:00Z\n", "x").size() == 1);
  CHECK(check_index("", "x").size() == 1);
}
