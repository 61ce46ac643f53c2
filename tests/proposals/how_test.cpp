// tests/proposals/how_test.cpp: the way from an idea to Final, and where one proposal stands on it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/proposals/source.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::proposals;
using Catch::Matchers::Contains;

namespace {

class Guide : public Source {
 public:
  Guide() : Source(with_links()) {
    catalog = test::shipped_catalog();
    int number = 1;
    for (const char* status :
         {"Draft", "Accepted", "Provisional", "Final", "Active", "Deferred", "Rejected",
          "Withdrawn", "Unheard-of"}) {
      files[name(number)] = file(number, status);
      ++number;
    }
    files[name(10)] = file(10, "Superseded", ":Replaced-By: 4\n");
    files[name(0)] = file(0, "Active");
  }
  static Settings with_links() {
    Settings settings = plain();
    settings.mail_url = "https://mail.example.org/list/";
    settings.template_url = "https://numpy.org/neps/nep-template.html";
    return settings;
  }
};

bool links_to(const Doc& doc, std::string_view url) {
  for (const Block& block : doc.blocks())
    if (const auto* paragraph = std::get_if<Paragraph>(&block))
      for (const Inline& piece : paragraph->line)
        if (piece.target == url) return true;
  return false;
}

}  // namespace

TEST_CASE("The whole way links to the list, the template and the rules") {
  Guide source;
  CHECK_THAT(source.said("how"), Contains("1. Ask first.") && !Contains("The rules themselves"));
  source.start();
  source.poll();
  const Doc doc = source.ask("how");
  CHECK(links_to(doc, "https://mail.example.org/list/"));
  CHECK(links_to(doc, "https://numpy.org/neps/nep-template.html"));
  CHECK(links_to(doc, "https://numpy.org/neps/nep-0000-title.html"));
  for (const char* word : {"如何", "怎么", "流程", "HOW"}) CHECK(source.ask(word) == doc);
}

TEST_CASE("A series without a list and a template leaves these links out") {
  Source source;
  const std::string text = source.said("how");
  CHECK_THAT(text, Contains("Write the draft.") && !Contains("The list is here"));
  CHECK_THAT(text, !Contains("The template is here"));
}

TEST_CASE("How, followed by words, still looks for words") {
  Guide source;
  source.start();
  source.poll();
  CHECK_THAT(source.said("how title 3 works"), !Contains("From an idea"));
  CHECK_THAT(source.said("how 99"), Contains("There is no NEP 99"));
}

TEST_CASE("Each status has a next step, or says that there is none, as a person last looked at it"
) {
  std::string all;
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    Guide source;
    source.start();
    source.poll();
    all += std::string("=== ") + lang + "\n\n/nep how\n" + source.said("how", lang) + "\n\n";
    for (int number = 1; number <= 10; ++number) {
      const std::string args = "how " + std::to_string(number);
      all += "/nep " + args + "\n" + source.said(args, lang) + "\n\n";
    }
  }
  test::check_golden("proposals/how.txt", all);
}
