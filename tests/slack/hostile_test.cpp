// tests/slack/hostile_test.cpp: whatever people write stays text: nobody is mentioned, no limit is broken, nothing is lost.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/hostile.hpp"

#include "adapters/slack/press.hpp"
#include "adapters/slack/response.hpp"
#include "tests/slack/docs.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

using Place = Doc (*)(const std::string&);

Doc in_paragraph(const std::string& text) { return paragraph(text); }
Doc in_styles(const std::string& text) {
  Doc doc;
  doc.paragraph({bold(words(text))}).paragraph({italic(code(words(text)))});
  return doc;
}
Doc in_heading(const std::string& text) {
  Doc doc;
  doc.heading({words(text)});
  return doc;
}
Doc in_bullets(const std::string& text) {
  Doc doc;
  doc.bullets({{words(text)}, {words(text)}});
  return doc;
}
Doc in_quote(const std::string& text) {
  Doc doc;
  doc.quote(Text::lines(text));
  return doc;
}
Doc in_preformatted(const std::string& text) {
  Doc doc;
  doc.preformatted(Text::lines(text));
  return doc;
}
Doc in_facts(const std::string& text) {
  Doc doc;
  doc.facts({{{words("a")}, {words(text)}}});
  return doc;
}
Doc in_link(const std::string& text) {
  Doc doc;
  doc.paragraph({link(words(text), "https://numpy.org/neps/")});
  return doc;
}
Doc in_name(const std::string& text) {
  Doc doc;
  doc.paragraph({mention("nobody", Text(text))});
  return doc;
}
Doc in_phrase(const std::string& text) {
  Doc doc;
  doc.paragraph({phrase(text)});
  return doc;
}

constexpr std::array<Place, 10> places{in_paragraph, in_styles,       in_heading, in_bullets,
                                       in_quote,     in_preformatted, in_facts,   in_link,
                                       in_name,      in_phrase};

// The Slack of the tests shows tabs and line breaks as they are.
std::string expected(const std::string& text) {
  std::string out = bare(Text::lines(text).str());
  std::erase(out, '\t');
  return out;
}
std::string without_tabs(std::string text) {
  std::erase(text, '\t');
  return text;
}

}  // namespace

TEST_CASE("the corpus of hostile texts is as large as promised", "[slack][hostile]") {
  CHECK(hostile_texts().size() >= 200);
}

TEST_CASE(
    "no hostile text becomes a mention, breaks a limit or is lost, wherever it stands",
    "[slack][hostile]"
) {
  std::size_t huge = 0;
  for (const std::string& text : hostile_texts()) {
    const std::string wanted = expected(text);
    // The largest stand in every third place each, so that every place has several of them.
    constexpr std::size_t large = 50000;
    const std::size_t step = text.size() > large ? 3 : 1;
    for (std::size_t i = step == 1 ? 0 : huge++ % step; i < places.size(); i += step) {
      const std::vector<slack::Message> messages = render(places[i](text), "key");
      std::vector<std::string> wrong;
      for (const slack::Message& message : messages)
        for (std::string& fault : faults(message)) wrong.push_back(std::move(fault));
      const std::string shown = without_tabs(seen(messages));
      const bool whole = shown.find(wanted) != std::string::npos;
      if (!wrong.empty() || !whole) {
        INFO(
            "place " << i << ", text of " << text.size()
                     << " bytes: " << sanitize(shorten(text, 60))
        );
        CHECK(wrong == std::vector<std::string>{});
        CHECK(whole);
      }
    }
  }
  SUCCEED();
}

TEST_CASE("hostile names, labels, values and addresses do no harm", "[slack][hostile]") {
  for (const std::string& text : hostile_texts()) {
    Doc doc;
    doc.paragraph(
        {link(words("x"), text), mention(text, Text(text)), when(sys_seconds{}, text, words(text))}
    );
    doc.paragraph({when(sys_seconds(std::chrono::seconds(1'800'000'000)), text, words(text))});
    doc.buttons({Button(phrase(text), text, text), Button::open(phrase(text), text)});
    std::vector<std::string> wrong;
    for (const slack::Message& message : render(doc, text))
      for (std::string& fault : faults(message)) wrong.push_back(std::move(fault));
    if (!wrong.empty()) {
      INFO("text of " << text.size() << " bytes: " << sanitize(shorten(text, 60)));
      CHECK(wrong == std::vector<std::string>{});
    }
  }
  SUCCEED();
}

TEST_CASE("hostile texts in a form leave it a form that Slack takes", "[slack][hostile]") {
  int huge = 0;
  for (const std::string& text : hostile_texts()) {
    // Twenty copies of it in one form: of the largest, a few show what the others would.
    constexpr std::size_t large = 50000;
    constexpr int most_huge = 4;
    if (text.size() > large && ++huge > most_huge) continue;
    Form form = form_of_everything();
    form.title = Text(text).str();
    form.submit = Text(text).str();
    form.intro = paragraph(text);
    for (Field& field : form.fields) {
      field.label = Text(text).str();
      field.hint = Text(text).str();
      field.initial = text;
      for (Choice& choice : field.choices) choice.label = Text(text).str();
    }
    form.fields[2].choices.push_back({text, Text(text).str()});
    const json::object view = modal(form);
    const std::vector<std::string> wrong = view_faults(view);
    if (!wrong.empty()) {
      INFO("text of " << text.size() << " bytes: " << sanitize(shorten(text, 60)));
      CHECK(wrong == std::vector<std::string>{});
    }
    const Reject no{{{"subject", text}, {"", text}, {"no such field", text}}};
    const auto answer = view_answer(no, view, {});
    REQUIRE(answer);
    CHECK(answer->at("errors").as_object().size() == 1);
    CHECK(measure(json::serialize(*answer)).sound);
  }
}

TEST_CASE("hostile texts in an answer to a command stay text", "[slack][hostile]") {
  for (const std::string& text : hostile_texts()) {
    const SlashAnswer answer = slash_answer(SayReply{paragraph(text)});
    REQUIRE(answer.payload);
    // Slack's limits are each message's own.
    std::vector<std::string> wrong;
    const auto judge = [&wrong](const json::object& message) {
      testing::slack::Judgement judged;
      testing::slack::judge_message(message, judged);
      for (const std::string& person : judged.mentions)
        judged.faults.push_back("mentions " + person);
      for (const std::string& all : judged.broadcasts) judged.faults.push_back("calls all: " + all);
      if (!measure(json::serialize(message)).sound) judged.faults.emplace_back("no sound text");
      for (std::string& fault : judged.faults) wrong.push_back(std::move(fault));
    };
    judge(*answer.payload);
    for (const json::object& more : answer.rest) judge(more);
    if (!wrong.empty()) {
      INFO(
          "text of " << text.size() << " bytes, " << answer.rest.size() + 1
                     << " messages: " << sanitize(shorten(text, 60))
      );
      CHECK(wrong == std::vector<std::string>{});
    }
  }
}
