// commands/meeting/calendar_pieces.hpp: a calendar file cut into its components, so that each is parsed by itself: one that is
// broken takes no other with it, and of a large file never more than one is a tree. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Piece {
  enum class Kind { event, zone } kind = Kind::event;
  std::string_view text;  // from its BEGIN to its END, both included
  std::size_t line = 0;   // counted from 1
};

struct Pieces {
  std::vector<Piece> pieces;
  std::string name, zone;               // X-WR-CALNAME or NAME, X-WR-TIMEZONE; as written
  std::vector<std::size_t> unfinished;  // lines at which something begins that does not end
  bool is_calendar = false;             // there is a BEGIN:VCALENDAR
};

// Lines may end in LF alone; a byte order mark is passed over.
Pieces cut(std::string_view bytes);

}  // namespace usher::meeting
