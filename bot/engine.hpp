// The engine: event → transaction → reply and effects, and everything that must survive a crash.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"
#include "bot/clock.hpp"
#include "bot/feature.hpp"
#include "bot/role_book.hpp"
#include "bot/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>

namespace usher {

struct EngineSettings {
  Community community;
  RoleBook roles;                  // what the configuration says, beside the platforms
  std::chrono::seconds drain{10};  // how long shutdown waits for what is due
  std::chrono::milliseconds retry_base{1000},
      retry_cap{300000};  // full jitter between 0 and min(cap, base·2^n)
  int max_tries = 10;     // then, or after max_age, a dead letter; reports never
  std::chrono::hours max_age{24};
  // How long a row that waits still stands as one that may be under way: so many more are looked up after a crash.
  std::chrono::milliseconds rest{250};
  // A line for the operator, never with a message's text. Any thread.
  std::function<void(std::string_view)> trouble = [](std::string_view) {};
  // The same of what cost time and nothing else: a busy machine does that to healthy features.
  std::function<void(std::string_view)> slow = [](std::string_view) {};
};

// Owns the brain thread, the features, the adapters and the services. Built and run on the I/O
// thread.
class Engine {
 public:
  // database: opened by open_store() with every migration applied. clock, catalog and io outlive
  // the engine.
  Engine(
      boost::asio::io_context& io, EngineSettings settings, const Clock& clock,
      const Catalog& catalog, std::unique_ptr<Database> database
  );
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();  // joins the brain; call after the io_context has run dry, before it is destroyed

  // Before run(), in the order in which features are asked.
  void add(std::unique_ptr<Feature> feature);
  void add(std::unique_ptr<Service> service);
  void add(std::unique_ptr<Adapter> adapter);

  // Runs every adapter, delivers, schedules. Returns when stop() has drained
  // or, with `until_adapters_end`, when every adapter's run() has returned of itself and the outbox
  // has been drained.
  boost::asio::awaitable<void> run(bool until_adapters_end = false);
  // I/O thread. The second call skips the wait.
  void stop();
  // For a service that has to know more than one run of the program: done by the brain in a transaction of its own with
  // others, and over when it is on the disk. I/O thread, while run() runs.
  boost::asio::awaitable<errc> write(std::function<void(Database&)> work);
  // I/O thread. The database turned out to be damaged: from now on nothing is accepted (storage_failed), sent or
  // recorded; run() goes on until stop().
  void stop_writes();

  const CommandTable& commands() const;
  struct Figures {  // a snapshot for health, metrics and benchmarks; any thread
    std::uint64_t accepted = 0, repeats = 0, dropped = 0, failed = 0, delivered = 0, retried = 0,
                  dead = 0, commits = 0, rebuilt = 0;
    std::size_t queued = 0;  // tasks that wait for the brain
    std::size_t under_way =
        0;  // tasks that are not yet answered; 0: all that was given to the engine is on the disk
    bool stopping = false;  // I/O thread only: no event is accepted any more
    bool writable = true;   // false once the database refuses writes: readiness is red
  };
  Figures figures() const;
  // Readiness, for whoever watches (/readyz): why the bot takes nothing just now, or where it hears nothing; empty: it is
  // ready. I/O thread.
  std::string not_ready() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher
