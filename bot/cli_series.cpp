// bot/cli_series.cpp: the series that the command line names, and writing to it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_series.hpp"

#include "adapters/terminal/ansi.hpp"
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/mailbox.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace usher {

std::expected<ChosenSeries, int> choose_series(const Order& order) {
  ChosenSeries out{set_up(order, false)};
  complain(out.setup.mistakes);
  if (!out.setup.mistakes.empty()) return std::unexpected(exit_failed);
  const auto& all = out.setup.series;
  const auto found = std::ranges::find(all, order.series, &proposals::Settings::command);
  if (found == all.end()) {
    complain(fmt::format(
        "there is no command “{0}”, nor [proposals.{0}] in the configuration. See usher --help.",
        order.series
    ));
    return std::unexpected(exit_usage);
  }
  out.at = static_cast<std::size_t>(found - all.begin());
  return out;
}

bool show(const Doc& doc, int to) {
  terminal::Look look = terminal::local_look();
  look.width = terminal::columns_of(STDOUT_FILENO);
  return terminal::write_all(to, terminal::ansi(doc, look));
}

boost::json::value or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return boost::json::value(text);
}

}  // namespace usher
