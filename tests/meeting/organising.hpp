// tests/meeting/organising.hpp: Grace, who organises, and Ada, who is reminded a day and an hour before.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/organise.hpp"
#include "tests/meeting/rig.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace usher::test {

class Organising {
 public:
  Organising() : rig(test::usual_settings()) {
    rig.now = at(2026, 1, 10);
    rig.calendars["calendar-1"] = test::calendar_with({test::community_call});
    rig.start();
    rig.say("subscribe community 24h 1h", person("ada"));
  }
  Person grace() { return person("grace", {Role::organiser}); }

  // The value of the button that does it.
  std::string shown(const std::string& order) {
    const Outcome outcome = rig.say(order, grace());
    preview = said(outcome);
    const auto* say = std::get_if<SayReply>(&outcome.reply);
    if (say == nullptr) return {};
    for (const Block& block : say->doc.blocks())
      if (const auto* row = std::get_if<Buttons>(&block))
        for (const Button& button : row->buttons)
          if (button.action == "meeting.do" || button.action == "meeting.do-series") {
            action = button.action;
            return button.value;
          }
    return {};
  }
  std::string press(const std::string& value, const Person& who) {
    const Outcome outcome = rig.give(Press{action, value, {}, ""}, who);
    if (const auto* replace = std::get_if<Replace>(&outcome.reply)) return plain_text(replace->doc);
    return said(outcome);
  }
  std::string done(const std::string& order) {
    const std::string value = shown(order);
    REQUIRE_FALSE(value.empty());
    return press(value, grace());
  }

  MeetingRig rig;
  std::string preview;
  std::string action = "meeting.do";  // of the button that was shown last
};

// The community call as its calendar's keeper may write it: its dates by these lines.
inline std::string community_at(const std::string& lines) {
  return "SUMMARY:Community Call\r\n" + lines +
         "DURATION:PT60M\r\nURL:https://e.zoom.us/j/x1?pwd=a\r\n";
}

// The value of the first button that an answer has.
inline std::string value_in(const Outcome& outcome) {
  const auto* say = std::get_if<SayReply>(&outcome.reply);
  if (say == nullptr) return {};
  for (const Block& block : say->doc.blocks())
    if (const auto* row = std::get_if<Buttons>(&block)) return row->buttons.front().value;
  return {};
}

inline std::vector<sys_seconds> times_of(const std::vector<Posted>& posts) {
  std::vector<sys_seconds> out;
  out.reserve(posts.size());
  for (const Posted& one : posts) out.push_back(one.at);
  return out;
}

// A meeting that no calendar has, in the room where it is said.
inline const std::string docs_sprint =
    "new \"Docs sprint\" 2026-01-15 17:00 Europe/Berlin every 2 weeks at "
    "https://meet.example.org/d #docs";

// When what takes place next begins, of all series.
inline std::vector<sys_seconds> next_starts(Organising& world, std::size_t most) {
  std::vector<sys_seconds> out;
  auto row = world.rig.db.query(
      "SELECT start FROM meeting_occurrences WHERE state=0 AND start>? ORDER BY start LIMIT ?",
      world.rig.now, most
  );
  while (row.next()) out.push_back(row.time(0));
  return out;
}

inline bool any_change(Organising& world) {
  return world.rig.db.query("SELECT 1 FROM meeting_changes").next();
}

}  // namespace usher::test
