// tests/proposals/rules_test.cpp: another community's statuses, steps, files and headers, all of them settings.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/filters.hpp"
#include "commands/proposals/header.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/meaning.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/words.hpp"
#include "tests/proposals/source.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

Settings pep() {
  Settings out;
  out.command = "pep";
  out.label = "PEP";
  out.statuses = {
      {"Draft", Meaning::draft}, {"Adopted", Meaning::accepted}, {"April Fool!", Meaning::other},
      {"Final", Meaning::final}, {"Finished", Meaning::other},
  };
  out.types = {"Standards Track", "Feature"};
  out.moves = {{"Draft", "Adopted", ""}, {"Draft", "Final", "Feature"}, {"", "April Fool!", ""}};
  out.examples = {"8001", "8001 8002", "3 bears"};
  return out;
}

std::string text_of(const Line& line) {
  Doc doc;
  doc.paragraph(line);
  return plain_text(doc);
}

}  // namespace

TEST_CASE("A status is what the series says it is, whatever its case; others are as written") {
  const Settings settings = pep();
  const Catalog catalog = test::shipped_catalog();
  const auto shown = [&](std::string_view status, const char* lang) {
    return text_of(status_line(status, settings, Say(catalog, lang)));
  };
  CHECK(shown("draft", "en") == "✎ Draft");
  CHECK(shown(" ADOPTED ", "en") == "✓ Adopted");
  CHECK(shown("April Fool!", "en") == "April Fool!");
  CHECK(shown("Provisional", "en") == "Provisional");  // no word of this series
  CHECK(shown("Draft", "zh-Hans").find("草案") != std::string::npos);
  CHECK(shown("Adopted", "zh-Hans") == "✓ Adopted");
  CHECK(means("adopted", Meaning::accepted, settings));
  CHECK_FALSE(means("Accepted", Meaning::accepted, settings));
  CHECK(status_meant("", settings) == nullptr);
  CHECK(status_meant(std::string(100000, 'x'), settings) == nullptr);
}

TEST_CASE(
    "Statuses are typed in English, in any catalog's language, or by a beginning that is clear"
) {
  const Settings settings = pep();
  const Catalog catalog = test::shipped_catalog();
  const auto typed = [&](std::string_view word) {
    const Status* status = status_typed(word, settings, catalog);
    return status == nullptr ? std::string("-") : status->name;
  };
  CHECK(typed("adop") == "Adopted");
  CHECK(typed("april fool!") == "April Fool!");
  CHECK(typed("草案") == "Draft");
  CHECK(typed("final") == "Final");  // the whole of one, though "Finished" begins like it
  CHECK(typed("fin") == "-");
  CHECK(typed("") == "-");
  CHECK(typed("superseded") == "-");
  CHECK(type_typed("feat", settings, catalog) == "Feature");
  CHECK(type_typed("process", settings, catalog).empty());
}

TEST_CASE("Filters know the words of the series and no others") {
  const Settings settings = pep();
  const Catalog catalog;
  const auto filters = parse_filters("status:adopted,\"april fool!\" x", settings, catalog);
  CHECK_FALSE(filters);  // the quotation mark must begin the value
  const auto sound = parse_filters("status:\"April Fool!\" type:standards", settings, catalog);
  REQUIRE(sound);
  Header header;
  header.status = "April fool!";
  header.type = "Standard";
  CHECK(passes(*sound, header, settings));
  header.type = "Feature";
  CHECK_FALSE(passes(*sound, header, settings));
  CHECK_FALSE(parse_filters("status:accepted", settings, catalog));
  CHECK_FALSE(parse_filters("type:process", settings, catalog));
}

TEST_CASE("A step is usual where the series' own moves have it; without any, each is") {
  Settings settings = pep();
  CHECK(is_usual("Draft", "Adopted", "Anything", settings));
  CHECK(is_usual("Draft", "Final", "feature", settings));
  CHECK_FALSE(is_usual("Draft", "Final", "Standards Track", settings));
  CHECK(is_usual("Pondered", "April Fool!", "", settings));
  CHECK_FALSE(is_usual("Adopted", "Draft", "", settings));
  settings.moves.clear();
  CHECK(is_usual("Adopted", "Draft", "", settings));
}

TEST_CASE("What a status means is said by its meaning; a word without one is not explained") {
  const Settings settings = pep();
  const Shelf shelf;
  const Catalog catalog;
  const View view{settings, shelf, catalog, Say(catalog, "en"), "", {}};
  CHECK(meaning_of("Adopted", "", view));
  CHECK_FALSE(meaning_of("April Fool!", "", view));
  CHECK_FALSE(meaning_of("Superseded", "", view));
  CHECK(what_to_do("Finished", view).empty());
}

