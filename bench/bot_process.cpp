// bench/bot_process.cpp: starting bots, and asking the system what they take.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bot_process.hpp"

#include "bench/bench.hpp"

#include <boost/json/value.hpp>
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

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

std::vector<std::string> environment(
    const std::vector<std::string>& more, const std::string& folder
) {
  std::vector<std::string> out = more;
  out.push_back("HOME=" + folder);
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string_view one = *at;
    bool left = true;
    for (const char* not_of : {"USHER_", "SLACK_", "MATRIX_", "HOME="})
      left = left && !one.starts_with(not_of);
    if (left) out.emplace_back(one);
  }
  return out;
}

}  // namespace

std::vector<Bot> listed_bots(const std::string& list) {
  std::vector<Bot> bots;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Bot bot;
    std::getline(words, bot.name, '\t');
    std::getline(words, bot.version, '\t');
    for (std::string word; std::getline(words, word, '\t');) bot.command.push_back(word);
    if (!bot.command.empty()) bots.push_back(std::move(bot));
  }
  return bots;
}

Bot usher_with(const std::vector<std::string>& settings) {
  Bot usher{
      .name = "Usher", .version = "this build", .command = {USHER_PROGRAM, "run"}, .ours = true
  };
  std::vector<std::string> all{
      "testing.echo=true",
      "testing.loopback=true",
      "web.listen=127.0.0.1:0",
      "proposals.nep.api_url=http://127.0.0.1:9/",
      "proposals.nep.raw_url=http://127.0.0.1:9/",
      "proposals.nep.mail_minutes=0",
      "meetings.calendars=[]"
  };
  all.insert(all.end(), settings.begin(), settings.end());
  for (std::string& setting : all) {
    usher.command.emplace_back("--set");
    usher.command.push_back(std::move(setting));
  }
  return usher;
}

void tell_bots(const std::vector<Bot>& bots, bool others, bool quick) {
  for (const Bot& bot : bots) fmt::print("  {}: {}\n", bot.name, bot.version);
  if (quick)
    fmt::print("  A trial: loads are a tenth as long or less, and their figures say nothing.\n");
  if (others && bots.size() == 1)
    fmt::print("  skipped: the bots of others, for none could be installed\n");
}

void BotProcess::start(
    std::vector<std::string> command, const std::vector<std::string>& variables,
    const std::string& folder
) {
  // Its own name would be the child's.
  if (command[0] == "/proc/self/exe")
    command[0] = std::filesystem::read_symlink(command[0]).string();
  said_ = folder + "/said";
  std::vector<std::string> all = environment(variables, folder);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, said_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600
  );
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  const auto argv = pointers(command);
  const auto envp = pointers(all);
  begun_ = std::chrono::steady_clock::now();
  const int failed =
      ::posix_spawnp(&pid_, command[0].c_str(), &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    pid_ = -1;
    throw std::runtime_error(fmt::format("{} cannot be started", command[0]));
  }
}

void BotProcess::stop() {
  if (!runs()) return;
  ::kill(pid_, SIGTERM);
  for (int i = 0; i < 1000 && runs(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  if (!runs()) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool BotProcess::runs() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
}

double BotProcess::cpu_seconds() const {
  clockid_t clock{};
  timespec used{};
  if (pid_ <= 0 || ::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
    return 0;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double BotProcess::mb(const char* of) const {
  return static_cast<double>(status_kb(pid_, of)) / 1024;
}

std::string BotProcess::last_words() const {
  std::ifstream in(said_);
  std::ostringstream out;
  out << in.rdbuf();
  std::string said = out.str();
  return said.size() > 1500 ? said.substr(said.size() - 1500) : said;
}

double ms_since(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - then).count();
}

std::int64_t number_of(const boost::json::object& state, std::string_view key) {
  const boost::json::value* value = state.if_contains(key);
  if (value == nullptr) return 0;
  return value->is_uint64()  ? static_cast<std::int64_t>(value->get_uint64())
         : value->is_int64() ? value->get_int64()
                             : 0;
}

double figure_of(const boost::json::object& state, std::string_view key, std::string_view inner) {
  const boost::json::value* value = state.if_contains(key);
  if (value != nullptr && !inner.empty())
    value = value->is_object() ? value->get_object().if_contains(inner) : nullptr;
  return value != nullptr && value->is_number() ? value->to_number<double>() : 0;
}

}  // namespace usher::bench
