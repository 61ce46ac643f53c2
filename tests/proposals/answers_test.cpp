// tests/proposals/answers_test.cpp: every kind of question to /nep and its whole answer, in the three languages.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/rig.hpp"
#include "tests/support/golden.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using Catch::Matchers::Contains;
using test::ProposalsRig;

namespace {

struct Question {
  std::string args;
  std::string shown_as = args;  // where its bytes would not do in a file
};

std::string chinese(int characters) {
  std::string out;
  for (int i = 0; i < characters; ++i) out += i % 2 == 0 ? "陣" : "列";
  return out;
}

std::vector<Question> questions() {
  std::vector<Question> all;
  for (const char* args :
       {"",
        "0",
        "18 47",
        "NEP-0050",
        "7",
        "30",
        "54",
        "1 2 3 4 5 6 7 8 9 10 11",
        "status 18",
        "status 30",
        "array api",
        "aray api",
        "array spaceship",
        "list",
        "list since:2023",
        "list status:superseded author:gommers array",
        "list status:foo",
        "list type:foo",
        "list since:x",
        "list author:bergg",
        "list xyz:1",
        "list author:",
        "list status:draft since:2030",
        "33",
        "18 33",
        "-1",
        "99999999999999999999",
        "<!channel>",
        "@room"})
    all.push_back({args});
  all.push_back({chinese(4000), "(4,000 Chinese characters)"});
  all.push_back({"   ", "(spaces)"});
  all.push_back({"\x01\x1b[31m\x07", "(control characters)"});
  all.push_back({"\xE2\x80\xAE\xE2\x81\xA6", "(marks of direction alone)"});
  all.push_back({"\xE2\x80\xAEipa yarra\xE2\x80\xAC", "(words turned round by marks)"});
  all.push_back({"\xFF\xFE\x80", "(broken bytes)"});
  return all;
}

}  // namespace

TEST_CASE("Every question has the answer that a person last looked at, in each language") {
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    ProposalsRig rig(ProposalsRig::with_index(), test::shipped_catalog());
    rig.start();
    std::string all;
    for (const Question& question : questions())
      all += "/nep " + question.shown_as + "\n" + rig.said(question.args, lang) + "\n\n";
    for (const char* page : {"1\n", "5\n"}) {
      const Outcome pressed = rig.press("page", page, lang);
      all += "(page " + std::to_string(std::stoi(page) + 1) + ")\n" +
             plain_text(std::get<Replace>(pressed.reply).doc) + "\n\n";
    }
    ProposalsRig nothing(proposals::Settings{}, test::shipped_catalog());
    nothing.start();
    all += "(before the first poll, without facts that ship)\n" + nothing.said("0", lang) + "\n";
    test::check_golden(std::string("proposals/answers.") + lang + ".txt", all);
  }
}

TEST_CASE("Answers in Chinese have the words of the translated NEP 0; titles stay as they are") {
  ProposalsRig rig(ProposalsRig::with_index(), test::shipped_catalog());
  rig.start();
  const std::string hant = rig.said("0", "zh-Hant");
  CHECK_THAT(hant, Contains("狀態: ● 活動中"));
  CHECK_THAT(hant, Contains("類型: 流程"));
  CHECK_THAT(hant, Contains("作者: Jarrod Millman"));
  CHECK_THAT(hant, Contains("建立日期: 2017-12-11"));
  CHECK_THAT(hant, Contains("Purpose and process"));
  const std::string hans = rig.said("0", "zh-Hans");
  CHECK_THAT(hans, Contains("状态: ● 活动中"));
  CHECK_THAT(hans, Contains("类型: 流程"));
}

TEST_CASE("A series is asked for by its other names as well") {
  proposals::Settings settings = ProposalsRig::with_index();
  settings.also = {"提案", "neps"};
  ProposalsRig rig(std::move(settings));
  rig.start();
  for (const char* name : {"nep", "提案", "NEPs"}) {
    CAPTURE(name);
    const CommandTable::Entry* entry = rig.commands.find(name);
    REQUIRE(entry != nullptr);
    CHECK(entry->feature == "proposals-nep");
  }
  const Outcome outcome = rig.event(Command{"提案", "18"});
  CHECK(plain_text(std::get<SayReply>(outcome.reply).doc) == rig.said("18"));
}
