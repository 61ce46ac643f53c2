// adapters/matrix/session_login.hpp: the calls that give a token: what is asked, and what is answered.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/api.hpp"
#include "adapters/matrix/session_machine.hpp"
#include "adapters/matrix/settings.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <string_view>

namespace usher::matrix {

// The bodies. Pure.
boost::json::object password_login(const Settings& settings);
boost::json::object appservice_login(const Settings& settings);
boost::json::object appservice_account(const Settings& settings);  // of POST /register
// What came back from a login or a refresh. expires_in_ms counts from `now`. Nothing where there is no token in it. Pure.
std::optional<Grant> read_grant(std::string_view body, SessionMachine::Wall now);

// One attempt. settings and client outlive it. token: the operator's own, at once. appservice: its account is made first, where it
// is not there yet; where the homeserver gives its services no sessions, the as_token itself is what comes back.
boost::asio::awaitable<Answered<Grant>> log_in(
    net::HttpClient* client, const Settings* settings, SessionMachine::Way way
);
boost::asio::awaitable<Answered<Grant>> refresh(
    net::HttpClient* client, const Settings* settings, Secret<std::string> token
);

}  // namespace usher::matrix
