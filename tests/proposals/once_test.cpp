// tests/proposals/once_test.cpp: look-ups from the command line give the answers of the chat.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/once.hpp"

#include "bot/text.hpp"
#include "commands/proposals/index.hpp"
#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::ProposalsRig;

namespace {

// On the command line nobody presses them.
std::string without_buttons(const std::string& text) {
  std::string out;
  for (const std::string_view line : split(text, '\n'))
    if (!line.starts_with('[')) out.append(line).push_back('\n');
  return out;
}

}  // namespace

TEST_CASE("One-shot look-ups give the answers of the chat, without a database") {
  ProposalsRig rig;
  rig.start();
  const proposals::Settings settings = ProposalsRig::with_index();
  const auto shelf = proposals::facts_from_index(settings.index);
  REQUIRE(shelf.has_value());
  for (const char* args :
       {"", "0", "18 47", "33", "array api", "aray api", "list since:2023", "status 30"}) {
    const auto answer = proposals::look_up_once(args, settings, *shelf, rig.catalog, "en");
    CHECK(without_buttons(plain_text(answer.doc)) == without_buttons(rig.said(args)));
    CHECK(answer.found == (std::string(args) != "33"));
  }
  const auto picked = proposals::pick("18 33 array", settings, *shelf, rig.catalog);
  CHECK(picked.proposals.empty());
  const auto numbers = proposals::pick("NEP-18, 33 47", settings, *shelf, rig.catalog);
  REQUIRE(numbers.proposals.size() == 2);
  CHECK(numbers.proposals[1]->number == 47);
  CHECK(numbers.missing == std::vector<std::string>{"33"});
  std::string all;  // a script wants a line each, also of more than ten
  for (int i = 0; i < 2; ++i)
    for (const proposals::Proposal& one : shelf->proposals) all += " " + std::to_string(one.number);
  CHECK(proposals::pick(all, settings, *shelf, rig.catalog).proposals.size() == 56);
  const Doc zero = proposals::look_up_once("0", settings, *shelf, rig.catalog, "en").doc;
  CHECK(test::buttons_of(zero).empty());
  CHECK(proposals::pick("", settings, *shelf, rig.catalog).proposals.size() == 56);
  CHECK(proposals::pick("array api", settings, *shelf, rig.catalog).proposals.size() == 2);
  CHECK(proposals::pick("list status:draft", settings, *shelf, rig.catalog).proposals.size() == 3);
  const auto bogus = proposals::pick("list status:bogus", settings, *shelf, rig.catalog);
  CHECK(bogus.proposals.empty());
  CHECK(bogus.missing.empty());
  CHECK(plain_text(bogus.problem) == rig.said("list status:bogus"));
  const auto chinese = proposals::pick("list status:bogus", settings, *shelf, rig.catalog, "zh-TW");
  CHECK(plain_text(chinese.problem) == rig.said("list status:bogus", "zh-TW"));
}
