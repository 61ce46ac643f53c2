// tests/matrix/gate_test.cpp: what is acted on, by its age.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/gate.hpp"

#include "tests/matrix/wire.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using namespace std::chrono_literals;

namespace {

Gate gate() { return {noon, false, 5min}; }

RoomEvent at(std::chrono::milliseconds after, std::string_view type = "m.room.message") {
  RoomEvent event = text("!nep 0");
  event.type = type;
  event.at = noon + after;
  return event;
}

}  // namespace

TEST_CASE("what was said just now is acted on", "[matrix][gate]") {
  CHECK(pass(at(1min), gate(), noon + 1min) == Passage::act);
  CHECK(pass(at(1min), gate(), noon + 6min) == Passage::act);
  CHECK(pass(at(1min), gate(), noon + 6min + 1ms) == Passage::late);
}

TEST_CASE("what was said before Usher came is none of its business", "[matrix][gate]") {
  CHECK(pass(at(-1ms), gate(), noon + 1s) == Passage::old);
  CHECK(pass(at(0ms), gate(), noon + 1s) == Passage::act);
}

TEST_CASE("where the homeserver says who was there, no clocks are compared", "[matrix][gate]") {
  RoomEvent slow = at(-20s);  // its server's clock is behind
  slow.present = true;
  CHECK(pass(slow, gate(), noon + 1s) == Passage::act);
  RoomEvent fast = at(20s);
  fast.present = false;
  CHECK(pass(fast, gate(), noon + 1s) == Passage::old);
}

TEST_CASE("of a first sync nothing is acted on", "[matrix][gate]") {
  Gate first = gate();
  first.first = true;
  CHECK(pass(at(1s), first, noon + 2s) == Passage::old);
  CHECK(pass(at(1h), first, noon + 2s) == Passage::old);
  CHECK(pass(at(1s, "m.room.name"), first, noon + 2s) == Passage::old);
}

TEST_CASE("a redaction counts whenever it was said", "[matrix][gate]") {
  Gate first = gate();
  first.first = true;
  CHECK(pass(at(1s, "m.room.redaction"), gate(), noon + 24h) == Passage::act);
  CHECK(pass(at(-1h, "m.room.redaction"), first, noon) == Passage::act);
}

TEST_CASE("a clock that is far ahead is not believed", "[matrix][gate]") {
  CHECK(pass(at(10min), gate(), noon) == Passage::act);
  CHECK(pass(at(10min + 1ms), gate(), noon) == Passage::future);
  CHECK(pass(at(87600h, "m.room.redaction"), gate(), noon) == Passage::future);
}

TEST_CASE("what a room is now counts, who came a while ago does not", "[matrix][gate]") {
  CHECK(pass(at(1s, "m.room.name"), gate(), noon + 24h) == Passage::act);
  CHECK(pass(at(1s, "m.room.tombstone"), gate(), noon + 24h) == Passage::act);
  CHECK(pass(at(1s, "m.room.member"), gate(), noon + 24h) == Passage::old);
  CHECK(pass(at(1s, "m.reaction"), gate(), noon + 24h) == Passage::late);
  CHECK(pass(at(1s, "m.room.encrypted"), gate(), noon + 24h) == Passage::late);
}
