// bot/brain.cpp: group commit, and what happens when SQLite has dropped the transaction.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/brain.hpp"

#include "bot/step.hpp"
#include "bot/store.hpp"

#include <chrono>
#include <exception>
#include <future>
#include <utility>

namespace usher {

namespace {

// A slice of brain work: no more tasks are taken into one transaction after this long, or this many.
constexpr std::chrono::milliseconds slice{20};
constexpr std::size_t most_in_batch = 256;
// How long lazy tasks wait for company.
constexpr std::chrono::milliseconds doze{10};

}  // namespace

Brain::Brain(std::unique_ptr<Database> database, Hooks hooks)
    : database_(std::move(database)), hooks_(std::move(hooks)) {
  thread_ = std::thread([this] { loop(); });
}

Brain::~Brain() { stop(); }

void Brain::submit(BrainTask task) {
  std::vector<BrainTask> one;
  one.push_back(std::move(task));
  submit(std::move(one));
}

void Brain::submit(std::vector<BrainTask> tasks) {
  std::unique_lock lock(mutex_);
  if (stopping_) {
    lock.unlock();
    for (BrainTask& task : tasks)
      if (task.done)
        hooks_.home([done = std::move(task.done)]() mutable { done(errc::shutting_down); });
    return;
  }
  const bool was_wanted = wanted();
  const bool was_empty = queue_.empty();
  for (BrainTask& task : tasks) {
    eager_ += task.lazy ? 0 : 1;
    queue_.push_back(std::move(task));
  }
  // Asleep, or dozing beside lazy ones: woken for the first that matters, and to begin the doze.
  const bool wake = !was_wanted && (was_empty || wanted());
  lock.unlock();
  if (wake) wake_.notify_one();
}

bool Brain::wanted() const { return eager_ > 0 || queue_.size() >= most_in_batch; }

void Brain::run_now(const std::function<void(Database&)>& work) {
  std::promise<void> finished;
  std::exception_ptr thrown;
  errc result = errc::ok;
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_) throw std::logic_error("the brain has stopped");
    ++eager_;
    queue_.push_back(
        {[&](Database& db) {
           thrown = nullptr;
           try {
             work(db);
           } catch (...) {
             thrown = std::current_exception();
             throw;
           }
         },
         [&](errc why) {
           result = why;
           finished.set_value();
         },
         true}
    );
  }
  wake_.notify_one();
  finished.get_future().wait();
  if (thrown) std::rethrow_exception(thrown);
  if (result != errc::ok) throw DatabaseError(result, 0, std::string(describe(result)));
}

void Brain::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  database_.reset();
}

void Brain::checkpoint() {
  {
    const std::scoped_lock lock(mutex_);
    checkpoint_ = true;
    truncating_ = true;
  }
  wake_.notify_one();
}

std::size_t Brain::waiting() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size() + (truncating_ ? 1 : 0);
}

void Brain::loop() {
  std::vector<Item> batch;
  while (true) {
    bool truncate = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || checkpoint_ || !queue_.empty(); });
      if (!wanted())
        wake_.wait_for(lock, doze, [this] { return stopping_ || checkpoint_ || wanted(); });
      if (queue_.empty() && !checkpoint_) return;
      truncate = std::exchange(checkpoint_, false);
      while (!queue_.empty() && batch.size() < most_in_batch) {
        eager_ -= queue_.front().lazy ? 0 : 1;
        batch.push_back({std::move(queue_.front())});
        queue_.pop_front();
      }
    }
    process(batch);
    batch.clear();
    if (!truncate) continue;
    truncate_log();
    const std::scoped_lock lock(mutex_);
    truncating_ = checkpoint_;
  }
}

void Brain::truncate_log() noexcept {
  try {
    usher::checkpoint(*database_);
  } catch (const DatabaseError& error) {
    note_trouble(error.what());
  }
}

