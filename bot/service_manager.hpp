// bot/service_manager.hpp: what a service manager (systemd, and those that speak as it does) is told of the program.
//
// The protocol of sd_notify(3) is stable and small: a datagram to a socket that the environment names. libsystemd would bring
// four more libraries into the memory of a program that needs nothing else of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace usher {

class ServiceManager {
 public:
  // socket: a path; or an abstract name, with an @ where the NUL is; empty: there is nobody to tell. watchdog_usec,
  // watchdog_pid: as they are written in the environment; a watchdog that is meant for another process is none of ours.
  ServiceManager(std::string socket, std::string_view watchdog_usec, std::string_view watchdog_pid);
  // NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID.
  static ServiceManager of_environment();

  // "READY=1", "STATUS=…". Any thread. Never waits; that nobody is there, or that they cannot be told, is no trouble of the
  // program's: false.
  bool tell(std::string_view state) const;
  // How long it may stay without WATCHDOG=1 until it is taken for dead.
  std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

 private:
  std::string socket_;
  std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace usher
