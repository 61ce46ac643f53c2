// adapters/matrix/checkup.hpp: usher doctor for Matrix: session, device, rooms, power, encryption, clock, each with what to do
// about it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/common/finding.hpp"
#include "adapters/matrix/api.hpp"
#include "adapters/matrix/room.hpp"
#include "adapters/matrix/settings.hpp"
#include "bot/clock.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// The server's clock by its Date header. Pure.
Finding judge_clock(std::string_view date, sys_seconds now);
// One room that something is to be posted in: joined, power to speak and react, encrypted or not, replaced. Pure.
std::vector<Finding> judge_room(const Room& room);
// A room whose state could not be asked for. called: as it is named in the configuration, or its id. Pure.
Finding judge_refused_room(std::string_view called, const Refusal& refusal);
// GET /login: whether a password can be used at all (matrix.org: no; a token from its account pages). Pure.
Finding judge_flows(std::string_view login_answer, const Settings& settings);
// What whoami says of a token. Pure.
std::vector<Finding> judge_whoami(
    std::string_view user, std::string_view device, const Settings& settings
);
// What a homeserver says of a token that it does not take. Pure.
Finding judge_refused_token(const Refusal& refusal, const Settings& settings);

// Asks versions, login flows, whoami, joined_rooms, the state of each of `rooms` (where the database says that something is
// to be posted, and the configured ones), m.direct's size; of an application service also POST /appservice/{id}/ping, which
// the homeserver answers by calling us (only beside a running bot). Never logs in: a doctor that is run often would lock the
// account out. api: on a Session of token_there(), which neither renews nor erases anything.
boost::asio::awaitable<std::vector<Finding>> examine(
    Api* api, const Settings* settings, std::vector<std::string> rooms, sys_seconds now
);
// Where there is no token yet: what can be asked without one, which is less. client outlives it.
boost::asio::awaitable<std::vector<Finding>> examine_without_token(
    net::HttpClient* client, const Settings* settings, sys_seconds now
);

}  // namespace usher::matrix
