// tests/slack/blocks_test.cpp: a Doc as Block Kit.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"

#include "adapters/slack/manifest.hpp"
#include "adapters/slack/press.hpp"
#include "tests/slack/docs.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

slack::Message only(const Doc& doc) {
  std::vector<slack::Message> all = render(doc, "key");
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

std::string type_of(const json::value& block) { return std::string(block.at("type").as_string()); }

// The elements of the only section.
json::array section(const Doc& doc) {
  const slack::Message message = only(doc);
  REQUIRE(message.blocks.size() == 1);
  return message.blocks[0].at("elements").at(0).at("elements").as_array();
}

}  // namespace

TEST_CASE("every kind of block is rendered as it was approved", "[slack][blocks]") {
  const slack::Message message = only(everything());
  testing::slack::Judgement judged;
  testing::slack::judge_message(as_json(message), judged);
  CHECK(judged.faults.empty());
  CHECK(judged.mentions == std::set<std::string>{"U0ADA"});  // the one whom Usher means
  CHECK(judged.broadcasts.empty());
  test::check_golden("slack/everything.json", to_text(as_json(message)));
}

TEST_CASE("the home tab is rendered as it was approved", "[slack][blocks]") {
  const json::object view = home(everything());
  testing::slack::Judgement judged;
  testing::slack::judge_view(view, judged);
  CHECK(judged.faults.empty());
  test::check_golden("slack/home.json", to_text(view));
}

TEST_CASE("a home tab takes a hundred blocks and no more", "[slack][blocks]") {
  Doc doc;
  for (int i = 0; i < 150; ++i) doc.paragraph({words("x")});
  const json::object view = home(doc);
  CHECK(view.at("blocks").as_array().size() == 100);
  CHECK(view_faults(view).empty());
}

TEST_CASE("text for notifications is escaped and says what the blocks say", "[slack][blocks]") {
  const slack::Message message = only(paragraph("1 < 2 && <!channel>"));
  CHECK(message.text == "1 &lt; 2 &amp;&amp; &lt;!channel&gt;");
  CHECK(section(paragraph("1 < 2 && <!channel>"))[0].at("text") == "1 < 2 && <!channel>");
}

TEST_CASE(
    "an empty Doc is a message all the same, for Slack takes none without text", "[slack][blocks]"
) {
  const slack::Message message = only(Doc());
  CHECK(message.blocks.empty());
  CHECK(message.text == "…");
  Doc hollow;
  hollow.paragraph({})
      .heading({})
      .bullets({})
      .quote(Text(std::string()))
      .preformatted(Text(std::string()));
  hollow.facts({}).buttons({}).paragraph({words("")}).bullets({{}, {words("")}});
  CHECK(only(hollow).blocks.empty());
}

TEST_CASE("a short plain heading is a header, any other a bold line", "[slack][blocks]") {
  const auto heading = [](Line line) {
    Doc doc;
    doc.heading(std::move(line));
    return only(doc).blocks.at(0);
  };
  const json::value plain = heading({words("A "), bold(words("plain")), words(" one")});
  CHECK(type_of(plain) == "header");
  CHECK(plain.at("text").at("text") == "A plain one");
  CHECK(plain.at("text").at("emoji") == false);
  CHECK(type_of(heading({words(std::string(150, 'h'))})) == "header");
  CHECK(type_of(heading({words(std::string(151, 'h'))})) == "rich_text");
  CHECK(type_of(heading({link(words("x"), "https://numpy.org")})) == "rich_text");
  const json::value longer = heading({words(std::string(151, 'h'))});
  CHECK(longer.at("elements").at(0).at("elements").at(0).at("style").at("bold") == true);
}

