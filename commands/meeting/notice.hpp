// commands/meeting/notice.hpp: the Code of Conduct notice that every reminder carries.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"

#include <string_view>

namespace usher::meeting {

// In the community's own words where it has them in this language, else in Usher's; and how to report.
Doc conduct_notice(const Settings& settings, const Context& context, const Say& say);
// Without the command, for whoever reads it elsewhere.
Doc conduct_words(const Settings& settings, const Context& context, const Say& say);

// A text of the community's as a line, its addresses and e-mail addresses as links.
Line with_links(std::string_view text);

}  // namespace usher::meeting
