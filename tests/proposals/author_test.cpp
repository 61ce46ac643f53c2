// tests/proposals/author_test.cpp: from a Draft to the mail that proposes it, and from its period's end to the header.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/authors.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

TEST_CASE("A Draft is checked and its mail written, for the asker alone") {
  Authors source;
  source.filled();
  const Outcome outcome = source.event(Command{"nep", "propose 7"});
  const auto& reply = std::get<SayReply>(outcome.reply);
  CHECK(reply.only_you);
  CHECK(outcome.effects.empty());
  const std::string text = plain_text(reply.doc);
  CHECK_THAT(text, Contains("✓ 2 authors are named.") && Contains("All that I can check is there"));
  CHECK_THAT(text, !Contains("⚑ There"));
  const auto mail = copied(reply.doc);
  REQUIRE(mail.size() == 2);
  CHECK(mail[0] == "Proposal to accept NEP #7: Strings that are short");
  CHECK_THAT(mail[1], Contains("https://numpy.org/neps/nep-0007-short-strings.html"));
  CHECK_THAT(mail[1], Contains("<what was disputed>") && Contains("<your name>"));
  CHECK_THAT(mail[1], Contains("https://numpy.org/neps/nep-0000-rules.html"));
  // 2026-09-21 14:13:20 UTC and seven days.
  CHECK_THAT(
      mail[1], Contains("substantive objection within 7 days from this email") &&
                   Contains("until at least Monday, 28 September 2026, 14:14 UTC, NEP 7")
  );
  CHECK_THAT(
      text, Contains("https://mail.example.org/list/") && Contains("/nep window open 7 URL")
  );
  const auto buttons = test::buttons_of(reply.doc);
  REQUIRE(buttons.size() == 1);
  CHECK(buttons[0].action == "proposals-nep.author.write");
  CHECK(buttons[0].value == "7");
}

TEST_CASE("A mail names no less time than its comment period has, and an hour more at most") {
  const Settings settings;
  for (const auto later : {0, 1, 1799, 3599, 86399}) {
    const sys_seconds sent(std::chrono::seconds(1790000000 + later));
    const sys_seconds closes = open_window(7, sent, settings.process_days, "").closes;
    CHECK(earliest_end(settings, sent) >= closes);
    CHECK(earliest_end(settings, sent) < closes + std::chrono::hours(1));
  }
}

TEST_CASE("What is missing is said with the line to add, and keeps nobody from anything") {
  Authors source;
  source.files["nep-0007-short-strings.rst"] =
      "NEP 7 — Short\n=============\n\n:Status: Draft\n:Type: Standard\n:Replaces: 3, 99\n\nText\n";
  source.filled();
  const std::string text = source.said("propose 7");
  for (const char* point :
       {"⚑ No author is named: add :Author:", "⚑ The Type is “Standard”",
        "it would be Standards Track", "⚑ It does not say when it was created: add :Created: yyyy",
        "⚑ I find no Abstract", "⚑ I find no link to a discussion", "replaces NEP 99, which I do",
        "· Once it is accepted, NEP 3 gets the Status Superseded",
        "6 points (⚑) are worth a look first. They need not stop you.",
        "Proposal to accept NEP #7: Short", "It replaces NEP 3, NEP 99."})
    CHECK_THAT(text, Contains(point));
  source.files["nep-0007-short-strings.rst"] = ":Status: Deferred\n\nText\n";
  source.now += every;
  source.poll("v2");
  const std::string bare = source.said("propose 7");
  CHECK_THAT(bare, Contains("what is to be accepted is a Draft first") && Contains("#7: <title>"));
  CHECK_THAT(
      bare, Contains("There is no Type: add :Type: …, with one of Standards Track, Informat")
  );
}

TEST_CASE("Each bad input is answered with what to type instead") {
  Authors source;
  CHECK_THAT(source.said("propose 7"), Contains("has not been fetched yet"));
  source.filled();
  CHECK_THAT(source.said("propose"), Contains("/nep propose 18") && Contains("These are Drafts"));
  CHECK_THAT(source.said("propose short strings"), Contains("Say which one"));
  CHECK_THAT(source.said("propose 99"), Contains("There is no NEP 99"));
  CHECK_THAT(source.said("propose -7"), Contains("is no NEP number"));
  CHECK_THAT(source.said("propose 7 8"), Contains("One at a time") && Contains("NEP #7"));
  CHECK(source.said("提请接受 7") == source.said("propose NEP-0007"));
}

