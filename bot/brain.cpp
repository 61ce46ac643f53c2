// bot/brain.cpp: the queue, the thread, and who is answered; transactions are in brain_transaction.cpp.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/brain.hpp"

#include "bot/store.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <optional>
#include <utility>

namespace usher {

namespace {

// No more tasks are taken into one transaction.
constexpr std::size_t most_in_batch = 256;
// How long lazy tasks wait for company.
constexpr std::chrono::milliseconds doze{10};
// A forgotten person is answered, and the answer erased too: the file is rewritten once for both.
constexpr std::chrono::milliseconds company{100};
// At most a hundredth of the time goes into rewriting, whoever asks to be forgotten how often.
constexpr int share = 100;
// Where it could not be rewritten, or somebody reads the old one.
constexpr std::chrono::minutes once_more{1};

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
  using Clock = std::chrono::steady_clock;
  std::vector<Item> batch;
  std::optional<Clock::time_point> rewrite_at;  // when the file is to be written anew, if it is
  Clock::time_point rested{};                   // not before then
  const auto rewrite_now = [&] {
    const auto began = Clock::now();
    const bool done = rewrite_file();
    rested = Clock::now() + (Clock::now() - began) * share;
    rewrite_at.reset();
    if (!done) rewrite_at = std::max(Clock::now() + once_more, rested);
  };
  while (true) {
    bool truncate = false;
    {
      std::unique_lock lock(mutex_);
      const auto called = [this] { return stopping_ || checkpoint_ || !queue_.empty(); };
      if (rewrite_at)
        wake_.wait_until(lock, *rewrite_at, called);
      else
        wake_.wait(lock, called);
      if (!queue_.empty() && !wanted())
        wake_.wait_for(lock, doze, [this] { return stopping_ || checkpoint_ || wanted(); });
      if (stopping_ && queue_.empty() && !checkpoint_) break;
      truncate = std::exchange(checkpoint_, false);
      while (!queue_.empty() && batch.size() < most_in_batch) {
        eager_ -= queue_.front().lazy ? 0 : 1;
        batch.push_back({std::move(queue_.front())});
        queue_.pop_front();
      }
    }
    process(batch);
    batch.clear();
    if (truncate) {
      truncate_log();
      if (!rewrite_at) rewrite_at = std::max(Clock::now() + company, rested);
      const std::scoped_lock lock(mutex_);
      truncating_ = checkpoint_;
    }
    if (rewrite_at && Clock::now() >= *rewrite_at) rewrite_now();
  }
  if (rewrite_at) rewrite_now();
}

// Whether it need not be tried again.
bool Brain::rewrite_file() noexcept {
  if (refused_.load(std::memory_order_relaxed)) return true;
  try {
    if (!rewrite(*database_)) return false;
    if (!hooks_.rewritten) return true;
    hooks_.rewritten(*database_);
    usher::checkpoint(*database_);  // the log was empty, and is to stay so
    return true;
  } catch (const std::exception& error) {
    note_trouble(error.what());
    return false;
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
