// bot/main.cpp: the program: keeps its memory to itself, reads what was asked, does it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "bot/compose.hpp"
#include "bot/step.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>

namespace {

// What people wrote and what the secret files hold must not end in a core file or another process.
void keep_memory_private() {
  constexpr rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);  // NOLINT(cppcoreguidelines-pro-type-vararg): Linux
}

int obey(const usher::Order& order) {
  using Verb = usher::Order::Verb;
  switch (order.verb) {
    case Verb::run:
    case Verb::chat:
      return usher::serve(order);
    case Verb::look_up:
      return usher::look_up(order);
    case Verb::poll:
      return usher::poll(order);
    case Verb::check:
      return usher::check(order);
    case Verb::manifest:
      return usher::print_manifest(order);
    case Verb::registration:
      return usher::print_registration(order);
    case Verb::backup:
      return usher::backup(order);
    case Verb::restore:
      return usher::restore(order);
    case Verb::doctor:
      return usher::doctor(order);
    case Verb::expand:
      return usher::expand_calendar(order);
    case Verb::ask:
      return usher::ask(order);
    case Verb::strings:
      return usher::print_strings(order);
    case Verb::next_meetings:
      return usher::next_meetings(order);
  }
  return usher::exit_usage;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory_private();
#ifdef USHER_TEST_CLOCK
  usher::obey_kill_order();
#endif
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of write()
  std::signal(
      SIGCHLD, SIG_DFL
  );  // whoever began us may have it ignored: then nobody knows how git has ended
  usher::terminal::use_utf8();
  try {
    const auto order =
        usher::parse_command_line(argc, argv, usher::known_series, std::cout, std::cerr);
    const int code = order ? obey(*order) : order.error();
    // A fresh program reads the time zones afresh. Everything is closed by now, the database's lock too.
    if (code == usher::exit_again) ::execv("/proc/self/exe", argv);
    return code == usher::exit_again ? usher::exit_failed : code;
  } catch (const std::exception& error) {
    usher::complain(error.what());
    return usher::exit_failed;
  }
}
