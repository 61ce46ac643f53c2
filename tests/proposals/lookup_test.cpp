// tests/proposals/lookup_test.cpp: /nep by number and by words, over the facts that ship.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lookup.hpp"

#include "commands/proposals/table.hpp"
#include "tests/proposals/rig.hpp"
#include "tests/support/golden.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using test::buttons_of;
using test::ProposalsRig;

namespace {

// A shelf with notes, which the shipped index leaves out.
proposals::Settings noted() {
  proposals::Settings settings;
  settings.index = "as-of\t2026-08-21T19:32:39Z\n";
  return settings;
}

}  // namespace

TEST_CASE("The very first look-up works offline, from the facts that ship, and says as of when") {
  ProposalsRig rig;
  rig.start();
  const std::string said = rig.said("0");
  CHECK_THAT(said, Contains("NEP 0 — Purpose and process"));
  CHECK_THAT(said, Contains("Status: ● Active"));
  CHECK_THAT(said, Contains("Type: Process"));
  CHECK_THAT(said, Contains("Author: Jarrod Millman"));
  CHECK_THAT(said, Contains("Created: 2017-12-11"));
  CHECK_THAT(said, Contains("As of 2026-08-21"));
  CHECK_THAT(said, !Contains("@"));
}

TEST_CASE("Every card of the 56 is as it was when a person last looked at them") {
  ProposalsRig rig;
  rig.start();
  std::string all;
  for (int number = 0; number <= 57; ++number) {
    if (number == 33 || number == 39) continue;
    all += plain_text(rig.ask(std::to_string(number))) + "\n\n";
  }
  test::check_golden("proposals/cards.en.txt", all);
}

TEST_CASE("A superseded proposal shows first what replaced it, and a button to it") {
  ProposalsRig rig;
  rig.start();
  const Doc doc = rig.ask("47");
  CHECK_THAT(
      plain_text(doc),
      StartsWith(
          "Superseded. See NEP 56 — Array API standard support in NumPy's main namespace instead."
      )
  );
  const auto buttons = buttons_of(doc);
  REQUIRE(buttons.size() >= 3);
  CHECK(buttons[0].action == "proposals-nep.show");
  CHECK(buttons[0].value == "56");
  const Outcome pressed = rig.press("show", buttons[0].value);
  CHECK_THAT(plain_text(std::get<SayReply>(pressed.reply).doc), StartsWith("NEP 56 — "));
}

TEST_CASE("Status is a word and a mark; type variants are shown as they are meant") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(
      rig.said("53"), Contains("Status: ✎ Draft") && Contains("Type: Standards Track")
  );                                                              // "Standard"
  CHECK_THAT(rig.said("38"), Contains("Type: Standards Track"));  // "Standards"
  CHECK_THAT(rig.said("41"), Contains("Type: Standards Track"));  // "Standard Track"
  CHECK_THAT(rig.said("17"), Contains("✗ Rejected"));
  CHECK_THAT(rig.said("54"), Contains("Resolution: TODO (no link)"));
  CHECK_THAT(rig.said("57"), !Contains("Resolution"));
  CHECK_THAT(rig.said("5"), Contains("Author: not given"));
  CHECK_THAT(rig.said("7"), Contains("Date: 2009-06-09") && Contains("Type: not given"));
}

TEST_CASE("Header notes stand below the facts") {
  proposals::Settings settings = noted();
  proposals::Proposal proposal{29, "nep-0029-x.rst", "", {}};
  proposal.header.title = "``Versions``";
  proposal.header.status = "Final";
  ProposalsRig rig(settings);
  rig.start();
  proposal.header.number = 29;
  proposal.header.notes = {"Superseded by SPEC 0."};
  const proposals::Change change{nullptr, &proposal};
  proposals::store_changes(rig.db, "nep", {&change, 1});
  rig.feature->drop_caches();
  const Doc doc = rig.ask("29");
  CHECK_THAT(
      plain_text(doc), StartsWith("NEP 29 — Versions (https://numpy.org/neps/nep-0029-x.html)")
  );
  CHECK_THAT(plain_text(doc), Contains("\nSuperseded by SPEC 0.\n"));
}

TEST_CASE("Several numbers are several cards; many are lines; each that is missing is said") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(
      rig.said("18, 47"), Contains("NEP 18 — ") && Contains("NEP 47 — ") && Contains("Author")
  );
  CHECK_THAT(rig.said("1 2 3 4"), Contains("- NEP 4 — ") && !Contains("Author"));
  CHECK_THAT(rig.said("18 33"), Contains("NEP 18 — ") && Contains("There is no NEP 33."));
  CHECK_THAT(
      rig.said("1-11"), Contains("NEP 10 — ") && !Contains("NEP 11 — ") && Contains("Ten at a time")
  );
}

