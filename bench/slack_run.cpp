// bench/slack_run.cpp: starts a bot before a fake Slack, loads it, and asks the system what that took.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/slack_bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int people = 64;

double ms_since(Clock::time_point then) {
  return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

json::array some_people() {
  json::array ids;
  for (int i = 0; i < people; ++i) ids.emplace_back(fmt::format("U0LOAD{:03}", i));
  return ids;
}

// This environment, without what others may have put there for a bot, and with what this one needs.
std::vector<std::string> environment(
    testing::slack::FakeSlack& slack, const std::string& folder, const std::string& answer
) {
  std::vector<std::string> out;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view one = *at;
    if (!one.starts_with("USHER_") && !one.starts_with("SLACK_") && !one.starts_with("HOME="))
      out.emplace_back(one);
  }
  for (const char* prefix : {"", "USHER_"}) {
    out.push_back(fmt::format("{}SLACK_BOT_TOKEN={}", prefix, slack.bot_token()));
    out.push_back(fmt::format("{}SLACK_APP_TOKEN={}", prefix, slack.app_token()));
  }
  out.push_back("SLACK_API_URL=" + slack.api_url());
  out.push_back("BENCH_ANSWER=" + answer);
  out.push_back("HOME=" + folder);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

SlackRun::SlackRun(const SlackBot& bot, const std::string& answer) : bot_(bot), answer_(answer) {
  // The people are there before the bot is, so that none of them is news.
  tell({{"do", "configure"}, {"retry_ms", json::array()}, {"kept_calls", 0}, {"history", 100}});
  for (const json::value& id : some_people()) tell({{"do", "team_join"}, {"id", id}, {"name", id}});
  std::this_thread::sleep_for(milliseconds(20));
  tell({{"do", "configure"}, {"retry_ms", json::array{50, 3000, 15000}}});
  start();
  try {
    await_hello();
  } catch (...) {
    stop();
    throw;
  }
}

SlackRun::~SlackRun() { stop(); }

void SlackRun::stop() {
  if (!runs()) return;
  ::kill(pid_, SIGTERM);
  for (int i = 0; i < 1000 && runs(); ++i) std::this_thread::sleep_for(milliseconds(10));
  if (!runs()) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void SlackRun::start() {
  std::vector<std::string> words = bot_.command;
  // Its own name would be the child's.
  if (words[0] == "/proc/self/exe") words[0] = std::filesystem::read_symlink(words[0]).string();
  if (bot_.ours)
    for (const std::string& setting :
         {"database.path=" + folder_.file("usher.db"), "slack.api_url=" + slack_.api_url()}) {
      words.emplace_back("--set");
      words.push_back(setting);
    }
  std::vector<std::string> variables = environment(slack_, folder_.path(), answer_);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, folder_.file("said").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600
  );
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  const auto argv = pointers(words);
  const auto envp = pointers(variables);
  const auto begun = Clock::now();
  hello_ms_ = -std::chrono::duration<double, std::milli>(begun.time_since_epoch()).count();
  const int failed =
      ::posix_spawnp(&pid_, words[0].c_str(), &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    pid_ = -1;
    throw std::runtime_error(fmt::format("{} cannot be started", words[0]));
  }
}

void SlackRun::await_hello() {
  const auto begun = Clock::now();
  while (number_of(tell({{"do", "state"}}).at("sockets").as_object(), "open") == 0) {
    if (!runs() || ms_since(begun) > 30000)
      throw std::runtime_error(fmt::format("{} does not come to hello: {}", bot_.name, last_words())
      );
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  hello_ms_ += std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

bool SlackRun::runs() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
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

double SlackRun::cpu_seconds() const {
  clockid_t clock{};
  timespec used{};
  if (pid_ <= 0 || ::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
    return 0;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double SlackRun::mb(const char* of) const {
  return static_cast<double>(status_kb(pid_, of)) / 1024;
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

std::string SlackRun::last_words() const {
  std::ifstream in(folder_.file("said"));
  std::ostringstream out;
  out << in.rdbuf();
  std::string said = out.str();
  return said.size() > 1500 ? said.substr(said.size() - 1500) : said;
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
