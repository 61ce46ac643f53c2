// tests/proposals/list_test.cpp: /nep list: pages, filters, and filters that cannot be.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/list.hpp"

#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace usher;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using test::buttons_of;
using test::ProposalsRig;

TEST_CASE("Lists have ten a page and buttons to the others, in place of the message") {
  ProposalsRig rig;
  rig.start();
  const Doc first = rig.ask("list");
  CHECK_THAT(plain_text(first), StartsWith("NEPs 1 to 10 of 56"));
  auto buttons = buttons_of(first);
  REQUIRE(buttons.size() == 1);
  CHECK(buttons[0].label == "Next page");
  int pages = 1;
  std::set<std::string> seen;
  while (true) {
    const Outcome outcome = rig.press("page", buttons.back().value);
    const Doc doc = std::get<Replace>(outcome.reply).doc;
    seen.insert(plain_text(doc));
    ++pages;
    buttons = buttons_of(doc);
    REQUIRE(buttons.front().label == "Previous page");
    if (buttons.size() == 1) break;
    REQUIRE(pages < 10);
  }
  CHECK(pages == 6);
  CHECK(seen.size() == 5);
}

TEST_CASE("Filters narrow a list, alone and with words") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(rig.said("list status:draft"), StartsWith("3 NEPs"));
  CHECK_THAT(rig.said("status:superseded"), StartsWith("4 NEPs"));
  CHECK_THAT(rig.said("list type:process"), StartsWith("6 NEPs"));
  CHECK_THAT(rig.said("list type:standards"), StartsWith("NEPs 1 to 10 of 29"));
  CHECK_THAT(rig.said("list author:harris"), StartsWith("1 NEP\n- NEP 45 — C style guide"));
  CHECK_THAT(rig.said("list since:2024"), StartsWith("1 NEP\n- NEP 57"));
  CHECK_THAT(
      rig.said("list author:gommers status:superseded array"), StartsWith("1 NEP\n- NEP 47")
  );
  CHECK_THAT(rig.said("list status:provisional"), StartsWith("No NEP is like that."));
}

TEST_CASE("A filter with a bad value says which values there are") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(
      rig.said("list status:maybe"),
      Contains("There is no status “maybe”.") && Contains("Draft, Active, Accepted")
  );
  CHECK_THAT(rig.said("list type:x"), Contains("Standards Track, Informational, Process"));
  CHECK_THAT(rig.said("list since:soon"), Contains("“soon” is no date.") && Contains("2024-03"));
  CHECK_THAT(
      rig.said("list author:bergg"),
      Contains("No author is called “bergg”.") && Contains("- Sebastian Berg")
  );
  CHECK_THAT(rig.said("list colour:red"), Contains("There is no filter “colour:”."));
}

TEST_CASE("Filters take the words of every language that is loaded, whatever the reader's own") {
  ProposalsRig rig(ProposalsRig::with_index(), test::shipped_catalog());
  rig.start();
  for (const char* status : {"draft", "草案"})
    CHECK_THAT(rig.said(std::string("list status:") + status), StartsWith("3 NEPs"));
  CHECK_THAT(rig.said("list status:活動中"), StartsWith("6 NEPs"));
  CHECK_THAT(rig.said("列表 status:活动中", "zh-Hans"), StartsWith("6 个 NEP"));
  CHECK_THAT(rig.said("清單 type:流程", "zh-Hant"), StartsWith("6 個 NEP"));
}
