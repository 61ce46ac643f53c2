// tests/support/child.hpp: runs something in a process of its own: with fewer rights, with a full disk, or to be killed.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

namespace usher::test {

// A child that runs `work` and tells its result through a pipe. No threads may be running in this process.
class Child {
 public:
  explicit Child(const std::function<std::string()>& work) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("no child");
    if (pid_ == 0) {
      ::close(ends[0]);
      std::string told;
      try {
        told = work();
      } catch (const std::exception& error) {
        told = std::string("thrown: ") + error.what();
      }
      const auto written = ::write(ends[1], told.data(), told.size());
      // Not by way of exit(): the test framework's own ends belong to the parent.
      ::_exit(written == static_cast<ssize_t>(told.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    read_ = ends[0];
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!waited_) kill();
    ::close(read_);
  }

  int pid() const { return pid_; }
  // What it told; waits for its end.
  std::string result() {
    std::string told;
    char buffer[512];
    for (ssize_t got = 0; (got = ::read(read_, buffer, sizeof buffer)) > 0;)
      told.append(buffer, static_cast<std::size_t>(got));
    wait();
    return told;
  }
  void kill() {
    ::kill(pid_, SIGKILL);
    wait();
  }

 private:
  void wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    waited_ = true;
  }
  int pid_ = -1;
  int read_ = -1;
  bool waited_ = false;
};

// To be called in a child: as a user who owns nothing (root passes every check of rights).
inline void give_up_rights() {
  constexpr uid_t nobody = 65534;
  if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0)) ::_exit(2);
}

// To be called in a child: no file may grow any more, as on a full disk.
inline void fill_disk() {
  std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c)
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_FSIZE, &none) != 0) ::_exit(2);
}

}  // namespace usher::test
