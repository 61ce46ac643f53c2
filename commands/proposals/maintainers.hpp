// commands/proposals/maintainers.hpp: what of the polls maintainers must know, by direct message.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/reports.hpp"
#include "commands/proposals/topic.hpp"

#include <vector>

namespace usher::proposals {

// A post of each report that nobody was told of yet, to each person whom the configuration names as a maintainer or an
// administrator, in their language; a person of two spaces gets it in both. Where nobody is named, the operator's log alone
// has it. Where no space is served (usher nep poll), it is left to the bot, whenever that is started.
std::vector<Effect> tell_maintainers(const Moment& now);

// What such a post says.
Doc report_message(const Report& report, const View& view);

}  // namespace usher::proposals
