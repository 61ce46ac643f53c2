// tests/proposals/author_end_test.cpp: what an author gets while a comment period is open, and at its end.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/authors.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

TEST_CASE("While its period is open no second mail is written") {
  Authors source;
  source.filled();
  source.window(WindowState::open, 7, {objection(Objection::Verdict::claimed)});
  const Doc doc = source.ask("propose 7");
  CHECK(copied(doc).empty());
  CHECK(test::buttons_of(doc).empty());
  CHECK_THAT(
      plain_text(doc), Contains("A comment period is open already. It closes: 2026-09-28 14:13 UTC"
                       ) && Contains("Nobody has said yet whether this is a substantive objection")
  );
  CHECK_THAT(source.said("how 7"), Contains("Its final comment period is open"));
}

TEST_CASE("What stopped the last attempt is to be answered in the next mail") {
  Authors source;
  source.filled();
  source.window(WindowState::stopped, 7, {objection(Objection::Verdict::substantive)});
  const Doc doc = source.ask("propose 7");
  CHECK_THAT(plain_text(doc), Contains("stopped the last attempt"));
  CHECK_THAT(
      copied(doc).at(1),
      Contains("- https://mail.example.org/message/9\n  <how this objection was resolved>\n- <what")
  );
}

TEST_CASE("One that was opened by mistake is as if it had never been") {
  Authors source;
  source.filled();
  const std::string before = source.said("propose 7");
  source.window(WindowState::closed);
  CHECK(source.said("propose 7") == before);
}

TEST_CASE("At the end of its period there are the follow-up and the lines to commit") {
  Authors source;
  source.files["nep-0007-short-strings.rst"] = draft(":Replaces: :ref:`NEP03`, 4\n");
  source.filled();
  source.window(WindowState::ended, 7, {objection(Objection::Verdict::not_substantive)});
  const Doc doc = source.ask("propose 7");
  const auto texts = copied(doc);
  REQUIRE(texts.size() == 4);
  CHECK(texts[0] == "NEP 7 is accepted: Strings that are short");
  CHECK_THAT(texts[1], Contains("🎉") && Contains("https://mail.example.org/thread/2"));
  CHECK(
      texts[2] == ":Status: Accepted\n:Resolution: <link to your follow-up email in the archive>\n"
  );
  CHECK(
      texts[3] ==
      "nep-0003-title.rst\n:Status: Superseded\n:Replaced-By: :ref:`NEP07`\n\n"
      "nep-0004-title.rst\n:Status: Superseded\n:Replaced-By: :ref:`NEP07`\n"
  );
  CHECK_THAT(plain_text(doc), Contains("No objection stands against it."));
  CHECK(source.said("how 7").find("writes both") != std::string::npos);
}

TEST_CASE("An objection that nobody has judged is named before the follow-up") {
  Authors source;
  source.filled();
  source.window(WindowState::ended, 7, {objection(Objection::Verdict::claimed)});
  CHECK_THAT(
      source.said("propose 7"),
      Contains("First it is to be said whether the objection") && !Contains("No objection stands")
  );
}

TEST_CASE("What was put to the council waits for its word") {
  Authors source;
  source.filled();
  source.window(WindowState::council);
  const Doc doc = source.ask("propose 7");
  CHECK(copied(doc).empty());
  CHECK_THAT(plain_text(doc), Contains("https://example.org/council") && Contains("their word"));
}

TEST_CASE("What is decided is not proposed; an Accepted one without its link gets the lines") {
  Authors source;
  source.files[name(3)] = file(3, "Accepted");
  source.files[name(4)] = file(4, "Accepted", ":Resolution: https://mail.example.org/thread/4\n");
  source.files[name(5)] = file(5, "Final");
  source.filled();
  CHECK_THAT(
      source.said("propose 3"), Contains("lacks the link") && Contains(":Status: Accepted") &&
                                    Contains("may be Active instead of Accepted")
  );
  for (const char* one : {"propose 4", "propose 5"}) {
    CHECK(copied(source.ask(one)).empty());
    CHECK_THAT(source.said(one), Contains("It stands at:"));
  }
}

TEST_CASE(
    "Lines are written as the headers of the series are, and the follow-up's link as it is known"
) {
  Settings settings;
  settings.header = HeaderStyle::rfc2822;
  settings.label = "PEP";
  CHECK(header_line(settings, "Status", "Accepted") == "Status: Accepted");
  CHECK(
      accepted_lines(settings, "https://example.org/2") ==
      "Status: Accepted\nResolution: https://example.org/2\n"
  );
  const Proposal proposal{9, "pep-0009.rst", {}, {}};
  Proposal replacing{10, "pep-0010.rst", {}, {}};
  replacing.header.replaces = {9};
  const Shelf shelf{{proposal, replacing}, {}, false};
  const Catalog catalog;
  const View view(settings, shelf, catalog, Say(catalog, "en"), "", {});
  const auto texts = copied(follow_up(replacing, view, "https://example.org/2"));
  REQUIRE(texts.size() == 2);
  CHECK(texts[1] == "pep-0009.rst\nStatus: Superseded\nSuperseded-By: 10\n");
}
