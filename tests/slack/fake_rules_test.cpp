// tests/slack/fake_rules_test.cpp: the stand-in for Slack is as strict as Slack: what it refuses, and what it lets through.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_rules.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

using namespace usher::testing::slack;

namespace {

Judgement of_message(std::string_view text) {
  Judgement out;
  judge_message(json::parse(text).as_object(), out);
  return out;
}

Judgement of_markup(std::string_view text) {
  Judgement out;
  judge_markup(text, "/text", out);
  return out;
}

Judgement of_view(std::string_view text) {
  Judgement out;
  judge_view(json::parse(text).as_object(), out);
  return out;
}

bool mentions(const Judgement& judgement, std::string_view what) {
  for (const std::string& fault : judgement.faults)
    if (fault.find(what) != std::string::npos) return true;
  return false;
}

std::string section(std::size_t size) {
  return R"({"blocks":[{"type":"section","text":{"type":"plain_text","text":")" +
         std::string(size, 'x') + R"("}}]})";
}

}  // namespace

TEST_CASE("the fake Slack refuses text in its markup that is not escaped", "[slack][fake]") {
  CHECK(of_markup("a &amp; b &lt; c &gt; d").faults.empty());
  CHECK(mentions(of_markup("a & b"), "unescaped &"));
  CHECK(mentions(of_markup("a > b"), "unescaped >"));
  CHECK(mentions(of_markup("a < b"), "unescaped <"));
  CHECK(mentions(of_markup("<script>"), "unescaped <"));
  CHECK(of_markup("<https://numpy.org|NumPy> and <mailto:a@example.org>").faults.empty());
  CHECK(of_markup("<!date^1764000000^{date} {time}|then>").faults.empty());
  CHECK(mentions(of_markup("<!date^1764000000>"), "a date"));
}

TEST_CASE("the fake Slack notices who is mentioned, and who is alerted", "[slack][fake]") {
  CHECK(of_markup("<@U0ADA>").mentions.count("U0ADA") == 1);
  CHECK(of_markup("<!channel> <!subteam^S123>").broadcasts.size() == 2);
  CHECK(of_markup("&lt;!channel&gt;").broadcasts.empty());
  const Judgement rich = of_message(
      R"({"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[
        {"type":"text","text":"<!channel> & <@U0ADA>"},{"type":"user","user_id":"U0BO"},
        {"type":"broadcast","range":"here"}]}]}]})"
  );
  CHECK(rich.faults.empty());
  CHECK(rich.mentions.size() == 1);
  CHECK(rich.broadcasts.count("here") == 1);
}

TEST_CASE("the fake Slack keeps the limits of messages", "[slack][fake]") {
  CHECK(of_message(section(3000)).faults.empty());
  CHECK(mentions(of_message(section(3001)), "less than 3001"));
  CHECK(mentions(of_message(section(0)), "more than 0"));
  std::string many = R"({"blocks":[)";
  for (int i = 0; i < 51; ++i) many += std::string(i == 0 ? "" : ",") + R"({"type":"divider"})";
  CHECK(mentions(of_message(many + "]}"), "no more than 50"));
  std::string heavy = R"({"blocks":[)";
  for (int i = 0; i < 5; ++i)
    heavy += std::string(i == 0 ? "" : ",") +
             R"({"type":"section","text":{"type":"mrkdwn","text":")" + std::string(2900, 'x') +
             R"("}})";
  CHECK(mentions(of_message(heavy + "]}"), "msg_blocks_too_long"));
  CHECK(mentions(
      of_message(R"({"blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]})"),
      "must be plain_text"
  ));
  CHECK(mentions(
      of_message(
          R"({"blocks":[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]})"
      ),
      "block_id already exists"
  ));
  CHECK(mentions(of_message(R"({"blocks":[{"type":"actions","elements":[]}]})"), "at least 1"));
  CHECK(mentions(of_message(R"({"blocks":[{"type":"hologram"}]})"), "unsupported type"));
}

TEST_CASE("the fake Slack takes addresses of buttons that a client can open", "[slack][fake]") {
  const auto button = [](std::string_view url) {
    return of_message(
        R"({"blocks":[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Go"},"url":")" +
        std::string(url) + R"("}]}]})"
    );
  };
  for (const std::string_view fine :
       {"https://numpy.org/", "http://127.0.0.1/", "mailto:a@b.example"})
    CHECK(button(fine).faults.empty());
  for (const std::string_view wrong :
       {"", "https://", "numpy.org", "/neps/", "javascript:alert(1)", "data:text/html,x"})
    CHECK(mentions(button(wrong), "must be a valid URL"));
}

TEST_CASE("the fake Slack keeps the limits of views", "[slack][fake]") {
  const auto modal = [](std::string_view title, std::string_view more, std::string_view blocks) {
    return R"({"type":"modal","title":{"type":"plain_text","text":")" + std::string(title) +
           R"("},)" + std::string(more) + R"("blocks":)" + std::string(blocks) + "}";
  };
  const std::string input =
      R"([{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"a"}}])";
  const std::string submit = R"("submit":{"type":"plain_text","text":"S"},)";
  CHECK(of_view(modal("Fine", submit, input)).faults.empty());
  CHECK(mentions(of_view(modal("Fine", "", input)), "needs a submit"));
  CHECK(mentions(of_view(modal(std::string(25, 'x'), submit, input)), "less than 25"));
  CHECK(mentions(
      of_view(modal(
          "Fine", submit + R"("private_metadata":")" + std::string(3001, 'x') + R"(",)", input
      )),
      "less than 3001"
  ));
  CHECK(of_view(R"({"type":"home","blocks":[]})").faults.empty());
  CHECK(mentions(of_view(R"({"type":"workflow","blocks":[]})"), "no type of a view"));
}

TEST_CASE("the fake Slack tells the words that a reader sees", "[slack][fake]") {
  const auto message = json::parse(
      R"({"text":"for notifications","blocks":[{"type":"header","text":{"type":"plain_text","text":"Title"}},
        {"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[
          {"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]}]},
        {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"}}]}]})"
  );
  CHECK(words_of(message.as_object()) == "Title\n• one\n[Go]");
  CHECK(words_of(json::object{{"text", "alone"}}) == "alone");
}
