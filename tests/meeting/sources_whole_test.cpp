// tests/meeting/sources_whole_test.cpp: what keeps a date from being proposed to its calendar's source.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/source_rig.hpp"

using namespace usher;
using test::has_button;
using test::source_yaml;
using Rig = test::SourceRig;

TEST_CASE(
    "of a series that was changed as a whole, one date is not proposed", "[meeting][source]"
) {
  Rig with;
  with.done("cancel community 2026-01-28");
  with.done("change community to 17:00 UTC");
  // The file has no date at the new time, and must not be taken for one that says so.
  const std::string pressed = with.open(with.grace());
  INFO(pressed);
  CHECK(pressed.contains("The whole series has other dates here"));
  const std::string answer = with.done("move community 2026-02-11 to 2026-02-12 17:00 UTC");
  CHECK(answer.contains("The public calendar does not say so yet."));
  CHECK(answer.contains("The whole series has other dates here"));
  with.rig.deliver();
  CHECK_FALSE(has_button(with.rig.posts_to("grace").back().doc(), "meeting.source"));
  CHECK(with.rig.source_calls.empty());
}

TEST_CASE("a series that changes while the file is read is not proposed of", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-28");
  with.rig.source = [&with](const Call& call) {
    with.rig.db.run("UPDATE meeting_occurrences SET sequence=sequence+1");
    return with.world.answer(call);
  };
  with.open(with.grace());
  CHECK(with.world.proposed.empty());
  INFO(with.last());
  CHECK(with.last().contains("has changed meanwhile"));
}

TEST_CASE(
    "a second change before the calendar is made anew leaves the first one's date out",
    "[meeting][source]"
) {
  Rig with;
  with.done("move community 2026-01-14 to 2026-01-15 17:00 UTC");
  with.open(with.grace());
  with.world.file = with.world.proposed;  // merged
  const std::string off = "      except_on:\n        - 2026-01-14 18:00:00\n";
  SECTION("it is moved again") {
    with.done("move community 2026-01-15 to 2026-01-16 16:00 UTC");
    with.open(with.grace(), "2");
    CHECK(
        with.world.proposed == source_yaml + off + "      also_on:\n        - 2026-01-16 16:00:00\n"
    );
  }
  SECTION("it is called off") {
    with.done("cancel community 2026-01-15");
    with.open(with.grace(), "2");
    CHECK(with.world.proposed == source_yaml + off);
  }
  SECTION("another date that was there before is left alone") {
    with.done("move community 2026-01-28 to 2026-01-30 18:00 UTC");
    with.open(with.grace(), "2");
    CHECK(with.world.proposed.contains("        - 2026-01-15 17:00:00\n"));
    CHECK(with.world.proposed.contains("        - 2026-01-30 18:00:00\n"));
  }
}
