// adapters/matrix/gate.hpp: which of the events that come are acted on. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/wire.hpp"
#include "bot/clock.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace usher::matrix {

// Of the time before, or long before, Usher looked, nothing is answered; a redaction counts whenever it was said: what is
// kept of the message must go.
struct Gate {
  // When Usher joined the room: what was said before it is none of its business. Asked only where the homeserver does not say
  // whether Usher was there (RoomEvent::present): clocks of servers differ.
  sys_millis joined{};
  bool first = false;                 // no since-token was stored: all of it is old
  std::chrono::seconds act_within{};  // Settings::act_within
};
enum class Passage : std::uint8_t {
  act,
  old,  // from before: dropped without a row
  // A message or a reaction that came too late to be answered: where it is a command, or Usher was addressed, one line says so
  // to its sender, once for each room and start; else it is dropped like `old`.
  late,
  future,  // its server's clock is over ten minutes ahead: acted on, and its time taken for now
};
// What a room is now (its name, its successor) counts however long ago it was said; who came or went a while ago is `old`.
Passage pass(const RoomEvent& event, const Gate& gate, sys_millis now);

}  // namespace usher::matrix
