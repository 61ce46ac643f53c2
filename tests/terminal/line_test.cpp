// tests/terminal/line_test.cpp: what lies between keys and lines: decoding, layout, secrets, completion, history.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/completion.hpp"
#include "adapters/terminal/history.hpp"
#include "adapters/terminal/key_queue.hpp"
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/screen.hpp"
#include "adapters/terminal/secret_line.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <string>

using namespace usher;
using namespace usher::terminal;

TEST_CASE("characters come out whole, also when their bytes come one by one", "[keys]") {
  KeyQueue keys;
  std::u32string out;
  for (const char byte : std::string_view("a中é👍")) {
    keys.add({&byte, 1});
    while (const auto c = keys.character()) out.push_back(*c);
  }
  CHECK(out == U"a中é👍");
}

TEST_CASE("broken bytes become replacement characters and lose nothing behind them", "[keys]") {
  KeyQueue keys;
  keys.add("\xe4\xb8x\xff\x80y");
  std::u32string out;
  while (const auto c = keys.character()) out.push_back(*c);
  CHECK(out == U"��x��y");
}

TEST_CASE("the cursor is where libedit puts it", "[screen]") {
  use_utf8();
  CHECK(lay_out(L"", 10).column == 0);
  CHECK(lay_out(L"abc", 10).column == 3);
  CHECK(lay_out(L"0123456789", 10).row == 1);     // a full row ends at once
  const Spot wide = lay_out(L"012345678中", 10);  // does not fit: moves down whole
  CHECK(wide.row == 1);
  CHECK(wide.column == 2);
  const Spot behind = lay_out(L"中文", 10, {0, 8});
  CHECK(behind.row == 1);
  CHECK(behind.column == 2);
  CHECK(lay_out(L"e\u0301", 10).column == 1);
  CHECK(lay_out(L"\x01", 10).column == 2);
}

TEST_CASE("wide and narrow strings carry the same characters", "[screen]") {
  CHECK(narrow(widen("a中é👍")) == "a中é👍");
  CHECK(narrow(widen("\xff")) == "�");
}

TEST_CASE(
    "a secret line understands Enter, Backspace, Ctrl-U and ignores arrow keys", "[secret_line]"
) {
  SecretLine line;
  for (const char c : std::string_view("abc中\x7f\x1b[A\x1bOBd\n")) line.put(c);
  CHECK(line.take().reveal() == "abcd");
  for (const char c : std::string_view("wrong\x15right\t!"))
    CHECK(line.put(c) == SecretLine::Key::more);
  CHECK(line.put('\r') == SecretLine::Key::done);
  CHECK(line.take().reveal() == "right\t!");
  CHECK(line.put('\x04') == SecretLine::Key::end);
}

TEST_CASE("a secret line stops growing at the limit", "[secret_line]") {
  SecretLine line;
  for (std::size_t i = 0; i < max_line + 100; ++i) line.put('x');
  CHECK(line.take().reveal().size() == max_line);
}

TEST_CASE("one completion is inserted with a space behind it", "[completion]") {
  const Completed one = complete_line("/ne", {{"/nep", "Look up"}});
  CHECK(one.erase == "/ne");
  CHECK(one.insert == "/nep ");
}

TEST_CASE("several completions give what they share, then the list", "[completion]") {
  const std::vector<Completion> both{{"green", "A colour"}, {"grey", ""}};
  const Completed shared = complete_line("/paint g", both);
  CHECK(shared.erase == "g");
  CHECK(shared.insert == "gre");
  const Completed listed = complete_line("/paint gre", both);
  CHECK(listed.insert.empty());
  CHECK(listed.list == "  green  A colour\n  grey\n");
  const Completed chinese = complete_line("/列", {{"/列表", ""}, {"/列出", ""}});
  CHECK(chinese.insert.empty());
}

namespace {

constexpr CommandSpec specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up")},
    {.name = "report", .grammar = "", .summary = mark("Report"), .also = {}}
};

}  // namespace

TEST_CASE("a report is never remembered, however it is spelt", "[history]") {
  CommandTable commands;
  commands.add("test", specs);
  CHECK(memory_of("/nep 0", commands) == Memory::kept);
  CHECK(memory_of("hello", commands) == Memory::session);
  CHECK(memory_of("/nepp 0", commands) == Memory::session);
  for (const char* line :
       {"/report x", "/REPORT x", "  /report x", "/reprot x", "/repot", " /nep 0", "", "   "})
    CHECK(memory_of(line, commands) == Memory::none);
  CHECK(memory_of("/report x", CommandTable()) == Memory::none);
  CHECK(memory_of(std::string(5000, 'x'), commands) == Memory::session);
}

TEST_CASE("the history file is its owner's alone, and shortened", "[history]") {
  const test::TempFolder dir;
  const std::string path = dir.file("history");
  HistoryFile file(path);
  CHECK(file.load().empty());
  for (int i = 0; i < 25; ++i) file.append("/nep " + std::to_string(i));
  struct stat info{};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  ::chmod(path.c_str(), 0644);
  const auto lines = file.load(10);
  REQUIRE(lines.size() == 10);
  CHECK(lines.front() == "/nep 15");
  CHECK(lines.back() == "/nep 24");
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  CHECK(file.load(1000).size() == 10);
  file.clear();
  CHECK(file.load().empty());
}

TEST_CASE("the history's folder is made when it is missing, for its owner alone", "[history]") {
  const test::TempFolder dir;
  const std::string path = dir.file("new") + "/below/history";
  HistoryFile file(path);
  file.append("/nep 1");
  CHECK(file.load() == std::vector<std::string>{"/nep 1"});
  for (const char* made : {"new", "new/below"}) {
    struct stat info{};
    REQUIRE(::stat(dir.file(made).c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0700);
  }
}

TEST_CASE("a history that cannot be kept is no mistake", "[history]") {
  const test::TempFolder dir;
  HistoryFile(dir.file("no-folder")).append("x");
  HistoryFile nowhere(dir.file("no-folder") + "/below/history");
  nowhere.append("x");
  CHECK(nowhere.load().empty());
  HistoryFile none("");
  none.append("x");
  CHECK(none.load().empty());
}

TEST_CASE("a locale says which language, when it says any", "[local_user]") {
  CHECK(language_of_locale("zh_TW.UTF-8") == "zh-TW");
  CHECK(language_of_locale("zh_CN") == "zh-CN");
  CHECK(language_of_locale("de_DE@euro") == "de-DE");
  CHECK(language_of_locale("C.UTF-8").empty());
  CHECK(language_of_locale("POSIX").empty());
  CHECK(language_of_locale("../etc").empty());
}

TEST_CASE("a zone is an IANA name", "[local_user]") {
  CHECK(zone_of(":Asia/Taipei") == "Asia/Taipei");
  CHECK(zone_of("/usr/share/zoneinfo/Europe/Berlin") == "Europe/Berlin");
  CHECK(zone_of("../usr/share/zoneinfo/posix/Etc/UTC") == "Etc/UTC");
  CHECK(zone_of("UTC") == "UTC");
  CHECK(zone_of("CST-8").empty());
  CHECK(zone_of("/etc/somewhere").empty());
}
