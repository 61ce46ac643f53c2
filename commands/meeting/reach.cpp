// commands/meeting/reach.cpp: counting, without writing to anybody.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/reach.hpp"

#include "commands/meeting/plan.hpp"

#include <algorithm>
#include <set>

namespace usher::meeting {

std::vector<Subscriber> who_come(
    Database& db, std::span<const std::int64_t> dates, std::size_t most
) {
  std::set<Subscriber> out;
  for (const std::int64_t date : dates) {
    auto row = db.query(
        "SELECT space,person FROM meeting_going WHERE occurrence=?1 AND comes=1 UNION SELECT "
        "space,person FROM meeting_hosting WHERE occurrence=?1 AND state IN (0,1) UNION SELECT "
        "space,person FROM meeting_later WHERE occurrence=?1 ORDER BY 1,2",
        date
    );
    while (row.next() && out.size() < most)
      out.insert({std::string(row.text(0)), "", std::string(row.text(1))});
  }
  return {out.begin(), out.end()};
}

Reach reach_of(const Shown& what, const Settings& settings, const Context& context) {
  const std::int64_t date = what.date.id;
  return reach_of(what.series.key, {&date, 1}, settings, context);
}

Reach reach_of(
    std::string_view key, std::span<const std::int64_t> dates, const Settings& settings,
    const Context& context
) {
  Reach out;
  out.rooms = configured_rooms(settings, context, key);
  std::set<Subscriber> people;
  for (const std::string& subscription : whats_of(settings, key)) {
    auto row = context.db.query(
        "SELECT DISTINCT space,room,person FROM meeting_subscriptions WHERE what=?", subscription
    );
    while (row.next()) {
      Subscriber who{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
      if (!who.person.empty()) {
        people.insert(std::move(who));
        continue;
      }
      const bool there =
          std::ranges::any_of(out.rooms, [&](const Target& room) { return room.who == who; });
      if (!there) out.rooms.push_back({std::move(who)});
    }
  }
  for (Subscriber& who : who_come(context.db, dates, 10'000)) people.insert(std::move(who));
  out.people = people.size();
  return out;
}

}  // namespace usher::meeting
