// tests/slack/slack_long_test.cpp: answers to slash commands that no acknowledgement carries: rows, whatever ends the program.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"
#include "tests/slack/slack_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace usher;
using namespace usher::slack::rig;
using slack::Settings;

namespace {

// "long": more than a message; "aloud": the same, for everybody.
Outcome answer(const Event& event, Context&) {
  const auto* command = event.as<Command>();
  if (command == nullptr) return {};
  Doc doc;
  for (int i = 0; i < 120; ++i) doc.paragraph({phrase("paragraph " + std::to_string(i) + ".")});
  return {SayReply{std::move(doc), command->args != "aloud"}, {}};
}

json::object ask(SlackRig& rig, const char* how) {
  return rig.act(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0RANDOM"},
       {"command", "/nep"},
       {"text", how}}
  );
}

// The numbers of the paragraphs that are there, in the order of what was said.
std::vector<int> order(SlackRig& rig) {
  std::vector<int> out;
  for (const std::string& words : rig.words_in("C0RANDOM"))
    for (std::size_t at = words.find("paragraph "); at != std::string::npos;
         at = words.find("paragraph ", at + 1))
      out.push_back(std::stoi(words.substr(at + 10)));
  return out;
}
std::vector<int> in_order() {
  std::vector<int> out(120);
  std::iota(out.begin(), out.end(), 0);
  return out;
}
// Who sees any of it.
std::set<std::string> readers(SlackRig& rig) {
  std::set<std::string> out;
  const json::object history = rig.act({{"do", "history"}, {"channel", "C0RANDOM"}});
  for (const json::value& one : history.at("messages").as_array()) {
    if (!std::string(one.at("words").as_string()).contains("paragraph")) continue;
    const bool alone = one.at("ephemeral").as_bool();
    out.insert(alone ? std::string(one.at("for_user").as_string()) : "everybody");
  }
  return out;
}

}  // namespace

TEST_CASE("a long answer to a slash command comes whole, in order, and once", "[slack]") {
  for (const Settings::Mode mode : {Settings::Mode::socket, Settings::Mode::http}) {
    SlackRig rig(answer, mode);
    const json::object ack = rig.ended(ask(rig, "long"));
    CHECK(ack.at("state").as_string() == "acknowledged");
    rig.until([&] { return rig.count("C0RANDOM", "paragraph 119.") > 0; });
    rig.turn(100);
    CHECK(order(rig) == in_order());
    CHECK(readers(rig) == std::set<std::string>{"U0ADA"});
    CHECK(rig.violations() == "[]");
  }
}

TEST_CASE("what is for everybody goes to everybody when it is long, too", "[slack]") {
  SlackRig rig(answer);
  CHECK(rig.ended(ask(rig, "aloud")).at("state").as_string() == "acknowledged");
  rig.until([&] { return rig.count("C0RANDOM", "paragraph 119.") > 0; });
  rig.turn(100);
  CHECK(order(rig) == in_order());
  CHECK(readers(rig) == std::set<std::string>{"everybody"});
  CHECK(rig.violations() == "[]");
}

TEST_CASE(
    "a program that ends between its acknowledgement and a long answer gives it later", "[slack]"
) {
  SlackRig rig(answer);
  rig.act({{"do", "fault"}, {"method", "response_url"}, {"status", 503}, {"times", 1000}});
  rig.act({{"do", "fault"}, {"method", "chat.postEphemeral"}, {"status", 503}, {"times", 1000}});
  const json::object ack = rig.ended(ask(rig, "long"));
  CHECK(ack.at("state").as_string() == "acknowledged");
  {
    Database beside(rig.path, Database::Mode::read_only);
    CHECK(test::number(beside, "SELECT count(*) FROM outbox") == 1);
  }
  rig.stop();
  rig.act({{"do", "no_faults"}});
  rig.start();
  rig.until([&] {
    return rig.count("C0RANDOM", "paragraph 119.") > 0 ||
           rig.count("dm", "paragraph 119.", "U0ADA") > 0;
  });
  CHECK(rig.violations() == "[]");
}
