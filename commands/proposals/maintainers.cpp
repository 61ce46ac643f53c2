// commands/proposals/maintainers.cpp: reports in words, and whom they go to.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/maintainers.hpp"

#include "commands/proposals/telling.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace usher::proposals {

namespace {

Doc left(const Report& report, const View& view) {
  const auto label = fmt::arg("label", view.label);
  const auto lacks = static_cast<long>(report.lacks);
  Doc doc;
  doc.paragraph({view.say.plural(
      "{n} {label} is no longer in its source:", "{n} {label}s are no longer in their source:",
      lacks, label
  )});
  std::vector<Line> names;
  names.reserve(report.names.size());
  for (const std::string& one : report.names) names.push_back({Text(one)});
  doc.bullets(std::move(names));
  const long more = lacks - static_cast<long>(report.names.size());
  if (more > 0) doc.paragraph({view.say.plural("And {n} more.", "And {n} more.", more)});
  doc.paragraph({view.say(
      "Nothing was announced. If it was a mistake, put back what is missing; there is nothing to "
      "do here."
  )});
  return doc;
}

Doc refused(const Report& report, const View& view) {
  const auto label = fmt::arg("label", view.label);
  Doc doc;
  if (report.kind == ReportKind::empty)
    doc.paragraph({view.say(
        "The listing of {label}s holds none at all now. I do not believe it: nothing was "
        "announced, and what I knew before stays as it was.",
        label
    )});
  else
    doc.paragraph({view.say(
        "The listing of {label}s lacks {lacks} of {known} now. I do not believe it: nothing was "
        "announced, and what I knew before stays as it was.",
        label, fmt::arg("lacks", report.lacks), fmt::arg("known", report.known)
    )});
  doc.paragraph({view.say(
      "If it is right after all: {command}. Or wait: what stays the same for a day I take as "
      "right, "
      "unless nothing in it can be read.",
      fmt::arg("command", view.command("accept-listing"))
  )});
  return doc;
}

Doc accepted(const Report& report, const View& view) {
  const auto label = fmt::arg("label", view.label);
  const auto lacks = fmt::arg("lacks", report.lacks);
  const auto known = fmt::arg("known", report.known);
  Doc doc;
  if (report.kind == ReportKind::lasting)
    doc.paragraph({view.say(
        "The listing of {label}s that lacks {lacks} of {known} is taken as right now: it has "
        "stayed the same for a day.",
        label, lacks, known
    )});
  else if (report.names.empty())
    doc.paragraph({view.say(
        "The listing of {label}s that lacks {lacks} of {known} is taken as right now: a "
        "maintainer said so.",
        label, lacks, known
    )});
  else
    doc.paragraph({view.say(
        "The listing of {label}s that lacks {lacks} of {known} is taken as right now: {who} said "
        "so.",
        label, lacks, known, fmt::arg("who", Text(report.names.front()))
    )});
  return doc;
}

}  // namespace

Doc report_message(const Report& report, const View& view) {
  Doc doc;
  switch (report.kind) {
    case ReportKind::left:
      doc = left(report, view);
      break;
    case ReportKind::refused:
    case ReportKind::empty:
      doc = refused(report, view);
      break;
    case ReportKind::lasting:
    case ReportKind::trusted:
      doc = accepted(report, view);
      break;
  }
  doc.paragraph({italic(view.say(
      "You get this because whoever runs me has named you as a maintainer or an administrator."
  ))});
  return doc;
}

std::vector<Effect> tell_maintainers(const Moment& now) {
  std::vector<Effect> out;
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  if (!now.context.holders) return out;
  const std::vector<Report> reports = untold_reports(db, series);
  if (reports.empty()) return out;
  const std::vector<To> people = now.context.holders(Role::maintainer);
  for (const Report& report : reports) {
    const std::string key = fmt::format(
        "{}-listing:{}:{}", series, name_of(report), report.at.time_since_epoch().count()
    );
    std::map<std::string, Doc> worded;  // once for all who read the same language
    for (const To& one : people) {
      const Watcher who{one.place.space, "", one.people.front()};
      const std::string lang = language_of({who, {}, ""}, now.context);
      const auto [at, made] = worded.try_emplace(lang);
      if (made) at->second = report_message(report, now.view(lang));
      out.emplace_back(post_to(who, key, at->second, Lane::announcement));
    }
  }
  settle_reports(db, series);
  return out;
}

}  // namespace usher::proposals
