// adapters/matrix/calls_send.cpp: saying, coming, going, and rooms for two (specification, client-server API).
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/ids.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace usher::matrix::calls {

namespace json = boost::json;

namespace {

// A room of another server is joined through several, each of which may take its time.
constexpr std::chrono::milliseconds joining{120'000};

ApiCall change(std::string_view method, std::vector<std::string> path, const json::object& body) {
  ApiCall out;
  out.method = method;
  out.path = std::move(path);
  out.body = json::serialize(body);
  return out;
}

// The id that an answer is asked for. Without it nothing is known; what was asked may be asked again, but for a new room.
Answered<std::string> id_of(
    const Answered<json::object>& answer, std::string_view key, bool (*is)(std::string_view),
    errc without
) {
  if (!answer) return std::unexpected(answer.error());
  const std::string_view id = look::text(*answer, key);
  if (is(id)) return std::string(id);
  Refusal refusal;
  refusal.why = without;
  refusal.status = 200;
  return std::unexpected(std::move(refusal));
}

Awaited<std::string> event_of(Api* api, ApiCall call) {
  Answered<json::object> answer = co_await api->call(std::move(call));
  co_return id_of(answer, "event_id", is_event_id, errc::unavailable);
}

Answered<void> only_whether(const Answered<json::object>& answer) {
  if (!answer) return std::unexpected(answer.error());
  return {};
}

// State that a room begins with.
json::object begins(std::string_view type, json::object content) {
  return {{"type", type}, {"state_key", ""}, {"content", std::move(content)}};
}

}  // namespace

Awaited<std::string> send(
    Api* api, std::string room, std::string type, std::string txn, const json::object& content
) {
  return event_of(
      api,
      change(
          "PUT", {"v3", "rooms", std::move(room), "send", std::move(type), std::move(txn)}, content
      )
  );
}

Awaited<std::string> redact(
    Api* api, std::string room, std::string event, std::string txn, std::string_view reason
) {
  json::object body;
  if (!reason.empty()) body["reason"] = reason;
  return event_of(
      api,
      change(
          "PUT", {"v3", "rooms", std::move(room), "redact", std::move(event), std::move(txn)}, body
      )
  );
}

Awaited<void> read_receipt(Api* api, std::string room, std::string event) {
  Answered<json::object> answer = co_await api->call(
      change("POST", {"v3", "rooms", std::move(room), "receipt", "m.read", std::move(event)}, {})
  );
  co_return only_whether(answer);
}

Awaited<std::string> join(Api* api, std::string room_or_alias, std::vector<std::string> via) {
  ApiCall call = change("POST", {"v3", "join", std::move(room_or_alias)}, {});
  // `via` since v1.12; `server_name` before.
  for (const std::string_view name : {"via", "server_name"})
    for (const std::string& server : via) call.query.emplace_back(name, server);
  call.limits.total = joining;
  Answered<json::object> answer = co_await api->call(std::move(call));
  co_return id_of(answer, "room_id", is_room_id, errc::unavailable);
}

Awaited<void> leave(Api* api, std::string room, std::string reason) {
  json::object body;
  if (!reason.empty()) body["reason"] = reason;
  Answered<json::object> answer =
      co_await api->call(change("POST", {"v3", "rooms", std::move(room), "leave"}, body));
  co_return only_whether(answer);
}

json::object direct_room_of(const NewDirect& what) {
  json::object body{
      {"preset", "public_chat"},
      {"visibility", "private"},
      {"is_direct", true},
      {"invite", json::array{json::string(what.with)}},
      // Who may read and come in is said here, and not by the preset.
      {"initial_state",
       json::array{
           begins("m.room.join_rules", {{"join_rule", "invite"}}),
           begins("m.room.guest_access", {{"guest_access", "forbidden"}}),
           begins("m.room.history_visibility", {{"history_visibility", "invited"}})
       }}
  };
  if (!what.name.empty()) body["name"] = what.name;
  if (!what.topic.empty()) body["topic"] = what.topic;
  return body;
}

Awaited<std::string> create_direct(Api* api, NewDirect what) {
  Answered<json::object> answer =
      co_await api->call(change("POST", {"v3", "createRoom"}, direct_room_of(what)));
  co_return id_of(answer, "room_id", is_room_id, errc::uncertain);
}

Awaited<void> set_account_data(Api* api, std::string user, std::string type, json::object content) {
  Answered<json::object> answer = co_await api->call(
      change("PUT", {"v3", "user", std::move(user), "account_data", std::move(type)}, content)
  );
  co_return only_whether(answer);
}

Awaited<void> set_display_name(Api* api, std::string user, std::string name) {
  Answered<json::object> answer = co_await api->call(change(
      "PUT", {"v3", "profile", std::move(user), "displayname"}, {{"displayname", std::move(name)}}
  ));
  co_return only_whether(answer);
}

}  // namespace usher::matrix::calls
