// commands/proposals/proposing_mail.hpp: which mails propose acceptance, and which addresses are the same mail. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// "Proposal to accept NEP #55: title" and "提案接受 NEP 55：标题" → 55. Capitals and the list's own "[Numpy-discussion]"
// do not matter; an answer or a forwarded mail ("Re:", "Aw:", "回复：", "Fwd:") proposes nothing. Any bytes; linear.
std::optional<int> proposed_number(std::string_view subject, std::string_view label);

// What tells one mail from others: on the host of the list's archive its hash where the address holds one
// ("…/thread/<hash>/", "…/message/<hash>/", of an answer "…/thread/<hash of the first>/#<hash>"), else the address
// without a slash at the end of its path, its scheme and host in lower case; query and fragment may be all that tells
// two apart ("…/issues/7#issuecomment-1"). `archive`: its address (Settings::mail_url); empty: none is known.
std::string mail_key(std::string_view url, std::string_view archive);

inline constexpr std::size_t longest_mail_url = 500;  // bytes
// Whether this may be the address of a mail: https, a host with a dot, printable ASCII.
bool is_mail_url(std::string_view url);
// "mail.python.org", in lower case; empty where there is none, and where a user, or a port that is none, stands by it:
// "https://mail.python.org:x@evil.example/" leads elsewhere than it seems to.
std::string host_of(std::string_view url);

}  // namespace usher::proposals
