// adapters/matrix/names.hpp: how people are called in a room. In memory alone: nothing of it is written down. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/wire.hpp"

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::matrix {

// With lazy members a sync brings the member event of whoever speaks before what they say. The latest `most` are kept; of
// whom nothing is known the localpart stands.
class Names {
 public:
  explicit Names(std::size_t most = 4096) : most_(most) {}
  void take(const RoomEvent& member);  // who has left has no name there
  std::string of(std::string_view room, std::string_view person) const;
  // In any room that they have not left. Of those who never spoke it is not known here.
  bool seen(std::string_view person) const;
  void forgotten(std::string_view person);
  void left(std::string_view room);  // Usher did

 private:
  struct Entry {
    std::string name;
    std::list<std::string>::iterator turn;
  };
  using Table = std::unordered_map<std::string, Entry>;
  Table::iterator drop(Table::iterator entry);

  std::size_t most_;
  std::list<std::string> turns_;  // keys, the latest last
  Table names_;                   // by room and person
};

// Display names come from their owners: one line, harmless, at most 80 bytes; empty becomes the localpart. Pure.
std::string shown_name(std::string_view display_name, std::string_view user);

}  // namespace usher::matrix
