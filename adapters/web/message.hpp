// adapters/web/message.hpp: one message of the space, as it is stored and shown.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/doc.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::web {

inline constexpr std::string_view bot_id = "usher";
inline constexpr std::string_view direct_prefix =
    "dm:";  // the conversation of one person with Usher
inline constexpr std::string_view group_prefix = "group:";  // of several with Usher

inline std::string direct_room(std::string_view person) {
  return std::string(direct_prefix) + std::string(person);
}

struct Message {
  enum class Kind : std::uint8_t { said = 0, doc = 1, joined = 2, left = 3 };
  std::int64_t id = 0;
  std::int64_t rev = 0;
  std::string room;
  std::int64_t thread = 0;
  std::string author;
  std::string only;  // the one person who sees it; empty: all in the room
  Kind kind = Kind::said;
  std::string text;  // said
  Doc doc;           // doc
  std::string event, key;
  sys_seconds at{};
  bool edited = false, deleted = false;
  bool sealed = false;  // its Doc is in memory only (see Sealed in bot/model.hpp)
  std::int64_t replies = 0;
  std::vector<std::pair<std::string, std::vector<std::string>>> reactions;  // emoji → people

  bool seen_by(std::string_view person) const { return only.empty() || only == person; }
};

}  // namespace usher::web
