// adapters/matrix/directs_account.cpp: m.direct, the account's list of conversations. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/directs.hpp"
#include "adapters/matrix/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

std::vector<std::string> rooms_with(const json::object& direct, std::string_view person) {
  std::vector<std::string> out;
  const json::array* const rooms = look::array(direct, person);
  if (rooms == nullptr) return out;
  for (const json::value& one : *rooms) {
    if (!one.is_string()) continue;
    std::string room(one.get_string().data(), one.get_string().size());
    if (is_room_id(room) && std::ranges::find(out, room) == out.end())
      out.push_back(std::move(room));
  }
  return out;
}

json::object with_room(json::object direct, std::string_view person, std::string_view room) {
  json::array rooms{json::value(json::string(room.data(), room.size()))};
  if (const json::array* const before = look::array(direct, person))
    for (const json::value& one : *before)
      if (one != rooms.front()) rooms.push_back(one);
  direct[{person.data(), person.size()}] = std::move(rooms);
  return direct;
}

}  // namespace usher::matrix
