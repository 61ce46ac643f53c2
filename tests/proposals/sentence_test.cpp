// tests/proposals/sentence_test.cpp: where sentences end, and titles stand, in both markups.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/sentence.hpp"

#include "commands/proposals/links.hpp"
#include "commands/proposals/sections.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher::proposals;

namespace {

std::string first(std::string_view text) { return std::string(first_sentence(text)); }

std::vector<std::string> titles(std::string_view text) {
  std::vector<std::string> out;
  for (const Section& section : outline(text).sections)
    out.push_back(std::to_string(section.level) + " " + section.title);
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("A sentence ends at its full stop, and not at those of abbreviations, versions and code"
) {
  CHECK(first("One thing. Another.") == "One thing.");
  CHECK(first("Really? Yes.") == "Really?");
  CHECK(first("No end here") == "No end here");
  CHECK(first("Arrays, e.g. Dask's, differ. More.") == "Arrays, e.g. Dask's, differ.");
  CHECK(
      first("A platform - i.e., this one - exists. More.") ==
      "A platform - i.e., this one - exists."
  );
  CHECK(
      first("As Harris et al. Nature show, it is so. More.") ==
      "As Harris et al. Nature show, it is so."
  );
  CHECK(first("Since NumPy 1.20 it works. More.") == "Since NumPy 1.20 it works.");
  CHECK(first("It came with NumPy 2.0. Then more.") == "It came with NumPy 2.0.");
  CHECK(first("By J. Smith and others. More.") == "By J. Smith and others.");
  CHECK(first("Call ``np. Foo. Bar`` now. More.") == "Call ``np. Foo. Bar`` now.");
  CHECK(
      first("See `a. B <https://x.example/a. B>`_ now. More.") ==
      "See `a. B <https://x.example/a. B>`_ now."
  );
  CHECK(
      first("Objects of a.b and a.c. lower goes on. More.") ==
      "Objects of a.b and a.c. lower goes on."
  );
  CHECK(first("Names start so. ``ndarray`` is next.") == "Names start so.");
}

TEST_CASE("What closes a sentence belongs to it: quotation marks, brackets, footnotes") {
  CHECK(first("They \"quack.\" More.") == "They \"quack.\"");
  CHECK(first("(All of it.) More.") == "(All of it.)");
  CHECK(first("Shown before. [1]_ More.") == "Shown before.");
  CHECK(first("Shown before.[1]_ More.") == "Shown before.[1]_");
  CHECK(first("*Context: all of it.*\nMore.") == "*Context: all of it.*");
}

TEST_CASE("A Chinese full stop ends a sentence whatever follows") {
  CHECK(first("本提案改用新接口。其余不变。") == "本提案改用新接口。");
  CHECK(first("他說「好。」然後走了。") == "他說「好。」");
  CHECK(first("NumPy 1.20 起可用！更多") == "NumPy 1.20 起可用！");
}

TEST_CASE("Nothing at all, marks alone, and marks that nothing closes are read to the end") {
  CHECK(first("").empty());
  CHECK(first(".") == ".");
  CHECK(first("``never closed. Still.") == "``never closed.");
  CHECK(first("[[[[") == "[[[[");
  CHECK(first(std::string(100000, '`')).size() == 100000);
  CHECK(first(std::string(100000, '.')).size() == 100000);
}

TEST_CASE("Titles are found underlined, overlined, in Markdown, with their levels") {
  CHECK(
      titles("T\n=\n\n=====\nTitle\n=====\n\nAbstract\n--------\nText\n\nMore\n~~~~\n\n"
             "Discussion\n----------\n"
      ) == Strings{"0 title", "1 abstract", "2 more", "1 discussion"}
  );
  CHECK(
      titles("# One\n## 2. Abstract: ##\n```\n# code\n```\n### Deep\n") ==
      Strings{"0 one", "1 abstract", "2 deep"}
  );
  CHECK(titles("****\n One\n****\n").front() == "0 one");
  CHECK(titles("Two words  here\r\n==========\r\n").front() == "0 two words here");
  // Directives, indented text, tables, transitions and a long text above a few dots are no titles.
  CHECK(
      titles(".. note::\n=====\n\n   code\n   ====\n\n-----\n\n=====  ===\nA      B\n=====  ===\n\n"
             "A long line of text that ends in\n...\n")
          .empty()
  );
}

TEST_CASE("A section goes up to the next title of its own level or a higher one") {
  const Outline text = outline("Top\n===\nA\n---\n1\n\nB\n~~~\n2\n\nC\n---\n3\n");
  REQUIRE(text.sections.size() == 4);
  const Section& a = text.sections[1];
  CHECK(a.title == "a");
  CHECK(text.lines[a.begin] == "1");
  CHECK(text.lines[a.next] == "B");
  CHECK(text.lines[a.end] == "C");
  CHECK(text.sections[0].end == text.lines.size());
}

TEST_CASE("Links are followed through names and footnotes, each once, in order") {
  const Outline text = outline(
      "See gh-15_, `the list`_. And [6]_; then `it <https://a.example/x>`_ "
      "(https://b.example/y).\n"
      "``https://not.example/`` https://a.example/x nothing_ [9]_, at last end_.\n"
      "\n.. _gh-15: https://c.example/15\n.. _`the list`: https://d.example/\n"
      ".. [6] A long\n   explanation, https://e.example/6.\n.. [9] No address\n.. _end: "
      "https://f.example/\n"
  );
  const std::span<const std::string_view> lines = text.lines;
  CHECK(
      links_in(lines.first(2), Targets(lines), 10) ==
      Strings{
          "https://c.example/15", "https://d.example/", "https://e.example/6",
          "https://a.example/x", "https://b.example/y", "https://f.example/"
      }
  );
  CHECK(links_in(lines.first(2), Targets(lines), 2).size() == 2);
}
