// commands/proposals/windows_answered.cpp: rows of what was answered.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_answered.hpp"

#include <utility>

namespace usher::proposals {

namespace {

constexpr std::chrono::days kept{8};  // the inbox knows a repeat for seven

}  // namespace

WindowWhy why_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::over:
      return WindowWhy::over;
    case Refusal::too_long:
      return WindowWhy::too_long;
    case Refusal::too_many:
      return WindowWhy::too_many;
    case Refusal::too_many_of_one:
      return WindowWhy::too_many_of_one;
    case Refusal::no_objection:
      return WindowWhy::no_objection;
    case Refusal::which:
      return WindowWhy::which;
    case Refusal::none:
    case Refusal::already:
      break;
  }
  return WindowWhy::done;
}

std::optional<WindowAnswered> window_answered(
    Database& db, std::string_view series, std::string_view space, std::string_view event
) {
  auto row = db.query(
      "SELECT why,window FROM proposal_window_answers WHERE series=? AND space=? AND event=?",
      series, space, event
  );
  if (!row.next()) return std::nullopt;
  return WindowAnswered{static_cast<WindowWhy>(row.integer(0)), row.integer(1)};
}

void note_window_answered(
    Database& db, std::string_view series, std::string_view space, std::string_view event,
    const WindowAnswered& answered, sys_seconds now
) {
  db.run("DELETE FROM proposal_window_answers WHERE series=? AND at<?", series, now - kept);
  db.run(
      "INSERT OR REPLACE INTO proposal_window_answers(series,space,event,at,window,why) "
      "VALUES(?,?,?,?,?,?)",
      series, space, event, now, answered.window, std::to_underlying(answered.why)
  );
}

void forget_window_answers(Database& db, std::string_view series, std::string_view space) {
  db.run("DELETE FROM proposal_window_answers WHERE series=? AND space=?", series, space);
}

}  // namespace usher::proposals
