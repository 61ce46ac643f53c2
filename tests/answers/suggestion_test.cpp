// tests/answers/suggestion_test.cpp: an answer's file with more in it is still one, and says what was suggested.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/suggestion.hpp"

#include "bot/answer_file.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher;
using namespace usher::answers;

namespace {

constexpr std::chrono::sys_days review = std::chrono::year(2027) / 5 / 31;

Suggestion whole() {
  Suggestion out;
  out.id = "cite";
  out.lang = "en";
  out.title = "How do I cite \\ quote \"it\"?";
  out.asked = {"which paper", "BibTeX?"};
  out.body = "Cite the paper.\n\nIts page has more.";
  out.link = "https://example.org/cite";
  return out;
}

Topic read_back(const std::string& text) {
  std::vector<Problem> problems;
  const auto topic = read({"answers/cite.md", text}, problems);
  INFO(text);
  for (const Problem& problem : problems) UNSCOPED_INFO(to_line(problem));
  // What has to be looked at again is no mistake of the file.
  REQUIRE(topic);
  REQUIRE(problems.empty());
  return *topic;
}

}  // namespace

TEST_CASE("a new answer's file is one that can be read", "[answers]") {
  const Topic topic = read_back(amended("", whole(), "docs team", review));
  CHECK(topic.id == "cite");
  CHECK(topic.links == std::vector<std::string>{"https://example.org/cite"});
  CHECK(topic.owner == "docs team");
  CHECK(topic.review_by == review);
  REQUIRE(topic.in("en") != nullptr);
  CHECK(topic.in("en")->title == whole().title);
  CHECK(topic.in("en")->asked == whole().asked);
  CHECK(topic.in("en")->body.contains("Its page has more."));
}

TEST_CASE("a language is added to a file, and the others stay", "[answers]") {
  const std::string before = amended("", whole(), "docs team", review);
  Suggestion more;
  more.id = "cite";
  more.lang = "es";
  more.title = "¿Cómo lo cito?";
  more.body = "Cita el artículo.";
  const Topic topic = read_back(amended(before, more, "", {}));
  REQUIRE(topic.in("es") != nullptr);
  CHECK(topic.in("es")->title == more.title);
  CHECK(topic.in("es")->body.contains("Cita el artículo."));
  CHECK(topic.in("en")->asked == whole().asked);
  CHECK(topic.in("en")->body.contains("Its page has more."));
}

TEST_CASE("questions are added however the list is written", "[answers]") {
  const std::string base = amended("", whole(), "docs team", review);
  Suggestion more;
  more.id = "cite";
  more.lang = "en";
  more.asked = {"third"};
  const std::vector<std::string> three{"which paper", "BibTeX?", "third"};
  const std::string line = "asked = [\"which paper\", \"BibTeX?\"]";
  const auto with = [&](const std::string& list) {
    std::string text = base;
    text.replace(text.find(line), line.size(), list);
    return text;
  };
  CHECK(read_back(amended(base, more, "", {})).in("en")->asked == three);
  CHECK(
      read_back(amended(with("asked = [\n    \"which paper\", \"BibTeX?\",\n]"), more, "", {}))
          .in("en")
          ->asked == three
  );
  CHECK(
      read_back(amended(with("asked = [\n  \"which paper\",\n  \"BibTeX?\"\n]"), more, "", {}))
          .in("en")
          ->asked == three
  );
  CHECK(
      read_back(amended(with("asked = []"), more, "", {})).in("en")->asked ==
      std::vector<std::string>{"third"}
  );
  CHECK(
      read_back(amended(with(""), more, "", {})).in("en")->asked ==
      std::vector<std::string>{"third"}
  );
}

TEST_CASE("a title and a text take the place of those before", "[answers]") {
  const std::string before = amended("", whole(), "docs team", review);
  Suggestion more;
  more.id = "cite";
  more.lang = "en";
  more.title = "Another?";
  more.body = "Other words.";
  const Topic topic = read_back(amended(before, more, "", {}));
  CHECK(topic.in("en")->title == "Another?");
  CHECK_FALSE(topic.in("en")->body.contains("Its page has more."));
  CHECK(topic.in("en")->body.contains("Other words."));
  CHECK(topic.in("en")->asked == whole().asked);
}

TEST_CASE("a suggestion comes back from where it was packed", "[answers]") {
  const auto back = unpacked(packed(whole()));
  REQUIRE(back);
  CHECK(back->title == whole().title);
  CHECK(back->asked == whole().asked);
  CHECK(back->body == whole().body);
  CHECK(back->link == whole().link);
  CHECK_FALSE(unpacked("other"));
}

TEST_CASE("a difference is in the format of diff -u", "[answers]") {
  CHECK(unified_diff("a\nb\n", "a\nb\n", "x").empty());
  CHECK(
      unified_diff("a\nb\nc\n", "a\nB\nc\n", "x") ==
      "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
  );
  CHECK(unified_diff("", "a\n", "x") == "--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n");
  CHECK(
      unified_diff(
          "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "1\n2\n3\n4\nnew\n5\n6\n7\n8\n9\n10\n", "x"
      ) == "--- a/x\n+++ b/x\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+new\n 5\n 6\n 7\n"
  );
}

TEST_CASE("changes that are far apart are shown apart", "[answers]") {
  std::string before, after;
  for (int i = 0; i < 30; ++i) {
    const std::string line = "line " + std::to_string(i) + "\n";
    before += line;
    after += i == 3 || i == 25 ? "other " + std::to_string(i) + "\n" : line;
  }
  const std::string change = unified_diff(before, after, "x");
  INFO(change);
  CHECK(change.contains("@@ -1,7 +1,7 @@\n"));
  CHECK(change.contains("@@ -23,7 +23,7 @@\n"));
}
