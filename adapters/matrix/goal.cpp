// adapters/matrix/goal.cpp: where a row of the outbox goes.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/plan.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

constexpr char between = ',';  // no event's id holds one that we were given: see read_reference

// In the row's place: in its thread, or as a reply to what was asked there.
Goal in_place(const Pending& pending, const Way& way) {
  Goal out;
  out.room = pending.to.place.room;
  const bool asked_here = way.room == out.room && !way.event.empty();
  const std::string& root = pending.to.place.thread;
  // The event is in that thread, or it may begin one; a relation of another kind forbids it.
  const bool threaded = !root.empty() && !(asked_here && root == way.event && way.related);
  if (threaded) out.hang.thread = root;
  if (asked_here && (threaded || !way.direct)) out.hang.reply = way.event;
  return out;
}

Goal correction(const Pending& pending) {
  Goal out;
  out.room = pending.to.place.room;
  const std::vector<std::string> corrected = read_reference(pending.ref);
  // The engine says it in the thread of the message, which here is no thread unless one is there.
  const bool threaded = !pending.to.place.thread.empty() && pending.to.place.thread != pending.ref;
  if (threaded) out.hang.thread = pending.to.place.thread;
  if (!corrected.empty()) out.hang.reply = corrected.front();
  return out;
}

bool is_their_conversation(const Pending& pending, const Way& way) {
  return way.direct && !way.room.empty() && way.room == pending.to.place.room;
}

}  // namespace

std::vector<std::string> read_reference(std::string_view ref) {
  std::vector<std::string> out;
  while (!ref.empty()) {
    const std::size_t end = std::min(ref.find(between), ref.size());
    if (end > 0) out.emplace_back(ref.substr(0, end));
    ref.remove_prefix(std::min(end + 1, ref.size()));
  }
  return out;
}

std::string write_reference(std::span<const std::string> events) {
  std::string out;
  for (const std::string& event : events) {
    if (event.empty()) continue;
    if (!out.empty()) out += between;
    out += event;
  }
  return out;
}

Goal goal(const Pending& pending) {
  const Way way = Way::of(pending.route);
  if (pending.kind == Pending::Kind::correction) return correction(pending);
  if (pending.kind != Pending::Kind::post) {
    Goal out;
    out.room = pending.to.place.room;
    return out;
  }
  const bool for_people = !pending.to.people.empty();
  switch (pending.audience) {
    case Audience::room:
      if (!pending.to.place.room.empty() || !for_people) return in_place(pending, way);
      break;
    case Audience::only_you:
    case Audience::direct:
    case Audience::group:
      if (is_their_conversation(pending, way) && pending.to.people.size() <= 1)
        return in_place(pending, way);
      // Nobody is named: a room is what direct posts may name; what is for one person only goes nowhere then.
      if (!for_people && pending.audience != Audience::only_you) return in_place(pending, way);
      break;
  }
  Goal out;
  out.people = pending.to.people;
  return out;
}

bool is_asked_elsewhere(const Pending& pending) {
  const Way way = Way::of(pending.route);
  return pending.kind == Pending::Kind::post && pending.audience == Audience::only_you &&
         !way.direct && !way.room.empty() && pending.to.people.size() == 1;
}

Hang without_thread(const Hang& hang) {
  return {.thread = {}, .reply = hang.reply.empty() ? hang.thread : hang.reply};
}

}  // namespace usher::matrix
