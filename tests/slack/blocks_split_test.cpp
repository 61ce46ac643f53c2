// tests/slack/blocks_split_test.cpp: what is longer than one message.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/press.hpp"
#include "adapters/slack/units.hpp"
#include "tests/slack/docs.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

void check_sound(const std::vector<slack::Message>& messages) {
  for (const slack::Message& message : messages)
    CHECK(faults(message) == std::vector<std::string>{});
}

std::string sentences(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "Sentence number " + std::to_string(i) + " is here. ";
  out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("a long paragraph is continued, cut between words, with nothing lost", "[slack][split]") {
  const std::string text = sentences(2000);
  const std::vector<slack::Message> messages = render(paragraph(text), "k");
  CHECK(messages.size() > 3);
  check_sound(messages);
  CHECK(seen(messages) == bare(text));
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks) {
      const json::string& piece =
          block.at("elements").at(0).at("elements").at(0).at("text").as_string();
      CHECK_FALSE(piece.starts_with(' '));
      CHECK((piece.ends_with('.') || text.find(std::string(piece) + " ") != std::string::npos));
    }
}

TEST_CASE("long preformatted text is cut between lines", "[slack][split]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "line " + std::to_string(i) + " of the file\n";
  Doc doc;
  doc.preformatted(Text::lines(text));
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  CHECK(seen(messages) == bare(text));
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks)
      CHECK(block.at("elements")
                .at(0)
                .at("elements")
                .at(0)
                .at("text")
                .as_string()
                .starts_with("line "));
}

TEST_CASE("Chinese without a blank is cut between characters", "[slack][split]") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += i % 2 == 0 ? "数组" : "広播";
  const std::vector<slack::Message> messages = render(paragraph(text), "k");
  check_sound(messages);
  CHECK(seen(messages) == text);
}

TEST_CASE("more than fifty blocks are several messages", "[slack][split]") {
  Doc doc;
  for (int i = 0; i < 120; ++i) doc.paragraph({words("paragraph " + std::to_string(i))});
  const std::vector<slack::Message> messages = render(doc, "k");
  REQUIRE(messages.size() == 3);
  CHECK(messages[0].blocks.size() == 50);
  CHECK(messages[2].blocks.size() == 20);
  check_sound(messages);
  CHECK(messages[1].text.starts_with("paragraph 50\n"));  // each says what it holds
}

TEST_CASE("a heading does not stand alone at the end of a message", "[slack][split]") {
  Doc doc;
  for (int i = 0; i < 49; ++i) doc.paragraph({words("x")});
  doc.heading({words("Title")}).paragraph({words("below")});
  const std::vector<slack::Message> messages = render(doc, "k");
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].blocks.size() == 49);
  CHECK(messages[1].blocks.at(0).at("type") == "header");
  check_sound(messages);
}

TEST_CASE("a message of headings alone still comes to an end", "[slack][split]") {
  Doc doc;
  for (int i = 0; i < 200; ++i) doc.heading({words("Title " + std::to_string(i))});
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  std::size_t blocks = 0;
  for (const slack::Message& message : messages) blocks += message.blocks.size();
  CHECK(blocks == 200);
}

TEST_CASE("a link is never cut", "[slack][split]") {
  const std::string url = "https://numpy.org/" + std::string(900, 'u');
  Doc doc;
  Line line;
  for (int i = 0; i < 40; ++i) {
    line.push_back(words("before " + std::to_string(i) + " "));
    line.push_back(link(words("label " + std::to_string(i)), url));
  }
  doc.paragraph(line);
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  int links = 0;
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks)
      for (const json::value& element : block.at("elements").at(0).at("elements").as_array())
        if (element.at("type") == "link") {
          CHECK(element.at("url") == json::value(url));
          CHECK(element.at("text") == json::value("label " + std::to_string(links)));
          ++links;
        }
  CHECK(links == 40);
}

