// tests/config/answer_file_test.cpp: answers in files: what is read, and what is told of mistakes.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace usher;
using namespace usher::answers;

namespace {

const std::string whole = R"(+++
id = "slack"
links = ["https://example.org/contribute/", "https://chat.example.org"]
owner = "community team"
review-by = 2027-05-31
sticky = []

[en]
title = "How do I join the chat?"
aliases = ["slack invite", "is there a chat room"]

[zh-Hans]
title = "怎么加入聊天？"
aliases = ["有没有聊天群"]
translates = "00000000"
+++

## en

Write to {{contact:team}} and ask for an invite.

It is private.

## zh-Hans

给 {{contact:team}} 写信，请他们邀请你。
)";

std::string without(const std::string& line) {
  std::string out = whole;
  const auto at = out.find(line);
  REQUIRE(at != std::string::npos);
  return out.erase(at, line.size());
}

struct Read {
  std::optional<Topic> answer;
  std::vector<Problem> problems;
  bool tells(std::string_view words, int line = 0) const {
    return std::ranges::any_of(problems, [&](const Problem& one) {
      return one.problem.find(words) != std::string::npos && (line == 0 || one.line == line) &&
             !one.remedy.empty();
    });
  }
};
Read read(const std::string& text, const std::string& name = "answers/slack.md") {
  Read out;
  out.answer = answers::read({name, text}, out.problems);
  return out;
}

}  // namespace

TEST_CASE("an answer is read with all of its languages", "[answers]") {
  const Read out = read(whole);
  REQUIRE(out.answer);
  CHECK(out.problems.empty());
  CHECK(out.answer->id == "slack");
  CHECK(out.answer->links.front() == "https://example.org/contribute/");
  CHECK(out.answer->links.size() == 2);
  CHECK(out.answer->owner == "community team");
  CHECK(out.answer->review_by == std::chrono::sys_days(std::chrono::year(2027) / 5 / 31));
  CHECK(out.answer->sticky.empty());
  REQUIRE(out.answer->in("en") != nullptr);
  CHECK(out.answer->in("en")->title == "How do I join the chat?");
  CHECK(out.answer->in("en")->aliases.size() == 2);
  CHECK(
      out.answer->in("en")->body ==
      "Write to {{contact:team}} and ask for an invite.\n\nIt is private."
  );
  REQUIRE(out.answer->in("zh-Hans") != nullptr);
  CHECK(out.answer->in("zh-Hans")->body == "给 {{contact:team}} 写信，请他们邀请你。");
  CHECK(out.answer->in("zh-Hans")->translates == "00000000");
  CHECK(out.answer->in("fr") == nullptr);
}

TEST_CASE("lines of any kind end, and a mark of the byte order begins", "[answers]") {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : whole) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Read out = read(text);
  REQUIRE(out.answer);
  CHECK(out.problems.empty());
  CHECK(out.answer->in("en")->body.starts_with("Write to"));
}

TEST_CASE("each mistake of an answer is told with its line", "[answers]") {
  CHECK(read("").tells("no beginning", 1));
  CHECK(read("+++\nid = \"slack\"\n").tells("no beginning", 1));
  CHECK(read(without("id = \"slack\"\n")).tells("no id"));
  CHECK(read(whole, "answers/chat.md").tells("The id is slack, the file's name chat", 2));
  CHECK(read(without("owner = \"community team\"\n")).tells("Nobody looks after"));
  CHECK(read(without("review-by = 2027-05-31\n")).tells("looked at again"));
  CHECK(read(without("links = [\"https://example.org/contribute/\", \"https://chat.example.org\"]\n"
             ))
            .tells("no link"));
  CHECK(read(without("[en]\n")).tells("Nothing is called “title”"));
  CHECK(read(without("## en\n")).tells("in no language", 19));
  CHECK(read(without("title = \"怎么加入聊天？\"\n")).tells("“zh-Hans” has no title"));
  CHECK(read(whole + "\n## fr\n\nOui.\n").tells("“fr” has a text, but no title"));
  CHECK(read(whole + "\n## en\n\nMore.\n").tells("stands there twice"));
  CHECK(read(whole + "\nSee {{next:}}.\n").tells("is no slot"));
  CHECK(read(whole + "\nSee {{ next }}.\n").tells("is no slot"));
}

