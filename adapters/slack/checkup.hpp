// adapters/slack/checkup.hpp: usher doctor for Slack: tokens, scopes, clock and rooms, each with what to do about it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/common/finding.hpp"
#include "adapters/slack/api.hpp"
#include "adapters/slack/settings.hpp"
#include "adapters/slack/whoami.hpp"
#include "bot/clock.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// What a token's scopes mean beside needed_scopes(). have: as X-OAuth-Scopes says; empty: Slack did not say. Pure.
std::vector<Finding> judge_scopes(std::span<const std::string> have);
// Whether this machine's clock is near Slack's (date: the header of an answer): requests signed five minutes away are
// refused. Pure.
Finding judge_clock(std::string_view date, sys_seconds now);

// rooms: where the database says that something is to be posted. Asks auth.test, apps.connections.open (in socket mode; the
// address is not used), users.conversations, and conversations.info for each room.
boost::asio::awaitable<std::vector<Finding>> examine(
    Api* api, const Settings* settings, std::vector<std::string> rooms, sys_seconds now
);

}  // namespace usher::slack
