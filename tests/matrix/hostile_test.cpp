// tests/matrix/hostile_test.cpp: whatever people write stays text: nobody is mentioned, no limit is broken, nothing is lost.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/hostile.hpp"

#include "tests/matrix/docs.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

std::vector<std::string> of_matrix() {
  std::vector<std::string> out{
      "<mx-reply><blockquote>x</blockquote></mx-reply>",
      "> <@ada:localhost> said\n\nhello",
      "<a href=\"https://matrix.to/#/@ada:localhost\">Ada</a>",
      "https://matrix.to/#/@ada:localhost",
      "<font data-mx-color=\"#ff0000\">red</font>",
      "<span data-mx-spoiler>x</span>",
      "javascript:alert(1)",
      "matrix:u/ada:localhost",
      "mxc://localhost/x",
      "@room",
      "@ROOM @Room",
      "@ada:localhost",
      "#numpy:localhost",
      "!room:localhost",
      "</code></pre>",
      "</p></li></ul>",
      "&lt;b&gt; &#60; &amp;amp;",
      "\"><img src=x>",
      "'\"`",
      "\u202e@room\u202c",
      "@\u200droom",
      "* edited",
      "/me waves",
  };
  std::string nested;
  for (int i = 0; i < 200; ++i) nested += "<b><i>";
  out.push_back(nested);
  out.push_back(slack::test_rig::times("@room ", 100000));
  out.push_back(slack::test_rig::times("'", 100000));
  out.push_back(slack::test_rig::times("\\", 100000));
  return out;
}

std::vector<std::string> all_texts() {
  std::vector<std::string> out = slack::test_rig::hostile_texts();
  for (std::string& text : of_matrix()) out.push_back(std::move(text));
  return out;
}

Doc in_place(std::size_t place, const std::string& text) {
  Doc doc;
  switch (place) {
    case 0:
      return paragraph(text);
    case 1:
      return doc.paragraph({bold(words(text))}).paragraph({italic(code(words(text)))});
    case 2:
      return doc.heading({words(text)});
    case 3:
      return doc.bullets({{words(text)}, {words(text)}});
    case 4:
      return doc.quote(Text::lines(text));
    case 5:
      return doc.preformatted(Text::lines(text));
    case 6:
      return doc.facts({{{words("a")}, {words(text)}}});
    case 7:
      return doc.paragraph({link(words(text), "https://numpy.org/neps/")});
    case 8:
      return doc.paragraph({mention("nobody", Text(text))});
    default:
      return doc.paragraph({mention("@ada:localhost", Text(text)), phrase(text)});
  }
}
constexpr std::size_t places = 10;

}  // namespace

TEST_CASE(
    "no hostile text becomes a mention, breaks a limit or is lost, wherever it stands",
    "[matrix][hostile]"
) {
  std::size_t huge = 0;
  for (const std::string& text : all_texts()) {
    constexpr std::size_t large = 50000;
    const std::size_t step = text.size() > large ? 3 : 1;
    for (std::size_t i = step == 1 ? 0 : huge++ % step; i < places; i += step) {
      const Doc doc = in_place(i, text);
      const auto messages = render(doc);
      const auto wrong = faults(doc, messages);
      const bool whole = is_within(bare(Text(text).str()), read_by_people(messages));
      if (!wrong.empty() || !whole) {
        INFO("place " << i << ", " << text.size() << " bytes: " << sanitize(shorten(text, 60)));
        CHECK(wrong == std::vector<std::string>{});
        CHECK(whole);
      }
    }
  }
  SUCCEED();
}

TEST_CASE("hostile names, labels, values and addresses do no harm", "[matrix][hostile]") {
  for (const std::string& text : all_texts()) {
    Inline raw = words("x");
    raw.kind = Inline::Kind::link;
    raw.target = text;
    Doc doc;
    doc.paragraph(
        {raw, link(words("x"), text), mention(text, Text(text)),
         when(sys_seconds{}, text, words(text))}
    );
    doc.buttons({Button(phrase(text), text, text), Button::open(phrase(text), text)});
    const std::vector<City> hostile_cities{{Text(text).str(), text}, {Text(text).str(), "UTC"}};
    const bool small = text.size() < 1000;
    const auto messages = small ? render(doc, {.cities = hostile_cities}) : render(doc);
    const auto wrong = faults(doc, messages);
    if (!wrong.empty()) {
      INFO(text.size() << " bytes: " << sanitize(shorten(text, 60)));
      CHECK(wrong == std::vector<std::string>{});
    }
  }
  SUCCEED();
}
