// Where proposals are read from: a folder or GitHub, as the configuration says; and the archive of their mailing list.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/config.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"
#include "commands/proposals/series.hpp"

#include <memory>

namespace usher {

// What it is given outlives it.
std::unique_ptr<Service> tree_of(
    const Config& config, const ProposalsConfig& series, Worker& worker, net::HttpClient& http,
    const Clock& clock
);

// Nothing where the series has no archive that is read.
std::unique_ptr<Service> mail_of(
    const proposals::Settings& series, net::HttpClient& http, const Clock& clock
);

}  // namespace usher
