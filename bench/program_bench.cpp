// bench/program_bench.cpp: the program itself, from outside: start-up to its first answer, memory idle and after many events.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "tests/support/temp.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace usher::bench {

long status_kb(int pid, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
  return 0;
}

namespace {

constexpr const char* program = USHER_PROGRAM;

// `usher chat` in a folder of its own, behind two pipes. Its source of proposals is an empty address, so that nothing
// leaves this machine.
class Chat {
 public:
  explicit Chat(const std::string& database) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
      throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    std::vector<std::string> words{program, "chat",
                                   "--set", "database.path=" + database,
                                   "--set", "testing.loopback=true",
                                   "--set", "proposals.nep.api_url=http://127.0.0.1:9/",
                                   "--set", "proposals.nep.raw_url=http://127.0.0.1:9/",
                                   "--set", "proposals.nep.mail_minutes=0",
                                   "--set", "meetings.calendars=[]"};
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int failed = ::posix_spawn(&pid_, program, &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
    if (failed != 0) throw std::runtime_error(std::string(program) + " cannot be started");
  }
  Chat(const Chat&) = delete;
  Chat& operator=(const Chat&) = delete;
  ~Chat() {
    ::close(to_);
    ::close(from_);
    ::kill(pid_, SIGTERM);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }

  // Asks `times` times, reading meanwhile; returns when as many answers have come.
  void ask(std::string_view line, int times) {
    std::string input;
    for (int i = 0; i < times; ++i) input.append(line);
    std::string_view rest = input;
    int answers = 0;
    std::string last;
    while (answers < times) {
      std::array<pollfd, 2> wait{
          pollfd{.fd = from_, .events = POLLIN, .revents = 0},
          pollfd{.fd = rest.empty() ? -1 : to_, .events = POLLOUT, .revents = 0}
      };
      if (::poll(wait.data(), wait.size(), 20000) <= 0) throw std::runtime_error("no answer");
      if ((wait[1].revents & POLLOUT) != 0) {
        const ssize_t put = ::write(to_, rest.data(), std::min<std::size_t>(rest.size(), 4096));
        if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
      }
      if (wait[0].revents != 0) {
        std::array<char, 65536> bytes{};
        const ssize_t got = ::read(from_, bytes.data(), bytes.size());
        if (got <= 0) throw std::runtime_error("the program has ended");
        last.append(bytes.data(), static_cast<std::size_t>(got));
        answers += count(last);
      }
    }
  }
  void print_memory(const char* when) const {
    fmt::print(
        "  {:<22} RssAnon {:>5.1f} MB, VmRSS {:>5.1f} MB\n", when,
        static_cast<double>(status_kb(pid_, "RssAnon")) / 1024,
        static_cast<double>(status_kb(pid_, "VmRSS")) / 1024
    );
    std::fflush(stdout);
  }

 private:
  // How often the answer's last line has come; keeps what may be the beginning of one more.
  static int count(std::string& text) {
    constexpr std::string_view mark = "As of ";
    int found = 0;
    std::size_t at = 0;
    while (true) {
      const auto next = text.find(mark, at);
      if (next == std::string::npos) break;
      ++found;
      at = next + mark.size();
    }
    text.erase(0, std::max(at, text.size() < mark.size() ? at : text.size() - mark.size() + 1));
    return found;
  }

  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
};

double first_answer_ms(const std::string& database) {
  const auto begun = std::chrono::steady_clock::now();
  Chat chat(database);
  chat.ask("/nep 0\n", 1);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
      .count();
}

}  // namespace

void start_up() {
  fmt::print("From the start of `usher chat` to the answer to /nep 0\n");
  std::vector<double> fresh;
  std::vector<double> again;
  for (int i = 0; i < 10; ++i) {
    const test::TempFolder folder;
    fresh.push_back(first_answer_ms(folder.file("usher.db")));
    for (int j = 0; j < 3; ++j) again.push_back(first_answer_ms(folder.file("usher.db")));
  }
  fmt::print(
      "  a new database: p50 {:.0f} ms, slowest {:.0f} ms; one that exists: p50 {:.0f} ms, slowest "
      "{:.0f} ms (target 100 ms)\n",
      percentile(fresh, 0.5), percentile(fresh, 1), percentile(again, 0.5), percentile(again, 1)
  );
  std::fflush(stdout);
}

void program_memory() {
  fmt::print("Memory of `usher chat` (targets: RssAnon 12 MB, VmRSS 30 MB, flat)\n");
  const test::TempFolder folder;
  Chat chat(folder.file("usher.db"));
  chat.ask("/nep 0\n", 1);
  std::this_thread::sleep_for(std::chrono::seconds(2));
  chat.print_memory("idle");
  int asked = 0;
  for (const int until : {1000, 50000, 100000}) {
    chat.ask("/nep 0\n", until - asked);
    asked = until;
    chat.print_memory(fmt::format("after {} events", until).c_str());
  }
}

}  // namespace usher::bench
