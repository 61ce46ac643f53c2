// tests/meeting/organising.hpp: Grace, who organises, and Ada, who is reminded a day and an hour before.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/organise.hpp"
#include "tests/meeting/rig.hpp"

#include <string>

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
          if (button.action == "meeting.do") return button.value;
    return {};
  }
  std::string press(const std::string& value, const Person& who) {
    const Outcome outcome = rig.give(Press{"meeting.do", value, {}, ""}, who);
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
};

}  // namespace usher::test
