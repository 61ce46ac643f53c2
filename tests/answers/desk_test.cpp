// tests/answers/desk_test.cpp: /answers: gaps, suggestions, and files that are read again.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/answers/rig.hpp"

using namespace usher;
using namespace usher::answers;
using test::AnswersRig;
using test::text_of;

namespace {

const Person mai = AnswersRig::person("mai", {Role::maintainer});

Outcome desk(AnswersRig& rig, std::string words) {
  return rig.say(Command{.name = "answers", .args = std::move(words)}, {"web", "general", ""}, mai);
}

Submit filled(Fields fields) {
  Submit out;
  out.form = "answers.suggest";
  out.fields = std::move(fields);
  return out;
}

constexpr const char* file =
    "+++\n"
    "id = \"install\"\n"
    "links = [\"https://example.org/install\"]\n"
    "\n"
    "[en]\n"
    "title = \"How do I install it?\"\n"
    "asked = [\"pip fails\"]\n"
    "+++\n"
    "\n"
    "## en\n"
    "\n"
    "Run pip.\n";

}  // namespace

TEST_CASE("/answers says how many there are and what is kept", "[answers]") {
  AnswersRig rig;
  const std::string text = text_of(desk(rig, ""));
  CHECK(text.contains("I have 5 answers."));
  CHECK(text.contains("/answers keep no"));
  static_cast<void>(desk(rig, "keep no"));
  CHECK(text_of(desk(rig, "keep")).contains("/answers keep yes"));
}

TEST_CASE("/answers gaps shows them, to one alone", "[answers]") {
  AnswersRig rig;
  CHECK(text_of(desk(rig, "gaps")).contains("Nothing was asked in vain in the last 30 days."));
  static_cast<void>(rig.ask("zeppelin quokka marmalade"));
  const Outcome outcome = desk(rig, "gaps 7");
  CHECK(text_of(outcome).contains("zeppelin quokka marmalade"));
  CHECK(test::reply_of(outcome).confidential);
  CHECK(text_of(desk(rig, "缺口 7")).contains("zeppelin"));
  for (const char* odd : {"gaps 0", "gaps 91", "gaps x", "gaps 7 8"})
    CHECK(text_of(desk(rig, odd)).contains("from 1 to 90"));
}

TEST_CASE("what is for maintainers, the table says so", "[answers]") {
  const AnswersRig rig;
  const CommandTable::Entry* entry = rig.commands.find("answers");
  REQUIRE(entry != nullptr);
  const auto needed = [&](std::string_view args) {
    return role_of(*entry->spec, match_word(*entry->spec, args).word);
  };
  CHECK(needed("gaps") == Role::maintainer);
  CHECK(needed("reload") == Role::maintainer);
  CHECK(needed("suggest x") == Role::contributor);
  CHECK(needed("keep no") == Role::everyone);
  CHECK(needed("") == Role::everyone);
}

TEST_CASE("/answers reload says how many it has read, or what is wrong", "[answers]") {
  AnswersRig rig;
  CHECK(text_of(desk(rig, "reload")).contains("I read the answers again"));
  REQUIRE(rig.calls.size() == 1);
  CHECK(rig.calls.front().method == "RELOAD");
  static_cast<void>(rig.fetched(rig.calls.front(), "61"));
  REQUIRE(rig.posts.size() == 1);
  CHECK(AnswersRig::text(rig.posts.front()).contains("I have read 61 answers"));
  CHECK(rig.posts.front().to == To{{"web", "general", ""}, {"mai"}});
  static_cast<void>(desk(rig, "reload"));
  static_cast<void>(rig.fetched(rig.calls.back(), "answers/x.md:3: No title.\n", 422));
  REQUIRE(rig.posts.size() == 2);
  CHECK(AnswersRig::text(rig.posts.back()).contains("I go on with the answers that I had"));
  CHECK(AnswersRig::text(rig.posts.back()).contains("answers/x.md:3: No title."));
}

