// A meeting whose page lies on a HackMD that a test has in its hands.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/meeting/rig.hpp"

namespace usher::test {

// A page that behaves; `writes` counts what was written, `between` is what somebody types before the next write.
struct PadWorld {
  std::string page = "# Community meetings\n\n## 2025-12-31 Community meeting\n\n- old\n";
  std::vector<std::string> between;
  int writes = 0;
  errc error = errc::ok;

  static std::string etag(const std::string& text) {
    return std::to_string(std::hash<std::string>()(text));
  }
  Fetched answer(const Call& call) {
    CHECK(call.path == "page-1");
    Fetched out;
    if (error != errc::ok) {
      out.error = error;
      return out;
    }
    out.status = 200;
    if (call.method == "READ") {
      out.body = page;
      out.etag = etag(page);
      return out;
    }
    REQUIRE(call.method == "WRITE");
    if (!between.empty()) {
      page += between.back();
      between.pop_back();
    }
    if (page == call.body) return out;
    if (etag(page) != call.etag) {
      out.status = 409;
      out.error = errc::refused;
      return out;
    }
    page = call.body;
    ++writes;
    return out;
  }
};

inline std::unique_ptr<MeetingRig> rig_with_pad(PadWorld& world) {
  meeting::Settings settings = usual_settings();
  settings.series[0].leads = {};
  settings.series[0].pad = "page-1";
  settings.series[0].page_title = "Community meeting";
  settings.series[0].archive = "calls/{year}/call-{date}.md";
  settings.series[0].notes = "https://example.org/notes";
  settings.notices["en"] = "Be kind.\n";
  settings.organisers = {"web:organisers"};
  settings.pad_service = "pads";
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 10, 9);
  made->calendars["calendar-1"] = calendar_with({community_call});
  made->pads = [&world](const Call& call) { return world.answer(call); };
  made->start();
  return made;
}

}  // namespace usher::test
