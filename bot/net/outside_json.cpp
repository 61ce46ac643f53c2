// bot/net/outside_json.cpp: parsing with a limit.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/outside_json.hpp"

#include <boost/json/parse.hpp>

namespace usher::net {

namespace json = boost::json;

std::optional<json::value> parse_outside(std::string_view text) {
  json::parse_options options;
  options.max_depth = 16;
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

std::string_view text_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

}  // namespace usher::net
