// tests/proposals/windows_list_test.cpp: the list of final comment periods, page by page.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/windows_rig.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

// So many are open, of numbers from 100 on; the first closes first.
void open_many(Windows& bot, int count) {
  for (int i = 0; i < count; ++i) {
    Window window = open_window(
        100 + i, Windows::monday + std::chrono::seconds(i), 7,
        fmt::format("https://mail.example.org/{}", i)
    );
    add_window(bot.db, "nep", window);
  }
}

Doc turned(Windows& bot, const std::string& value) {
  const Outcome outcome = bot.press("windows.page", value);
  return std::get<Replace>(outcome.reply).doc;
}

// "Next page 1"
std::vector<std::string> turning(const Doc& doc) {
  std::vector<std::string> out;
  for (const Button& button : test::buttons_of(doc))
    if (button.action == "proposals-nep.windows.page")
      out.push_back(button.label + " " + button.value);
  return out;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("Twenty are one page, which needs no other") {
  Windows bot;
  open_many(bot, 20);
  const Doc doc = bot.ask("windows");
  CHECK_THAT(plain_text(doc), Contains("Final comment periods\n") && Contains("NEP 119: open"));
  CHECK(turning(doc).empty());
}

TEST_CASE("Where there are more, the list says how many, and its buttons turn the page") {
  Windows bot;
  open_many(bot, 43);
  const Doc first = bot.ask("windows");
  CHECK_THAT(
      plain_text(first), Contains("Final comment periods 1 to 20 of 43") &&
                             Contains("NEP 100: open; it closes") && Contains("NEP 119: open") &&
                             !Contains("NEP 120")
  );
  CHECK(turning(first) == Labels{"Next page 1"});
  const Doc second = turned(bot, "1");
  CHECK_THAT(
      plain_text(second), Contains("21 to 40 of 43") && Contains("NEP 120") &&
                              Contains("NEP 139") && !Contains("NEP 119")
  );
  CHECK(turning(second) == Labels{"Previous page 0", "Next page 2"});
  CHECK(test::buttons_of(second).front().value == "120");  // shows one of this page
  const Doc last = turned(bot, "2");
  CHECK_THAT(plain_text(last), Contains("41 to 43 of 43") && Contains("NEP 142"));
  CHECK(turning(last) == Labels{"Previous page 1"});
}

TEST_CASE("A page that is no more, and what no button carries, is a page that there is") {
  Windows bot;
  open_many(bot, 43);
  for (const char* value : {"9", "2147483647"})
    CHECK_THAT(plain_text(turned(bot, value)), Contains("41 to 43 of 43"));
  for (const char* value : {"", "-3", "x", "99999999999999999999"})
    CHECK_THAT(plain_text(turned(bot, value)), Contains("1 to 20 of 43"));
  bot.live_hours(24 * 8);  // they are over; nobody knows of a draft with such a number
  CHECK_THAT(plain_text(turned(bot, "2")), Contains("No final comment period is open."));
}

TEST_CASE("An objection that waits is said of one on any page") {
  Windows bot;
  open_many(bot, 43);
  bot.by("grace", "window objection 125 " + Windows::page("C"));
  CHECK_THAT(plain_text(turned(bot, "1")), Contains("NEP 125: open; an objection waits"));
}
