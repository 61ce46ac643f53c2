// tests/terminal/flow_test.cpp: words into lines.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/flow.hpp"

#include "bot/text.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;

TEST_CASE("lines are filled to the width and no further", "[flow]") {
  CHECK(flow({{"aa bb cc dd", "", ""}}, {.width = 5}) == "aa bb\ncc dd");
  CHECK(flow({{"aa bb cc dd", "", ""}}, {.width = 4}) == "aa\nbb\ncc\ndd");
  CHECK(flow({{"aa bb", "", ""}}, {.width = 0}) == "aa bb");
}

TEST_CASE("a wide character takes two columns and may end a line", "[flow]") {
  CHECK(flow({{"一二三四五", "", ""}}, {.width = 6}) == "一二三\n四五");
  CHECK(flow({{"一二三四五", "", ""}}, {.width = 7}) == "一二三\n四五");
}

TEST_CASE("punctuation does not begin a line, nor does an opening bracket end one", "[flow]") {
  CHECK(flow({{"一二三，四", "", ""}}, {.width = 6}) == "一二\n三，四");
  CHECK(flow({{"一二（三）", "", ""}}, {.width = 6}) == "一二\n（三）");
}

TEST_CASE("a word that is wider than the line is left whole", "[flow]") {
  CHECK(
      flow({{"see https://example.org/a/very/long/path now", "", ""}}, {.width = 10}) ==
      "see\nhttps://example.org/a/very/long/path\nnow"
  );
}

TEST_CASE("a word in two styles is not broken between them", "[flow]") {
  CHECK(
      flow({{"aaa b", "", ""}, {"bb", "1", ""}}, {.colour = true, .width = 5}) ==
      "aaa\nb\x1b[1mbb\x1b[0m"
  );
}

TEST_CASE("a style ends with its line and begins again on the next", "[flow]") {
  const std::string out = flow(
      {{"aa bb", "1", "http://x/"}}, {.colour = true, .hyperlinks = true, .width = 3}, "- ", "  "
  );
  const std::string on = "\x1b]8;;http://x/\x1b\\\x1b[1m";
  const std::string off = "\x1b[0m\x1b]8;;\x1b\\";
  CHECK(out == "- " + on + "aa" + off + "\n  " + on + "bb" + off);
}

TEST_CASE("continuation lines stand below the text, behind their prefix", "[flow]") {
  CHECK(flow({{"one two three", "", ""}}, {.width = 9}, "• ", "  ") == "• one two\n  three");
}

TEST_CASE("line breaks in the text stay", "[flow]") {
  CHECK(flow({{"one\n\ntwo", "", ""}}, {.width = 40}, "> ", "> ") == "> one\n> \n> two");
}

TEST_CASE("any bytes at any width keep their characters", "[flow]") {
  const std::string text =
      sanitize("\xff\xfe a中\xe4\xb8 b，c（d é e\xcc\x81 f 👍 " + std::string(300, 'x'));
  for (int width = 0; width < 40; ++width) {
    std::string out = flow({{text, "", ""}}, {.width = width});
    std::string without;
    for (const char c : out)
      if (c != '\n' && c != ' ') without.push_back(c);
    std::string expected;
    for (const char c : text)
      if (c != ' ') expected.push_back(c);
    CHECK(without == expected);
  }
}
