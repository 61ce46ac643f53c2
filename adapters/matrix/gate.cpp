// adapters/matrix/gate.cpp: by age.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/gate.hpp"

namespace usher::matrix {

namespace {

constexpr std::chrono::minutes ahead{10};

bool speaks(std::string_view type) {
  return type == "m.room.message" || type == "m.reaction" || type == "m.room.encrypted";
}

}  // namespace

Passage pass(const RoomEvent& event, const Gate& gate, sys_millis now) {
  const bool future = event.at > now + ahead;
  if (event.type == "m.room.redaction") return future ? Passage::future : Passage::act;
  const bool there = event.present.value_or(event.at >= gate.joined);
  if (gate.first || !there) return Passage::old;
  if (future) return Passage::future;
  if (now - event.at <= gate.act_within) return Passage::act;
  if (speaks(event.type)) return Passage::late;
  return event.type == "m.room.member" ? Passage::old : Passage::act;
}

}  // namespace usher::matrix
