// adapters/matrix/plan.cpp: what may be done in a room at all, and which plan a row needs.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/plan_parts.hpp"

namespace usher::matrix {

namespace {

// ok, or why nothing of that kind is sent there. A room that is not known (made a moment ago) is asked.
errc hindrance(const Pending& pending, const Circumstances& known) {
  const Room* room = known.room;
  if (room == nullptr) return errc::ok;
  if (room->mine != Room::Mine::joined) return errc::not_found;
  if (pending.kind == Pending::Kind::retract) return errc::ok;  // one's own words may always go
  const bool reacts = pending.kind == Pending::Kind::react;
  if (room->encrypted && (reacts || !known.can_encrypt)) return errc::unsupported;
  const bool may = reacts ? room->can.react : room->can.speak;
  if (room->space || !may) return errc::refused;
  return errc::ok;
}

}  // namespace

Plan not_possible(errc why) {
  Plan out;
  out.why = why;
  return out;
}

Plan plan(const Pending& pending, const Goal& goal, const Circumstances& known) {
  using Kind = Pending::Kind;
  if (pending.kind == Kind::open || pending.kind == Kind::home)
    return not_possible(errc::unsupported);
  if (goal.room.empty()) return not_possible(errc::not_found);
  if (const errc why = hindrance(pending, known); why != errc::ok) return not_possible(why);
  const Task task{pending, goal, known};
  switch (pending.kind) {
    case Kind::post:
    case Kind::correction:
      if (pending.replace_original) {
        const Way way = Way::of(pending.route);
        // What was touched is a message of Usher's in that room; without it the answer is said anew.
        if (way.room == goal.room && !way.event.empty()) {
          Plan out = plan_edit(task, {way.event});
          if (out.why == errc::ok) return out;
        }
      }
      return plan_post(task);
    case Kind::edit:
      return plan_edit(task, read_reference(pending.ref));
    case Kind::retract:
      return plan_retract(task);
    case Kind::react:
      return plan_react(task);
    default:
      return not_possible(errc::unsupported);
  }
}

}  // namespace usher::matrix
