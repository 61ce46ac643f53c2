// tests/proposals/named_test.cpp: which proposals a message names, and what its menu's entry answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/named.hpp"

#include "bot/text.hpp"
#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using namespace usher::test;

namespace {

using Numbers = std::vector<int>;

// Where there are the proposals 1 to 60.
Numbers named(std::string_view text, const Settings& settings = {}) {
  return named_in(text, settings, [](int number) { return number >= 1 && number <= 60; }).numbers;
}

Outcome chosen(ProposalsRig& rig, std::string callback, std::string text, std::string lang = "en") {
  Secret<Snapshot> message(Snapshot{"U0BO", std::move(text), "https://example.org/p1", {}});
  return rig.event(Shortcut{"proposals-nep." + callback, std::move(message)}, lang);
}
std::string words(const Outcome& outcome) {
  return plain_text(std::get<SayReply>(outcome.reply).doc);
}
bool has(const std::string& text, std::string_view part) { return text.contains(part); }

}  // namespace

TEST_CASE("a proposal is named in any of the ways in which people write it") {
  for (const char* text :
       {"NEP 18", "nep18", "Nep-0018", "NEP_18", "NEP#18", "NEP #18", "NEP: 18", "(NEP 18)",
        "NEP 18.", "see NEP 18!", "NEP 18’s", "ＮＥＰ　１８", "提案NEP 18，好",
        "nep-0018-array-function-protocol.rst",
        "https://numpy.org/neps/nep-0018-array-function-protocol.html",
        "NEP 18 (https://numpy.org/neps/nep-0018-array-function-protocol.html)", "NEP\u00A018",
        "NEP–18"})
    CHECK(named(text) == Numbers{18});
}

TEST_CASE("a list behind a label names what there is") {
  CHECK(named("NEPs 18, 47 and 50") == Numbers{18, 47, 50});
  CHECK(named("NEP 18/47 & 50 or 51") == Numbers{18, 47, 50, 51});
  CHECK(named("NEP 18、47和50") == Numbers{18, 47, 50});
  CHECK(named("NEP 18, NEP 47, #50") == Numbers{18, 47, 50});
  CHECK(named("NEP 18, and NEP-47") == Numbers{18, 47});
  CHECK(named("NEP 40-43") == Numbers{40, 41, 42, 43});
  CHECK(named("NEP 40–43") == Numbers{40, 41, 42, 43});
  CHECK(named("NEP 18 and NEP 18 again") == Numbers{18});
  CHECK(named("NEP 50 replaces NEP 18") == Numbers{50, 18});
}

TEST_CASE("what only follows a proposal is none") {
  CHECK(named("NEP 18, 2024 downloads later") == Numbers{18});
  CHECK(named("NEP 18, 3rd draft") == Numbers{18});
  CHECK(named("NEP 18-2024") == Numbers{18});
  CHECK(named("NEP 18 and others") == Numbers{18});
  CHECK(named("NEP 18 30") == Numbers{18});
  CHECK(named("NEP 43-40") == Numbers{43});
  CHECK(named("nep-0018-3d-arrays.rst") == Numbers{18});
}

TEST_CASE("a number that there is not counts where it has the label, so that this is said") {
  CHECK(named("NEP 99") == Numbers{99});
  CHECK(named("NEP 99 and 98") == Numbers{99});
}

TEST_CASE("what is no name of a proposal is not taken for one") {
  for (const char* text :
       {"", "18", "#18", "nep", "NEP eighteen", "NEP 18th", "NEP 1.5", "NEP 20240101", "canep 18",
        "x_nep 18", "nepotism 18", "PEP 18", "NEP / 18", "NEP, 18", "https://example.org/18.html",
        "https://numpy.org/neps/", "NEP -", "NEP \xFF\xFE 18x"})
    CHECK(named(text).empty());
}