TEST_CASE("a suggestion becomes a difference to the answer's file", "[answers]") {
  AnswersRig rig;
  const Outcome form = desk(rig, "suggest Install");
  REQUIRE(form.effects.size() == 1);
  const Form& shown = std::get<Open>(form.effects.front()).form;
  CHECK(shown.id == "answers.suggest");
  CHECK(shown.fields.front().initial == "install");
  const Outcome sent = rig.say(
      filled({{"topic", "install"}, {"lang", "en"}, {"asked", "conda fails\n\nwheel fails"}}),
      {"web", "general", ""}, mai
  );
  CHECK(std::holds_alternative<Close>(sent.reply));
  REQUIRE(rig.calls.size() == 1);
  CHECK(rig.calls.front().method == "READ");
  CHECK(rig.calls.front().path == "install");
  static_cast<void>(rig.fetched(rig.calls.front(), file));
  REQUIRE(rig.posts.size() == 1);
  const std::string text = AnswersRig::text(rig.posts.front());
  INFO(text);
  CHECK(text.contains("--- a/answers/install.md\n+++ b/answers/install.md\n@@ -4,7 +4,7 @@\n"));
  CHECK(text.contains(
      "-asked = [\"pip fails\"]\n+asked = [\"pip fails\", \"conda fails\", \"wheel fails\"]\n"
  ));
}

TEST_CASE("what a suggestion lacks is said at its field", "[answers]") {
  AnswersRig rig;
  const auto errors = [&](Fields fields) {
    const Outcome outcome = rig.say(filled(std::move(fields)), {"web", "general", ""}, mai);
    const auto* reject = std::get_if<Reject>(&outcome.reply);
    REQUIRE(reject != nullptr);
    std::vector<std::string> out;
    out.reserve(reject->errors.size());
    for (const auto& [field, text] : reject->errors) out.push_back(field);
    return out;
  };
  using Names = std::vector<std::string>;
  CHECK(errors({{"topic", "In Stall"}}) == Names{"body", "link", "title", "topic"});
  CHECK(errors({{"topic", "fresh"}}) == Names{"body", "link", "title"});
  CHECK(
      errors(
          {{"topic", "fresh"},
           {"lang", "es"},
           {"title", "a"},
           {"body", "b"},
           {"link", "https://x.org"}}
      ) == Names{"lang"}
  );
  CHECK(errors({{"topic", "install"}, {"lang", "es"}, {"asked", "a"}}) == Names{"body", "title"});
  CHECK(
      errors({{"topic", "install"}, {"lang", "en"}, {"body", "a\n## zh-Hans\nb"}}) == Names{"body"}
  );
  CHECK(errors({{"topic", "install"}, {"lang", "en"}}) == Names{""});
  CHECK(rig.calls.empty());
}

TEST_CASE("a suggestion for a new answer is the whole file", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.say(
      filled(
          {{"topic", "fresh"},
           {"lang", "en"},
           {"title", "Is it \"fresh\"?"},
           {"body", "Yes.\nIt is."},
           {"link", "https://example.org/fresh"}}
      ),
      {"web", "", ""}, mai
  ));
  REQUIRE(rig.calls.size() == 1);
  static_cast<void>(rig.fetched(rig.calls.front(), {}, 404));
  REQUIRE(rig.posts.size() == 1);
  const std::string text = AnswersRig::text(rig.posts.front());
  INFO(text);
  CHECK(text.contains("--- /dev/null\n+++ b/answers/fresh.md\n@@ -0,0 +1,"));
  CHECK(text.contains("+id = \"fresh\"\n+links = [\"https://example.org/fresh\"]\n"));
  CHECK(text.contains("+title = \"Is it \\\"fresh\\\"?\"\n"));
  CHECK(text.contains("+## en\n+\n+Yes.\n+It is."));
  CHECK(rig.posts.front().audience == Audience::direct);
}
