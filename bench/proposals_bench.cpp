// bench/proposals_bench.cpp: what polls cost the brain, and how long a search takes among ten thousand proposals.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/synthetic.hpp"
#include "bot/dispatch.hpp"
#include "bot/store.hpp"
#include "commands/proposals/feature.hpp"
#include "commands/proposals/file_facts.hpp"
#include "commands/proposals/watches.hpp"
#include "tests/support/temp.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>

namespace usher::bench {

namespace {

using Timer = std::chrono::steady_clock;
using Millis = std::chrono::duration<double, std::milli>;

constexpr std::size_t many = 10'000;
constexpr int searches = 2'000;
constexpr int passes = 3;

// As the program's own are made (bot/compose_tree.cpp).
const proposals::Settings& settings() {
  static const proposals::Settings all = [] {
    proposals::Settings out;
    out.source = "bench";
    return out;
  }();
  return all;
}

struct Cost {
  int requests = 0, events = 0, slices = 0;
  double worker = 0;              // ms that files were read for, where nobody waits
  double total = 0, longest = 0;  // ms: of all slices, and the longest
  double longest_event = 0;
  double commits = 0;  // ms that the disk took; not of the brain's work
};

// A database, the feature, and a source that answers at once. Events are handled as the brain does it: those that wait
// share a transaction until it has taken 20 ms.
class Desk {
 public:
  explicit Desk(std::size_t proposals) : source(proposals) {
    dispatcher_.add(std::make_unique<proposals::Proposals>(settings()));
    in_slice([&] { keep(dispatcher_.start(*db_)); });
    end_slice();
    // Somebody is told of all that is news.
    db_->run(
        "INSERT INTO proposal_watches(series,space,room,person,what,since) "
        "VALUES('nep','web','','ada','all',0)"
    );
  }

  Cost poll() {
    cost_ = {};
    clock_.advance(std::chrono::hours(1));
    const scheduler::Job job{feature, std::string(proposals::Poll::job), clock_.seconds(), 0};
    scheduler::remind(*db_, feature, Remind{job.job, job.at});
    in_slice([&] { keep(dispatcher_.tick(*db_, job)); });
    go_on();
    return cost_;
  }

  // ms from the command to its answer.
  double search(const std::string& words) {
    Event event;
    event.id = fmt::format("search-{}", ++events_);
    event.at = {"terminal", "chat", ""};
    event.who.id = "ada";
    event.who.lang = "en";
    event.what = Command{"nep", words};
    const auto begun = Timer::now();
    db_->run("BEGIN IMMEDIATE");
    dispatcher_.inbound(*db_, {event, {}});
    const Millis took = Timer::now() - begun;
    db_->run("COMMIT");
    return took.count();
  }

  // As after a transaction that was rolled back: what is known is read anew by whoever asks first.
  double search_anew(const std::string& words) {
    dispatcher_.drop_caches();
    return search(words);
  }

  SyntheticSource source;

 private:
  static constexpr const char* feature = "proposals-nep";

  void keep(Handled handled) {
    for (calls::Row& row : handled.calls) calls_.push_back(std::move(row));
  }

  void in_slice(const std::function<void()>& event) {
    if (!open_) db_->run("BEGIN IMMEDIATE");
    if (!open_) slice_ = {};
    open_ = true;
    const auto begun = Timer::now();
    event();
    const double took = Millis(Timer::now() - begun).count();
    slice_ += took;
    ++cost_.events;
    cost_.longest_event = std::max(cost_.longest_event, took);
    if (slice_ > 20) end_slice();
  }

  void end_slice() {
    if (!open_) return;
    open_ = false;
    const auto begun = Timer::now();
    db_->run("COMMIT");
    cost_.commits += Millis(Timer::now() - begun).count();
    ++cost_.slices;
    cost_.total += slice_;
    cost_.longest = std::max(cost_.longest, slice_);
  }

  void go_on() {
    while (true) {
      if (!calls_.empty()) {
        const calls::Row row = std::move(calls_.front());
        calls_.pop_front();
        const Fetched answer = answered(row.call);
        in_slice([&] { keep(dispatcher_.answered(*db_, row, answer)); });
        continue;
      }
      end_slice();
      const auto step = scheduler::find(*db_, feature, proposals::Poll::step_job);
      if (!step) return;
      in_slice([&] { keep(dispatcher_.tick(*db_, *step)); });
    }
  }