TEST_CASE("a series whose files have no label is named by its pages") {
  Settings jep;
  jep.label = "JEP";
  jep.file_prefix = "";
  jep.site = "https://jupyter.org/enhancement-proposals/";
  CHECK(
      named("https://jupyter.org/enhancement-proposals/0029-jep-process.html", jep) == Numbers{29}
  );
  CHECK(
      named("<https://JUPYTER.org/enhancement-proposals/0029-jep-process.html#why|it>", jep) ==
      Numbers{29}
  );
  CHECK(named("https://example.org/0029-jep-process.html", jep).empty());
  CHECK(named("JEP 29", jep) == Numbers{29});
  CHECK(named("NEP 29", jep).empty());
}

TEST_CASE("ten are enough, and what is more is known") {
  std::string text;
  for (int i = 1; i <= 30; ++i) text += "NEP " + std::to_string(i) + "\n";
  const Named all = named_in(text, {}, [](int) { return true; });
  CHECK(all.numbers.size() == 10);
  CHECK(all.more);
}

TEST_CASE("a hostile message costs no more than its length") {
  for (const std::string& piece :
       {std::string("nep "), std::string("http"), std::string("NEP 1,"),
        std::string("https://numpy.org/neps/"), std::string("1-"), std::string("\xFF")}) {
    std::string text;
    while (text.size() < 1000000) text += piece;
    CHECK(named(text).size() <= 10);
  }
}

TEST_CASE("the entry in a message's menu shows the proposals that it names, to the asker alone") {
  ProposalsRig rig;
  rig.start();
  const Outcome one = chosen(rig, "named", "I have read NEP 18 by now.");
  CHECK(has(words(one), "NEP 18"));
  CHECK(has(words(one), "Status"));
  CHECK_FALSE(has(words(one), "I have read"));
  CHECK(std::get<SayReply>(one.reply).only_you);
  CHECK(one.effects.empty());
  const std::string both = words(chosen(rig, "named", "NEP 18 or NEP 9999?"));
  CHECK(has(both, "NEP 18"));
  CHECK(has(both, "9999"));
  std::string many;
  for (int i = 0; i < 20; ++i) many += "NEP " + std::to_string(i) + " ";
  CHECK(has(words(chosen(rig, "named", many)), "Ten at a time are enough"));
}

TEST_CASE("a message that names none is answered with how to ask") {
  ProposalsRig rig;
  rig.start();
  const std::string text = words(chosen(rig, "named", "Good morning <!channel> *all*"));
  CHECK(has(text, "I found no NEP in that message."));
  CHECK(has(text, "/nep array api"));
  CHECK_FALSE(has(text, "morning"));
  CHECK(has(words(chosen(rig, "named", "")), "I found no NEP"));
}

TEST_CASE("the entry in the global menu says what the command alone says") {
  ProposalsRig rig;
  rig.start();
  CHECK(words(chosen(rig, "about", "")) == rig.said(""));
  CHECK(std::holds_alternative<None>(chosen(rig, "gone", "NEP 18").reply));
}

TEST_CASE("before there are proposals, a menu says so like the command") {
  ProposalsRig rig{Settings{}};
  rig.start();
  CHECK(words(chosen(rig, "named", "NEP 18")) == rig.said("18"));
}

TEST_CASE("a series has its entries in both menus, and their names fit in each language") {
  const Catalog catalog = shipped_catalog();
  ProposalsRig rig;
  const auto menu = rig.commands.shortcuts();
  REQUIRE(menu.size() == 2);
  CHECK_FALSE(menu[0].spec->on_message);
  CHECK(menu[1].spec->on_message);
  for (const auto& entry : menu)
    for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
      const Say say(catalog, lang);
      const Text named_so(entry.spec->label);
      const auto label = fmt::arg("label", named_so);
      CHECK(count_code_points(say(entry.spec->name, label).str()) <= 24);
      CHECK(count_code_points(say(entry.spec->summary, label).str()) <= 150);
      CHECK(has(say(entry.spec->name, label).str(), "NEP"));
    }
}
