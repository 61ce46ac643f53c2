// commands/meeting/news.hpp: what has changed about the dates of one series; worked out once, told to many.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct SeriesNews {
  // As encoded. ruled: an organiser has changed the series as a whole.
  enum class Kind : std::uint8_t { changed = 0, fresh = 1, gone = 2, ruled = 3 };
  struct Date {
    std::int64_t id = 0;  // meeting_occurrences
    sys_seconds start{};
    bool operator==(const Date&) const = default;
  };
  struct Move {
    std::int64_t id = 0;
    sys_seconds from{}, to{};
    bool operator==(const Move&) const = default;
  };

  std::int64_t series = 0;
  Kind kind = Kind::changed;
  std::vector<Move> moved;
  std::vector<Date> cancelled, restored, added, relocated;
  // Another talk than was planned: of which date, and what takes whose place; `talk_before` may be empty.
  std::vector<Date> programme;
  std::string talk, talk_before;
  std::string
      rhythm;  // of one that was made or changed by an organiser: encode(Rhythm); else empty
  std::string reason;  // in an organiser's words; empty: none was given
  std::int64_t receipt =
      0;  // meeting_receipts: an organiser wants to know who was told; 0: nobody does
  bool operator==(const SeriesNews&) const = default;

  bool empty() const {
    return kind == Kind::changed && moved.empty() && cancelled.empty() && restored.empty() &&
           added.empty() && relocated.empty() && programme.empty();
  }
};

std::string encode(const SeriesNews& news);
std::optional<SeriesNews> decode_news(std::string_view bytes);

// Of moves that put all dates off by the same time, from one on: by how much. Nothing where they differ, or there is only one.
std::optional<std::chrono::seconds> one_shift(const SeriesNews& news);

}  // namespace usher::meeting
