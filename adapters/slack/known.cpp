// adapters/slack/known.cpp: reading a user object.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/known.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t longest = 200;  // bytes of a locale, a zone or a name that are believed

std::string_view short_text(const json::object& from, std::string_view key) {
  const std::string_view found = text(from, key);
  return found.size() <= longest ? found : std::string_view();
}

// What people see beside a message.
std::string name_of(const json::object& user) {
  if (const json::object* profile = object(user, "profile")) {
    for (const char* key : {"display_name", "real_name"})
      if (const auto name = short_text(*profile, key); !name.empty()) return sanitize(name);
  }
  for (const char* key : {"real_name", "name"})
    if (const auto name = short_text(user, key); !name.empty()) return sanitize(name);
  return {};
}

// In an organisation of several workspaces a person may be at home in one and belong to others ("User object",
// enterprise_user).
bool belongs(const json::object& user, std::string_view team) {
  const std::string_view home = text(user, "team_id");
  if (home.empty() || home == team) return true;
  const json::object* everywhere = object(user, "enterprise_user");
  const json::array* teams = everywhere != nullptr ? array(*everywhere, "teams") : nullptr;
  return teams != nullptr && std::ranges::any_of(*teams, [&](const json::value& one) {
           const json::string* id = one.if_string();
           return id != nullptr && std::string_view(id->data(), id->size()) == team;
         });
}

}  // namespace

std::optional<Known> read_user(const json::object& user, std::string_view team) {
  Known out;
  if (!is_id(text(user, "id"))) return std::nullopt;
  out.person.id = text(user, "id");
  out.person.lang = short_text(user, "locale");
  out.person.zone = short_text(user, "tz");
  out.person.name = name_of(user);
  out.active = !flag(user, "deleted");
  out.bot = flag(user, "is_bot");
  // Of a workspace that shares a channel with ours: what they are at home gives them nothing here.
  const bool stranger = flag(user, "is_stranger") || !belongs(user, team);
  out.person.guest = stranger || flag(user, "is_restricted") || flag(user, "is_ultra_restricted");
  const bool admin =
      flag(user, "is_admin") || flag(user, "is_owner") || flag(user, "is_primary_owner");
  if (admin && out.active && !out.person.guest) out.person.roles = {Role::administrator};
  return out;
}

}  // namespace usher::slack
