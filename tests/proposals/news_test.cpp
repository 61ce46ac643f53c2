// tests/proposals/news_test.cpp: what counts as news, and what does not.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/news.hpp"

#include "commands/proposals/listing.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;

namespace {

Proposal proposal(int number, const std::string& status, const std::string& type = "Process") {
  Proposal out;
  out.number = number;
  out.file = "nep-" + std::to_string(number) + "-title" + std::to_string(number) + ".rst";
  out.sha = "sha of " + std::to_string(number) + " " + status;
  out.header.number = number;
  out.header.title = "Title " + std::to_string(number);
  out.header.status = status;
  out.header.type = type;
  return out;
}

Shelf shelf(std::vector<Proposal> proposals) {
  Shelf out;
  out.proposals = std::move(proposals);
  out.arrange();
  return out;
}

std::vector<News> between(
    const Shelf& before, const Shelf& after, const std::vector<Proposal>& gone = {},
    const std::vector<LooseFile>& loose = {}, const std::vector<LooseFile>& loose_after = {}
) {
  const auto left = [&](const Proposal& now) -> std::optional<Proposal> {
    for (const Proposal& one : gone)
      if (one.number == now.number) return one;
    return std::nullopt;
  };
  return news_between({before, left, loose}, after, loose_after, Settings{});
}

News status(int number, const std::string& old, const std::string& now, bool noted = false) {
  return {NewsKind::status, number, old, now, noted, false};
}

}  // namespace

TEST_CASE("A new status is news, and so is the step back from it") {
  const Shelf draft = shelf({proposal(18, "Draft")});
  const Shelf accepted = shelf({proposal(18, "Accepted")});
  CHECK(between(draft, accepted) == std::vector{status(18, "Draft", "Accepted")});
  CHECK(between(accepted, draft) == std::vector{status(18, "Accepted", "Draft", true)});
  CHECK(between(draft, draft).empty());
  CHECK(between(draft, shelf({proposal(18, "draft ")})).empty());
}

TEST_CASE("A proposal that was known without a status and gets one is not a change") {
  const auto news = between(shelf({proposal(2, "")}), shelf({proposal(2, "Deferred")}));
  REQUIRE(news.size() == 1);
  CHECK(news[0] == News{NewsKind::first_status, 2, "", "Deferred", false, false});
}

TEST_CASE("The same bytes are no news, however they are read") {
  Proposal old = proposal(30, "Draft");
  Proposal now = old;
  now.header.status = "Accepted";
  now.header.title = "Another title";
  now.header.replaced_by = {56};
  now.header.resolution_urls = {"https://example.org/1"};
  CHECK(between(shelf({old}), shelf({now})).empty());
  CHECK(between(shelf({}), shelf({now}), {old}).empty());
  // Where nobody knows what the bytes were, what they say counts.
  old.sha.clear();
  now.sha.clear();
  CHECK(between(shelf({old}), shelf({now})).size() == 4);
}

TEST_CASE("A header that says no status any more has lost it: nothing that is told") {
  CHECK(between(shelf({proposal(2, "Final")}), shelf({proposal(2, "")})).empty());
  CHECK(between(shelf({proposal(2, "")}), shelf({proposal(2, "")})).empty());
}

TEST_CASE("A number that was not there is a new proposal, with the status that it has") {
  const auto news = between(shelf({}), shelf({proposal(17, "Rejected")}));
  CHECK(news == std::vector{News{NewsKind::fresh, 17, "", "Rejected", false, false}});
}

TEST_CASE("A renamed file, another number, a number at last: the same proposal") {
  Proposal old = proposal(34, "Draft");
  Proposal now = old;
  now.file = "nep-0034-a-better-name.rst";
  CHECK(between(shelf({old}), shelf({now})).empty());
  SECTION("renumbered, as it was") {
    now.number = 35;
    CHECK(between(shelf({old}), shelf({now})).empty());
  }
  SECTION("renumbered, and accepted at once") {
    now.number = 35;
    now.sha = "another";
    now.header.status = "Accepted";
    CHECK(between(shelf({old}), shelf({now})) == std::vector{status(35, "Draft", "Accepted")});
  }
  SECTION("the same bytes under a name with a number") {
    CHECK(between(shelf({}), shelf({now}), {}, {{"warnfix.txt", now.sha}}).empty());
  }
  SECTION("the same name with a number, and other bytes") {
    now.file = "nep-0034-infer_dtype.rst";
    const std::vector<LooseFile> loose = {{"nep-xxxx-infer-dtype.rst", "another"}};
    CHECK(between(shelf({}), shelf({now}), {}, loose).empty());
    // A template that stays is not what became of it.
    CHECK(between(shelf({}), shelf({now}), {}, loose, loose).size() == 1);
  }
}

