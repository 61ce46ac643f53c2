// tests/proposals/poll_test.cpp: polling as a list of events and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"

#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using test::ProposalsRig;

TEST_CASE("The first poll lists, reads every proposal and nothing else, and swaps at the end") {
  Source source;
  CHECK(source.next(source.start()) == std::chrono::minutes(0));
  auto effects = source.tick();
  const auto list = Source::calls(effects);
  REQUIRE(list.size() == 1);
  CHECK(list[0].service == "nep");
  CHECK(list[0].method == "LIST");
  CHECK(list[0].etag.empty());
  CHECK(source.next(effects) == every);
  effects = source.answer({list[0].tag, 200, source.listing(), "v1", errc::ok});
  const auto gets = Source::calls(effects);
  REQUIRE(gets.size() == 10);
  CHECK(gets[0].method == "READ");
  CHECK(gets[0].path == sha_of(source.files[name(1)]) + " " + name(1));
  for (std::size_t i = 0; i + 1 < gets.size(); ++i)
    CHECK(source.answer(source.served(gets[i])).empty());
  CHECK(source.status(1) == "none");
  CHECK_THAT(source.said("1"), Contains("has not been fetched yet"));
  source.answer(source.served(gets.back()));
  CHECK(source.status(1) == "Draft");
  CHECK(source.status(10) == "Draft");
  CHECK(source.state().as_of == source.now);
  CHECK(source.state().etag == "v1");
  CHECK_THAT(source.said("1"), Contains("As of: 2026-09-21 14:13 UTC"));
}

TEST_CASE("Later polls send the tag of the listing, and read changed files only") {
  Source source;
  source.start();
  source.poll("v1");
  source.reads = 0;
  source.now += every;
  const auto unchanged = Source::calls(source.tick());
  CHECK(unchanged[0].etag == "v1");
  CHECK(source.answer({unchanged[0].tag, 304, "", "v1", errc::ok}).empty());
  CHECK(source.state().as_of == source.now);
  CHECK(source.state().etag == "v1");

  source.now += every;
  source.files[name(3)] = file(3, "Accepted", ":Resolution: https://example.org/3\n");
  source.files[name(11)] = file(11, "Draft");
  source.files.erase(name(4));
  source.poll("v2");
  CHECK(source.reads == 2);
  CHECK(source.status(3) == "Accepted");
  CHECK(source.status(11) == "Draft");
  CHECK(source.status(4) == "none");
  CHECK(source.state().etag == "v2");
  CHECK_THAT(source.said("3"), Contains("✓ Accepted") && Contains("https://example.org/3"));
  CHECK_THAT(source.said("title 11"), Contains("NEP 11 — Title 11"));
  CHECK_THAT(source.said("title 4"), !Contains("NEP 4 — "));
}

TEST_CASE("A renamed file is the same proposal at a new address, and is not read again") {
  Source source;
  source.start();
  source.poll();
  source.reads = 0;
  source.files["nep-0005-a-better-name.rst"] = source.files[name(5)];
  source.files.erase(name(5));
  source.now += every;
  source.poll("v2");
  CHECK(source.reads == 0);
  CHECK_THAT(source.said("5"), Contains("https://numpy.org/neps/nep-0005-a-better-name.html"));
}

TEST_CASE("Shipped facts are the base: only what differs from them is read") {
  Settings settings = ProposalsRig::with_index();
  Source source(settings);
  source.start();
  const auto shelf = facts_from_database(source.db, "nep");
  std::string listing;
  for (const Proposal& proposal : shelf->proposals)
    listing += fmt::format(
        "{} 100 {}\n", proposal.sha.empty() ? std::string(40, '0') : proposal.sha, proposal.file
    );
  const auto list = Source::calls(source.tick());
  const auto gets = Source::calls(source.answer({list[0].tag, 200, listing, "v1", errc::ok}));
  const auto partial = std::ranges::count_if(shelf->proposals, &Proposal::partial);
  CHECK(gets.size() == static_cast<std::size_t>(partial));  // those with prose, which does not ship
  CHECK(partial > 40);
  CHECK(partial < 56);
}

TEST_CASE("A newer program brings newer facts, until a source was polled") {
  Source source;
  Settings settings = Source::plain();
  const std::string line = "1\tnep-0001-a.rst\t\tOld\tDraft\t\t\t\t\t\t\t\tabsent\t\t-\n";
  settings.index = "as-of\t2026-01-01T00:00:00Z\n" + line;
  Proposals older(settings);
  Context context = source.context();
  older.start(context);
  CHECK(source.status(1) == "Draft");
  settings.index =
      "as-of\t2026-02-01T00:00:00Z\n1\tnep-0001-a.rst\t\tNew\tFinal\t\t\t\t\t\t\t\tabsent\t\t-\n";
  Proposals newer(settings);
  newer.start(context);
  CHECK(source.status(1) == "Final");
  source.poll();
  older.start(context);
  CHECK(source.status(1) == "Draft");
  CHECK(source.state().source == "test:ten");
}

