// tests/matrix/split_test.cpp: what is longer than one event holds.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/docs.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

std::vector<matrix::Message> split(const Doc& doc) {
  std::vector<matrix::Message> all = render(doc);
  CHECK(faults(doc, all) == std::vector<std::string>{});
  return all;
}

std::string times(std::string_view what, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += what;
  return out;
}

}  // namespace

TEST_CASE("a long Doc is cut between its blocks", "[matrix][split]") {
  Doc doc;
  for (int i = 0; i < 5; ++i) doc.paragraph({bold(words(times("word ", 2000)))});  // 10 KB each
  const auto all = split(doc);
  CHECK(all.size() == 3);
  for (const auto& one : all) CHECK(one.html.starts_with("<p><strong>word"));
}

TEST_CASE("a list is cut between its items, and goes on as a list", "[matrix][split]") {
  Doc doc;
  std::vector<Line> items(600, Line{words(times("item ", 20))});
  doc.bullets(items);
  const auto all = split(doc);
  REQUIRE(all.size() > 1);
  for (const auto& one : all) {
    CHECK(one.body.starts_with("- item"));
    CHECK(one.html.ends_with("</li></ul>"));
  }
}

TEST_CASE("a heading goes with what it stands above", "[matrix][split]") {
  Doc doc;
  doc.paragraph({words(std::string(24300, 'x'))}).heading({words("Title")});
  doc.paragraph({words(times("y ", 500))});
  const auto all = split(doc);
  REQUIRE(all.size() == 2);
  CHECK(all[1].body.starts_with("Title\ny"));
}

TEST_CASE("long lines are cut behind words, long words between characters", "[matrix][split]") {
  const auto lines = split(paragraph(times("eleven more ", 5000)));
  REQUIRE(lines.size() > 1);
  for (const auto& one : lines) CHECK((one.body.ends_with("more") || one.body.ends_with("eleven")));
  const auto chinese = split(paragraph(times("好", 20000)));
  CHECK(read_by_people(chinese) == times("好", 20000));
  const auto emoji = split(paragraph(times("👩🏽\u200d💻", 3000)));
  for (const auto& one : emoji) CHECK(one.body.starts_with("👩"));
}

TEST_CASE("code that is cut is code on both sides", "[matrix][split]") {
  Doc doc;
  doc.preformatted(Text::lines(times("x = '<&>'\n", 6000)));
  const auto all = split(doc);
  REQUIRE(all.size() > 2);
  for (const auto& one : all) {
    CHECK(one.html.starts_with("<pre><code>x"));
    CHECK(one.html.ends_with("</code></pre>"));
  }
}

TEST_CASE("each message mentions those whom it names", "[matrix][split]") {
  Doc doc;
  for (int i = 0; i < 600; ++i) {
    const std::string name = "@" + std::to_string(i) + std::string(200, 'a') + ":localhost";
    doc.paragraph({mention(name, Text(std::string("Ada")))});
  }
  CHECK(split(doc).size() > 5);
}
