// tests/support/matrix_calls_send.cpp: events as clients send them, with transaction ids, limits and the surprises of the
// real ones (facts/matrix.md 2 and 6.8).
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_calls.hpp"
#include "tests/support/matrix_rules.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace usher::testing::matrix {
namespace {

constexpr std::size_t largest = 65'536;  // a whole event; its envelope is some 600 of it

std::optional<json::object> object_in(std::string_view body) {
  boost::system::error_code bad;
  json::value value = json::parse(body, bad);
  if (bad || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

Answer event_id(std::string_view id) {
  Answer out;
  out.body = fmt::format(R"({{"event_id":"{}"}})", id);
  return out;
}

}  // namespace

void Calls::judge(const Room& room, std::string_view type, const json::object& content) {
  if (type != "m.room.message") return;
  if (room.encrypted()) world_.violation("plain", "a message in plain in an encrypted room");
  for (const std::string& fault : faults_of_message(content)) world_.violation("message", fault);
}

Answer Calls::send(Asked& asked) {
  Room* room = world_.room(asked.at(2));
  const std::string_view type = asked.at(4);
  Device& device = *asked.device;
  if (room == nullptr || room->membership(device.user) != "join")
    return refusal(
        403, "M_FORBIDDEN", fmt::format("User {} not in room {}", device.user, asked.at(2))
    );
  // Same id, device and room: the same event, whatever the body.
  const std::string txn = fmt::format("{} {}", room->id, asked.at(5));
  if (const auto found = device.sent.find(txn); found != device.sent.end()) {
    ++repeats;
    return event_id(found->second);
  }
  const auto content = object_in(asked.body);
  if (!content) return refusal(400, "M_NOT_JSON", "Content not JSON.");
  if (Answer wait = too_fast(device.user); wait.status != 200) return wait;
  if (!is_canonical(*content)) {
    world_.violation("number", "a number that canonical JSON does not have");
    return refusal(400, "M_BAD_JSON", "Bad JSON value: float");
  }
  if (asked.body.size() + 600 > largest) return refusal(413, "M_TOO_LARGE", "event too large");
  if (!world_.may_send(*room, device.user, type, false))
    return refusal(403, "M_FORBIDDEN", "You don't have permission to post that to the room.");
  if (const json::object* relates = object_at(*content, "m.relates_to")) {
    const std::string_view how = text_at(*relates, "rel_type");
    const std::string_view to = text_at(*relates, "event_id");
    const Event* root = world_.event(to);
    if (how == "m.thread" && root != nullptr && !root->rel_type.empty())
      return refusal(400, "M_UNKNOWN", "Cannot start threads from an event with a relation");
    if (how == "m.annotation" &&
        room->annotations.contains(
            {fmt::format("{} {}", device.user, text_at(*relates, "key")), std::string(to)}
        ))
      return refusal(400, "M_DUPLICATE_ANNOTATION", "Can't send same reaction twice");
  }
  if (device.user == world_.usher) judge(*room, type, *content);
  Event event;
  event.type = type;
  event.sender = device.user;
  event.content = json::serialize(*content);
  event.device = device.id;
  event.txn = asked.at(5);
  const Event& stored = world_.store(*room, std::move(event));
  const std::string id = stored.id;
  // With the bare as_token it is forgotten when the homeserver starts anew; this one never does.
  device.sent.emplace(txn, id);
  if (sent && device.user == world_.usher) sent(stored, *content);
  return event_id(id);
}

Answer Calls::redact(Asked& asked) {
  Room* room = world_.room(asked.at(2));
  Device& device = *asked.device;
  if (room == nullptr || room->membership(device.user) != "join")
    return refusal(403, "M_FORBIDDEN", "not in the room");
  const std::string txn = fmt::format("{} {}", room->id, asked.at(5));
  if (const auto found = device.sent.find(txn); found != device.sent.end()) {
    ++repeats;
    return event_id(found->second);
  }
  if (Answer wait = too_fast(device.user); wait.status != 200) return wait;
  const Event* what = world_.event(asked.at(4));
  if (what == nullptr || what->room != room->id)
    return refusal(404, "M_NOT_FOUND", "Could not find event");
  if (what->sender != device.user && !world_.may(*room, device.user, "redact"))
    return refusal(403, "M_FORBIDDEN", "You don't have permission to redact events");
  const auto content = object_in(asked.body);
  const std::string id = world_
                             .redact(
                                 *room, device.user, asked.at(4),
                                 content ? text_at(*content, "reason") : std::string_view()
                             )
                             .id;
  device.sent.emplace(txn, id);
  return event_id(id);
}

Answer Calls::set_state(Asked& asked) {
  Room* room = world_.room(asked.at(2));
  if (room == nullptr || room->membership(asked.device->user) != "join")
    return refusal(403, "M_FORBIDDEN", "not in the room");
  const auto content = object_in(asked.body);
  if (!content) return refusal(400, "M_NOT_JSON", "Content not JSON.");
  if (!is_canonical(*content)) return refusal(400, "M_BAD_JSON", "Bad JSON value: float");
  if (!world_.may_send(*room, asked.device->user, asked.at(4), true))
    return refusal(403, "M_FORBIDDEN", "You don't have permission");
  return event_id(world_.set(*room, asked.device->user, asked.at(4), asked.at(5), *content).id);
}

}  // namespace usher::testing::matrix
