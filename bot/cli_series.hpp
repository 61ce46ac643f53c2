// bot/cli_series.hpp: what the commands about one series of proposals share: which it is, and how answers are written.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/doc.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <expected>
#include <string>

namespace usher {

// The configuration, and the series in it that was asked for.
struct ChosenSeries {
  Setup setup;
  std::size_t at = 0;  // in config.proposals and in setup.series

  const proposals::Settings& series() const { return setup.series[at]; }
  const ProposalsConfig& config() const { return setup.config.proposals[at]; }
};
// The error is what to leave with; why was said on stderr.
std::expected<ChosenSeries, int> choose_series(const Order& order);

// As wide and as colourful as standard output is. False where it could not be written.
bool show(const Doc& doc, int to);

// Null for an empty text.
boost::json::value or_null(const std::string& text);

}  // namespace usher
