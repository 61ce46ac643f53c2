// commands/proposals/author_mail.hpp: the two mails of an acceptance, and the header lines that follow.
//
// The mails are in English whoever asks, because the list is. What stands around them is in the reader's language.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Mail {
  std::string subject,
      body;  // lines of at most 76 characters, but for addresses and people's own words
  bool operator==(const Mail&) const = default;
};

// What the author says; what is empty stands as a gap to be filled in: "<your name>".
struct AuthorsWords {
  std::string version;  // address of the latest version
  std::string points;   // of contention, and how they were resolved
  std::string name;
  std::vector<std::string> objections = {};  // addresses of those that stopped the last attempt
};

// Until when at least people can object to a mail that is written then, rounded up to the minute: never less than the
// days that it names. UTC.
sys_seconds earliest_end(const Settings& settings, sys_seconds written);

// "Proposal to accept NEP #57: …".
Mail proposal_mail(
    const Proposal& proposal, const View& view, const AuthorsWords& words, sys_seconds written
);
// `proposed_in`: address of the mail that proposed it; may be empty.
Mail follow_up_mail(const Proposal& proposal, const View& view, std::string_view proposed_in);

// "Subject" and "Text", each to be copied.
Doc copyable(const Mail& mail, const View& view);

// ":Status: Accepted", or "Status: Accepted" where the series writes so.
std::string header_line(const Settings& settings, std::string_view name, std::string_view value);
// A proposal's Status and Resolution once it is accepted. `resolution`: address of the follow-up; may be empty.
std::string accepted_lines(const Settings& settings, std::string_view resolution);

// What its author does at the end of a comment period in which nothing stood against it: the mail, the lines to commit,
// and those of the proposals that it replaces. Usher itself declares nothing accepted.
Doc follow_up(
    const Proposal& proposal, const View& view, std::string_view resolution = {},
    std::string_view proposed_in = {}
);

}  // namespace usher::proposals
