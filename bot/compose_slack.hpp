// The Slack workspace, as the configuration wants it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/slack.hpp"
#include "bot/compose.hpp"
#include "bot/engine.hpp"

#include <functional>
#include <string_view>

namespace usher {

// What [slack] says, without who Usher is there.
slack::Settings slack_settings(const Setup& setup);

// Learns from the database or from Slack who Usher is there; in http mode binds its address. Throws std::runtime_error with
// what to do where it cannot. config.slack must be there, the database made, and what is given outlives the engine. ended:
// told when Slack will never again have anything to do with us; the program is to leave with a failure.
void add_slack(
    Engine& engine, boost::asio::io_context& io, const Clock& clock, const Setup& setup,
    std::function<void(std::string_view)> ended
);

}  // namespace usher
