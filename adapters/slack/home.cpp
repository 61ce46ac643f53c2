// adapters/slack/home.cpp: a Doc as the home tab (Slack's reference, "Home tab views").
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/blocks.hpp"
#include "adapters/slack/units.hpp"

#include <utility>

namespace usher::slack {

namespace json = boost::json;

json::object home(const Doc& doc) {
  constexpr std::size_t most_blocks = 100;
  constexpr std::size_t most = 200000;  // units of JSON; a view may have 250 kB
  json::array blocks;
  std::size_t weight = 0;
  for (Unit& unit : units_of(doc, {})) {
    weight += unit.weight;
    if (blocks.size() == most_blocks || weight > most) break;
    blocks.push_back(std::move(unit.block));
  }
  return {{"type", "home"}, {"blocks", std::move(blocks)}};
}

}  // namespace usher::slack