TEST_CASE("only conduct and security have words that decide", "[answers]") {
  std::string text = whole;
  text.replace(text.find("sticky = []"), 11, "sticky = [\"invite\"]");
  CHECK(read(text).tells("cannot decide", 6));
  text.replace(text.find("id = \"slack\""), 12, "id = \"security\"");
  const Read out = read(text, "answers/security.md");
  CHECK(out.problems.empty());
  REQUIRE(out.answer);
  CHECK(out.answer->sticky == std::vector<std::string>{"invite"});
}

TEST_CASE("a link in a text, and a day that is none, are told with their lines", "[answers]") {
  std::string text = whole;
  text.replace(text.find("It is private."), 14, "See https://x.example.");
  CHECK(read(text).tells("a link in the text", 22));
  text = whole;
  text.replace(text.find("2027-05-31"), 10, "\"oops-05-31\"");
  CHECK(read(text).tells("looked at again", 5));
}

TEST_CASE("a link that is none, or lets nobody in, is told and left out", "[answers]") {
  std::string text = whole;
  text.replace(text.find("https://chat.example.org"), 24, "http://chat.example.org/");
  const Read out = read(text);
  CHECK(out.tells("is no link", 3));
  REQUIRE(out.answer);
  CHECK(out.answer->links.size() == 1);
}

TEST_CASE("without English there is no answer", "[answers]") {
  std::string text = without(
      "[en]\ntitle = \"How do I join the chat?\"\naliases = [\"slack invite\", \"is there a chat "
      "room\"]\n"
  );
  const Read out = read(text);
  CHECK_FALSE(out.answer);
  CHECK(out.tells("There is no English text"));
}

TEST_CASE("an alias is of one answer alone", "[answers]") {
  std::string other = whole;
  other.replace(other.find("\"slack\""), 7, "\"chat\"");
  other.replace(other.find("How do I join the chat?"), 23, "Where do you all talk??");
  other.replace(other.find("怎么加入聊天？"), 21, "你们在哪里聊？");
  other.replace(other.find("slack invite"), 12, "Slack Invite");
  other.replace(other.find("is there a chat room"), 20, "where do you talk");
  other.replace(other.find("有没有聊天群"), 18, "在哪里聊天");
  const std::vector<answers::Source> sources = {
      {"answers/slack.md", whole}, {"answers/chat.md", other}
  };
  std::vector<Problem> problems;
  const auto all = answers::read_all(sources, problems);
  REQUIRE(all.size() == 2);
  CHECK(all[0].in("en")->aliases.size() == 2);
  CHECK(all[1].in("en")->aliases == std::vector<std::string>{"where do you talk"});
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].problem == "“Slack Invite” is how answers/slack.md is asked for already.");
}

TEST_CASE("reviews that are over, and translations of what has changed, are listed", "[answers]") {
  const Read out = read(whole);
  REQUIRE(out.answer);
  const std::vector<Topic> all = {*out.answer};
  const auto before = answers::stale(all, std::chrono::year(2027) / 5 / 31);
  REQUIRE(before.size() == 1);
  CHECK(before[0].problem.find("older English text") != std::string::npos);
  const auto after = answers::stale(all, std::chrono::year(2027) / 6 / 1);
  REQUIRE(after.size() == 2);
  CHECK(after[0].problem == "The review of this answer was due by 2027-05-31.");
  std::string text = whole;
  text.replace(text.find("00000000"), 8, digest(out.answer->in("en")->body));
  const Read fresh = read(text);
  CHECK(answers::stale({{*fresh.answer}}, std::chrono::year(2027) / 1 / 1).empty());
}

TEST_CASE("a digest does not mind how lines are broken", "[answers]") {
  CHECK(digest("a b\nc") == digest("a\n b c"));
  CHECK(digest("a b c") != digest("a b d"));
}

TEST_CASE("slots are found where they stand", "[answers]") {
  std::vector<std::size_t> broken;
  const auto found = slots("At {{next:community}}; {{x}} {{nep:29}}.", &broken);
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == "next");
  CHECK(found[0].what == "community");
  CHECK(found[0].at == 3);
  CHECK(found[0].size == 18);
  CHECK(found[1].what == "29");
  CHECK(broken == std::vector<std::size_t>{23});
}