TEST_CASE("A proposal that leaves is no news, and none when it comes back") {
  const Proposal one = proposal(1, "Draft");
  CHECK(between(shelf({one}), shelf({})).empty());
  CHECK(between(shelf({}), shelf({one}), {one}).empty());
  const std::vector<News> changed = between(shelf({}), shelf({proposal(1, "Final")}), {one});
  CHECK(changed == std::vector{status(1, "Draft", "Final", true)});
}

TEST_CASE("A link to the decision, a replacement and a title are news; what is taken away is not") {
  Proposal old = proposal(30, "Draft");
  Proposal now = old;
  now.sha = "a third";
  now.header.resolution_urls = {"https://example.org/1"};
  now.header.replaced_by = {56};
  now.header.title = "``Another`` title";
  const auto news = between(shelf({old}), shelf({now}));
  REQUIRE(news.size() == 3);
  CHECK(news[0] == News{NewsKind::resolution, 30, "", "https://example.org/1", false, false});
  CHECK(news[1] == News{NewsKind::replaced_by, 30, "", "56", false, false});
  CHECK(news[2] == News{NewsKind::title, 30, "Title 30", "Another title", false, false});
  now.header.title = old.header.title;
  CHECK(between(shelf({now}), shelf({old})).empty());
  Proposal prose = old;
  prose.sha = "another";
  prose.header.authors = {"Ada"};
  prose.header.notes = {"A note."};
  prose.header.title = "*TITLE* 30?";
  CHECK(between(shelf({old}), shelf({prose})).empty());
}

TEST_CASE("More than three pieces of news are one digest, by number and then kind") {
  std::vector<Proposal> before;
  std::vector<Proposal> after;
  for (int number = 1; number <= 4; ++number) {
    before.push_back(proposal(number, "Draft"));
    after.push_back(proposal(number, number == 4 ? "Draft" : "Accepted"));
  }
  auto news = between(shelf(before), shelf(after));
  CHECK(news.size() == 3);
  CHECK_FALSE(news[0].digest);
  after[1].header.replaced_by = {3};
  news = between(shelf(before), shelf(after));
  REQUIRE(news.size() == 4);
  CHECK((news[0].digest && news[3].digest));
  CHECK((news[1].number == 2 && news[2].number == 2 && news[2].kind == NewsKind::replaced_by));
}

TEST_CASE("A step that the series' rules do not describe carries a note, and no other does") {
  Settings settings;
  CHECK(is_usual("Draft", "Active", "Process", settings));
  CHECK_FALSE(is_usual("Draft", "Active", "Informational", settings));
  CHECK_FALSE(is_usual("Draft", "Active", "", settings));
  CHECK(is_usual("Final", "Superseded", "Standard Track", settings));
  CHECK_FALSE(is_usual("Draft", "Final", "Standards Track", settings));
  settings.moves = {{"Draft", "Final", "Standards Track"}};
  CHECK(is_usual("Draft", "Final", "Standard", settings));
  CHECK_FALSE(is_usual("Draft", "Accepted", "Standard", settings));
}

TEST_CASE("One that left is known by whoever is asked, and says which number it had") {
  const Shelf none;
  const Settings settings;
  const Proposal old = proposal(9, "Draft");
  Proposal now = proposal(9, "Final");
  now.number = 20;
  const Comparison comparison(
      {none, [&](const Proposal&) { return std::optional(old); }, {}}, {}, {}, settings
  );
  const auto compared = comparison.of(now);
  CHECK(compared.moved_from == 9);
  REQUIRE(compared.news.size() == 1);
  CHECK(compared.news[0].kind == NewsKind::status);
}

TEST_CASE("What is left of a file's name without its number") {
  CHECK(slug("nep-0018-array_function.rst", "NEP") == "array-function");
  CHECK(slug("nep-xxxx-array-function.md", "NEP") == "array-function");
  CHECK(slug("array-function.txt", "NEP") == "array-function");
  CHECK(slug("pep-9999-Title.rst", "PEP") == "title");
  CHECK(slug("nep-0034.rst", "NEP").empty());
  CHECK(slug("", "NEP").empty());
}
