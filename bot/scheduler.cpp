// bot/scheduler.cpp: jobs as rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/scheduler.hpp"

#include <algorithm>

namespace usher::scheduler {

void remind(Database& db, std::string_view feature, const Remind& remind) {
  db.run(
      "INSERT INTO jobs(feature,job,at) VALUES(?,?,?) ON CONFLICT(feature,job) DO UPDATE SET "
      "at=excluded.at, tries=0",
      feature, remind.job, remind.at
  );
}

void forget(Database& db, std::string_view feature, std::string_view job) {
  db.run("DELETE FROM jobs WHERE feature=? AND job=?", feature, job);
}

std::vector<Job> due(Database& db, sys_seconds now, int limit) {
  std::vector<Job> jobs;
  auto row =
      db.query("SELECT feature,job,at,tries FROM jobs WHERE at<=? ORDER BY at LIMIT ?", now, limit);
  while (row.next())
    jobs.push_back(
        {std::string(row.text(0)), std::string(row.text(1)), row.time(2),
         static_cast<int>(row.integer(3))}
    );
  return jobs;
}

std::optional<sys_seconds> next(Database& db) {
  auto row = db.query("SELECT min(at) FROM jobs");
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return row.time(0);
}

std::optional<Job> find(Database& db, std::string_view feature, std::string_view job) {
  auto row = db.query("SELECT at,tries FROM jobs WHERE feature=? AND job=?", feature, job);
  if (!row.next()) return std::nullopt;
  return Job{std::string(feature), std::string(job), row.time(0), static_cast<int>(row.integer(1))};
}

bool take(Database& db, const Job& job) {
  return db.run(
             "DELETE FROM jobs WHERE feature=? AND job=? AND at=?", job.feature, job.job, job.at
         ) == 1;
}

bool put_back(Database& db, const Job& job, sys_seconds now) {
  const int tries = job.tries + 1;
  if (tries >= most_tries) return false;
  const auto wait = std::chrono::minutes(1 << std::min(tries, 6));
  db.run(
      "INSERT INTO jobs(feature,job,at,tries) VALUES(?,?,?,?) ON CONFLICT DO NOTHING", job.feature,
      job.job, now + wait, tries
  );
  return true;
}

std::string tick_id(const Job& job) {
  return "tick:" + job.feature + ":" + job.job + ":" +
         std::to_string(job.at.time_since_epoch().count()) + ":" + std::to_string(job.tries);
}

std::chrono::milliseconds nap(std::optional<sys_seconds> next, sys_millis now) {
  constexpr std::chrono::milliseconds longest = std::chrono::minutes(1);
  // Compared in seconds first: a job set for "never", or for the beginning of time, is farther away than milliseconds can
  // count.
  const sys_seconds second = std::chrono::floor<std::chrono::seconds>(now);
  if (!next || *next > second + std::chrono::hours(1)) return longest;
  if (*next <= second) return std::chrono::milliseconds(0);
  return std::clamp<std::chrono::milliseconds>(*next - now, std::chrono::milliseconds(0), longest);
}

}  // namespace usher::scheduler
