// The brain: the one thread that owns the database. All tasks that wait share one transaction and are answered after its
// commit; where one of them takes something back, they run again, with a savepoint each (docs/architecture.md, "Durability").
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/errc.hpp"
#include "bot/writing.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

namespace usher {

// A piece of work for the database.
struct BrainTask {
  // Runs on the brain. May run up to three times, when another task of its transaction throws or SQLite has dropped that: it
  // must set its results anew each time and consume nothing that it captured. A throw takes back what it wrote, and no more.
  std::function<void(Database&)> work;
  // Runs where Home says (the I/O thread), after the commit or after giving up. ok: it is on disk.
  std::move_only_function<void(errc)> done;
  bool direct = false;  // call done on the brain itself: only for who waits for it elsewhere
  // Nobody waits for it and losing it is harmless (that a post was delivered): it rides with the next commit, or has its
  // own after a moment. It keeps its place among the others.
  bool lazy = false;
};

class Brain {
 public:
  // Posts a closure to the thread that waits for answers. Must accept calls from the brain thread.
  using Home = std::function<void(std::move_only_function<void()>)>;
  struct Hooks {
    Home home;
    std::function<void()>
        rolled_back;  // on the brain: caches made from the database are no longer true
    std::function<void(Database&)>
        committed;  // on the brain, after each commit, outside of any transaction
    std::function<void(Database&)>
        rewritten;  // on the brain: the file was written anew, and the log is empty; outside of any transaction
    std::function<void(std::string_view)>
        trouble;  // on the brain: a line for the operator, no message text
  };

  Brain(std::unique_ptr<Database> database, Hooks hooks);
  Brain(const Brain&) = delete;
  Brain& operator=(const Brain&) = delete;
  ~Brain();  // stop()

  // Any thread; after stop() the tasks are answered with shutting_down.
  void submit(BrainTask task);
  void submit(std::vector<BrainTask> tasks);  // given together, committed together
  // Of what was deleted no byte stays in the files: the write-ahead log is emptied and truncated now, between two
  // transactions, and the file written anew soon, at the latest by stop(). Any thread.
  void checkpoint();
  // Runs `work` on the brain and waits for it (start-up and tests). Throws what work threw.
  void run_now(const std::function<void(Database&)>& work);
  // Any thread. From now on every task is answered with storage_failed, unrun: the file must not be written to.
  void refuse() { refused_.store(true, std::memory_order_relaxed); }
  // Finishes what was submitted, joins, closes the database. Idempotent.
  void stop();

  std::uint64_t commits() const { return commits_.load(std::memory_order_relaxed); }
  std::uint64_t rebuilt() const {
    return rebuilt_.load(std::memory_order_relaxed);
  }  // batches run again one by one
  // False from a failure of the disk until a commit without one.
  bool writable() const { return writing_.ok() && !refused_.load(std::memory_order_relaxed); }
  std::size_t waiting() const;  // tasks, and a log to be emptied

 private:
  struct Item {
    BrainTask task;
    errc result = errc::ok;
  };
  enum class Ran { ok, failed, dropped };

  void loop();
  void process(std::vector<Item>& batch);
  void truncate_log() noexcept;
  bool rewrite_file() noexcept;
  std::size_t process_together(std::span<Item> batch);
  std::size_t run_bare(std::span<Item> batch);
  std::size_t run_guarded(std::span<Item> batch);
  void process_alone(Item& item);
  Ran run_item(Item& item);
  void begin();
  bool commit(errc& why);
  void abandon() noexcept;
  void answer(std::span<Item> batch);
  bool wanted() const;
  void note_trouble(std::string_view text) const;
  void note_refusal(std::string_view text);

  std::unique_ptr<Database> database_;
  Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<BrainTask> queue_;
  std::size_t eager_ = 0;  // tasks in the queue that somebody waits for
  bool stopping_ = false;
  bool checkpoint_ = false;  // asked for
  bool truncating_ = false;  // asked for, and not yet done
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> rebuilt_{0};
  Writing writing_;
  std::atomic<bool> refused_{false};
  std::thread thread_;
};

}  // namespace usher
