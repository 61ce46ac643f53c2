// bench/bot_process.hpp: a bot as a process of its own, and what the system says of it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::bench {

// A bot: Usher, or one that others make.
struct Bot {
  std::string name, version;
  std::vector<std::string> command;
  bool ours = false;
};

struct Parts {
  // The file that lists the bots of others (listed_bots). Empty: Usher alone.
  std::string peers;
  bool quick = false;  // a trial of the benchmark itself
};

// Of a file that packaging/dev/peers.sh writes: a line each of name, version and command, with tabs between.
std::vector<Bot> listed_bots(const std::string& list);
// Usher as it ships, but for what is outside the chat system that is measured.
Bot usher_with(const std::vector<std::string>& settings);
// Says who they are, and what is not there.
void tell_bots(const std::vector<Bot>& bots, bool others, bool quick);

class BotProcess {
 public:
  BotProcess() = default;
  BotProcess(const BotProcess&) = delete;
  BotProcess& operator=(const BotProcess&) = delete;
  ~BotProcess() { stop(); }

  // variables: beside this environment's, of which what others may have put there for a bot is left out. What it says goes to
  // that file. Throws where it cannot be started.
  void start(
      std::vector<std::string> command, const std::vector<std::string>& variables,
      const std::string& folder
  );
  void stop();  // as SIGTERM does, and after ten seconds SIGKILL
  bool runs();
  double cpu_seconds() const;       // that it has used
  double mb(const char* of) const;  // "RssAnon"
  std::string last_words() const;
  std::chrono::steady_clock::time_point begun() const { return begun_; }

 private:
  int pid_ = -1;
  std::string said_;
  std::chrono::steady_clock::time_point begun_;
};

double ms_since(std::chrono::steady_clock::time_point then);
std::int64_t number_of(const boost::json::object& state, std::string_view key);
double figure_of(
    const boost::json::object& state, std::string_view key, std::string_view inner = {}
);

}  // namespace usher::bench
