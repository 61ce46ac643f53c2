// tests/slack/response_test.cpp: what acknowledgements carry.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/response.hpp"

#include "adapters/slack/manifest.hpp"
#include "adapters/slack/press.hpp"
#include "tests/slack/docs.hpp"
#include "tests/support/golden.hpp"

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::test_rig;

namespace json = boost::json;

namespace {

json::object view_of(const Form& form) { return modal(form); }

Doc longer_than_a_message() {
  Doc doc;
  for (int i = 0; i < 120; ++i) doc.paragraph({words("paragraph " + std::to_string(i))});
  return doc;
}

std::string response_type(const json::object& message) {
  return std::string(message.at("response_type").as_string());
}

}  // namespace

TEST_CASE("a command is answered as it was approved", "[slack][response]") {
  const SlashAnswer answer = slash_answer(SayReply{paragraph("NEP 18 <Final>")});
  REQUIRE(answer.payload);
  CHECK(answer.rest.empty());
  test::check_golden("slack/slash.json", to_text(*answer.payload));
}

TEST_CASE("an answer is for the person alone unless it says otherwise", "[slack][response]") {
  CHECK(response_type(*slash_answer(SayReply{paragraph("x")}).payload) == "ephemeral");
  CHECK(response_type(*slash_answer(SayReply{paragraph("x"), false}).payload) == "in_channel");
  CHECK(response_type(*slash_answer(Replace{paragraph("x")}).payload) == "ephemeral");
}

TEST_CASE("where there is nothing to say, the acknowledgement is empty", "[slack][response]") {
  CHECK_FALSE(slash_answer(None{}).payload);
  CHECK_FALSE(slash_answer(Close{}).payload);
  CHECK_FALSE(slash_answer(Update{}).payload);
  CHECK_FALSE(view_answer(None{}, {}, {}));
}

TEST_CASE("a refused command is told why", "[slack][response]") {
  const SlashAnswer answer = slash_answer(Reject{{{"", "Not now."}, {"a", "Nor so."}}});
  REQUIRE(answer.payload);
  CHECK(testing::slack::words_of(*answer.payload) == "Not now.\nNor so.");
  CHECK(response_type(*answer.payload) == "ephemeral");
}

TEST_CASE(
    "an answer that is longer than a message goes on by the response_url", "[slack][response]"
) {
  const SlashAnswer answer = slash_answer(SayReply{longer_than_a_message(), false});
  REQUIRE(answer.payload);
  REQUIRE(answer.rest.size() == 2);
  for (const json::object& more : answer.rest) {
    CHECK(response_type(more) == "in_channel");
    CHECK(more.at("replace_original") == false);
  }
  CHECK(testing::slack::words_of(answer.rest[0]).starts_with("paragraph 50\n"));
}

TEST_CASE("links and pictures are not unfolded", "[slack][response]") {
  const SlashAnswer answer = slash_answer(SayReply{paragraph("https://numpy.org")});
  CHECK(answer.payload->at("unfurl_links") == false);
  CHECK(answer.payload->at("unfurl_media") == false);
}

TEST_CASE(
    "a message that takes another's place says so, and only the first of several",
    "[slack][response]"
) {
  const std::vector<json::object> all = responses(longer_than_a_message(), "key", Respond::replace);
  REQUIRE(all.size() == 3);
  CHECK(all[0].at("replace_original") == true);
  CHECK_FALSE(all[0].contains("response_type"));
  CHECK(all[1].at("replace_original") == false);
  CHECK(response_type(all[1]) == "ephemeral");
}

TEST_CASE("errors stand at their fields", "[slack][response]") {
  const json::object view = view_of(form_of_everything());
  const auto answer =
      view_answer(Reject{{{"subject", "Too short."}, {"day", "Not yet."}}}, view, {});
  REQUIRE(answer);
  CHECK(answer->at("response_action") == "errors");
  CHECK(answer->at("errors") == json::value({{"subject", "Too short."}, {"day", "Not yet."}}));
}

TEST_CASE("what is wrong with the form as a whole stands at its first field", "[slack][response]") {
  const json::object view = view_of(form_of_everything());
  const auto whole =
      view_answer(Reject{{{"", "The committee is away."}, {"gone", "And this."}}}, view, {});
  REQUIRE(whole);
  CHECK(whole->at("errors") == json::value({{"subject", "The committee is away. And this."}}));
  const auto silent = view_answer(Reject{}, view, {});
  REQUIRE(silent);
  CHECK(silent->at("errors").as_object().size() == 1);  // it must not close
  const auto empty = view_answer(Reject{{{"day", ""}}}, view, {});
  CHECK(empty->at("errors").at("day") == "…");
}

TEST_CASE("a form without inputs is told in a view on top of it", "[slack][response]") {
  Form form;
  form.id = "x.y";
  form.title = "Only words";
  form.intro = paragraph("Read this.");
  const auto answer = view_answer(Reject{{{"", "Not now."}}}, view_of(form), {});
  REQUIRE(answer);
  CHECK(answer->at("response_action") == "push");
  const json::object& top = answer->at("view").as_object();
  CHECK(view_faults(top).empty());
  CHECK(testing::slack::words_of(top) == "Only words\nNot now.");
  // Of a view of which nothing is known either.
  CHECK(view_faults(view_answer(Reject{{{"", "No."}}}, {}, {})->at("view").as_object()).empty());
}

TEST_CASE("an update shows the new form, a close takes the whole stack away", "[slack][response]") {
  Update update{form_of_everything()};
  Way way;
  way.channel = "C0NEPS";
  const auto shown = view_answer(update, {}, way);
  REQUIRE(shown);
  CHECK(shown->at("response_action") == "update");
  CHECK(shown->at("view") == json::value(modal(form_of_everything(), way)));
  CHECK(*view_answer(Close{}, {}, {}) == json::object{{"response_action", "clear"}});
}

TEST_CASE(
    "what is said in answer to a form is no part of its acknowledgement", "[slack][response]"
) {
  CHECK_FALSE(view_answer(SayReply{paragraph("x")}, {}, {}));
  CHECK_FALSE(view_answer(Replace{paragraph("x")}, {}, {}));
}
