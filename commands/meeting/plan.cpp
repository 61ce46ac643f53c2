// commands/meeting/plan.cpp: dates times leads.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/plan.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

// Nothing is said of a meeting that began longer ago (late.hpp).
constexpr std::chrono::minutes longest_worth{15};

}  // namespace

std::vector<std::string> whats_of(const Settings& settings, std::string_view key) {
  std::vector<std::string> out{of_series(key), std::string(of_all)};
  if (const SeriesSettings* own = settings_of(settings, key))
    for (const std::string& tag : own->tags) out.push_back(of_tag(tag));
  return out;
}

std::vector<Lead> room_leads(const Settings& settings, std::string_view key) {
  const SeriesSettings* own = settings_of(settings, key);
  return own == nullptr || own->rooms.empty() ? std::vector<Lead>{} : own->leads;
}

Plan::Plan(Database& db, const Settings& settings) : db_(db) {
  const auto asked = leads_by_what(db);
  auto row = db.query("SELECT id,key FROM meeting_series WHERE gone=0");
  while (row.next()) {
    Leads one{row.integer(0), {}};
    const std::string key(row.text(1));
    for (const std::string& what : whats_of(settings, key))
      if (const auto at = asked.find(what); at != asked.end())
        one.leads.insert(at->second.begin(), at->second.end());
    for (const Lead lead : room_leads(settings, key)) one.leads.insert(lead);
    if (!one.leads.empty()) all_.push_back(std::move(one));
  }
}

std::vector<Due> Plan::due(sys_seconds after, sys_seconds until, std::size_t most) const {
  std::vector<std::pair<sys_seconds, Due>> found;
  for (const Leads& one : all_)
    for (const Lead lead : one.leads) {
      // After a long time away most of it is long over.
      const sys_seconds begins_after = std::max(after + lead, until - longest_worth);
      auto row = db_.query(
          "SELECT id,start FROM meeting_occurrences WHERE series=? AND start>? AND start<=? AND "
          "state=0",
          one.series, begins_after, until + lead
      );
      while (row.next()) found.emplace_back(row.time(1) - lead, Due{row.integer(0), lead});
    }
  std::ranges::sort(found);
  if (found.size() > most) found.resize(most);
  std::vector<Due> out;
  out.reserve(found.size());
  for (const auto& [at, due] : found) out.push_back(due);
  return out;
}

std::optional<sys_seconds> Plan::next(sys_seconds after) const {
  std::optional<sys_seconds> out;
  for (const Leads& one : all_)
    for (const Lead lead : one.leads) {
      auto row = db_.query(
          "SELECT start FROM meeting_occurrences WHERE series=? AND start>? AND state=0 ORDER BY "
          "start LIMIT 1",
          one.series, after + lead
      );
      if (!row.next()) continue;
      const sys_seconds at = row.time(0) - lead;
      if (!out || at < *out) out = at;
    }
  return out;
}

std::optional<Seen> seen(Database& db) {
  auto row = db.query("SELECT seen_until,looked FROM meeting_state");
  if (!row.next()) return std::nullopt;
  return Seen{row.time(0), row.time(1)};
}

void set_seen(Database& db, const Seen& seen) {
  db.run(
      "INSERT OR REPLACE INTO meeting_state(one,seen_until,looked) VALUES(1,?,?)", seen.until,
      seen.looked
  );
}

}  // namespace usher::meeting
