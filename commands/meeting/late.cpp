// commands/meeting/late.cpp: how late is too late.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/late.hpp"

namespace usher::meeting {

bool worth_saying(sys_seconds start, std::chrono::seconds lead, sys_seconds now) {
  constexpr std::chrono::minutes after_start{15};
  constexpr std::chrono::hours soon{2};
  if (now < start - lead) return false;
  if (lead <= std::chrono::seconds(0)) return now - start <= after_start;
  return lead > soon ? start - now >= soon : now < start;
}

}  // namespace usher::meeting
