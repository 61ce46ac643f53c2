// Where proposals are read from: a folder or GitHub, as the configuration says; and the archive of their mailing list.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/config.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"
#include "commands/proposals/series.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace usher {

// Decides, where a restart does not forget it, whether one more listing may be asked of GitHub without a token:
// net::GitHubTreeSettings::until_listing, for the service of this name.
using ListingBook = std::function<
    boost::asio::awaitable<std::chrono::seconds>(std::string service, sys_seconds now)>;

// What the Calls of a series are answered by: its files, and what they say as the series has it. `settings` are those of
// `series`. What it is given outlives it.
std::unique_ptr<Service> tree_of(
    const Config& config, const ProposalsConfig& series, const proposals::Settings& settings,
    Worker& worker, net::HttpClient& http, const Clock& clock, ListingBook book
);

// Nothing where the series has no archive that is read.
std::unique_ptr<Service> mail_of(
    const proposals::Settings& series, net::HttpClient& http, const Clock& clock
);

}  // namespace usher
