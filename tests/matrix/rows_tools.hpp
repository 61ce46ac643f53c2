// tests/matrix/rows_tools.hpp: a conversation with Ada, and what is to be done there, as rows.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/matrix/room_tools.hpp"
#include "tests/support/store_tools.hpp"

#include <string>
#include <utility>

namespace usher::matrix::test_rig {

inline Room conversation() {
  Room out;
  out.id = "!room";
  out.name = "General";
  out.alias = "#general:localhost";
  out.version = "12";
  out.inviter = "@ada:localhost";
  out.with = "@ada:localhost";
  out.direct = out.open = true;
  out.joined = noon;
  out.can = {true, false, true, false};
  return out;
}

inline Doing doing(Doing::What what, std::string why, std::string person = "@ada:localhost") {
  return {what, "!room", std::move(person), std::move(why), "localhost,elsewhere"};
}

}  // namespace usher::matrix::test_rig
