// tests/proposals/lint_topic_test.cpp: /nep lint, as maintainers ask it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/source.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

class Linted : public Source {
 public:
  explicit Linted(Settings settings = with_rules()) : Source(std::move(settings)) {
    start();
    poll();
  }
  static Settings with_rules() {
    Settings settings = plain();
    settings.rules_url = "https://numpy.org/neps/nep-0000.html";
    return settings;
  }
  Outcome as(Roles roles, What what) {
    Context at = context();
    return feature->on(
        Event{
            "e",
            {"web", "general", ""},
            {"ada", "en", "UTC", roles, false, "Ada"},
            {},
            std::move(what)
        },
        at
    );
  }
  Doc doc(const std::string& args) {
    return std::get<SayReply>(as({Role::maintainer}, Command{"nep", args}).reply).doc;
  }
  std::string asked(const std::string& args) { return plain_text(doc(args)); }
  std::string page(const std::string& value) {
    const Outcome outcome = as({Role::maintainer}, Press{"proposals-nep.lint.page", value, {}, {}});
    return plain_text(std::get<Replace>(outcome.reply).doc);
  }
};

int rows(const Doc& doc) {
  int count = 0;
  for (const Block& block : doc.blocks())
    if (const auto* bullets = std::get_if<Bullets>(&block))
      count += static_cast<int>(bullets->items.size());
  return count;
}

std::vector<std::string> links(const Doc& doc) {
  std::vector<std::string> out;
  for (const Block& block : doc.blocks())
    if (const auto* paragraph = std::get_if<Paragraph>(&block))
      for (const Inline& piece : paragraph->line)
        if (piece.kind == Inline::Kind::link) out.push_back(piece.target);
  return out;
}

}  // namespace

