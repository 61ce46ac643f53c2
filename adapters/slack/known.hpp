// adapters/slack/known.hpp: what Slack says of a person, read. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/person.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace usher::slack {

struct Known {
  // lang: their client's locale, "zh-CN"; empty where Slack did not say. roles: the workspace's admins and owners are
  // administrators, nobody else has any here. guest: also who belongs to another workspace (Slack Connect).
  Person person;
  bool active = true;  // false: deactivated
  bool bot = false;
  sys_seconds at{};       // when Slack said so; the reader sets it
  sys_seconds written{};  // which `at` was last written down; none: it is in memory only
};

// A user object, as users.info and the events team_join and user_change carry it ("User object" of Slack's documentation).
// team: the workspace's id: an admin of another one is nobody here. Nothing where there is no id.
std::optional<Known> read_user(const boost::json::object& user, std::string_view team);

}  // namespace usher::slack
