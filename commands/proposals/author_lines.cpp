// commands/proposals/author_lines.cpp: after a comment period: the follow-up, and the header lines to commit.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/index_file.hpp"
#include "commands/proposals/author_mail.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::proposals {

namespace {

bool is_mail_like(const Settings& settings) { return settings.header == HeaderStyle::rfc2822; }

// As the series calls it.
std::string status_called(const Settings& settings, Meaning what, std::string_view usual) {
  const auto found = std::ranges::find(settings.statuses, what, &Status::meaning);
  return found == settings.statuses.end() ? std::string(usual) : found->name;
}

// ":Replaced-By: :ref:`NEP57`"
std::string replaced_line(const Settings& settings, int by) {
  if (is_mail_like(settings)) return header_line(settings, "Superseded-By", std::to_string(by));
  return header_line(settings, "Replaced-By", fmt::format(":ref:`{}{:02}`", settings.label, by));
}

void replaced_ones(const Proposal& proposal, const View& view, Doc& doc) {
  const Settings& settings = view.settings;
  std::string lines;
  for (const int number : proposal.header.replaces) {
    const Proposal* old = view.shelf.find(number);
    if (old == nullptr) continue;
    const bool linked = std::ranges::find(old->header.replaced_by, proposal.number) !=
                        old->header.replaced_by.end();
    if (linked && means(old->header.status, Meaning::superseded, settings)) continue;
    lines += fmt::format(
        "{}{}\n{}\n{}\n", lines.empty() ? "" : "\n",
        IndexFile(settings.index_file).path_of(old->file),
        header_line(settings, "Status", status_called(settings, Meaning::superseded, "Superseded")),
        replaced_line(settings, proposal.number)
    );
  }
  if (lines.empty()) return;
  doc.paragraph({view.say("In the same change, in the files of what it replaces:")});
  doc.preformatted(Text::lines(lines));
}

}  // namespace

std::string header_line(const Settings& settings, std::string_view name, std::string_view value) {
  return fmt::format("{}{}: {}", is_mail_like(settings) ? "" : ":", name, value);
}

std::string accepted_lines(const Settings& settings, std::string_view resolution) {
  return header_line(settings, "Status", status_called(settings, Meaning::accepted, "Accepted")) +
         "\n" +
         header_line(
             settings, "Resolution",
             resolution.empty() ? "<link to your follow-up email in the archive>" : resolution
         ) +
         "\n";
}

Doc follow_up(
    const Proposal& proposal, const View& view, std::string_view resolution,
    std::string_view proposed_in
) {
  Doc doc;
  if (resolution.empty()) {
    doc.paragraph({view.say(
        "First the follow-up to the list, so that everybody knows. It is in English, as the list "
        "is."
    )});
    doc.append(copyable(follow_up_mail(proposal, view, proposed_in), view));
  }
  doc.paragraph({view.say(
      "Then a pull request with these lines in the header of {file}; they take the place of those "
      "that are there:",
      fmt::arg("file", Text(IndexFile(view.settings.index_file).path_of(proposal.file)))
  )});
  doc.preformatted(Text::lines(accepted_lines(view.settings, resolution)));
  replaced_ones(proposal, view, doc);
  if (type_meant(proposal.header.type, view.settings) == "Process")
    doc.paragraph({view.say(
        "A Process one that is never to be completed may be {active} instead of {accepted}.",
        fmt::arg("active", Text(status_called(view.settings, Meaning::active, "Active"))),
        fmt::arg("accepted", Text(status_called(view.settings, Meaning::accepted, "Accepted")))
    )});
  return doc;
}

}  // namespace usher::proposals
