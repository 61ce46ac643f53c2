// tests/proposals/body_test.cpp: the first sentence of an abstract and the links of a discussion.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/body.hpp"

#include "bot/text.hpp"
#include "commands/proposals/shelf.hpp"
#include "tests/proposals/rig.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/shared.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>

using namespace usher;
using namespace usher::proposals;

namespace {

const std::string header = "NEP 1 — Title\n=============\n\n:Author: Ada\n:Status: Draft\n\n";

std::string abstract(const std::string& text) { return read_body(header + text, "NEP").abstract; }

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("An abstract is its first sentence in plain words") {
  CHECK(
      abstract("Abstract\n--------\n\nWe replace ``umath`` [1]_ and\n:class:`ndarray`, as "
               ":ref:`NEP41` says. It is good.\n\nDiscussion\n----------\n"
      ) == "We replace umath and ndarray, as NEP 41 says."
  );
  CHECK(abstract("Abstract\n^^^^^^^^\nRight below. More.\n") == "Right below.");
  CHECK(abstract("********\nAbstract\n********\n\nOverlined. More.\n") == "Overlined.");
  CHECK(
      abstract("Abstract\n--------\n\n*Context: all of it.*\n\nMore.\n") == "Context: all of it."
  );
  CHECK(abstract("摘要\n----\n\n本提案改用新接口。其余不变。\n") == "本提案改用新接口。");
}

TEST_CASE("What stands before the text of an abstract is passed over") {
  CHECK(
      abstract("Abstract\n--------\n\n.. note::\n\n   A note.\n\n.. _label:\n\n:key: value\n\n"
               "    code = 1\n\nThe text. More.\n") == "The text."
  );
  CHECK(
      abstract("Abstract\n--------\n\n- The first item. More\n- The second\n") == "The first item."
  );
  CHECK(abstract("Abstract\n--------\n\n    All is indented. More.\n") == "All is indented.");
  CHECK(abstract("Abstract\n--------\n\n:ref:`Types <x>` matter. More.\n") == "Types matter.");
  CHECK(abstract("Abstract\n--------\n\nWe give::\n\n    >>> code\n\nMore.\n") == "We give…");
}

TEST_CASE("Without an abstract a summary stands in for it, and else nothing does") {
  CHECK(abstract("Executive summary\n=================\n\nShort. More.\n") == "Short.");
  CHECK(
      abstract("Summary\n-------\n\nS.\n\nAbstract and scope\n------------------\n\nA.\n") == "A."
  );
  CHECK(abstract("Motivation and scope\n--------------------\n\nBecause.\n").empty());
  CHECK(abstract("Abstract\n--------\n\nMotivation\n----------\n\nBecause.\n").empty());
  CHECK(abstract("").empty());
  CHECK(read_body("", "NEP") == BodyFacts{});
}

TEST_CASE("Markdown is read as well") {
  const BodyFacts body = read_body(
      "# NEP 53 — Title\n\n## Abstract\n\nSee [the list](https://a.example/b) first. More.\n\n"
      "## Discussion\n\n* [here](https://a.example/c), <https://a.example/d>\n",
      "NEP"
  );
  CHECK(body.abstract == "See the list first.");
  CHECK(body.discussion_urls == Urls{"https://a.example/c", "https://a.example/d"});
}

TEST_CASE("A long sentence is cut at a code point, and addresses of people are left out") {
  std::string words;
  for (int i = 0; i < 200; ++i) words += "提案文字 ";
  const std::string cut = abstract("Abstract\n--------\n\n" + words + "\n");
  CHECK(cut.size() <= longest_abstract);
  CHECK(cut.ends_with("…"));
  CHECK(sanitize(cut) == cut);
  CHECK(
      abstract("Abstract\n--------\n\nWrite to Ada <ada@example.org> or bo@example.org now. More.\n"
      )
          .find("example") == std::string::npos
  );
  CHECK(
      abstract("Abstract\n--------\n\nAn operator, ``@``, for it. More.\n") ==
      "An operator, @, for it."
  );
  CHECK(
      abstract("Abstract\n--------\n\nA\x1b[31m \xE2\x80\xAEred\xFF word. More.\n").find('\x1b') ==
      std::string::npos
  );
}

TEST_CASE("The links of a discussion are those of its own section and of the header") {
  const BodyFacts body = read_body(
      header +
          "Related\n-------\n\nhttps://other.example/\n\nDiscussion\n----------\n\n"
          "- https://a.example/1\n- `two <https://a.example/2>`_, again https://a.example/1\n\n"
          "Points\n~~~~~~\n\nhttps://a.example/3\n\nCopyright\n---------\nhttps://b.example/\n",
      "NEP"
  );
  CHECK(
      body.discussion_urls ==
      Urls{"https://a.example/1", "https://a.example/2", "https://a.example/3"}
  );
  // A discussion within another section is not that of the proposal.
  CHECK(
      read_body(
          header + "Design\n------\n\nDiscussion\n~~~~~~~~~~\n\nhttps://a.example/1\n\n"
                   "Discussion\n----------\n\nhttps://a.example/2\n",
          "NEP"
      )
          .discussion_urls == Urls{"https://a.example/2"}
  );
  CHECK(
      read_body(
          "PEP: 465\nTitle: X\nStatus: Final\nDiscussions-To: dev@example.org,\n "
          "https://discuss.example.org/t/1\n\nAbstract\n========\n\nA.\n",
          "PEP"
      ) == BodyFacts{"A.", {"https://discuss.example.org/t/1"}}
  );
  std::string many = "Discussion\n----------\n\n";
  for (int i = 0; i < 30; ++i) many += fmt::format("https://a.example/{}\n", i);
  CHECK(read_body(many, "NEP").discussion_urls.size() == most_discussions);
}

TEST_CASE("Hostile bytes take no longer than their length") {
  std::string brackets = "Discussion\n----------\n";
  for (int i = 0; i < 60000; ++i) brackets += "[`_";
  CHECK(read_body(brackets, "NEP").discussion_urls.empty());
  std::string links = "Abstract\n--------\n";
  for (int i = 0; i < 60000; ++i) links += "[](";
  CHECK(read_body(links, "NEP").abstract.size() <= longest_abstract);
  std::string titles;
  for (int i = 0; i < 60000; ++i) titles += "A\n---\n";
  CHECK(read_body(titles, "NEP").abstract.empty());
  std::string targets;
  for (int i = 0; i < 30000; ++i) targets += fmt::format(".. _a{}: x\n", i);
  CHECK(read_body(targets + "\nDiscussion\n----------\na1_\n", "NEP").discussion_urls.empty());
}

TEST_CASE("The first sentences of all 56 proposals are as a person has read them") {
  const auto folder = test::shared_data("data/neps");
  if (!folder) return;
  const auto shelf = facts_from_directory(*folder, {}, sys_seconds{});
  REQUIRE(shelf.has_value());
  std::string all = "# number, bytes of the sentence, links of the discussion, how it begins\n";
  for (const Proposal& proposal : shelf->proposals) {
    const Header& facts = proposal.header;
    CHECK(sanitize(facts.abstract) == facts.abstract);
    all += fmt::format(
        "{} {} {} {}\n", proposal.number, facts.abstract.size(), facts.discussion_urls.size(),
        shorten(facts.abstract, 60)
    );
  }
  test::check_golden("proposals/abstracts.txt", all);
}
