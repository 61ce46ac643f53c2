// tests/slack/dealing_test.cpp: who speaks to Usher, who only comes, and who is merely near.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/dealing.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;

namespace {

Dealing of(What what) {
  Event event;
  event.what = std::move(what);
  return dealing_of(event);
}
usher::Message said(bool mention, bool direct) {
  usher::Message out;
  out.text = "hello";
  out.mention = mention;
  out.direct = direct;
  return out;
}
Edited now(std::variant<usher::Message, Command> what) {
  Edited out;
  out.now = std::move(what);
  return out;
}

}  // namespace

TEST_CASE(
    "a command, a mention, a direct message, a press and a form are said to Usher", "[people]"
) {
  CHECK(of(Command{}) == Dealing::speaks);
  CHECK(of(said(true, false)) == Dealing::speaks);
  CHECK(of(said(false, true)) == Dealing::speaks);
  CHECK(of(Press{}) == Dealing::speaks);
  CHECK(of(Submit{}) == Dealing::speaks);
  CHECK(of(Cancelled{}) == Dealing::speaks);
  CHECK(of(Shortcut{}) == Dealing::speaks);
  CHECK(of(now(Command{})) == Dealing::speaks);
  CHECK(of(now(said(true, false))) == Dealing::speaks);
}

TEST_CASE("who comes, or opens the home tab, is met in their language", "[people]") {
  CHECK(of(Joined{}) == Dealing::arrives);
  CHECK(of(Opened{}) == Dealing::arrives);
}

TEST_CASE("who writes to others, reacts, leaves or deletes has not spoken to Usher", "[people]") {
  CHECK(of(said(false, false)) == Dealing::near);
  CHECK(of(now(said(false, false))) == Dealing::near);
  CHECK(of(Left{}) == Dealing::near);
  CHECK(of(Reacted{}) == Dealing::near);
  CHECK(of(Deleted{}) == Dealing::near);
  CHECK(of(RoomChanged{}) == Dealing::near);
}
