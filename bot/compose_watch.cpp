// bot/compose_watch.cpp: what the service manager is told, quick_check beside the bot, and the time of the system's tzdata.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_watch.hpp"

#include "bot/code_pages.hpp"
#include "bot/freed_memory.hpp"
#include "bot/log.hpp"
#include "bot/service_manager.hpp"
#include "bot/store.hpp"

#include <boost/asio/post.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <utility>

namespace usher {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds most_between_looks{30};
constexpr std::chrono::seconds between_checks{60};
// Adapters are connected by then, and what they found at their first look is done.
constexpr std::chrono::milliseconds until_settled{500};

// Half of what it allows, as sd_watchdog_enabled(3) asks for.
std::chrono::microseconds between_looks(const ServiceManager& manager) {
  const auto limit = manager.watchdog();
  return limit ? std::min<std::chrono::microseconds>(*limit / 2, most_between_looks)
               : most_between_looks;
}

// Debian's tzdata brings this file anew with each version.
std::string zones_file() {
#ifdef USHER_TEST_CLOCK
  if (const char* other =
          std::getenv("USHER_ZONES_FILE"))  // NOLINT(concurrency-mt-unsafe): nobody sets it
    return other;
#endif
  return "/usr/share/zoneinfo/tzdata.zi";
}

fs::file_time_type zones_time() {
  std::error_code none;
  const auto time = fs::last_write_time(zones_file(), none);
  return none ? fs::file_time_type{} : time;
}

// What is damaged; nothing when nothing is, or when it was stopped. A disk that cannot be read now, or a lock of somebody
// else's, is no damage: looked at again later.
std::string damage_of(const std::string& database, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  bool told = false;
  while (!stop.stop_requested()) {
    try {
      return quick_check(database, stop);
    } catch (const std::exception& error) {
      if (stop.stop_requested()) break;
      if (!std::exchange(told, true))
        log::warning("the database could not be checked ({}); trying again later", error.what());
    }
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, between_checks, [] { return false; });
  }
  return {};
}

}  // namespace

Watch::Watch(asio::io_context& io, Engine& engine, const Clock& clock, std::string database)
    : io_(io),
      engine_(engine),
      clock_(clock),
      database_(std::move(database)),
      timer_(io),
      settling_(io),
      zones_(zones_time()) {}

void Watch::start(bool renew) {
  renew_ = renew;
  manager_.tell("READY=1");
  if (!checked_at_open(database_)) check_database();
  settle();
  next();
}

void Watch::stop() {
  stopped_ = true;
  manager_.tell("STOPPING=1");
  timer_.cancel();
  settling_.cancel();
  checking_.request_stop();
}

// On a thread of its own: a large file takes minutes, and the worker is needed meanwhile.
void Watch::check_database() {
  checking_ = std::jthread([this,
                            alive = std::weak_ptr<bool>(alive_)](const std::stop_token& stop) {
    const std::string wrong = damage_of(database_, stop);
    if (wrong.empty()) return;
    asio::post(io_, [this, wrong, alive] {
      if (alive.expired()) return;
      log::write(
          log::Level::error,
          "the database is damaged (" + wrong +
              "): nothing is written to it any more. Stop usher, keep the file, restore a backup"
      );
      manager_.tell("STATUS=The database is damaged; nothing is recorded.");
      engine_.stop_writes();
    });
  });
}

void Watch::settle() {
  settling_.expires_after(until_settled);
  settling_.async_wait([](const boost::system::error_code& ec) {
    if (!ec) give_back_code_pages();
  });
}

void Watch::look_around() {
  // A brain that has work and does not get on with it is what a watchdog is for.
  const Engine::Figures figures = engine_.figures();
  if (figures.queued == 0 || figures.commits != commits_) manager_.tell("WATCHDOG=1");
  commits_ = figures.commits;
  give_back_unused_memory();
  const auto zones = zones_time();
  // While the package is being replaced there is no file for a moment.
  if (renew_ && zones != fs::file_time_type{} && zones != zones_) {
    log::write(log::Level::info, "the system's time zones have changed: starting again with them");
    zones_changed_ = true;
    engine_.stop();
    return;
  }
  next();
}

void Watch::next() {
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(between_looks(manager_));
  timer_.expires_after(clock_.real(wait));
  timer_.async_wait([this](const boost::system::error_code& ec) {
    if (!ec && !stopped_) look_around();
  });
}

}  // namespace usher
