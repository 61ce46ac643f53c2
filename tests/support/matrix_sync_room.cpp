// tests/support/matrix_sync_room.cpp: one room in an answer, and pages of what was before it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_sync.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace usher::testing::matrix {
namespace {

void add(
    std::string& out, const World& world, const Event& event, std::string_view membership,
    std::string_view device, bool with_room
) {
  if (!out.empty()) out += ',';
  world.write(out, event, membership, device, with_room);
}

}  // namespace

bool Sync::joined_room(
    std::string& out, Device& device, Room& room, std::optional<std::uint64_t> since,
    const std::vector<std::uint64_t>* news, const SyncFilter& filter, bool limited
) {
  const std::vector<std::uint64_t>& all = since && news != nullptr ? *news : room.timeline;
  // The newest that pass the filter, as many as are wanted.
  const std::size_t limit = limited ? 1 : filter.timeline.limit;
  std::vector<const Event*> timeline;
  bool more = false;
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    const Event* event = world_.at(*at);
    if (event == nullptr || !filter.timeline.takes(*event)) continue;
    if (timeline.size() == limit) {
      more = true;
      break;
    }
    timeline.push_back(event);
  }
  std::ranges::reverse(timeline);
  const std::uint64_t begin = timeline.empty() ? world_.last() + 1 : timeline.front()->position;
  const std::uint64_t joined_at = room.membership_since(device.user);

  std::string state;
  std::set<std::string> speakers;
  for (const Event* event : timeline) speakers.insert(event->sender);
  const auto member = [&](const Event& event) {
    device.members_sent.insert(room.id + " " + *event.state_key);
    add(state, world_, event, "", device.id, false);
  };
  if (!since) {
    for (const auto& [key, event] : room.state) {
      if (event.position >= begin || !filter.state.takes(event)) {
        // Our own coming stands in no timeline that leaves our own out.
        if (key.first != "m.room.member" || key.second != device.user ||
            filter.timeline.takes(event))
          continue;
      }
      if (key.first != "m.room.member")
        add(state, world_, event, "", device.id, false);
      else if (!filter.state.lazy || key.second == device.user || speakers.contains(key.second))
        member(event);
    }
  } else {
    std::map<std::pair<std::string, std::string>, const Event*> changed;
    for (const std::uint64_t position : all) {
      const Event* event = world_.at(position);
      if (event == nullptr || !event->state_key || !filter.state.takes(*event)) continue;
      const bool shown = event->position >= begin && filter.timeline.takes(*event);
      if (!shown && (more || !filter.timeline.takes(*event)))
        changed[{event->type, *event->state_key}] = event;
    }
    for (const auto& [key, event] : changed) add(state, world_, *event, "", device.id, false);
    for (const std::string& user : speakers) {
      if (!filter.state.lazy || device.members_sent.contains(room.id + " " + user)) continue;
      if (changed.contains({"m.room.member", user})) continue;
      if (const Event* event = room.state_of("m.room.member", user)) member(*event);
    }
  }
  if (since && timeline.empty() && state.empty()) return false;
  std::string events;
  for (const Event* event : timeline)
    add(events, world_, *event, event->position >= joined_at ? "join" : "leave", device.id, false);
  fmt::format_to(
      std::back_inserter(out),
      R"({}"{}":{{"timeline":{{"events":[{}],"prev_batch":"{}","limited":{}}},"state":{{"events":[{}]}},)",
      out.empty() ? "" : ",", room.id, events, token(begin == 0 ? 0 : begin - 1), more, state
  );
  out +=
      R"("account_data":{"events":[]},"ephemeral":{"events":[]},"unread_notifications":{},"summary":{}})";
  return true;
}

std::string Sync::messages(
    const Room& room, std::string_view from, std::string_view to, const EventFilter& filter,
    std::size_t limit, std::string_view user, bool backwards
) {
  const std::uint64_t joined_at = room.membership_since(user);
  const std::uint64_t start = position_of(from).value_or(world_.last());
  const std::uint64_t until = position_of(to).value_or(backwards ? 0 : world_.last());
  std::string chunk;
  std::string state;
  std::set<std::string> speakers;
  std::uint64_t end = 0;
  std::size_t count = 0;
  const auto take = [&](std::uint64_t position) {
    const Event* event = world_.at(position);
    if (event == nullptr || !filter.takes(*event)) return;
    add(chunk, world_, *event, event->position >= joined_at ? "join" : "leave", "", true);
    speakers.insert(event->sender);
    ++count;
    end = backwards ? position - 1 : position;
  };
  // A token stands behind what has its position.
  if (backwards) {
    const auto first = std::ranges::upper_bound(room.timeline, start);
    for (auto at = std::make_reverse_iterator(first);
         at != room.timeline.rend() && *at > until && count < limit; ++at)
      take(*at);
  } else {
    for (auto at = std::ranges::upper_bound(room.timeline, start);
         at != room.timeline.end() && *at <= until && count < limit; ++at)
      take(*at);
  }
  if (filter.lazy)
    for (const std::string& one : speakers)
      if (const Event* event = room.state_of("m.room.member", one))
        add(state, world_, *event, "", "", true);
  std::string out = fmt::format(
      R"({{"chunk":[{}],"start":"{}")", chunk, from.empty() ? token(start) : std::string(from)
  );
  // The page behind the last one is empty, and has no end.
  if (count > 0) fmt::format_to(std::back_inserter(out), R"(,"end":"{}")", token(end));
  if (!state.empty()) fmt::format_to(std::back_inserter(out), R"(,"state":[{}])", state);
  return out += '}';
}

}  // namespace usher::testing::matrix
