// bot/named_in.cpp: what follows the space's name, or its platform's.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/named_in.hpp"

namespace usher {

namespace {

std::string_view behind(std::string_view named, std::string_view prefix) {
  const bool begins =
      named.size() > prefix.size() + 1 && named.starts_with(prefix) && named[prefix.size()] == ':';
  return begins ? named.substr(prefix.size() + 1) : std::string_view();
}

}  // namespace

std::string_view named_in(std::string_view named, std::string_view space) {
  if (const std::string_view id = behind(named, space); !id.empty()) return id;
  const std::string_view id = behind(named, space.substr(0, space.find(':')));
  // Of another workspace or server: "T2:C1". Matrix's ids have a colon of their own.
  const bool whole = id.starts_with('!') || id.starts_with('@') || !id.contains(':');
  return whole ? id : std::string_view();
}

}  // namespace usher
