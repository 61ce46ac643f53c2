// commands/proposals/weekly_words.hpp: "on monday 09:00 Asia/Taipei", understood or answered with what was odd. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/weekly_time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

struct WeeklyOrder {
  enum class What : std::uint8_t { show, on, off, unclear } what = What::show;
  // Of What::on, as far as it was said.
  std::optional<unsigned> weekday;  // 1: Monday … 7: Sunday
  std::optional<std::chrono::minutes> minute;
  std::optional<std::string> zone;
  std::optional<bool> always;
  std::string odd;  // of What::unclear: the word that nobody understands
};

// In any order, in English or Chinese: "monday", "Mon", "周一", "星期一"; "9", "9:30", "9am"; a zone; "always" and
// "news-only".
WeeklyOrder weekly_order(std::string_view typed);

}  // namespace usher::proposals