TEST_CASE(
    "a link whose words are too long for one block is several whole links", "[slack][split]"
) {
  const std::string label = sentences(400);
  Doc doc;
  doc.paragraph({words("see "), link(words(label), "https://numpy.org/neps/")});
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  CHECK(seen(messages) == "see" + bare(label));
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks)
      for (const json::value& element : block.at("elements").at(0).at("elements").as_array())
        if (element.at("type") == "link") CHECK(element.at("url") == "https://numpy.org/neps/");
}

TEST_CASE("long lists go on in another block, a long item below its list", "[slack][split]") {
  Doc doc;
  std::vector<Line> items;
  std::string all;
  for (int i = 0; i < 300; ++i) {
    const std::string item = "item " + std::to_string(i) + (i == 7 ? " " + sentences(300) : "");
    items.push_back({words(item)});
    all += item;
  }
  doc.bullets(items);
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  CHECK(seen(messages) == bare(all));
}

TEST_CASE("long facts lose nothing", "[slack][split]") {
  Doc doc;
  std::vector<Fact> facts;
  std::string all;
  for (int i = 0; i < 400; ++i) {
    facts.push_back({{words("Label " + std::to_string(i))}, {words("a value of some length")}});
    all += "Label " + std::to_string(i) + ": a value of some length";
  }
  doc.facts(facts);
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  CHECK(seen(messages) == bare(all));
}

TEST_CASE("many small pieces in one line stay within the weight of a message", "[slack][split]") {
  Line line;
  for (int i = 0; i < 3000; ++i)
    line.push_back(i % 2 == 0 ? bold(words("b")) : code(italic(words("i"))));
  Doc doc;
  doc.paragraph(line);
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  CHECK(seen(messages).size() == 3000);
}

TEST_CASE("every button of a long Doc knows the post", "[slack][split]") {
  Doc doc;
  for (int i = 0; i < 60; ++i) {
    doc.paragraph({words(std::string(400, 'x'))});
    doc.buttons({Button(phrase("Show"), "nep.show", std::to_string(i))});
  }
  const std::vector<slack::Message> messages = render(doc, "post-key");
  CHECK(messages.size() > 1);
  check_sound(messages);
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks)
      if (block.at("type") == "actions")
        CHECK(key_of(block.at("block_id").as_string()) == "post-key");
}

TEST_CASE("buttons with long values are divided among messages", "[slack][split]") {
  Doc doc;
  std::vector<Button> many;
  many.reserve(25);
  for (int i = 0; i < 25; ++i) many.emplace_back(phrase("Go"), "a.b", std::string(1900, '"'));
  doc.buttons(many);
  const std::vector<slack::Message> messages = render(doc, "k");
  check_sound(messages);
  std::size_t buttons = 0;
  for (const slack::Message& message : messages)
    for (const json::value& block : message.blocks)
      buttons += block.at("elements").as_array().size();
  CHECK(buttons == 25);
}

TEST_CASE("the weight that is counted is never below the real one", "[slack][split]") {
  Doc doc = everything();
  doc.quote(Text::lines(std::string(2000, '"')));
  doc.paragraph({link(words(std::string(500, '\\')), "https://numpy.org/" + std::string(1500, '\\'))
  });
  for (const Unit& unit : units_of(doc, "a key with \"quotes\"")) {
    const std::string bytes = json::serialize(unit.block);
    INFO(bytes);
    CHECK(unit.weight >= measure(bytes).units);
  }
}

TEST_CASE("no message is left empty before a block that is heavy by itself", "[slack][split]") {
  // A button is as heavy as what Slack is given of its label.
  Doc doc;
  doc.buttons({Button(phrase(std::string(12000, 'x')), "test.a", "1")});
  const std::vector<slack::Message> messages = render(doc, "k");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].blocks.size() == 1);
  CHECK(messages[0].text != "…");
  Doc after = paragraph("Hello");
  after.buttons({Button(phrase(std::string(12000, 'x')), "test.a", "1")});
  CHECK(render(after, "k").size() == 1);
}