TEST_CASE("/nep status answers in one line") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(
      rig.said("status 18"),
      Contains("high level array functions") && Contains(": ★ Final") && !Contains("Author")
  );
  CHECK_THAT(rig.said("status 30"), Contains("⇒ Superseded · NEP 56"));
  CHECK_THAT(rig.said("status fair play"), Contains("NEP 36 — Fair play") && Contains("● Active"));
}

TEST_CASE("Words of a title find it, typos forgiven; several are listed by rank") {
  ProposalsRig rig;
  rig.start();
  CHECK_THAT(rig.said("fair play"), StartsWith("NEP 36 — Fair play"));
  CHECK_THAT(
      rig.said("array api"), StartsWith("2 NEPs") && Contains("NEP 47 — ") && Contains("NEP 56 — ")
  );
  CHECK_THAT(rig.said("aray api"), StartsWith("Showing “array” for “aray”.\n2 NEPs"));
  CHECK_THAT(rig.said("scalar promtion"), Contains("NEP 50 — Promotion rules for Python scalars"));
  CHECK_THAT(
      rig.said("missing data spaceship"),
      StartsWith("No NEP matches all of “missing data spaceship”") && Contains("NEP 12 — ")
  );
  CHECK_THAT(rig.said("mateusz sokol"), Contains("NEP 52") && Contains("NEP 56"));
}

TEST_CASE("Every one of the 56 is found first, or among the first three, by its own title") {
  ProposalsRig rig;
  rig.start();
  const auto shelf = proposals::facts_from_database(rig.db, "nep");
  REQUIRE(shelf.has_value());
  for (const auto& proposal : shelf->proposals) {
    const auto found = search::Index(rig.db, "proposals", "nep").find(proposal.header.title, 3);
    INFO(proposal.header.title);
    CHECK(
        std::ranges::find(found.hits, std::to_string(proposal.number), &search::Hit::id) !=
        found.hits.end()
    );
  }
}

TEST_CASE("/nep alone helps and shows the Drafts") {
  ProposalsRig rig;
  rig.start();
  for (const char* nothing : {"", "  ", "\xE2\x80\xAE", "\x01"}) {
    const std::string said = rig.said(nothing);
    CHECK_THAT(
        said, Contains("NumPy Enhancement Proposal") && Contains("/nep 18 47") &&
                  Contains("3 Drafts") && Contains("NEP 57 — ")
    );
  }
}

TEST_CASE("A second series stands beside the first") {
  ProposalsRig rig;
  rig.start();
  proposals::Settings pep;
  pep.command = "pep";
  pep.label = "PEP";
  pep.title = "Python Enhancement Proposal";
  pep.service = "pep";
  pep.site = "https://peps.python.org/";
  pep.page_ending = "/";
  pep.index =
      "as-of\t2026-01-02T03:04:05Z\n8\tpep-0008.rst\t\tStyle Guide for Python "
      "Code\tActive\tProcess\tGuido\t2001-07-05\t05-Jul-2001\t\t\t\tabsent\t\t-\n";
  proposals::Proposals feature(pep);
  CHECK(feature.name() == "proposals-pep");
  CHECK_NOTHROW(rig.commands.add(feature.name(), feature.commands()));
  Context context = rig.context();
  feature.start(context);
  const Outcome outcome = feature.on(
      Event{"e", {}, {"ada", "en", "", {}, false, ""}, {}, Command{"pep", "PEP-8"}}, context
  );
  const std::string said = plain_text(std::get<SayReply>(outcome.reply).doc);
  CHECK_THAT(
      said, StartsWith("PEP 8 — Style Guide for Python Code (https://peps.python.org/pep-0008/)")
  );
  CHECK_THAT(rig.said("8"), StartsWith("NEP 8 — A proposal for adding groupby"));
  CHECK_THAT(rig.said("style guide"), StartsWith("NEP 45 — "));
}

TEST_CASE("The command table knows /nep, its words and its examples") {
  ProposalsRig rig;
  const auto* entry = rig.commands.find("nep");
  REQUIRE(entry != nullptr);
  CHECK(entry->feature == "proposals-nep");
  CHECK(entry->spec->words.size() >= 6);
  CHECK(entry->spec->examples.front() == "/nep 0");
  const auto completions = rig.commands.complete("/nep l", Roles{});
  REQUIRE(completions.size() == 1);
  CHECK(completions.front().text == "list");
}
