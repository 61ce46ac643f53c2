// commands/meeting/addresses.cpp: percent-encoding.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/addresses.hpp"

#include <fmt/format.h>

namespace usher::meeting {

std::string percent_encoded(std::string_view text, std::string_view plain) {
  constexpr std::string_view unreserved = "-._~";
  std::string out;
  for (const char c : text) {
    const bool as_it_is = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || unreserved.contains(c) || plain.contains(c);
    if (as_it_is)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace usher::meeting
