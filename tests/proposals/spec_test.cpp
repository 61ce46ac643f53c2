// tests/proposals/spec_test.cpp: a community whose proposals are called SPECs: Markdown, a header between lines of "---", and
// a folder for each. The SPECs are invented.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/front_matter.hpp"
#include "tests/proposals/source.hpp"
#include "tests/support/temp_folder.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

Settings specs() {
  Settings settings = Source::plain();
  settings.command = "spec";
  settings.label = "SPEC";
  settings.title = "Scientific Python Ecosystem Coordination document";
  settings.site = "https://specs.example/";
  settings.page_ending = "/";
  settings.header = HeaderStyle::rfc2822;
  settings.index_file = "index.md";
  settings.statuses = {{"Draft", Meaning::draft}, {"Endorsed", Meaning::accepted}};
  settings.types = {};
  settings.moves = {};
  settings.examples = {"1"};
  return settings;
}

const std::string lanterns = R"(---
title: "SPEC 1 — Lanterns: how to hang them"
number: 1
date: 2021-01-05
status: Endorsed   # since the spring
author:
  - "Ada Lamp <ada@specs.example>"
  - 'Bo Wick'
discussion: https://discuss.specs.example/t/lanterns/7
endorsed-by: [kernel, "lamps, and oil"]
---

## Description

A lantern is hung at the height of [the eyes](https://specs.example/eyes). More follows.

### Core

## Notes
)";
const std::string ropes =
    "---\ntitle: SPEC 2 — Ropes\nstatus: draft\nauthor: Cy\n---\n\nText of ropes.\n";

}  // namespace

TEST_CASE("A folder of SPECs is read: one in each, with the header of its index") {
  const usher::testing::TempFolder folder;
  for (const char* name : {"spec-0001", "spec-0002", "core-projects", "spec-0003"})
    std::filesystem::create_directory(folder.path() / name);
  folder.write("spec-0001/index.md", lanterns);
  folder.write("spec-0002/index.md", ropes);
  folder.write("core-projects/index.md", ropes);
  folder.write("spec-0003/picture.md", ropes);
  folder.write("spec-0004.md", ropes);
  const Settings settings = specs();
  const auto shelf = facts_from_directory(folder.path().string(), settings, sys_seconds{});
  REQUIRE(shelf);
  REQUIRE(shelf->proposals.size() == 2);
  const Proposal& one = *shelf->find(1);
  CHECK(one.file == "spec-0001.md");
  CHECK(page_of(settings, one) == "https://specs.example/spec-0001/");
  CHECK(name_of(settings, one) == "SPEC 1 — Lanterns: how to hang them");
  CHECK(one.header.status == "Endorsed");
  CHECK(one.header.authors == std::vector<std::string>{"Ada Lamp", "Bo Wick"});
  CHECK(one.header.dated == "2021-01-05");
  CHECK(one.header.abstract == "A lantern is hung at the height of the eyes.");
  CHECK(
      one.header.discussion_urls ==
      std::vector<std::string>{"https://discuss.specs.example/t/lanterns/7"}
  );
  CHECK(one.header.faults.empty());
  CHECK(shelf->find(2)->header.status == "draft");
}

TEST_CASE("SPECs are polled, looked up and told of like any other proposals") {
  Source source(specs());
  source.files = {{"spec-0001.md", lanterns}, {"spec-0002.md", ropes}};
  source.start();
  source.poll();
  Context at = source.context();
  const auto said = [&](const std::string& args) {
    const Outcome outcome = source.feature->on(
        Event{
            "e",
            {"web", "general", ""},
            {"ada", "en", "UTC", {}, false, "Ada"},
            {},
            Command{"spec", args}
        },
        at
    );
    return plain_text(std::get<SayReply>(outcome.reply).doc);
  };
  CHECK_THAT(
      said("1"), Contains("SPEC 1 — Lanterns") && Contains("Endorsed") && Contains("Ada Lamp") &&
                     Contains("https://specs.example/spec-0001/")
  );
  CHECK_THAT(said("ropes"), Contains("SPEC 2"));
  CHECK_THAT(said("list status:endorsed"), Contains("SPEC 1") && !Contains("SPEC 2"));
  CHECK_THAT(said("3"), Contains("There is no SPEC 3"));
}

TEST_CASE("What an author commits names the file in its folder") {
  Source source(specs());
  source.files = {{"spec-0001.md", lanterns}};
  source.start();
  source.poll();
  const Shelf shelf = *facts_from_database(source.db, "spec");
  const Catalog catalog;
  const Settings settings = specs();
  const View view(settings, shelf, catalog, Say(catalog, "en"), "proposals-spec.", {});
  CHECK_THAT(
      plain_text(follow_up(shelf.proposals.front(), view)),
      Contains("in the header of spec-0001/index.md") && Contains("Status: Endorsed")
  );
}

TEST_CASE("A header between lines is read as it is written, and nothing is taken for one") {
  const auto value = [](const std::string& lines) {
    const auto fields = front_matter("---\ntitle: x\n" + lines + "---\n");
    REQUIRE(fields);
    REQUIRE(fields->size() == 2);
    return fields->back().value;
  };
  CHECK(value("Key_Word: a value  # and why\n") == "a value");
  CHECK(value("key: 'a # b'\n") == "a # b");
  CHECK(value("key: \"a: b\" # c\n") == "a: b");
  CHECK(value("key: # nothing\n").empty());
  CHECK(value("key:\n- a\n- b\n\n  - \"c\"\n") == "a\nb\nc");
  CHECK(value("key: [a, 'b, c',\"d\" ]\n") == "a\nb, c\nd");
  CHECK(value("key: >-\n  one\n  two\n") == "one\ntwo");
  CHECK(value("key: []\n").empty());
  CHECK(front_matter("\xEF\xBB\xBF---\r\ntitle: x\r\n---\r\n")->front().value == "x");
  CHECK(front_matter("---\nKey_Word: y\ntitle: x\n---")->front().key == "key-word");
  for (const char* none :
       {"", "---", "---\n---\n", "---\ntitle: x\n", "----\ntitle: x\n---\n", "title: x\n---\n",
        "---\nA title\n---\n\ntext\n", "\n---\ntitle: x\n---\n"}) {
    INFO(none);
    CHECK_FALSE(front_matter(none));
  }
  CHECK_FALSE(front_matter("---\n" + std::string(1U << 20U, 'a') + "\n---\n"));
  CHECK_FALSE(front_matter("---\n" + std::string(1U << 20U, '\n') + "---\n"));
  CHECK(front_matter("---\ntitle: x\nkey: [\"\n---\n")->back().value == "[\"");
}
