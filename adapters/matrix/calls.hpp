// adapters/matrix/calls.hpp: the calls that are made, as functions. I/O thread only. Each awaits one request.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/api.hpp"
#include "adapters/matrix/wire.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix::calls {

template <class T>
using Awaited = boost::asio::awaitable<Answered<T>>;

// --- who and what ---
struct Whoami {
  std::string user, device;  // device: empty of an application service's own token
};
Awaited<Whoami> whoami(Api* api);
Awaited<std::string> display_name(Api* api, std::string user);  // empty where there is none
Awaited<boost::json::object> versions(Api* api);
// --- reading ---
// timeout 0: at once. set_presence=offline is not sent: presence is the server's business. patience: how long the whole may
// take; zero: 15 s more than timeout, and without a since two minutes, for that answer may be large.
Awaited<std::string> sync(
    Api* api, std::string since, std::string filter, std::chrono::milliseconds timeout,
    std::chrono::milliseconds patience = {}
);
// filter: page_filter() of wire.hpp, for else the gap would be counted in what nobody hears. to: the since of the batch; the
// pages end there exactly.
Awaited<Page> messages_before(
    Api* api, std::string room, std::string from, std::string to, std::string filter, int limit
);
// An answer that is no event of that id is errc::malformed.
Awaited<RoomEvent> event(Api* api, std::string room, std::string event);
Awaited<std::vector<RoomEvent>> state(Api* api, std::string room);
Awaited<boost::json::object> state_of(
    Api* api, std::string room, std::string type, std::string key
);
Awaited<std::vector<std::string>> joined_rooms(Api* api);
struct Member {
  std::string user, name;
};
Awaited<std::vector<Member>> joined_members(Api* api, std::string room);
struct Resolved {
  std::string room;
  std::vector<std::string> via;  // at most three
};
Awaited<Resolved> resolve(Api* api, std::string alias);
// --- sending: the event's id. txn: mark.hpp. A 2xx without an event's id is unavailable: the same txn may be sent again ---
// What is sent is written down before these two return.
Awaited<std::string> send(
    Api* api, std::string room, std::string type, std::string txn,
    const boost::json::object& content
);
Awaited<std::string> redact(
    Api* api, std::string room, std::string event, std::string txn, std::string_view reason
);
Awaited<void> read_receipt(Api* api, std::string room, std::string event);
// --- coming and going ---
Awaited<std::string> join(
    Api* api, std::string room_or_alias, std::vector<std::string> via
);  // the room's id
Awaited<void> leave(Api* api, std::string room, std::string reason);
// A room for two, not encrypted, which says so in its topic. Preset public_chat with join rules set to invite: with
// trusted_private_chat, Synapse encrypts what its operator has set so (encryption_enabled_by_default_for_room_type).
struct NewDirect {
  std::string with, name, topic;
};
Awaited<std::string> create_direct(Api* api, NewDirect what);
boost::json::object direct_room_of(const NewDirect& what);  // the body of that. Pure
// Empty where there is none.
Awaited<boost::json::object> account_data(Api* api, std::string user, std::string type);
Awaited<void> set_account_data(
    Api* api, std::string user, std::string type, boost::json::object content
);
Awaited<void> set_display_name(Api* api, std::string user, std::string name);

}  // namespace usher::matrix::calls
