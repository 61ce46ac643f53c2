// adapters/web/seal.hpp: what Usher hands to a page and wants to recognise again: who somebody is, which form they fill in.
// Signed with a key that never leaves the database. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/model.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::web {

// A form as it was given to one person: enough to judge what comes back, also after a restart. Without its words.
struct Ticket {
  std::int64_t id = 0;  // the outbox row that opened it
  std::string person, room, thread;
  Form form;
  sys_seconds made{};
};

class Seal {
 public:
  explicit Seal(std::string_view key) : key_(std::string(key)) {}  // 32 bytes

  // A cookie's value: "ada.1764000000.<signature>". Good for 90 days, and for as long as what it was given for is the same:
  // the person's token, where there are tokens.
  std::string cookie(std::string_view person, sys_seconds now, std::string_view token = {}) const;
  std::optional<std::string> person_of(
      std::string_view cookie, sys_seconds now, std::string_view token = {}
  ) const;

  std::string ticket(const Ticket& what) const;
  // Nothing for what was not made here, for somebody else, or over a day ago.
  std::optional<Ticket> open(std::string_view ticket, std::string_view person, sys_seconds now)
      const;

 private:
  std::string sign(std::string_view purpose, std::string_view what) const;
  bool signed_by_us(std::string_view purpose, std::string_view what, std::string_view signature)
      const;

  Secret<std::string> key_;
};

// Whether two strings are the same, in a time that does not tell where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace usher::web
