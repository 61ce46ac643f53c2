// tests/meeting/archive_rig.hpp: a series whose notes go into an archive, and what the archive answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/meeting/rig.hpp"

namespace usher::test {

inline const std::string blob(40, 'a');

inline std::unique_ptr<MeetingRig> archive_rig(bool with_token = true) {
  meeting::Settings settings = usual_settings();
  settings.series[0].leads = {};
  settings.series[0].archive = "calls/{year}/call-{date}.md";
  settings.series[0].page_title = "Community meeting";
  settings.organisers = {"web:organisers"};
  if (with_token) {
    settings.archive_service = "archive";
    settings.archive = "o/archive";
  }
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 14, 9);
  made->calendars["calendar-1"] = calendar_with({community_call});
  made->start();
  return made;
}

// Ada takes notes from 18:00 to 18:50.
inline void take_notes(MeetingRig& rig, const std::vector<std::string>& lines = {"topic one"}) {
  rig.run_until(at(2026, 1, 14, 18));
  rig.say("start community", person("ada"), "meetings");
  for (const std::string& line : lines) rig.say(line, person("ada"), "meetings");
  rig.run_until(at(2026, 1, 14, 18, 50));
  rig.say("end", person("ada"), "meetings");
}

inline Outcome propose(MeetingRig& rig, Person who, const std::string& id = "1") {
  return rig.give(Press{"meeting.propose", id, {}, ""}, std::move(who));
}

inline Fetched stands(const std::string& how) {
  Fetched out;
  out.status = 200;
  out.body = how;
  return out;
}
inline bool has_button(const Doc& doc, const std::string& action) {
  for (const Block& block : doc.blocks())
    if (const auto* buttons = std::get_if<Buttons>(&block))
      for (const Button& one : buttons->buttons)
        if (one.action == action) return true;
  return false;
}

}  // namespace usher::test