TEST_CASE("A poll under way is not started again, also not after a restart") {
  Source source;
  source.start();
  const auto first = source.tick();
  CHECK(Source::calls(first).size() == 1);
  source.now += std::chrono::minutes(1);
  CHECK(Source::calls(source.tick()).empty());
  CHECK(source.next(source.start()) == std::chrono::minutes(29));
}

TEST_CASE(
    "After a restart the next poll is when it would have been; another source is polled at once"
) {
  Source source;
  source.start();
  source.poll();
  source.now += std::chrono::minutes(20);
  CHECK(source.next(source.start()) == std::chrono::minutes(40));
  source.now += std::chrono::hours(5);
  CHECK(source.next(source.start()) == std::chrono::minutes(0));

  Settings other = Source::plain();
  other.source = "test:another";
  Proposals feature(other);
  Context context = source.context();
  CHECK(source.next(feature.start(context)) == std::chrono::minutes(0));
  const Outcome outcome =
      feature.on(Event{"e", {}, {}, {}, Tick{"poll", source.now, source.now}}, context);
  CHECK(Source::calls(outcome.effects)[0].etag.empty()
  );  // a tag of one source means nothing to another
}

TEST_CASE("What a folder holds at the start is answered from before the first poll, notes and all"
) {
  Shelf folder;
  folder.as_of = Source().now;
  folder.proposals = {{3, name(3), {}, parse_header(file(3, "Draft"), name(3), "NEP")}};
  folder.proposals[0].header.notes = {"a note"};
  Source source;
  Proposals feature(Source::plain(), folder);
  Context context = source.context();
  CHECK(source.next(feature.start(context)) == std::chrono::minutes(0));
  CHECK(source.status(3) == "Draft");
  CHECK(facts_from_database(source.db, "nep")->proposals[0].header.notes.size() == 1);
  CHECK_FALSE(facts_from_database(source.db, "nep")->shipped);
  CHECK(source.next(feature.start(context)) == std::chrono::minutes(0));  // still to be polled

  source.files.erase(name(1));
  source.poll();
  CHECK(source.status(10) == "Draft");
  folder.proposals[0].header.status = "Final";
  Proposals later(Source::plain(), folder);
  CHECK(source.next(later.start(context)) == every);
  CHECK(source.status(3) == "Draft");  // that is news, and news is for the poll

  Settings other = Source::plain();
  other.source = "directory:elsewhere";
  Proposals moved(other, folder);
  CHECK(source.next(moved.start(context)) == std::chrono::minutes(0));
  CHECK(source.status(3) == "Final");
  CHECK(source.status(10) == "none");
}

TEST_CASE("Without a service nothing is polled, and a job of earlier is forgotten") {
  Settings settings = Source::plain();
  settings.service.clear();
  Source source(settings);
  const auto effects = source.start();
  CHECK(std::ranges::any_of(effects, [](const Effect& effect) {
    const auto* forget = std::get_if<Forget>(&effect);
    return forget != nullptr && forget->job == Poll::job;
  }));
  CHECK_FALSE(source.next(effects));
  CHECK(source.tick().empty());
}

TEST_CASE("What is new between two shelves is said once, by number") {
  Shelf before;
  Shelf after;
  for (const int number : {1, 2, 3}) before.proposals.push_back({number, name(number), "a", {}});
  for (const int number : {2, 3, 4}) after.proposals.push_back({number, name(number), "a", {}});
  after.proposals[1].header.status = "Final";
  const auto changes = compare(before, after);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].before->number == 1);
  CHECK(changes[0].after == nullptr);
  CHECK(changes[1].before->number == 3);
  CHECK(changes[1].after->header.status == "Final");
  CHECK(changes[2].before == nullptr);
  CHECK(changes[2].after->number == 4);
}

TEST_CASE("Listings are read with suspicion") {
  const std::string sha(40, 'a');
  const std::string listing = sha + " 12 nep-0001-a.rst\n" + sha +
                              " 12 index.rst\nAAAA 12 nep-0002-a.rst\n" + sha +
                              " -x nep-0003-a.rst\n" + sha + " 12 ../nep-0004-a.rst\n" + sha +
                              " 12 nep-0005 b.rst\n\n" + sha + " 7 nep-0006-c.md";
  const auto files = parse_listing(listing, "NEP").proposals;
  REQUIRE(files.size() == 2);
  CHECK(files[0].number == 1);
  CHECK(files[0].size == 12);
  CHECK(files[1].name == "nep-0006-c.md");
}
