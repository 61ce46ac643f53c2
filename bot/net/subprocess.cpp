// bot/net/subprocess.cpp: posix_spawn, two pipes, poll. No fork: other threads may hold locks.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/subprocess.hpp"

#include "bot/net/folder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <thread>

namespace usher::net {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds stop_step{20};        // how long a request to stop may go unnoticed
constexpr std::size_t longest_input = 4096;  // fits into any pipe, so that writing it never blocks

struct Pipe {
  Descriptor read, write;
};
std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

class Actions {
 public:
  Actions(int input, int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    // Libraries open some without O_CLOEXEC.
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    );
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  const posix_spawn_file_actions_t* files() const { return &files_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// A process that is waited for, whatever happens.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ < 0) return;
    ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  // What it ended with; nothing when it has not by then.
  std::optional<int> ended(Clock::time_point until, const std::stop_token& stop) {
    int status = 0;
    while (true) {
      const pid_t got = ::waitpid(pid_, &status, WNOHANG);
      if (got == pid_) break;
      if (got < 0 && errno != EINTR) {  // somebody else has waited for it
        pid_ = -1;
        return std::nullopt;
      }
      if (Clock::now() >= until || stop.stop_requested()) return std::nullopt;
      std::this_thread::sleep_for(milliseconds(1));
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

// Reads to the end of the output.
errc read_output(
    const Descriptor& from, Clock::time_point until, const std::stop_token& stop, std::size_t limit,
    std::string& to
) {
  std::array<char, 64U << 10U> buffer;
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    if (left <= milliseconds(0) || stop.stop_requested()) return errc::timed_out;
    pollfd waiting{from.get(), POLLIN, 0};
    const auto step = stop.stop_possible() ? stop_step : milliseconds(60000);
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min(left, step).count()));
    if (ready < 0 && errno != EINTR) return errc::unavailable;
    if (ready <= 0) continue;
    const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errc::unavailable;
    if (got == 0) return errc::ok;
    if (static_cast<std::size_t>(got) > limit - to.size()) return errc::too_large;
    to.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<Ran> run_program(const Program& program) {
  if (program.arguments.empty() || program.input.size() > longest_input)
    return std::unexpected(errc::malformed);
  auto input = make_pipe();
  auto output = make_pipe();
  if (!input || !output) return std::unexpected(errc::unavailable);
  std::vector<std::string> arguments = program.arguments;
  std::vector<std::string> environment = program.environment;
  const auto until = Clock::now() + program.time;
  if (program.time <= milliseconds(0) || program.stop.stop_requested())
    return std::unexpected(errc::timed_out);

  pid_t pid = -1;
  {
    const Actions actions(input->read.get(), output->write.get());
    const int failed = ::posix_spawnp(
        &pid, arguments[0].c_str(), actions.files(), actions.attributes(),
        pointers_to(arguments).data(), pointers_to(environment).data()
    );
    if (failed == ENOENT || failed == EACCES) return std::unexpected(errc::not_found);
    if (failed != 0) return std::unexpected(errc::unavailable);
  }
  Child child(pid);
  // The input is written while we hold its other end too, so that nobody who has stopped reading can raise SIGPIPE.
  const ssize_t written = ::write(input->write.get(), program.input.data(), program.input.size());
  input.reset();
  output->write = Descriptor{};
  if (written != static_cast<ssize_t>(program.input.size()))
    return std::unexpected(errc::unavailable);

  Ran ran;
  if (const errc read = read_output(output->read, until, program.stop, program.output, ran.output);
      read != errc::ok)
    return std::unexpected(read);
  const auto status = child.ended(until, program.stop);
  if (!status) return std::unexpected(errc::timed_out);
  ran.status = *status;
  return ran;
}

}  // namespace usher::net
