// tests/support/matrix_control.hpp: the thin homeserver as a script speaks to it: one JSON object a command, one an answer.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_load.hpp"
#include "tests/support/matrix_push.hpp"
#include "tests/support/matrix_server.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace usher::testing::matrix {

// All parts of a homeserver, on one thread. "do" is the command:
//   --- what people do (user: "@ada:localhost" where it is not said) ---
//   room       {id, name, alias, version, encrypted, direct, space, invite: [users], join: [users], levels: {}}: {room}
//   join, leave    {room, user}
//   invite, kick   {room, user, by, direct}
//   message    {room, user, body, msgtype, content: {more}, thread, reply, at_ms}: {event}
//   edit       {event, user, body, msgtype}: of anybody's, as the real ones take it
//   redact     {event, user, reason};  react {event, user, key};  read {room}: the bot's receipt
//   state      {room, user, type, key, content};  encrypt {room};  upgrade {room}: {room: the new one}
//   name       {user, name}: a display name
//   event      {room, user, type, content}: anything
//   --- the server ---
//   configure  room_version, password_flow, service_flow, lifetime_ms, appservice {port, retry_ms, most, repeat, lost},
//              limits {per_second, burst}, step_ms, ahead_ms, kept_calls, history, allow [kinds of violations]
//   fault      see matrix_faults.hpp;  no_faults;  sync {limited, repeat, empty, slow, slow_ms}: each so manieth answer
//   expire     {soft}: the bot's access tokens are over;  forget_tokens: a since is unknown from now on
//   load       see matrix_load.hpp: {run};  load_state {run, times};  load_stop {run}
//   calls      {path, since}: {calls, last};  events {room, since, sender}: {events, last};  server: {…}
class Control {
 public:
  Control();
  World world;
  Loop loop;
  Accounts accounts{world};
  Sync sync{world, accounts, loop};
  Calls calls{world, accounts, sync, loop};
  Server server{world, loop, calls};
  Push push{world, accounts, loop};
  Load load{world, loop};
  std::uint16_t port = 0;

  json::object obey(const json::object& command);

 private:
  json::object people(std::string_view what, const json::object& command);
  json::object talk(std::string_view what, const json::object& command);
  json::object rooms(std::string_view what, const json::object& command);
  json::object configure(const json::object& command);
  json::object asked(const json::object& command) const;
  json::object events(const json::object& command);
  json::object state();
  Room& room_of(const json::object& command);
  Event& event_of(const json::object& command);
  std::string user_of(const json::object& command, std::string_view key = "user") const;
};

}  // namespace usher::testing::matrix
