// bench/slack_run.cpp: starts a bot before a fake Slack, loads it, and asks the system what that took.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/slack_bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int people = 64;

json::array some_people() {
  json::array ids;
  for (int i = 0; i < people; ++i) ids.emplace_back(fmt::format("U0LOAD{:03}", i));
  return ids;
}

}  // namespace

SlackRun::SlackRun(const Bot& bot, const std::string& answer) : bot_(bot), answer_(answer) {
  // The people are there before the bot is, so that none of them is news.
  tell({{"do", "configure"}, {"retry_ms", json::array()}, {"kept_calls", 0}, {"history", 100}});
  for (const json::value& id : some_people()) tell({{"do", "team_join"}, {"id", id}, {"name", id}});
  std::this_thread::sleep_for(milliseconds(20));
  tell({{"do", "configure"}, {"retry_ms", json::array{50, 3000, 15000}}});
  start();
  await_hello();
}

void SlackRun::start() {
  std::vector<std::string> words = bot_.command;
  if (bot_.ours)
    for (const std::string& setting :
         {"database.path=" + folder_.file("usher.db"), "slack.api_url=" + slack_.api_url()}) {
      words.emplace_back("--set");
      words.push_back(setting);
    }
  std::vector<std::string> variables{
      "SLACK_API_URL=" + slack_.api_url(), "BENCH_ANSWER=" + answer_
  };
  for (const char* prefix : {"", "USHER_"}) {
    variables.push_back(fmt::format("{}SLACK_BOT_TOKEN={}", prefix, slack_.bot_token()));
    variables.push_back(fmt::format("{}SLACK_APP_TOKEN={}", prefix, slack_.app_token()));
  }
  process_.start(std::move(words), variables, folder_.path());
}

void SlackRun::await_hello() {
  const auto begun = Clock::now();
  while (number_of(tell({{"do", "state"}}).at("sockets").as_object(), "open") == 0) {
    if (!runs() || ms_since(begun) > 30000)
      throw std::runtime_error(fmt::format("{} does not come to hello: {}", bot_.name, last_words())
      );
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  hello_ms_ = ms_since(process_.begun());
}

json::object SlackRun::tell(json::object command) {
  const std::string said = json::serialize(command);
  json::object answer = slack_.ask(std::move(command));
  if (const json::value* ok = answer.if_contains("ok");
      ok == nullptr || !ok->is_bool() || !ok->get_bool())
    throw std::runtime_error(fmt::format("the fake Slack: {} to {}", json::serialize(answer), said)
    );
  return answer;
}

json::object SlackRun::load(json::object what, milliseconds time, milliseconds settled) {
  what["do"] = "load";
  what["users"] = some_people();
  const std::int64_t run = number_of(tell(std::move(what)), "run");
  if (time.count() > 0) {
    std::this_thread::sleep_for(time);
    tell({{"do", "load_stop"}, {"run", run}});
  }
  auto moved = Clock::now();
  std::int64_t seen = -1;
  auto pause = milliseconds(20);
  while (true) {
    const json::object state = tell({{"do", "load_state"}, {"run", run}});
    const std::int64_t now =
        number_of(state, "sent") + number_of(state, "answered") + number_of(state, "over");
    if (state.at("done").as_bool() && number_of(state, "acked_unanswered") == 0) break;
    if (now != seen) moved = Clock::now();
    seen = now;
    if (!runs() || ms_since(moved) > 20000) break;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, milliseconds(500));  // to ask costs the fake time
  }
  std::this_thread::sleep_for(settled);
  return tell({{"do", "load_state"}, {"run", run}, {"times", true}});
}

std::string SlackRun::wrong() {
  if (!runs()) return "it has ended: " + last_words();
  const json::object state = tell({{"do", "state"}});
  const std::int64_t violations = number_of(state, "violation_count");
  if (violations == 0) return {};
  const json::value& first = state.at("violations").at(0);
  return fmt::format(
      "{} times what Slack does not take, first: {}", violations,
      std::string_view(first.as_string()).substr(0, 100)
  );
}

std::string answer_of_usher() {
  SlackRun run(usher_bot(), {});
  const json::object sent = run.tell(
      {{"do", "slash"},
       {"user", "U0ADA"},
       {"channel", "C0GENERAL"},
       {"command", asked},
       {"text", ""}}
  );
  for (int i = 0; i < 1000; ++i) {
    const json::object state =
        run.tell({{"do", "delivery"}, {"number", number_of(sent, "delivery")}});
    if (const json::object& answer = state.at("answer").as_object(); !answer.empty())
      return json::serialize(answer);
    std::this_thread::sleep_for(milliseconds(5));
  }
  throw std::runtime_error("Usher does not answer the command: " + run.last_words());
}

}  // namespace usher::bench
