// What the engine's translation units share. Everything here runs on the I/O thread, except what a BrainTask's work does.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/brain.hpp"
#include "bot/delivery.hpp"
#include "bot/dispatch.hpp"
#include "bot/engine.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <vector>

namespace usher {

// One adapter, what is to be delivered through it, and the timer that wakes its delivery.
struct Slot {
  std::unique_ptr<Adapter> adapter;
  Delivery delivery;
  boost::asio::steady_timer timer, rest_timer;
  bool ended = false;
  bool pumping = false;
  bool watching = false;  // rest_timer runs
  int refusals = 0;       // of the disk, while the backlog is read
};

struct Engine::Impl {
  Impl(
      boost::asio::io_context& io_context, EngineSettings engine_settings,
      const Clock& engine_clock, const Catalog& catalog, std::unique_ptr<Database> database
  );

  // --- engine.cpp ---
  void submit(
      std::function<void(Database&)> work, std::move_only_function<void(errc)> done,
      bool lazy = false
  );
  void accept(Inbound&& inbound, std::move_only_function<void(Result<Reply>)> answer);
  void act(Handled handled);
  // The disk refused, for the so-manieth time: once more after a while that grows. Not when nothing may be written any more.
  void again(int& refusals, std::function<void()> then);
  void changed() { change.cancel(); }
  bool is_prompt(const calls::Row& row) const;
  bool idle(sys_millis now) const;
  boost::asio::awaitable<void> wait_for_change(std::chrono::milliseconds at_most);

  // --- engine_delivery.cpp ---
  void pump(Slot& slot);
  void begin_attempt(Slot& slot, Delivery::Start&& start);
  using Sending = boost::asio::awaitable<std::expected<Receipt, Setback>>;
  void attempt(Slot& slot, std::int64_t queue, Pending&& pending);
  // sending: Adapter::deliver(), not begun yet; a row is large, and no frame of the engine's holds it.
  boost::asio::awaitable<void> attempt(Slot* slot, std::int64_t queue, Sending sending);
  void trouble_of(const Slot& slot, const std::exception& error);
  void end_attempt(Slot& slot, std::int64_t queue, std::expected<Receipt, Setback> result);
  struct Ended {
    Delivery::Verdict verdict;
    Receipt receipt;
    std::unique_ptr<Handled> handled;  // what its feature made of it, where it hears of it
    int refusals = 0;
  };
  void record_end(const std::shared_ptr<Ended>& ended);
  void claim_then_attempt(Slot& slot, std::int64_t queue, OutboxRow row);
  void load(Slot& slot, const Delivery::Load& what);
  void load_backlog(Slot& slot);
  void watch_rest(Slot& slot);
  void leave(const OutboxRow& row);
  // At the end: what is not under way now has not been so when the next life begins. Nothing: all is.
  std::function<void(Database&)> rest_all();
  void set_timer(
      boost::asio::steady_timer& timer, std::chrono::milliseconds wait, std::function<void()> then
  );

  // --- engine_jobs.cpp ---
  void schedule();  // looks for due jobs now
  void run_jobs(std::vector<scheduler::Job> jobs);
  void load_calls();
  void go_on_tidying(Database& db);  // at start, on the brain
  void ask(calls::Row row);
  void ask_next();
  boost::asio::awaitable<void> perform(calls::Row row);
  void answer_call(calls::Row row, Answer answer);
  // A call's answer on its way to the disk.
  struct Heard {
    calls::Row row;
    Fetched fetched;
    Handled handled;
    int refusals = 0;
  };
  void record_answer(const std::shared_ptr<Heard>& heard);
  void watch_calls();
  sys_millis end_of(const calls::Row& row, sys_millis now) const;

  boost::asio::io_context& io;
  EngineSettings settings;
  const Clock& clock;
  Dispatcher dispatcher;
  std::vector<std::unique_ptr<Slot>> slots;
  std::map<std::string, std::unique_ptr<Service>, std::less<>> services;

  boost::asio::steady_timer
      change;  // cancelled whenever something happened that run() may wait for
  boost::asio::steady_timer job_timer;
  bool scheduling = false, schedule_again = false;

  std::deque<calls::Row> calls_ready;
  bool calls_known = false;  // those that the database had at start: until then all are only there
  int load_refusals = 0;
  std::multimap<sys_millis, calls::Row> calls_parked;
  boost::asio::steady_timer call_timer;
  struct Flight {
    calls::Row row;
    sys_millis until{};  // given up then, whatever its service is still doing
  };
  std::map<std::int64_t, Flight> calls_flying;  // by the row's id
  boost::asio::steady_timer flight_timer;

  bool started = false, stopping = false, hurry = false;
  std::int64_t last_of_before = 0;  // the newest row of the life before this
  bool frozen = false;              // the database is damaged: nothing is sent
  std::atomic<std::size_t> submitted{0
  };  // brain tasks without an answer; written on the I/O thread
  std::vector<BrainTask>
      gathered;  // given to the brain together, at the end of this turn of the loop
  std::set<std::int64_t>
      checkpoint_after;  // rows that answer a /forget: erased from the log once delivered
  std::minstd_rand chance{std::random_device{}()};

  struct Counters {
    std::atomic<std::uint64_t> accepted{0}, repeats{0}, dropped{0}, failed{0}, delivered{0},
        retried{0}, dead{0};
  } counters;

  std::unique_ptr<Brain> brain;  // last: joined first
};

}  // namespace usher
