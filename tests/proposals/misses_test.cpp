// tests/proposals/misses_test.cpp: questions without an answer, and questions meant to do harm.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/misses.hpp"

#include "bot/text.hpp"
#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using test::buttons_of;
using test::ProposalsRig;

TEST_CASE("What does not exist is answered with what does") {
  ProposalsRig rig;
  rig.start();
  const std::string missing = rig.said("33");
  CHECK_THAT(
      missing, Contains("There is no NEP 33.") && Contains("NEP 32 — ") && Contains("NEP 34 — ") &&
                   Contains("NEP 57")
  );
  CHECK_THAT(rig.said("-1"), StartsWith("“-1” is no NEP number: they go from 0 to 57."));
  CHECK_THAT(
      rig.said("99999999999999999999"), StartsWith("“99999999999999999999” is no NEP number")
  );
  CHECK_THAT(rig.said("2147483647"), StartsWith("“2147483647” is no NEP number"));
  CHECK_THAT(rig.said("99"), StartsWith("There is no NEP 99."));
}

TEST_CASE("Hostile questions get a clear answer: nothing broken, nothing mentioned, nothing long") {
  ProposalsRig rig;
  rig.start();
  std::string chinese;
  for (int i = 0; i < 4000; ++i) chinese += "陣";
  for (const std::string& question :
       {std::string("<!channel>"), std::string("@room"), std::string("<@U123>"), chinese,
        std::string("\xFF\xFE\x00\x01", 4), std::string("\xE2\x80\xAEtxet"),
        std::string("*bold* `code` <b>x</b> [x](http://x)"), std::string(100000, 'x'),
        std::string("list status:") + chinese, std::string("list author:<!channel>"),
        std::string("list \"unclosed"), std::string("' OR 1=1 --"), std::string("\"\"\"")}) {
    const Doc doc = rig.ask(question);
    const std::string said = plain_text(doc);
    CHECK_FALSE(said.empty());
    CHECK(said.size() < 4000);
    CHECK(sanitize(said, true) == said);
    for (const Block& block : doc.blocks()) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph == nullptr) continue;
      for (const Inline& piece : paragraph->line) CHECK(piece.kind != Inline::Kind::mention);
    }
    for (const Button& button : buttons_of(doc)) CHECK(button.value.size() <= 1900);
  }
}

TEST_CASE("Presses that no button of ours made are answered without harm") {
  ProposalsRig rig;
  rig.start();
  for (const char* value :
       {"", "\n", "x\ny", "-5\nstatus:draft", "99999999999999\n", "1\nstatus:nonsense"}) {
    CHECK(std::holds_alternative<Replace>(rig.press("page", value).reply));
    CHECK(std::holds_alternative<SayReply>(rig.press("show", value).reply));
  }
  CHECK(std::holds_alternative<SayReply>(rig.press("unheard-of", "1").reply));
}

TEST_CASE("Without any facts yet the answer says so and where to look") {
  ProposalsRig rig{proposals::Settings{}};
  rig.start();
  CHECK_THAT(
      rig.said("0"), Contains("has not been fetched yet") && Contains("https://numpy.org/neps/")
  );
  CHECK_THAT(rig.said("array"), Contains("has not been fetched yet"));
}
