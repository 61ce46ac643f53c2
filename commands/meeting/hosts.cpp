// commands/meeting/hosts.cpp: rows of hosts, and what meetings.toml says of them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/hosts.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

struct Stored {
  HostHow how = HostHow::each_time;
  std::string name;
};
std::optional<Stored> stored(Database& db, std::string_view key, const Subscriber& who) {
  auto row = db.query(
      "SELECT how,name FROM meeting_hosts WHERE key=? AND space=? AND person=?", key, who.space,
      who.person
  );
  if (!row.next()) return std::nullopt;
  return Stored{static_cast<HostHow>(row.integer(0)), std::string(row.text(1))};
}

bool holds(const std::vector<Host>& all, const Subscriber& who) {
  return std::ranges::any_of(all, [&](const Host& one) { return one.who == who; });
}

// In every space that is served and that they are named for.
void add_named(
    const Context& context, std::string_view key, const std::vector<std::string>& names,
    std::vector<Host>& out
) {
  if (!context.people) return;
  for (const std::string& named : names)
    for (const To& to : context.people(named)) {
      Host one{{to.place.space, "", to.people.front()}, HostHow::each_time, to.people.front()};
      if (const auto known = stored(context.db, key, one.who)) {
        one.how = known->how;
        if (!known->name.empty()) one.name = known->name;
      }
      if (!holds(out, one.who)) out.push_back(std::move(one));
    }
}

}  // namespace

std::vector<Host> hosts_of(const Settings& settings, const Context& context, std::string_view key) {
  std::vector<Host> out;
  if (const SeriesSettings* own = settings_of(settings, key))
    add_named(context, key, own->hosts, out);
  auto row = context.db.query(
      "SELECT space,person,how,name FROM meeting_hosts WHERE key=? AND how=1 ORDER BY "
      "since,space,person",
      key
  );
  while (row.next()) {
    Host one{
        {std::string(row.text(0)), "", std::string(row.text(1))},
        static_cast<HostHow>(row.integer(2)),
        std::string(row.text(3))
    };
    if (one.name.empty()) one.name = one.who.person;
    if (!holds(out, one.who)) out.push_back(std::move(one));
  }
  std::erase_if(out, [](const Host& one) { return one.how == HostHow::never; });
  return out;
}

std::vector<Host> stand_bys_of(
    const Settings& settings, const Context& context, std::string_view key
) {
  std::vector<Host> out;
  if (const SeriesSettings* own = settings_of(settings, key))
    add_named(context, key, own->stand_by, out);
  std::erase_if(out, [](const Host& one) { return one.how == HostHow::never; });
  return out;
}

void set_host(
    Database& db, std::string_view key, const Subscriber& who, HostHow how, std::string_view name,
    sys_seconds now
) {
  db.run(
      "INSERT INTO meeting_hosts(key,space,person,how,name,since) VALUES(?,?,?,?,?,?) ON "
      "CONFLICT(key,space,person) DO UPDATE SET how=excluded.how,name=excluded.name",
      key, who.space, who.person, std::to_underlying(how), name, now
  );
}

std::vector<HostAnswer> host_answers(Database& db, std::int64_t date) {
  std::vector<HostAnswer> out;
  auto row = db.query(
      "SELECT space,person,state,step,name FROM meeting_hosting WHERE occurrence=? ORDER BY "
      "space,person",
      date
  );
  while (row.next())
    out.push_back(
        {{std::string(row.text(0)), "", std::string(row.text(1))},
         static_cast<HostState>(row.integer(2)),
         static_cast<HostStep>(row.integer(3)),
         std::string(row.text(4))}
    );
  return out;
}

void set_answer(Database& db, std::int64_t date, const HostAnswer& answer) {
  db.run(
      "INSERT OR REPLACE INTO meeting_hosting(occurrence,space,person,state,step,name) "
      "VALUES(?,?,?,?,?,?)",
      date, answer.who.space, answer.who.person, std::to_underlying(answer.state),
      std::to_underlying(answer.step), answer.name
  );
}

HostStep host_step(Database& db, std::int64_t date) {
  auto row = db.query("SELECT step FROM meeting_host_steps WHERE occurrence=?", date);
  return row.next() ? static_cast<HostStep>(row.integer(0)) : HostStep::none;
}

void set_host_step(Database& db, std::int64_t date, HostStep step) {
  db.run(
      "INSERT OR REPLACE INTO meeting_host_steps(occurrence,step) VALUES(?,?)", date,
      std::to_underlying(step)
  );
}

std::optional<Host> host_of(const Settings& settings, const Context& context, const Shown& what) {
  const auto answers = host_answers(context.db, what.date.id);
  const auto hosts = std::ranges::find(answers, HostState::hosts, &HostAnswer::state);
  if (hosts != answers.end())
    return Host{
        hosts->who, HostHow::each_time, hosts->name.empty() ? hosts->who.person : hosts->name
    };
  for (Host& one : hosts_of(settings, context, what.series.key)) {
    const auto said = std::ranges::find(answers, one.who, &HostAnswer::who);
    const bool can = said == answers.end() || said->state == HostState::asked;
    if (one.how == HostHow::always && can) return std::move(one);
  }
  return std::nullopt;
}

void ask_hosts_anew(Database& db, std::int64_t date) {
  db.run("UPDATE meeting_hosting SET state=0,step=0 WHERE occurrence=?", date);
  db.run("DELETE FROM meeting_host_steps WHERE occurrence=?", date);
}

void prune_hosts(Database& db) {
  for (const char* sql :
       {"DELETE FROM meeting_hosting WHERE occurrence NOT IN (SELECT id FROM meeting_occurrences)",
        "DELETE FROM meeting_host_steps WHERE occurrence NOT IN (SELECT id FROM "
        "meeting_occurrences)"})
    db.run(sql);
}

void forget_host(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM meeting_hosts WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM meeting_hosting WHERE space=? AND person=?", space, person);
}

}  // namespace usher::meeting
