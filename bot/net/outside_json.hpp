// bot/net/outside_json.hpp: JSON that a server of somebody else's has sent. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace usher::net {

// Nothing where it is no JSON, or nested deeper than 16: answers that are read here are five deep at most.
std::optional<boost::json::value> parse_outside(std::string_view text);

// Empty where there is no such string. Points into the object.
std::string_view text_of(const boost::json::object& object, std::string_view key);

}  // namespace usher::net
