// tests/slack/measure_test.cpp: how long a text is to Slack, and where it is cut.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/measure.hpp"

#include "bot/text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher::slack;

TEST_CASE("lengths are UTF-16 units: an emoji is two", "[slack][measure]") {
  CHECK(measure("").units == 0);
  CHECK(measure("abc").units == 3);
  CHECK(measure("你好").units == 2);
  CHECK(measure("👍").units == 2);
  CHECK(measure("👍🏽").units == 4);
}

TEST_CASE("what JSON writes as two characters weighs two", "[slack][measure]") {
  CHECK(measure("a\"b\\c\nd\te").weight == 13);
  CHECK(measure("你👍").weight == 3);
}

TEST_CASE("controls and broken UTF-8 are no sound text", "[slack][measure]") {
  CHECK(measure("a\nb\tc 你").sound);
  CHECK_FALSE(measure(std::string_view("a\0b", 3)).sound);
  CHECK_FALSE(measure("a\x1b[0m").sound);
  CHECK_FALSE(measure("\x7f").sound);
  CHECK_FALSE(measure("\xff").sound);
  CHECK_FALSE(measure("a\xe4\xbd").sound);
  CHECK_FALSE(measure("\xc2\x85").sound);  // a C1 control
}

TEST_CASE("a text measures what its characters measure", "[slack][measure]") {
  const std::string text = "plain \"quoted\" words\n你好, a\\b\t👍 ~ end\n";
  Measure sum;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    usher::next_code_point(text, at);
    const Measure one = measure(std::string_view(text).substr(from, at - from));
    sum.units += one.units;
    sum.weight += one.weight;
  }
  CHECK(measure(text).units == sum.units);
  CHECK(measure(text).weight == sum.weight);
  CHECK(measure(text).sound);
}

TEST_CASE(
    "a text that fits is not shortened, one that does not ends with an ellipsis", "[slack][measure]"
) {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "ab…");
  CHECK(shortened("你好吗", 2) == "你…");
  CHECK(shortened("👍👍", 3) == "👍…");
  CHECK(shortened("👍👍", 2) == "…");
  CHECK(shortened("👍👍", 4) == "👍👍");
  CHECK(shortened("abc", 0).empty());
  CHECK(shortened("", 5).empty());
}

TEST_CASE("what is shortened is made sound first", "[slack][measure]") {
  CHECK(shortened("a\x01\xff", 10) == "a\uFFFD");
  CHECK(shortened("one\ntwo", 10) == "one\ntwo");
}

TEST_CASE(
    "a text is cut behind a line, else behind a word, else at a code point", "[slack][measure]"
) {
  CHECK(prefix("one two\nthree four", 12, true) == 7);  // the line
  CHECK(prefix("one two three four", 12, true) == 7);   // the word
  CHECK(prefix("one two three four", 13, true) == 13);  // ends with a word just there
  CHECK(prefix("abcdefghij", 4, true) == 4);
  CHECK(prefix("你好吗世界", 2, true) == 6);
  CHECK(prefix("short", 10, true) == 5);
}

TEST_CASE(
    "a break that keeps less than half is not waited for, unless it is all there is",
    "[slack][measure]"
) {
  CHECK(prefix("a bcdefghijklmnop", 10, true) == 10);
  CHECK(prefix("a bcdefghijklmnop", 10, false) == 1);
  CHECK(prefix("abcdefghijklmnop", 10, false) == 0);
}

TEST_CASE("what belongs to the character before is not cut off it", "[slack][measure]") {
  const std::string accent = "abcde\u0301f";
  CHECK(prefix(accent, 5, true) == 4);  // not between "e" and its accent
  const std::string coder = "ab👩🏽‍💻";
  CHECK(prefix(coder, 4, true) == 2);
  CHECK(prefix(coder, 6, true) == 2);
  CHECK(prefix(coder, 7, true) == 2);
  CHECK(prefix(coder, 9, true) == coder.size());
}

TEST_CASE("a character that is too long for any piece is cut all the same", "[slack][measure]") {
  std::string marks = "e";
  for (int i = 0; i < 500; ++i) marks += "\u0301";
  const std::size_t cut = prefix(marks, 100, true);
  CHECK(cut > 0);
  CHECK(cut < marks.size());
  CHECK(prefix("👍👍", 1, true) == 4);
}

TEST_CASE("what follows a cut begins without the break it was cut at", "[slack][measure]") {
  CHECK(after_cut("\nnext") == "next");
  CHECK(after_cut("\n\nnext") == "\nnext");
  CHECK(after_cut("  next") == "next");
  CHECK(after_cut("next") == "next");
}
