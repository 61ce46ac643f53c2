// adapters/matrix/calls.cpp: asking: who we are, what is new, what a room is like (specification, client-server API).
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/calls.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "bot/text.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace usher::matrix::calls {

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds slack{15'000}, first{120'000};
constexpr std::size_t most_of_sync = 64U << 20U, most_of_room = 32U << 20U,
                      most_of_page = 16U << 20U;
constexpr std::size_t most_via = 3, most_rooms = 100'000, longest_name = 1000;

ApiCall get(std::vector<std::string> path) {
  ApiCall out;
  out.path = std::move(path);
  return out;
}

// An answer that is not what it should be.
Refusal malformed() {
  Refusal out;
  out.why = errc::malformed;
  out.status = 200;
  return out;
}

// Of a list, those that are ids of that kind.
template <class Is>
std::vector<std::string> ids(const json::array* from, std::size_t most, Is is) {
  std::vector<std::string> out;
  if (from == nullptr) return out;
  for (const json::value& one : *from) {
    const json::string* const text = one.if_string();
    if (text == nullptr || out.size() == most) continue;
    if (is(std::string_view(text->data(), text->size())))
      out.emplace_back(text->data(), text->size());
  }
  return out;
}

}  // namespace

Awaited<Whoami> whoami(Api* api) {
  Answered<json::object> answer = co_await api->call(get({"v3", "account", "whoami"}));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Whoami out{
      std::string(look::text(*answer, "user_id")), std::string(look::text(*answer, "device_id"))
  };
  if (!is_user_id(out.user)) co_return std::unexpected(malformed());
  co_return out;
}

Awaited<std::string> display_name(Api* api, std::string user) {
  Answered<json::object> answer =
      co_await api->call(get({"v3", "profile", std::move(user), "displayname"}));
  if (!answer && answer.error().why == errc::not_found) co_return std::string();
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  co_return shorten(sanitize(look::text(*answer, "displayname")), longest_name);
}

Awaited<json::object> versions(Api* api) {
  Answered<json::object> answer = co_await api->call(get({"versions"}));
  co_return answer;
}

Awaited<std::string> sync(
    Api* api, std::string since, std::string filter, milliseconds timeout, milliseconds patience
) {
  ApiCall call = get({"v3", "sync"});
  call.limits.total = patience > milliseconds(0) ? patience
                      : since.empty()            ? std::max(first, timeout + slack)
                                                 : timeout + slack;
  if (!since.empty()) call.query.emplace_back("since", std::move(since));
  if (!filter.empty()) call.query.emplace_back("filter", std::move(filter));
  call.query.emplace_back("timeout", std::to_string(timeout.count()));
  call.limits.body = most_of_sync;
  call.once = true;
  Answered<std::string> answer = co_await api->fetch(std::move(call));
  co_return answer;
}

Awaited<Page> messages_before(
    Api* api, std::string room, std::string from, std::string to, std::string filter, int limit
) {
  ApiCall call = get({"v3", "rooms", room, "messages"});
  call.query.emplace_back("dir", "b");
  // Without it: from the newest on.
  if (!from.empty()) call.query.emplace_back("from", std::move(from));
  if (!to.empty()) call.query.emplace_back("to", std::move(to));
  if (!filter.empty()) call.query.emplace_back("filter", std::move(filter));
  call.query.emplace_back("limit", std::to_string(limit));
  call.limits.body = most_of_page;
  Answered<std::string> answer = co_await api->fetch(std::move(call));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Result<Page> page = read_messages(*answer, room);
  if (!page) co_return std::unexpected(malformed());
  co_return std::move(*page);
}

Awaited<RoomEvent> event(Api* api, std::string room, std::string event) {
  Answered<json::object> answer = co_await api->call(get({"v3", "rooms", room, "event", event}));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  std::optional<RoomEvent> out = read_event(*answer, room);
  if (!out || out->id != event) co_return std::unexpected(malformed());
  co_return std::move(*out);
}

Awaited<std::vector<RoomEvent>> state(Api* api, std::string room) {
  ApiCall call = get({"v3", "rooms", room, "state"});
  call.limits.body = most_of_room;
  Answered<std::string> answer = co_await api->fetch(std::move(call));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Result<std::vector<RoomEvent>> out = read_state(*answer, room);
  if (!out) co_return std::unexpected(malformed());
  co_return std::move(*out);
}

Awaited<json::object> state_of(Api* api, std::string room, std::string type, std::string key) {
  ApiCall call = get({"v3", "rooms", std::move(room), "state", std::move(type)});
  if (!key.empty()) call.path.push_back(std::move(key));
  Answered<json::object> answer = co_await api->call(std::move(call));
  co_return answer;
}

Awaited<std::vector<std::string>> joined_rooms(Api* api) {
  Answered<json::object> answer = co_await api->call(get({"v3", "joined_rooms"}));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  const json::array* const rooms = look::array(*answer, "joined_rooms");
  if (rooms == nullptr) co_return std::unexpected(malformed());
  co_return ids(rooms, most_rooms, is_room_id);
}

Awaited<std::vector<Member>> joined_members(Api* api, std::string room) {
  ApiCall call = get({"v3", "rooms", std::move(room), "joined_members"});
  call.limits.body = most_of_room;
  Answered<json::object> answer = co_await api->call(std::move(call));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  const json::object* const joined = look::object(*answer, "joined");
  if (joined == nullptr) co_return std::unexpected(malformed());
  std::vector<Member> out;
  out.reserve(joined->size());
  for (const auto& [user, of] : *joined) {
    const json::object* const profile = of.if_object();
    const std::string_view id(user.data(), user.size());
    // Who is there counts, also where their name cannot be read.
    if (!is_user_id(id)) continue;
    const std::string_view name =
        profile != nullptr ? look::text(*profile, "display_name") : std::string_view();
    out.push_back({std::string(id), shorten(sanitize(name), longest_name)});
  }
  co_return out;
}

Awaited<Resolved> resolve(Api* api, std::string alias) {
  Answered<json::object> answer =
      co_await api->call(get({"v3", "directory", "room", std::move(alias)}));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  Resolved out;
  out.room = look::text(*answer, "room_id");
  if (!is_room_id(out.room)) co_return std::unexpected(malformed());
  out.via = ids(look::array(*answer, "servers"), most_via, [](std::string_view name) {
    return !name.empty() && name.size() <= 255;
  });
  co_return out;
}

Awaited<json::object> account_data(Api* api, std::string user, std::string type) {
  Answered<json::object> answer =
      co_await api->call(get({"v3", "user", std::move(user), "account_data", std::move(type)}));
  if (!answer && answer.error().why == errc::not_found) co_return json::object();
  co_return answer;
}

}  // namespace usher::matrix::calls