TEST_CASE("Headers are read in the style that the series has, or in either") {
  const std::string mail = "PEP: 8001\nTitle: Stones\nAuthor: Ada\nStatus: Draft\n\nText.\n";
  const std::string fields = "PEP 8001 — Stones\n=================\n\n:Status: Draft\n\nText.\n";
  const auto status = [](const std::string& text, HeaderStyle style) {
    Settings settings = pep();
    settings.header = style;
    return parse_header(text, "pep-8001.rst", grammar_of(settings)).status;
  };
  CHECK(status(mail, HeaderStyle::either) == "Draft");
  CHECK(status(fields, HeaderStyle::either) == "Draft");
  CHECK(status(mail, HeaderStyle::rfc2822) == "Draft");
  CHECK(status(fields, HeaderStyle::rfc2822).empty());
  CHECK(status(mail, HeaderStyle::rst).empty());
  CHECK(status(fields, HeaderStyle::rst) == "Draft");
}

TEST_CASE("Files are called after the label, after another word, or begin with the number") {
  Settings settings = pep();
  const auto number = [&](std::string_view file) {
    return proposal_number(file, grammar_of(settings)).value_or(-1);
  };
  CHECK(number("pep-8001-stones.rst") == 8001);
  settings.file_prefix = "Proposal";
  CHECK(number("proposal-12.md") == 12);
  CHECK(number("pep-8001.rst") == -1);
  settings.file_prefix = "";
  CHECK(number("263-prng.md") == 263);
  CHECK(number("pep-8001.rst") == -1);
  CHECK(number("readme.md") == -1);
  CHECK(slug("263-prng.md", grammar_of(settings)) == "prng");
  const std::string sha(40, 'a');
  const std::string listing = sha + " 10 263-prng.md\n" + sha + " 10 template.md\n";
  const Listed listed = parse_listing(listing, grammar_of(settings));
  REQUIRE(listed.proposals.size() == 1);
  CHECK(listed.proposals[0].number == 263);
  CHECK(listed.loose.size() == 1);
}

TEST_CASE("Examples name what the series has") {
  Settings settings = pep();
  CHECK(example_number(settings) == "8001");
  CHECK(example_status(settings) == "status:draft");
  settings.examples = {"bears"};
  settings.statuses = {{"April Fool!", Meaning::other}, {"Idea", Meaning::draft}};
  CHECK(example_number(settings) == "1");
  CHECK(example_status(settings) == "status:idea");
  CHECK(example_number(Settings{}) == "18");
}

TEST_CASE("The command of another series is its own, in help too") {
  const Proposals feature(pep());
  REQUIRE(feature.commands().size() == 1);
  const CommandSpec& spec = feature.commands().front();
  CHECK(spec.name == "pep");
  CHECK(feature.name() == "proposals-pep");
  REQUIRE(spec.examples.size() == 6);
  CHECK(spec.examples[0] == "/pep 8001");
  CHECK(spec.examples[3] == "/pep list status:draft");
  CHECK(spec.examples[5] == "/pep watch 8001");
}

namespace {

// The usual meanings, by other names.
Settings renamed() {
  Settings settings = Source::plain();
  settings.statuses = {
      {"Proposed", Meaning::draft},
      {"Endorsed", Meaning::accepted},
      {"Done", Meaning::final},
      {"Tentative", Meaning::provisional},
      {"Replaced", Meaning::superseded}
  };
  settings.moves.clear();
  return settings;
}

}  // namespace

TEST_CASE("What a series calls otherwise, no sentence calls as NEP 0 does") {
  const Settings settings = renamed();
  const Shelf shelf;
  const Catalog catalog;
  const View view{settings, shelf, catalog, Say(catalog, "en"), "", {}};
  for (const Status& status : settings.statuses) {
    const std::string said = meaning_of(status.name, "", view)->str();
    for (const Status& usual : usual_statuses()) CHECK_THAT(said, !Contains(usual.name));
  }

  Source source(settings);
  source.files = {
      {name(1), file(1, "Replaced", ":Replaced-By: 2\n")}, {name(2), file(2, "Endorsed")}
  };
  source.start();
  source.poll();
  CHECK_THAT(source.said("1"), Contains("Replaced. See NEP 2 — Title 2 instead."));
  CHECK_THAT(source.said(""), Contains("There is no NEP with the status Proposed at the moment."));
  CHECK_THAT(source.said("digest"), !Contains("Draft"));
  source.files[name(3)] = file(3, "Proposed");
  source.now += every;
  source.poll("v2");
  CHECK_THAT(source.said(""), Contains("Proposed: 1") && !Contains("Draft"));
  CHECK_THAT(source.said("digest"), Contains("Proposed: 1") && !Contains("Draft"));
}

TEST_CASE("A series without drafts says nothing of drafts") {
  Settings settings = renamed();
  settings.statuses.erase(settings.statuses.begin());
  Source source(settings);
  source.files = {{name(2), file(2, "Endorsed")}};
  source.start();
  source.poll();
  CHECK_THAT(source.said(""), !Contains("Draft") && !Contains("status Proposed"));
  CHECK_THAT(source.said("digest"), !Contains("Draft"));
}
