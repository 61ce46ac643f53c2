// bot/cli_backup.cpp: usher backup and usher restore.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/backup.hpp"
#include "bot/compose.hpp"
#include "bot/store.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace usher {

int backup(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  back_up(setup.config.database.path, order.file);
  fmt::print("The copy is {}.\n", order.file);
  return exit_fine;
}

int restore(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  const std::string& path = setup.config.database.path;
  const DatabaseLock lock(path);
  const std::string kept = put_back(order.file, path);
  fmt::print("{} is restored from {}.\n", path, order.file);
  if (!kept.empty()) fmt::print("The damaged database is kept as {}.\n", kept);
  return exit_fine;
}

}  // namespace usher