  Fetched answered(const Call& call) {
    ++cost_.requests;
    if (call.method == "READ") {
      const std::string bytes = source.bytes(call.path.substr(41));
      const auto begun = Timer::now();
      std::string facts = proposals::facts_of_file(call.path, bytes, settings());
      cost_.worker += Millis(Timer::now() - begun).count();
      return {call.tag, 200, std::move(facts), "", errc::ok};
    }
    if (call.etag == source.etag()) return {call.tag, 304, "", call.etag, errc::ok};
    return {call.tag, 200, source.listing(), source.etag(), errc::ok};
  }

  test::TempFolder folder_;
  std::vector<Migration> migrations_ = usher_migrations();
  std::unique_ptr<Database> db_ = open_store(folder_.file("polls.db"), migrations_);
  ManualClock clock_{sys_seconds(std::chrono::seconds(1'790'000'000))};
  Catalog catalog_;
  static void tell(std::string_view what) { fmt::print("  ! {}\n", what); }
  Dispatcher dispatcher_{catalog_, {}, clock_, {.trouble = tell, .slow = tell}};
  std::deque<calls::Row> calls_;
  Cost cost_;
  bool open_ = false;
  double slice_ = 0;
  int events_ = 0;
};

void print(const char* name, const Cost& cost, const char* target) {
  fmt::print(
      "  {:<34} {:>6} requests, brain {:>7.1f} ms in {} slices, the longest {:.1f} ms (one event "
      "{:.1f}); "
      "the disk {:.0f} ms, the worker {:.0f} ms{}\n",
      name, cost.requests, cost.total, cost.slices, cost.longest, cost.longest_event, cost.commits,
      cost.worker, target
  );
  std::fflush(stdout);
}

void print_searches(
    const char* name, Desk& desk, const std::function<std::string()>& words,
    const char* target = " (target: p99 under 5 ms)"
) {
  std::vector<double> took;
  took.reserve(searches);
  for (int i = 0; i < searches; ++i) took.push_back(desk.search(words()));
  const double half = percentile(took, 0.5);
  const double most = percentile(took, 0.99);
  fmt::print(
      "  {:<34} p50 {:.2f} ms, p99 {:.2f} ms, longest {:.2f} ms{}\n", name, half, most,
      *std::ranges::max_element(took), target
  );
  std::fflush(stdout);
}

void searches_of(Desk& desk) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  const Vocabulary& words = desk.source.words();
  print_searches("one word", desk, [&] { return words.draw(random); });
  print_searches("three words", desk, [&] { return words.draw(random, 3); });
  print_searches("the same, one of them mistyped", desk, [&] {
    std::string typed = words.draw(random, 2);
    std::string wrong = words.draw(random);
    if (wrong.size() > 4) wrong.erase(random() % wrong.size(), 1);
    return typed += " " + wrong;
  });
  print_searches(
      "an author", desk,
      [&] { return "author:" + words.draw(random).substr(0, 4) + " author:love"; }, ""
  );
  print_searches("an author whom nobody knows", desk, [] { return "author:lovelake"; }, "");
  print_searches("a beginning", desk, [&] { return words.draw(random).substr(0, 3); });
}

}  // namespace

void proposals() {
  fmt::print(
      "Polls: work of the brain, and what of it is done in one piece; the best of {} passes\n",
      passes
  );
  const auto cheaper = [](const Cost& a, const Cost& b) { return a.total < b.total; };
  std::unique_ptr<Desk> desk;
  const auto first = [&](std::size_t proposals) {
    desk.reset();
    desk = std::make_unique<Desk>(proposals);
    return desk->poll();
  };
  const auto best = [&](const auto& poll) {
    Cost least = poll();
    for (int pass = 1; pass < passes; ++pass) least = std::min(least, poll(), cheaper);
    return least;
  };
  print("56 proposals, the first poll", best([&] { return first(56); }), "");
  print("56 unchanged", best([&] { return desk->poll(); }), " (target: one request, under 5 ms)");
  print(
      "10,000 proposals, the first poll", best([&] { return first(many); }),
      " (target: under 1,000 ms, slices under 50)"
  );
  print("10,000 unchanged", best([&] { return desk->poll(); }), "");
  for (const std::size_t count : {std::size_t{1}, std::size_t{100}, std::size_t{5'000}}) {
    const Cost cost = best([&] {
      desk->source.change(count);
      return desk->poll();
    });
    print(
        fmt::format("10,000, {} of them changed", count).c_str(), cost, " (target: slices under 50)"
    );
  }
  fmt::print(
      "  10,000 read anew, as after a rollback: {:.1f} ms, once\n", desk->search_anew("status 1")
  );
  fmt::print("Searches among 10,000 proposals, titles and abstracts\n");
  searches_of(*desk);
}

}  // namespace usher::bench
