// bench/calendar_slices.cpp: how long the brain is held while a large calendar is compared, event by event.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/meetings_bench.hpp"
#include "bot/store.hpp"
#include "commands/meeting/feature.hpp"
#include "commands/meeting/reading.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace usher::bench {

namespace {

using Timer = std::chrono::steady_clock;
using Millis = std::chrono::duration<double, std::milli>;

// The feature alone, on a database in a file: its jobs when they are due, its Calls answered by the reader.
class Slices {
 public:
  explicit Slices(const std::filesystem::path& file) : db_(file.string()), feature_(settings()) {
    db_.script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
    for (const Migration& migration : usher_migrations()) db_.script(std::string(migration.sql));
    commands_.add(feature_.name(), feature_.commands(), feature_.shortcuts());
    Context context = this->context();
    db_.script("BEGIN");
    take(feature_.start(context));
    db_.script("COMMIT");
  }

  // Until the next poll is over. What its events took, each with all that the feature does for it but the commit, which many
  // events share.
  std::vector<double> poll(const std::string& bytes) {
    std::vector<double> out;
    bool read = false;
    for (;;) {
      if (call_) {
        const Call call = *std::exchange(call_, std::nullopt);
        read = true;
        out.push_back(give(answer(call, bytes)));
        continue;
      }
      const auto next =
          std::ranges::min_element(jobs_, {}, [](const auto& one) { return one.second; });
      if (next == jobs_.end() || (read && !next->first.starts_with("step:"))) return out;
      const auto [job, due] = *next;
      jobs_.erase(next);
      now_ = std::max(now_, due);
      out.push_back(give(Tick{job, due, now_}));
    }
  }

 private:
  static meeting::Settings settings() {
    meeting::Settings out;
    out.sources = {{"calendar-1", "https://example.org/a.ics"}};
    return out;
  }

  Context context() {
    Context out{db_, catalog_, commands_, community_, now_, false};
    out.rooms = [](std::string_view) { return std::vector<Place>{}; };
    out.people = [](std::string_view) { return std::vector<To>{}; };
    out.holders = [](Role) { return std::vector<To>{}; };
    out.confides = [](const Event&) { return false; };
    return out;
  }

  static Fetched answer(const Call& call, const std::string& bytes) {
    Fetched out;
    out.tag = call.tag;
    out.status = 200;
    out.etag = std::to_string(meeting::digest_of(bytes));
    const auto window = meeting::window_in(call.path).value();
    out.body =
        meeting::encode(meeting::read_meetings(bytes, meeting::Zone(), window.first, window.second)
        );
    return out;
  }

  double give(What what) {
    const Event event{"event" + std::to_string(++events_), {}, {}, {}, std::move(what)};
    Context context = this->context();
    db_.script("BEGIN");
    const auto began = Timer::now();
    const Outcome outcome = feature_.on(event, context);
    const double took = Millis(Timer::now() - began).count();
    db_.script("COMMIT");
    take(outcome.effects);
    return took;
  }

  void take(const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (const auto* remind = std::get_if<Remind>(&effect)) jobs_[remind->job] = remind->at;
      if (const auto* forget = std::get_if<Forget>(&effect)) jobs_.erase(forget->job);
      if (const auto* call = std::get_if<Call>(&effect)) call_ = *call;
    }
  }

  Database db_;
  Catalog catalog_;
  CommandTable commands_;
  Community community_;
  meeting::Meetings feature_;
  sys_seconds now_ = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  std::map<std::string, sys_seconds> jobs_;
  std::optional<Call> call_;
  int events_ = 0;
};

void print(const char* what, std::vector<double> times) {
  fmt::print(
      "  {}: {} events of the brain, median {:.2f} ms, longest {:.1f} ms (target 50)\n", what,
      times.size(), percentile(times, 0.5), std::ranges::max(times)
  );
  std::fflush(stdout);
}

}  // namespace

void slices_figures(const std::string& calendar, const std::string& moved) {
  const auto folder = std::filesystem::temp_directory_path() / "usher-calendar-slices";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  {
    Slices slices(folder / "meetings.db");
    print("read for the first time", slices.poll(calendar));
    print("every date an hour later", slices.poll(moved));
    print("read once more", slices.poll(moved));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace usher::bench
