// Slack as bots live with it: one strict stand-in for it, and before that Usher, and the bots that others make.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bench/bot_process.hpp"
#include "tests/support/slack_fake.hpp"
#include "tests/support/temp.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::bench {

namespace json = boost::json;

// A bot answers one command, and repeats what it is told in a conversation of two.
Bot usher_bot();
Bot bare_bot();  // acknowledges and keeps nothing: the most that the load generator can tell apart
// The bots of these parts: Usher, then the others; said with their versions.
std::vector<Bot> slack_bots(const Parts& parts);

// A bot before a fake Slack of its own, from its start until this goes.
class SlackRun {
 public:
  // answer: what peers say to the command, as JSON. Throws, with the bot's last words, where it never comes to hello.
  SlackRun(const Bot& bot, const std::string& answer);
  SlackRun(const SlackRun&) = delete;
  SlackRun& operator=(const SlackRun&) = delete;
  ~SlackRun() { process_.stop(); }

  json::object tell(json::object command);  // the fake; throws where it cannot
  double hello_ms() const { return hello_ms_; }
  double cpu_seconds() const { return process_.cpu_seconds(); }
  double mb(const char* of) const { return process_.mb(of); }
  bool runs() { return process_.runs(); }
  // A load (tests/support/slack_load.hpp) of so many, or for so long; until each has its answer, or 20 s have brought nothing;
  // and for as long as it takes to settle.
  json::object load(
      json::object what, std::chrono::milliseconds time = {}, std::chrono::milliseconds settled = {}
  );
  // What the fake saw that must not be; empty: nothing.
  std::string wrong();
  std::string last_words() const { return process_.last_words(); }

 private:
  void start();
  void await_hello();

  Bot bot_;
  std::string answer_;
  test::TempFolder folder_;
  testing::slack::FakeSlack slack_;
  double hello_ms_ = 0;
  BotProcess process_;
};

// What is asked in every load of commands: its answer is one sentence, so that the stand-in's look at it costs little.
inline constexpr std::string_view asked = "/forget";
// What Usher answers to that, for the others to say the same.
std::string answer_of_usher();

// The parts.
void slack_speed(const Parts& parts);
void slack_faults(const Parts& parts);
void slack_million(const Parts& parts);
int slack_bare();  // the program that bare_bot() is

}  // namespace usher::bench
