// tests/meeting/feed_rig.hpp: meetings whose calendars are published, and what is in those.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/documents.hpp"
#include "commands/meeting/calendar.hpp"
#include "tests/meeting/rig.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

// Every Thursday, with all that must not get out, and a title that needs care.
inline const std::string other_call =
    "SUMMARY:Triage\\, and more\r\nDTSTART:20260108T160000Z\r\nDTEND:20260108T170000Z\r\n"
    "RRULE:FREQ=WEEKLY\r\nLOCATION:Zoom 123 456 7890\\, passcode 4711\r\nDESCRIPTION:Join "
    "https://e.zoom.us/j/x2?pwd=b or dial +1 646 555 0100\\, passcode "
    "4711\\nhttps://hackmd.io/triage\r\n";

inline meeting::Settings published() {
  meeting::Settings out = usual_settings();
  out.public_feeds = true;
  out.public_url = "https://chat.example.org";
  return out;
}

struct Feeding {
  explicit Feeding(meeting::Settings settings = published()) : rig(std::move(settings)) {
    rig.now = at(2026, 1, 10);
    rig.calendars["calendar-1"] = calendar_with({community_call, other_call});
    rig.start();
  }
  std::optional<PublishedDocument> get(std::string_view path) { return document_at(rig.db, path); }
  std::string bytes(std::string_view path) {
    const auto found = get(path);
    return found ? found->document.bytes : std::string();
  }
  std::map<sys_seconds, meeting::Entry> dates(std::string_view path) {
    const meeting::Calendar calendar = meeting::read_calendar(bytes(path), meeting::Zone());
    REQUIRE(calendar.problems.empty());
    std::map<sys_seconds, meeting::Entry> out;
    for (const meeting::Entry& one : calendar.entries) out.emplace(one.start.at(), one);
    return out;
  }
  std::vector<std::pair<std::string, std::string>> tags() {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string& path : published_by(rig.db, "meeting"))
      out.emplace_back(path, get(path)->tag);
    return out;
  }
  void order(const std::string& typed) {
    const Outcome outcome = rig.say(typed, person("grace", {Role::organiser}));
    const auto* say = std::get_if<SayReply>(&outcome.reply);
    REQUIRE(say != nullptr);
    for (const Block& block : say->doc.blocks())
      if (const auto* row = std::get_if<Buttons>(&block))
        for (const Button& button : row->buttons)
          if (button.action == "meeting.do") {
            rig.give(Press{"meeting.do", button.value, {}, ""}, person("grace", {Role::organiser}));
            return;
          }
    FAIL("nothing was to be confirmed");
  }

  MeetingRig rig;
};

inline const std::string feed_of_all = "/calendar/all.ics";
inline const std::string feed_of_community = "/calendar/series/community.ics";

}  // namespace usher::test