void Brain::process(std::vector<Item>& batch) {
  std::span<Item> rest(batch);
  if (refused_.load(std::memory_order_relaxed)) {
    for (Item& item : rest) item.result = errc::storage_failed;
    answer(rest);
    return;
  }
  while (!rest.empty()) {
    const std::size_t done = process_together(rest);
    if (done != 0) {
      answer(rest.first(done));
      rest = rest.subspan(done);
      continue;
    }
    // SQLite dropped the transaction, or refused its commit: nothing of it is on disk. Each on its own now, so that one
    // that cannot be written does not take the others with it.
    rebuilt_.fetch_add(1, std::memory_order_relaxed);
    for (Item& item : rest) process_alone(item);
    answer(rest);
    return;
  }
}

// How many items of `batch` are on disk now; 0 when the transaction was lost.
std::size_t Brain::process_together(std::span<Item> batch) {
  try {
    begin();
    const auto until = std::chrono::steady_clock::now() + slice;
    std::size_t ran = 0;
    for (Item& item : batch) {
      if (run_item(item) == Ran::dropped) return 0;
      ++ran;
      if (std::chrono::steady_clock::now() > until)
        break;  // long enough: the rest has the next transaction
    }
    errc why = errc::ok;
    return commit(why) ? ran : 0;
  } catch (const DatabaseError& error) {
    note_refusal(error.what());
    abandon();
    return 0;
  }
}

void Brain::process_alone(Item& item) {
  try {
    begin();
    item.result = errc::ok;
    const Ran ran = run_item(item);
    if (ran == Ran::dropped) {
      item.result = item.result == errc::ok ? errc::storage_failed : item.result;
      note_refusal("the database has dropped a transaction");
      return;
    }
    errc why = errc::ok;
    if (!commit(why)) item.result = why;
  } catch (const DatabaseError& error) {
    item.result = error.code();
    note_refusal(error.what());
    abandon();
  }
}

Brain::Ran Brain::run_item(Item& item) {
  item.result = errc::ok;
  try {
    Savepoint savepoint(*database_, "event");
    item.task.work(*database_);
    if (!database_->in_transaction()) {
      abandon();
      return Ran::dropped;
    }
    savepoint.release();
    writing_.succeeded();
    return Ran::ok;
  } catch (const DatabaseError& error) {
    item.result = error.code();
    note_refusal(error.what());
  } catch (const std::exception& error) {
    item.result = errc::bug;
    note_trouble(error.what());
  }
  if (hooks_.rolled_back) hooks_.rolled_back();
  if (database_->in_transaction()) return Ran::failed;
  abandon();
  return Ran::dropped;
}

void Brain::begin() {
  writing_.begin();
  database_->run("BEGIN IMMEDIATE");
}

bool Brain::commit(errc& why) {
  step("before commit");
  try {
    database_->run("COMMIT");
  } catch (const DatabaseError& error) {
    why = error.code();
    note_refusal(error.what());
    abandon();
    return false;
  }
  step("after commit");
  commits_.fetch_add(1, std::memory_order_relaxed);
  if (writing_.committed(*database_)) note_trouble("the database takes what is written again");
  try {
    if (hooks_.committed) hooks_.committed(*database_);
  } catch (const std::exception& error) {
    note_trouble(error.what());  // what was committed stays so
  }
  return true;
}

void Brain::abandon() noexcept {
  try {
    if (database_->in_transaction()) database_->run("ROLLBACK");
  } catch (const DatabaseError& error) {
    note_trouble(error.what());
  }
  if (hooks_.rolled_back) hooks_.rolled_back();
}

void Brain::answer(std::span<Item> batch) {
  std::vector<Item> home;
  for (Item& item : batch) {
    if (!item.task.done) continue;
    if (item.task.direct) {
      item.task.done(item.result);
    } else {
      home.push_back(std::move(item));
    }
  }
  if (home.empty()) return;
  hooks_.home([items = std::move(home)]() mutable {
    for (Item& item : items) item.task.done(item.result);
  });
}

void Brain::note_trouble(std::string_view text) const {
  if (hooks_.trouble) hooks_.trouble(text);
}

void Brain::note_refusal(std::string_view text) {
  if (writing_.refused(text)) note_trouble(text);
}

}  // namespace usher
