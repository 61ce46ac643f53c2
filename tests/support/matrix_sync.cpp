// tests/support/matrix_sync.cpp: who asks, who waits, and the answer as a whole.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_sync.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace usher::testing::matrix {

EventFilter EventFilter::read(const json::object* filter) {
  EventFilter out;
  if (filter == nullptr) return out;
  if (const json::array* types = array_at(*filter, "types")) {
    out.types.emplace();
    for (const json::value& one : *types)
      if (one.is_string()) out.types->emplace(one.get_string());
  }
  if (const json::array* senders = array_at(*filter, "not_senders"))
    for (const json::value& one : *senders)
      if (one.is_string()) out.not_senders.emplace(one.get_string());
  out.limit =
      static_cast<std::size_t>(std::clamp<std::int64_t>(number_at(*filter, "limit", 10), 1, 1000));
  out.lazy = flag_at(*filter, "lazy_load_members");
  return out;
}

bool EventFilter::takes(const Event& event) const {
  return (!types || types->contains(event.type)) && !not_senders.contains(event.sender);
}

SyncFilter SyncFilter::read(const json::object& filter) {
  SyncFilter out;
  if (const json::object* room = object_at(filter, "room")) {
    out.timeline = EventFilter::read(object_at(*room, "timeline"));
    out.state = EventFilter::read(object_at(*room, "state"));
  }
  out.account_data = EventFilter::read(object_at(filter, "account_data"));
  return out;
}

std::string Sync::token(std::uint64_t position) const {
  return fmt::format("s{}_{}", position, epoch_);
}

std::optional<std::uint64_t> Sync::position_of(std::string_view token) const {
  std::uint64_t position = 0;
  std::uint64_t epoch = 0;
  if (!token.starts_with('s') && !token.starts_with('t')) return std::nullopt;
  const auto dash = token.find('_');
  if (dash == std::string_view::npos) return std::nullopt;
  std::from_chars(token.data() + 1, token.data() + dash, position);
  std::from_chars(token.data() + dash + 1, token.data() + token.size(), epoch);
  if (epoch != epoch_ || position > world_.last()) return std::nullopt;
  return position;
}

bool Sync::ask(Asked asked) {
  ++polls_;
  std::optional<std::uint64_t> since;
  if (!asked.since.empty()) {
    since = position_of(asked.since);
    if (!since) return false;
    if (*since < asked.device->acknowledged)
      world_.violation(
          "since",
          fmt::format(
              "/sync since {} after {} was acknowledged", *since, asked.device->acknowledged
          )
      );
    asked.device->acknowledged = std::max(asked.device->acknowledged, *since);
  } else {
    asked.device->members_sent.clear();
  }
  const auto each = [&](int nth) {
    return nth > 0 && since && polls_ % static_cast<std::uint64_t>(nth) == 0;
  };
  if (each(faults.empty)) {
    asked.answer(fmt::format(R"({{"next_batch":"{}"}})", asked.since));
    return true;
  }
  if (each(faults.repeat) && before_ != 0 && before_ < *since) since = before_;
  if (since) before_ = *since;
  auto out = body(*asked.device, since, asked.filter, each(faults.limited));
  if (out || asked.timeout.count() == 0 || !since) {
    if (!out) out = fmt::format(R"({{"next_batch":"{}"}})", token(world_.last()));
    if (each(faults.slow)) {
      loop_.after(faults.slow_ms, [answer = asked.answer, text = std::move(*out)] {
        answer(text);
      });
    } else {
      asked.answer(std::move(*out));
    }
    return true;
  }
  const std::uint64_t number = ++last_;
  const auto wait = asked.timeout;
  waiting_.push_back({std::move(asked), *since, number});
  loop_.after(wait, [this, number] {
    const auto found = std::ranges::find(waiting_, number, &Waiting::number);
    if (found == waiting_.end()) return;
    const Waiting over = std::move(*found);
    waiting_.erase(found);
    over.asked.answer(fmt::format(R"({{"next_batch":"{}"}})", token(world_.last())));
  });
  return true;
}

void Sync::happened() {
  if (waiting_.empty() || std::exchange(due_, true)) return;
  loop_.after(std::chrono::milliseconds(0), [this] { look(); });
}

void Sync::look() {
  due_ = false;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    auto out = body(*at->asked.device, at->from, at->asked.filter, false);
    if (!out) {
      // What was nothing to it needs no second look.
      at->from = world_.last();
      ++at;
      continue;
    }
    const Waiting over = std::move(*at);
    at = waiting_.erase(at);
    over.asked.answer(std::move(*out));
  }
}

std::optional<std::string> Sync::body(
    Device& device, std::optional<std::uint64_t> since, const SyncFilter& filter, bool limited
) {
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> news;
  if (since)
    for (std::uint64_t position = std::max(*since + 1, world_.first()); position <= world_.last();
         ++position)
      news[world_.at(position)->room].push_back(position);
  else
    for (const auto& [id, room] : world_.rooms) news[id];
  std::string join;
  std::string invite;
  std::string leave;
  for (const auto& [id, positions] : news) {
    Room& room = *world_.room(id);
    const std::string membership = room.membership(device.user);
    const bool changed = !since || room.membership_since(device.user) > *since;
    if (membership == "join") {
      const bool anew = !since || changed;
      joined_room(
          join, device, room, anew ? std::nullopt : since, since ? &positions : nullptr, filter,
          limited
      );
    } else if (membership == "invite" && changed) {
      const Event& mine = *room.state_of("m.room.member", device.user);
      json::array state = world_.stripped(room, mine);
      state.push_back(json::object{
          {"type", "m.room.member"},
          {"state_key", device.user},
          {"sender", mine.sender},
          {"content", mine.said()}
      });
      fmt::format_to(
          std::back_inserter(invite), R"({}"{}":{{"invite_state":{{"events":{}}}}})",
          invite.empty() ? "" : ",", id, json::serialize(state)
      );
    } else if (since && changed && !membership.empty()) {
      const Event& mine = *room.state_of("m.room.member", device.user);
      std::string events;
      if (filter.timeline.takes(mine)) world_.write(events, mine, "leave", device.id, false);
      fmt::format_to(
          std::back_inserter(leave),
          R"({}"{}":{{"timeline":{{"events":[{}],"limited":false,"prev_batch":"{}"}},"state":{{"events":[]}}}})",
          leave.empty() ? "" : ",", id, events, token(world_.last())
      );
    }
  }
  std::string data;
  for (const auto& [key, at] : accounts_.data_at) {
    if (!key.starts_with(device.user + " ") || (since && at <= device.data_sent)) continue;
    const std::string type = key.substr(device.user.size() + 1);
    if (filter.account_data.types && !filter.account_data.types->contains(type)) continue;
    fmt::format_to(
        std::back_inserter(data), R"({}{{"type":{},"content":{}}})", data.empty() ? "" : ",",
        quoted(type), json::serialize(accounts_.data.at(key))
    );
  }
  if (since && join.empty() && invite.empty() && leave.empty() && data.empty()) return std::nullopt;
  device.data_sent = accounts_.data_count;
  std::string out = fmt::format(
      R"({{"next_batch":"{}","device_one_time_keys_count":{{"signed_curve25519":0}})",
      token(world_.last())
  );
  if (!data.empty())
    fmt::format_to(std::back_inserter(out), R"(,"account_data":{{"events":[{}]}})", data);
  out += R"(,"rooms":{"join":{)";
  out += join;
  out += R"(},"invite":{)";
  out += invite;
  out += R"(},"leave":{)";
  out += leave;
  out += "}}}";
  return out;
}

}  // namespace usher::testing::matrix
