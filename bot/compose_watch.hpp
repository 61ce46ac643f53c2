// What looks after a running bot: the service manager's questions, the check of a large database, the system's time zones.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/engine.hpp"
#include "bot/service_manager.hpp"

#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace usher {

// I/O thread. What it is given outlives it.
class Watch {
 public:
  Watch(boost::asio::io_context& io, Engine& engine, const Clock& clock, std::string database);

  // Once the engine runs: tells the service manager that the bot is ready, has a database checked that was too large to be checked
  // before (a damaged one is written to no more), and looks around every few seconds. Half a second later gives back the memory
  // that only the start has used. renew: stop the engine when the system's time zones change, so that the program is started
  // again with them.
  void start(bool renew);
  void stop();  // tells the service manager, and ends the timers and the check

  bool zones_changed() const { return zones_changed_; }

 private:
  void check_database();
  void settle();
  void look_around();
  void next();

  boost::asio::io_context& io_;
  Engine& engine_;
  const Clock& clock_;
  std::string database_;
  ServiceManager manager_ = ServiceManager::of_environment();
  boost::asio::steady_timer timer_, settling_;
  std::uint64_t commits_ = 0;
  bool renew_ = false;
  bool zones_changed_ = false;
  bool stopped_ = false;
  std::filesystem::file_time_type zones_{};
  std::shared_ptr<bool> alive_ =
      std::make_shared<bool>(true);  // gone with this, for what the check has said last
  std::jthread checking_;            // last: joined first
};

}  // namespace usher