TEST_CASE("who is no member of this workspace is named, not mentioned", "[slack][blocks]") {
  for (const std::string id :
       {"@ada:matrix.example", "ada", "", "U", "u0ada", "U0ADA> <!channel", "C0123"}) {
    Doc doc;
    doc.paragraph({mention(id, Text(std::string("Ada")))});
    const json::array elements = section(doc);
    CHECK(elements.at(0).at("type") == "text");
    CHECK(elements.at(0).at("text") == "Ada");
  }
}

TEST_CASE(
    "an instant is shown in each reader's zone, with the words as a fallback", "[slack][blocks]"
) {
  Doc doc;
  doc.paragraph(
      {when(sys_seconds(std::chrono::seconds(1'800'000'000)), "UTC", words("2027-01-15 08:00 UTC"))}
  );
  const json::value date = section(doc).at(0);
  CHECK(date.at("type") == "date");
  CHECK(date.at("timestamp") == 1'800'000'000);
  CHECK(date.at("fallback") == "2027-01-15 08:00 UTC");
}

TEST_CASE("an instant that Slack cannot show is its words", "[slack][blocks]") {
  Doc doc;
  doc.paragraph({when(sys_seconds(std::chrono::seconds(-5)), "UTC", words("before"))});
  CHECK(section(doc).at(0).at("type") == "text");
}

TEST_CASE("a URL that is no web address or mail address is no link", "[slack][blocks]") {
  for (const std::string_view url :
       {"javascript:alert(1)", "ftp://x", "https://a b", "https://a|b", "https://a<b", ""}) {
    Doc doc;
    doc.paragraph({link(words("label"), url)});
    CHECK(section(doc).at(0).at("type") == "text");
  }
}

TEST_CASE("a link without words shows its URL", "[slack][blocks]") {
  Doc doc;
  doc.paragraph({link(words(""), "https://numpy.org/")});
  const json::value element = section(doc).at(0);
  CHECK(element.at("url") == "https://numpy.org/");
  CHECK_FALSE(element.as_object().contains("text"));
}

TEST_CASE("buttons carry their post's key, their action, value and secret", "[slack][blocks]") {
  Doc doc;
  Button secret(phrase("Reply"), "report.reply", "7");
  secret.secret = Secret<std::string>(std::string("s3"));
  doc.buttons({Button(phrase("Yes"), "meet.yes", "12"), secret});
  const json::value actions = only(doc).blocks.at(0);
  CHECK(type_of(actions) == "actions");
  CHECK(key_of(actions.at("block_id").as_string()) == "key");
  const json::value& yes = actions.at("elements").at(0);
  CHECK(action_of(yes.at("action_id").as_string()) == "meet.yes");
  CHECK(read_value(yes.at("value").as_string()).value == "12");
  CHECK_FALSE(yes.as_object().contains("style"));
  CHECK(read_value(actions.at("elements").at(1).at("value").as_string()).secret.reveal() == "s3");
}

TEST_CASE(
    "buttons with one action, in one row and in several, have ids of their own", "[slack][blocks]"
) {
  Doc doc;
  std::vector<Button> many;
  many.reserve(60);
  for (int i = 0; i < 60; ++i) many.emplace_back(phrase("Page"), "nep.page", std::to_string(i));
  doc.buttons(many).buttons({Button(phrase("x"), "nep.page")});
  const slack::Message message = only(doc);
  CHECK(message.blocks.size() == 4);  // 25, 25, 10, 1
  CHECK(faults(message).empty());
}

TEST_CASE(
    "a button whose label is too long is shortened, one whose value is left out", "[slack][blocks]"
) {
  Doc doc;
  doc.buttons(
      {Button(phrase(std::string(100, 'l')), "a.b", "v"),
       Button(phrase("x"), "a.c", std::string(2001, 'v'))}
  );
  const slack::Message message = only(doc);
  CHECK(message.blocks.at(0).at("elements").as_array().size() == 1);
  CHECK(faults(message).empty());
  Doc none;
  none.buttons({Button(phrase("x"), "a.c", std::string(2001, 'v'))});
  CHECK(only(none).blocks.empty());
}
