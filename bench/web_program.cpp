// bench/web_program.cpp: starts the program, learns its port from what it says, and reads on so that it never waits.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/web_load.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <future>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace usher::bench {

namespace {

constexpr const char* program = USHER_PROGRAM;

// "127.0.0.1:8008" out of "… http://127.0.0.1:8008/ …"; empty while it is not there.
std::string address_in(std::string_view said) {
  constexpr std::string_view scheme = "http://";
  constexpr std::string_view host = "127.0.0.1:";
  for (auto at = said.find(scheme); at != std::string_view::npos; at = said.find(scheme, at + 1)) {
    const std::string_view rest = said.substr(at + scheme.size());
    const auto end = rest.find('/');
    if (end == std::string_view::npos || !rest.starts_with(host)) continue;
    const std::string_view port = rest.substr(host.size(), end - host.size());
    // Port 9 is where the proposals are said to be, and nobody is.
    if (port != "9" && port.find_first_not_of("0123456789") == std::string_view::npos)
      return std::string(rest.substr(0, end));
  }
  return {};
}

// Everything that the program says, until it has ended. What it said where it ended without an address.
void listen_to(int from, std::promise<std::string> address) {
  std::string said;
  bool found = false;
  std::array<char, 4096> bytes{};
  while (true) {
    const ssize_t got = ::read(from, bytes.data(), bytes.size());
    if (got <= 0) break;
    if (found) continue;
    said.append(bytes.data(), static_cast<std::size_t>(got));
    if (std::string there = address_in(said); !there.empty()) {
      found = true;
      address.set_value(std::move(there));
    }
  }
  if (!found)
    address.set_exception(std::make_exception_ptr(
        std::runtime_error(std::string(program) + " does not serve the web: " + said)
    ));
  ::close(from);
}

}  // namespace

struct WebProgram::Impl {
  ~Impl() {
    if (pid <= 0) return;
    ::kill(pid, SIGTERM);
    int status = 0;
    ::waitpid(pid, &status, 0);
  }
  std::jthread listener;  // ends with the program
  pid_t pid = -1;
  std::string address;
};

WebProgram::WebProgram(const std::string& database) : impl_(std::make_unique<Impl>()) {
  std::array<int, 2> out{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDERR_FILENO);
  std::vector<std::string> words{program, "run"};
  for (const std::string& setting :
       {"database.path=" + database, std::string("testing.echo=true"),
        std::string("testing.loopback=true"), std::string("web.listen=127.0.0.1:0"),
        std::string("web.frames_per_second=0"),
        std::string("proposals.nep.api_url=http://127.0.0.1:9/"),
        std::string("proposals.nep.raw_url=http://127.0.0.1:9/"),
        std::string("proposals.nep.mail_minutes=0"), std::string("meetings.calendars=[]")}) {
    words.emplace_back("--set");
    words.push_back(setting);
  }
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int failed = ::posix_spawn(&impl_->pid, program, &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  if (failed != 0) {
    impl_->pid = -1;
    ::close(out[0]);
    throw std::runtime_error(std::string(program) + " cannot be started");
  }
  std::promise<std::string> promise;
  std::future<std::string> address = promise.get_future();
  impl_->listener = std::jthread(listen_to, out[0], std::move(promise));
  if (address.wait_for(std::chrono::seconds(20)) != std::future_status::ready)
    throw std::runtime_error(std::string(program) + " does not say where it serves the web");
  impl_->address = address.get();
}

WebProgram::~WebProgram() = default;

const std::string& WebProgram::address() const { return impl_->address; }
int WebProgram::pid() const { return impl_->pid; }

}  // namespace usher::bench
