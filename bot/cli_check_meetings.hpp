// What `usher check` compares meetings with: calendars that lie in files, rooms of the web space, templates.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config.hpp"

#include <functional>
#include <string>
#include <vector>

namespace usher {

// For ConfigInput::meeting_flaws. templates: names of files, "templates/meeting.md". Calendars behind an address are not
// fetched; where there is one, it may have any meeting. Reads files.
std::function<std::vector<KeyFlaw>(const Config&, const MeetingConfig*)> meeting_check(
    const std::vector<std::string>& templates
);

}  // namespace usher
