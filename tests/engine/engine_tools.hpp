// What the tests of the engine's whole path share.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/engine_rig.hpp"

#include <cstdint>
#include <string>

namespace usher::test {

inline Outcome echo(const Event& event, Context&) {
  const auto* message = event.as<Message>();
  return {SayReply{words("you said " + message->text), false}, {}};
}

inline std::string text_of(const Pending& pending) { return plain_text(pending.doc); }

inline std::int64_t count(Rig& rig, const std::string& sql) {
  std::int64_t out = 0;
  rig.query([&](Database& db) {
    auto row = db.query(sql);
    row.next();
    out = row.integer(0);
  });
  return out;
}

}  // namespace usher::test
