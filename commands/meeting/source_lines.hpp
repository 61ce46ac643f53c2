// commands/meeting/source_lines.hpp: the lines of a calendar's YAML that leave a date out or put one in. Each changes `lines` alone:
// the file is to be read again after it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/source_dates.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace usher::meeting {

// Of one that recurs: whether it names the date among those that it leaves out.
bool leaves_out(const SourceFile& file, const SourceMeeting& meeting, sys_seconds at);
// It names it there from now on; false where that cannot be written.
bool leave_out(SourceFile& file, const SourceMeeting& meeting, sys_seconds at);
bool add_date(SourceFile& file, const SourceMeeting& meeting, sys_seconds at);
// It does not name it there any more; false where it did not.
bool drop_left_out(SourceFile& file, const SourceMeeting& meeting, sys_seconds at);
bool drop_added(SourceFile& file, const SourceMeeting& meeting, sys_seconds at);

// Of one that takes place once: its begin, and its end where it has one.
void shift_times(SourceFile& file, const SourceMeeting& meeting, std::chrono::seconds by);
void set_title(
    SourceFile& file, const SourceMeeting& meeting,
    const std::function<std::string(std::string_view)>& now
);
void add_to_title(SourceFile& file, const SourceMeeting& meeting, std::string_view what);
// In all its lines. False where none had it, or where it cannot stand in one.
bool replace_link(
    SourceFile& file, const SourceMeeting& meeting, std::string_view before, std::string_view now
);

}  // namespace usher::meeting
