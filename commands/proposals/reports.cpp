// commands/proposals/reports.cpp: rows of proposal_reports.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/reports.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::chrono::days kept{7};

std::string refused_as(const std::string& listing) { return "refused " + listing; }
std::string accepted_as(const std::string& listing) { return "accepted " + listing; }

std::string lines_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::string one : names) {
    std::ranges::replace(one, '\n', ' ');
    if (!out.empty()) out += '\n';
    out += one;
  }
  return out;
}

}  // namespace

std::string name_of(const Report& report) {
  switch (report.kind) {
    case ReportKind::left:
      break;
    case ReportKind::refused:
    case ReportKind::empty:
      return refused_as(report.of);
    case ReportKind::lasting:
    case ReportKind::trusted:
      return accepted_as(report.of);
  }
  return "left " + report.of;
}

void add_report(Database& db, std::string_view series, const Report& report) {
  // A clock that was set back does not keep the next ones untold for long.
  db.run(
      "DELETE FROM proposal_reports WHERE series=? AND told<>0 AND (at<? OR at>?)", series,
      report.at - kept, report.at + kept
  );
  const bool refused = report.kind == ReportKind::refused || report.kind == ReportKind::empty;
  if (report.kind != ReportKind::left)
    db.run(
        "DELETE FROM proposal_reports WHERE series=? AND what=? AND told<>0", series,
        refused ? accepted_as(report.of) : refused_as(report.of)
    );
  db.run(
      "INSERT OR IGNORE INTO proposal_reports(series,what,kind,at,lacks,known,detail) "
      "VALUES(?,?,?,?,?,?,?)",
      series, name_of(report), std::to_underlying(report.kind), report.at, report.lacks,
      report.known, lines_of(report.names)
  );
}

std::vector<Report> untold_reports(Database& db, std::string_view series) {
  std::vector<Report> out;
  auto row = db.query(
      "SELECT what,kind,at,lacks,known,detail FROM proposal_reports WHERE series=? AND told=0 "
      "ORDER BY at,kind DESC,what",
      series
  );
  while (row.next()) {
    Report one;
    one.of = row.text(0).substr(row.text(0).find(' ') + 1);
    one.kind = static_cast<ReportKind>(row.integer(1));
    one.at = row.time(2);
    one.lacks = static_cast<std::size_t>(row.integer(3));
    one.known = static_cast<std::size_t>(row.integer(4));
    for (const std::string_view name : split(row.text(5), '\n'))
      if (!name.empty()) one.names.emplace_back(name);
    out.push_back(std::move(one));
  }
  return out;
}

void settle_reports(Database& db, std::string_view series) {
  db.run("UPDATE proposal_reports SET told=1,detail='' WHERE series=? AND told=0", series);
}

}  // namespace usher::proposals
