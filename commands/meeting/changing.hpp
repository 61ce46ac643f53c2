// commands/meeting/changing.hpp: /meeting change: time, cadence or end of a whole series: shown first, done when confirmed, and
// withdrawn (docs/adr/0011).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/answers.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/drafts.hpp"
#include "commands/meeting/rhythm_typed.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// --- changing.cpp: pure ---
enum class ChangeFlaw : std::uint8_t {
  no_rhythm,    // nothing is known of how often it is, and not all of it was said
  no_date,      // it has no date to come, and none was said
  no_cadence,   // a weekday for what is not weekly
  ends_before,  // its end is before its next date
};
struct NewRhythm {
  sys_seconds since{};  // dates from then on
  Rhythm rhythm;
};
// before: the rhythm that it has, if it is known; coming: its dates to come, in order.
std::expected<NewRhythm, ChangeFlaw> changed_rhythm(
    const RhythmTyped& typed, const std::optional<Rhythm>& before,
    std::span<const sys_seconds> coming, sys_seconds now
);

// --- changing_preview.cpp ---
Outcome preview_series_change(std::string_view typed, const Asked& asked);
// Of that series, whatever it is called: "to 18:00 Europe/Berlin", "end now".
Outcome preview_series_change(const Series& series, std::string_view typed, const Asked& asked);
// Of one whose latest change is withdrawn; nothing where it was not changed.
std::optional<Outcome> preview_back(const Series& series, std::string reason, const Asked& asked);

// --- changing_do.cpp ---
// What its calendar says, and what was changed of that; as it holds for the next 400 days.
struct SeriesNow {
  ReadSeries base;
  std::vector<SeriesChange> changes;
  ReadSeries whole() const;
  sys_seconds until{};
};
SeriesNow series_now(Database& db, const Series& series, sys_seconds now);
// The same with what the draft says.
SeriesNow with_draft(SeriesNow before, const Draft& draft, sys_seconds now);
// The button "meeting.do-series", of a change or a withdrawal.
Outcome do_series_change(std::string_view id, const Draft& draft, const Asked& asked);
// Whatever draft it is.
Outcome do_draft(std::string_view id, const Asked& asked);
// What its keeper has to write; nothing where no calendar has it.
Doc for_its_keeper(const Series& series, const Rhythm& rhythm, sys_seconds since, const Reader& to);

}  // namespace usher::meeting