TEST_CASE("Maintainers alone are told what could be tidied") {
  Linted source;
  const CommandSpec& spec = *source.commands.find("nep")->spec;
  for (const char* word : {"lint", "检查", "檢查 3"})
    CHECK(role_of(spec, match_word(spec, word).word) == Role::maintainer);
  const Outcome pressed = source.as({}, Press{"proposals-nep.lint.page", "1", {}, {}});
  CHECK(
      plain_text(std::get<SayReply>(pressed.reply).doc) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  source.community.contact_url = "https://example.org/people";
  const Outcome reached = source.as({}, Press{"proposals-nep.lint.page", "1", {}, {}});
  CHECK_THAT(
      plain_text(std::get<SayReply>(reached.reply).doc), Contains("You can reach them here")
  );
}

TEST_CASE("All findings come ten at a time, with their number first") {
  Linted source;  // ten Drafts without Created
  source.files[name(3)].replace(source.files[name(3)].find(":Type"), 5, ":Kind");
  source.now += every;
  source.poll("v2");
  const Doc first = source.doc("lint");
  CHECK_THAT(plain_text(first), StartsWith("11 things to tidy, in 10 of 10 NEPs"));
  CHECK_THAT(plain_text(first), Contains("Type is missing 1 · Created is missing 10"));
  CHECK_THAT(plain_text(first), Contains("None of it is urgent"));
  CHECK(rows(first) == 10);
  CHECK(
      links(first) ==
      std::vector<std::string>{
          "https://numpy.org/neps/nep-0000.html#types",
          "https://numpy.org/neps/nep-0000.html#header-preamble"
      }
  );
  const auto buttons = test::buttons_of(first);
  REQUIRE(buttons.size() == 1);
  CHECK(buttons[0].action == "proposals-nep.lint.page");
  const std::string second = source.page(buttons[0].value);
  CHECK_THAT(second, StartsWith("Things to tidy, 11 to 11 of 11") && Contains("NEP 10 — Title 10"));
  // A page that does not exist is the nearest that does.
  for (const char* value : {"99", "2", "999999999"}) CHECK(source.page(value) == second);
  for (const char* value : {"-5", "0", "", "x", "99999999999999999999"})
    CHECK_THAT(source.page(value), StartsWith("11 things to tidy"));
  CHECK(source.asked("lint all") == plain_text(first));
  CHECK(source.asked("检查") == plain_text(first));
}

TEST_CASE("Asked of some, each is told; unknown numbers are answered as look-ups are") {
  Linted source;
  source.files[name(2)] = file(2, "Final", ":Created: 2020-01-01\n");
  source.now += every;
  source.poll("v2");
  CHECK_THAT(source.asked("lint 2"), StartsWith("NEP 2 — Title 2") && Contains("nothing to tidy"));
  const std::string both = source.asked("lint 2, NEP-0003");
  CHECK_THAT(both, Contains("nothing to tidy") && Contains("NEP 3 — Title 3"));
  CHECK_THAT(both, Contains("Created is missing. In the header, add Created, the day"));
  CHECK_THAT(both, !Contains("NEP 4"));
  CHECK_THAT(source.asked("lint 99"), StartsWith("There is no NEP 99."));
  CHECK_THAT(source.asked("lint 2 99"), Contains("NEP 2 —") && Contains("There is no NEP 99."));
  CHECK_THAT(source.asked("lint 99999999999"), Contains("is no NEP number"));
  CHECK_THAT(source.asked("lint array api"), Contains("/nep lint 18") && Contains("/nep lint."));
  CHECK_THAT(source.asked("lint 1-40"), Contains("Ten at a time are enough"));
}

TEST_CASE("A history that is not known is read, and the answer says so") {
  Linted source;
  source.files[name(2)] = file(2, "Accepted", ":Created: 2020-01-01\n:Resolution: https://a.org\n");
  source.files[name(3)] = file(3, "Accepted", ":Created: 2026-09-01\n:Resolution: https://a.org\n");
  source.now += every;
  source.poll("v2");
  const Outcome outcome = source.as({Role::maintainer}, Command{"nep", "lint 2 3"});
  const std::string said = plain_text(std::get<SayReply>(outcome.reply).doc);
  // What Usher saw itself is known.
  CHECK_THAT(said, !Contains("How long"));
  const Outcome drafts = source.as({Role::maintainer}, Command{"nep", "lint 5"});
  CHECK_THAT(
      plain_text(std::get<SayReply>(drafts.reply).doc),
      Contains("How long NEP 5 has been as it is, I do not know yet: I am reading its history")
  );
  CHECK_FALSE(drafts.effects.empty());
}

TEST_CASE("What is said of ages stands above the buttons") {
  Linted source;
  source.files[name(3)].replace(source.files[name(3)].find(":Type"), 5, ":Kind");
  source.now += every;
  source.poll("v2");
  const Doc doc = source.doc("lint");
  CHECK_THAT(plain_text(doc), Contains("I am reading their history"));
  REQUIRE_FALSE(test::buttons_of(doc).empty());
  CHECK(std::holds_alternative<Buttons>(doc.blocks().back()));
}

TEST_CASE("Where all is well, that is said; before the first poll, what to do") {
  Linted source;
  for (auto& [file_name, bytes] : source.files)
    if (const auto number = proposal_number(file_name, "NEP"))
      bytes = file(*number, "Active", ":Created: 2020-01-01\n");
  source.now += every;
  source.poll("v2");
  CHECK(source.asked("lint") == "I looked at 10 NEPs and found nothing to tidy.");
  Source empty;
  CHECK_THAT(empty.said("lint"), Contains("has not been fetched yet"));
}

TEST_CASE("Without a page of rules nothing leads there, but each proposal to its own page") {
  Linted source(Source::plain());
  const Doc doc = source.doc("lint");
  CHECK(links(doc).empty());
  const auto* bullets =
      std::get_if<Bullets>(&*std::ranges::find_if(doc.blocks(), [](const Block& block) {
        return std::holds_alternative<Bullets>(block);
      }));
  REQUIRE(bullets != nullptr);
  CHECK(bullets->items.front().front().target == "https://numpy.org/neps/nep-0001-title.html");
}

TEST_CASE("One answer looks up the past of some hundreds, and says of how many others it does not"
) {
  Linted source;
  std::vector<Proposal> more(500, *row_of(source.db, "nep", 10));
  std::vector<Change> changes;
  changes.reserve(more.size());
  for (int number = 11; Proposal & one : more) {
    one.number = number++;
    one.header.number = one.number;
    one.file = name(one.number);
    changes.push_back({nullptr, &one});
  }
  store_changes(source.db, "nep", changes);
  source.start();
  // Of all of them is something known.
  for (int number = 1; number <= 510; ++number)
    source.db.run(
        "INSERT INTO proposal_history VALUES('nep',?,'test:ten','',1,0,1,1,0,'',0,1)", number
    );
  CHECK_THAT(source.asked("lint"), Contains("Of 10 more I have not looked up how long"));
  CHECK_THAT(source.asked("lint 510"), !Contains("not looked up"));
}
