// tests/config/po_test.cpp: what translators may write, and what is said of what they may not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/po.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace usher;

namespace {

bool mentions(const po::File& file, int line, std::string_view words) {
  for (const Problem& problem : file.problems)
    if (problem.line == line && to_line(problem).find(words) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("A .po file gives its entries in order, with lines, plural forms and joined strings") {
  const po::File file = po::parse(
      "\xEF\xBB\xBF# Translators\r\n"
      "msgid \"\"\r\n"
      "msgstr \"\"\r\n"
      "\"Content-Type: text/plain; charset=UTF-8\\n\"\r\n"
      "\r\n"
      "#: bot/x.cpp:1\r\n"
      "msgid \"Hello, {name}.\"\r\n"
      "msgstr \"{name}\"\r\n"
      "\"，你好。\"\r\n"
      "msgid \"one \\\"quoted\\\" day\"\r\n"
      "msgid_plural \"{n} days\"\r\n"
      "msgstr[0] \"{n} 天\"\r\n"
  );
  CHECK(file.problems.empty());
  CHECK(file.header == "Content-Type: text/plain; charset=UTF-8\n");
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].line == 7);
  CHECK(file.entries[0].id == "Hello, {name}.");
  CHECK(file.entries[0].texts == std::vector<std::string>{"{name}，你好。"});
  CHECK(file.entries[1].id == "one \"quoted\" day");
  CHECK(file.entries[1].plural == "{n} days");
  CHECK(file.entries[1].texts == std::vector<std::string>{"{n} 天"});
}

TEST_CASE("Fuzzy and obsolete entries are told apart from confirmed ones") {
  const po::File file = po::parse(
      "#, fuzzy, c-format\n"
      "#| msgid \"Old\"\n"
      "msgid \"New\"\n"
      "msgstr \"旧\"\n"
      "\n"
      "#, fuzzy\n"
      "#~ msgid \"Gone\"\n"
      "#~ msgstr \"走了\"\n"
      "\n"
      "msgid \"Sure\"\n"
      "msgstr \"确定\"\n"
  );
  CHECK(file.problems.empty());
  REQUIRE(file.entries.size() == 2);
  CHECK(file.entries[0].fuzzy);
  CHECK_FALSE(file.entries[1].fuzzy);
}

TEST_CASE("Every mistake is named with its line and costs only its own entry") {
  const po::File file = po::parse(
      "msgid \"a\"\n"
      "msgstr unquoted\n"   // 2
      "msgctxt \"menu\"\n"  // 3
      "msgid \"b\"\n"
      "msgstr \"乙\"\n"
      "msgid \"c\"\n"  // 6: no msgstr
      "msgid \"d\"\n"
      "msgstr[0] \"丁\"\n"  // 8: no msgid_plural
      "msgid \"e\"\n"
      "msgid_plural \"es\"\n"
      "msgstr \"戊\"\n"  // 11
      "msgid \"f\"\n"
      "msgid_plural \"fs\"\n"
      "msgstr[1] \"己\"\n"  // 14
      "msgid \"g\"\n"
      "msgstr \"bad \\x41\"\n"  // 16
      "what is this\n"          // 17
      "msgid \"h\"\n"           // 18: broken UTF-8
      "msgstr \"\xC3\x28\"\n"
      "msgid \"ok\"\n"
      "msgstr \"好\"\n"
      "msgid \"ok\"\n"  // 22: again
      "msgstr \"好好\"\n"
      "msgid \"i\"\n"  // 24: hides text
      "msgstr \"\u202E反\"\n"
  );
  CHECK(mentions(file, 2, "double quotes"));
  CHECK(mentions(file, 3, "Remove this msgctxt"));
  CHECK(mentions(file, 6, "no msgstr"));
  CHECK(mentions(file, 8, "without a msgid_plural"));
  CHECK(mentions(file, 11, "msgstr[0] instead"));
  CHECK(mentions(file, 14, "Number them 0, 1"));
  CHECK(mentions(file, 16, "double quotes"));
  CHECK(mentions(file, 17, "not understood"));
  CHECK(mentions(file, 18, "UTF-8"));
  CHECK(mentions(file, 22, "twice"));
  CHECK(mentions(file, 24, "invisible"));
  CHECK(file.problems.size() == 11);
  REQUIRE(file.entries.size() == 1);
  CHECK(file.entries[0].texts.front() == "好");
}

TEST_CASE("A file over 1 MiB is refused, and a thousand mistakes are not listed one by one") {
  const po::File large = po::parse(std::string(po::max_bytes + 1, '\n'));
  CHECK(large.entries.empty());
  CHECK(mentions(large, 1, "1 MiB"));
  std::string wrong;
  for (int i = 0; i < 1000; ++i) wrong += "nonsense\n";
  CHECK(po::parse(wrong).problems.size() == po::max_problems + 1);
}

TEST_CASE("No bytes make the reader throw") {
  std::mt19937 random(7);
  const std::string words[] = {
      "msgid ",
      "msgstr ",
      "msgid_plural ",
      "msgstr[0] ",
      "msgctxt ",
      "\"",
      "\\",
      "\n",
      "#, fuzzy\n",
      "#~ ",
      "{",
      "\xFF",
      "\xE4\xBD",
      std::string(1, '\0')
  };
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (int i = 0; i < 30; ++i) bytes += words[random() % std::size(words)];
    REQUIRE_NOTHROW(po::parse(bytes));
  }
}
