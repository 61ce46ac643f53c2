// tests/support/matrix_world.cpp: events are stored, found and let go.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace usher::testing::matrix {
namespace {

constexpr std::string_view id_head = "$fake-";

json::object parsed(std::string_view text) {
  boost::system::error_code bad;
  json::value value = json::parse(text, bad);
  return bad || !value.is_object() ? json::object() : std::move(value.get_object());
}

// 43 characters of base64url behind the sigil, as a hash would have.
std::string event_id(std::uint64_t position) {
  return fmt::format("{}{:012}-made-by-a-fake-homeserver-", id_head, position);
}

std::uint64_t position_of(std::string_view id) {
  std::uint64_t position = 0;
  if (id.starts_with(id_head) && id.size() > id_head.size() + 12)
    std::from_chars(id.data() + id_head.size(), id.data() + id_head.size() + 12, position);
  return position;
}

}  // namespace

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch()
  )
      .count();
}

std::string quoted(std::string_view text) {
  return json::serialize(json::string_view(text.data(), text.size()));
}

json::object Event::said() const { return parsed(content); }

const Event* Room::state_of(std::string_view type, std::string_view key) const {
  const auto found = state.find(std::pair<std::string, std::string>(type, key));
  return found == state.end() ? nullptr : &found->second;
}

std::string Room::membership(std::string_view user) const {
  const Event* event = state_of("m.room.member", user);
  return event == nullptr ? std::string() : std::string(text_at(event->said(), "membership"));
}

std::uint64_t Room::membership_since(std::string_view user) const {
  const Event* event = state_of("m.room.member", user);
  return event == nullptr ? 0 : event->position;
}

std::vector<std::string> Room::members(std::string_view which) const {
  std::vector<std::string> out;
  for (const auto& [key, event] : state)
    if (key.first == "m.room.member" && text_at(event.said(), "membership") == which)
      out.push_back(key.second);
  return out;
}

World::World() : usher("@usher:localhost") {}

Event& World::store(Room& room, Event event) {
  event.position = last() + 1;
  event.id = event_id(event.position);
  event.room = room.id;
  if (event.at_ms == 0) event.at_ms = now_ms() + rules.ahead_ms;
  if (event.content.contains("m.relates_to")) {
    const json::object content = event.said();
    if (const json::object* relates = object_at(content, "m.relates_to")) {
      event.rel_type = text_at(*relates, "rel_type");
      event.relates_to = text_at(*relates, "event_id");
      if (event.rel_type == "m.annotation")
        room.annotations.emplace(
            fmt::format("{} {}", event.sender, text_at(*relates, "key")), event.relates_to
        );
    }
  }
  if (event.state_key) {
    Event& now = room.state[{event.type, *event.state_key}];
    if (!now.id.empty()) event.previous = now.content;
    now = event;
  }
  room.timeline.push_back(event.position);
  log_.push_back(std::move(event));
  Event& stored = log_.back();
  if (happened) happened(stored);
  trim();
  return log_.back();
}

void World::trim() {
  while (log_.size() > rules.history) {
    std::vector<std::uint64_t>& timeline = rooms.at(log_.front().room).timeline;
    // The oldest of all is the oldest of its room; many are taken at once, for the vector is moved each time.
    constexpr std::size_t at_once = 4096;
    const auto gone = std::ranges::lower_bound(timeline, first_ + at_once);
    if (!timeline.empty() && timeline.front() < first_) timeline.erase(timeline.begin(), gone);
    log_.pop_front();
    ++first_;
  }
}

Event* World::at(std::uint64_t position) {
  if (position < first_ || position > last()) return nullptr;
  return &log_[static_cast<std::size_t>(position - first_)];
}

Event* World::event(std::string_view id) {
  Event* found = at(position_of(id));
  return found != nullptr && found->id == id ? found : nullptr;
}

Event& World::say(
    Room& room, const std::string& sender, std::string_view type, const json::object& content
) {
  Event event;
  event.type = type;
  event.sender = sender;
  event.content = json::serialize(content);
  return store(room, std::move(event));
}

Event& World::set(
    Room& room, const std::string& sender, std::string_view type, std::string_view key,
    const json::object& content
) {
  Event event;
  event.type = type;
  event.sender = sender;
  event.state_key = key;
  event.content = json::serialize(content);
  return store(room, std::move(event));
}

Event& World::redact(
    Room& room, const std::string& sender, std::string_view id, std::string_view reason
) {
  json::object content{{"redacts", id}};
  if (!reason.empty()) content["reason"] = reason;
  Event event;
  event.type = "m.room.redaction";
  event.sender = sender;
  event.content = json::serialize(content);
  event.redacts = id;
  if (Event* what = this->event(id); what != nullptr && what->room == room.id) {
    if (what->rel_type == "m.annotation") {
      const json::object said = what->said();
      if (const json::object* relates = object_at(said, "m.relates_to"))
        room.annotations.erase(
            {fmt::format("{} {}", what->sender, text_at(*relates, "key")), what->relates_to}
        );
    }
    what->content = "{}";
    what->redacted_by = event_id(last() + 1);
  }
  return store(room, std::move(event));
}

void World::write(
    std::string& out, const Event& event, std::string_view membership, std::string_view device,
    bool with_room
) const {
  const auto to = std::back_inserter(out);
  fmt::format_to(
      to, R"({{"content":{},"event_id":"{}","origin_server_ts":{},"sender":{},"type":{})",
      event.content, event.id, event.at_ms, quoted(event.sender), quoted(event.type)
  );
  if (with_room)
    fmt::format_to(to, R"(,"room_id":"{}","user_id":{})", event.room, quoted(event.sender));
  if (event.state_key) fmt::format_to(to, R"(,"state_key":{})", quoted(*event.state_key));
  if (!event.redacts.empty()) fmt::format_to(to, R"(,"redacts":{})", quoted(event.redacts));
  out += R"(,"unsigned":{"age":1)";
  if (!membership.empty()) fmt::format_to(to, R"(,"membership":"{}")", membership);
  if (!event.previous.empty()) fmt::format_to(to, R"(,"prev_content":{})", event.previous);
  if (!event.txn.empty() && event.device == device)
    fmt::format_to(to, R"(,"transaction_id":{})", quoted(event.txn));
  if (!event.redacted_by.empty())
    fmt::format_to(
        to,
        R"(,"redacted_by":"{0}","redacted_because":{{"type":"m.room.redaction","event_id":"{0}","sender":{1},"content":{{"redacts":"{2}"}}}})",
        event.redacted_by, quoted(event.sender), event.id
    );
  out += "}}";
}

json::array World::stripped(const Room& room, const Event& invitation) const {
  json::array out;
  const auto add = [&](const Event& event) {
    out.push_back(json::object{
        {"content", event.said()},
        {"sender", event.sender},
        {"state_key", *event.state_key},
        {"type", event.type}
    });
  };
  for (const std::string_view type :
       {"m.room.create", "m.room.join_rules", "m.room.canonical_alias", "m.room.name",
        "m.room.encryption"})
    if (const Event* event = room.state_of(type)) add(*event);
  if (const Event* inviter = room.state_of("m.room.member", invitation.sender)) add(*inviter);
  return out;
}

void World::violation(std::string_view kind, const std::string& what) {
  if (rules.allow.contains(std::string(kind))) {
    ++allowed_[std::string(kind)];
    return;
  }
  ++violation_count_;
  if (violations_.size() < 50) violations_.push_back(fmt::format("{}: {}", kind, what));
}

}  // namespace usher::testing::matrix