TEST_CASE("The form becomes a mail with the author's own words") {
  Authors source;
  source.filled();
  const Outcome pressed = source.press("author.write", "7");
  CHECK(std::holds_alternative<None>(pressed.reply));
  const Form& form = opened(pressed);
  CHECK(form.id == "proposals-nep.author.mail");
  CHECK(form.state == "7 1790000000");
  REQUIRE(form.fields.size() == 3);
  CHECK(form.fields[0].initial == "https://numpy.org/neps/nep-0007-short-strings.html");
  CHECK(form.fields[2].initial == "Ada");
  CHECK(form.title.size() <= 24);

  const auto wrong = [&](const Fields& fields) {
    return std::get<Reject>(source.submit(fields).reply).errors;
  };
  auto errors =
      wrong({{"_state", "7 1790000000"}, {"version", "here"}, {"points", " "}, {"name", ""}});
  CHECK(errors.size() == 3);
  CHECK_THAT(errors.at("version"), Contains("https://"));
  CHECK_THAT(errors.at("points"), Contains("If nothing was, write so"));
  errors = wrong(
      {{"_state", "7 1790000000"},
       {"version", "https://example.org/1"},
       {"points", std::string(3001, 'x')},
       {"name", std::string(101, 'x')}}
  );
  CHECK(errors.size() == 2);
  for (const char* address :
       {"javascript:alert(1)", "https://exa mple.org", "https://localhost", "ftp://example.org/"})
    CHECK(
        wrong({{"_state", "7 1790000000"}, {"version", address}, {"points", "x"}, {"name", "x"}})
            .size() == 1
    );
  for (const char* state : {"", "x", "7", "99 1", "7x 1", "7 x", "-7 1", "99999999999999999999 1"})
    CHECK(wrong({{"_state", state}}).contains(""));

  const Fields good = {
      {"_state", "7 1790000000"},
      {"version", "https://github.com/numpy/numpy/pull/1"},
      {"points", "- Names: we kept them.\n- Speed: measured \xE2\x80\xAE fine.\n"},
      {"name", "Ada Lovelace"}
  };
  const Outcome outcome = source.submit(good);
  const auto& reply = std::get<SayReply>(outcome.reply);
  CHECK(reply.only_you);
  CHECK(outcome.effects.empty());
  const auto mail = copied(reply.doc);
  REQUIRE(mail.size() == 2);
  CHECK_THAT(mail[1], Contains("https://github.com/numpy/numpy/pull/1\n"));
  CHECK_THAT(mail[1], Contains("- Names: we kept them.\n- Speed: measured  fine.\n"));
  CHECK_THAT(mail[1], Contains("Best wishes,\nAda Lovelace\n") && !Contains("<"));
  source.now += std::chrono::hours(1);
  const Outcome again = source.submit(good, true);
  CHECK(std::get<SayReply>(again.reply).doc == reply.doc);
}

TEST_CASE("What the button and the form are about may be gone meanwhile") {
  Authors source;
  source.filled();
  CHECK_THAT(
      plain_text(std::get<SayReply>(source.press("author.write", "77").reply).doc),
      Contains("Say which one")
  );
  CHECK(source.press("author.other", "7").effects.empty());
  CHECK(std::holds_alternative<None>(source.event(Submit{"proposals-nep.author.other", {}, {}}
  ).reply));
}

TEST_CASE("A series in which nothing is accepted so has no author's helper") {
  Settings settings = Authors::with_mail();
  settings.process_days = 0;
  Authors source(std::move(settings));
  source.filled();
  CHECK_THAT(source.said("propose 7"), !Contains("Proposal to accept"));
  CHECK_THAT(source.said("how"), !Contains("From an idea"));
  for (const WordSpec& word : source.feature->commands().front().words) {
    CHECK(word.word != "propose");
    CHECK(word.word != "how");
  }
}

TEST_CASE("The author's helper, as a person last looked at it") {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Authors source;
    source.catalog = test::shipped_catalog();
    source.files[name(8)] = file(8, "Draft", ":Replaces: 3\n");
    source.files["nep-0007-short-strings.rst"] = draft(":Replaces: 4\n");
    source.filled();
    const auto add = [&](const std::string& what, const Doc& doc) {
      all += what + "\n" + plain_text(doc) + "\n\n";
    };
    all += std::string("=== ") + lang + "\n\n";
    for (const char* args : {"propose", "propose 7", "propose 8"})
      add(std::string("/nep ") + args, source.ask(args, lang));
    const Outcome pressed = source.press("author.write", "7", lang);
    const Form& form = opened(pressed);
    add("(form: " + form.title + ")", form.intro);
    for (const usher::Field& field : form.fields)
      all.append(field.label).append(" – ").append(field.hint) += "\n";
    const Outcome bad = source.submit({{"_state", "7 1790000000"}}, false, lang);
    for (const auto& [field, words] : std::get<Reject>(bad.reply).errors)
      all.append(field).append(": ").append(words) += "\n";
    const Outcome fine = source.submit(
        {{"_state", "7 1790000000"},
         {"version", "https://github.com/numpy/numpy/pull/1"},
         {"points", "Nothing was."},
         {"name", "Ada"}},
        false, lang
    );
    add("\n(submitted)", std::get<SayReply>(fine.reply).doc);
    source.window(WindowState::stopped, 7, {objection(Objection::Verdict::substantive)});
    add("(stopped) /nep propose 7", source.ask("propose 7", lang));
    source.window(WindowState::open);
    add("(open) /nep propose 7", source.ask("propose 7", lang));
    source.window(WindowState::ended);
    add("(ended) /nep propose 7", source.ask("propose 7", lang));
    source.window(WindowState::council);
    add("(council) /nep propose 7", source.ask("propose 7", lang));
  }
  test::check_golden("proposals/author.txt", all);
}
