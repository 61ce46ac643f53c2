// tests/support/matrix_accounts.cpp: logging in, refreshing with rotation, soft logout.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_accounts.hpp"

#include <fmt/format.h>

namespace usher::testing::matrix {

Accounts::Accounts(World& world) : world_(world) {
  rules.as_token = fmt::format("as-{}", "of-this-fake");
  rules.hs_token = fmt::format("hs-{}", "of-this-fake");
  rules.access_token = fmt::format("at-{}", "of-this-fake");
  Device& first = device_of(world.usher, "USHER");
  first.access = rules.access_token;
  first.live = true;
  tokens_[first.access] = world.usher + " USHER";
}

Device& Accounts::device_of(const std::string& user, const std::string& id) {
  Device& device = devices_[user + " " + id];
  device.user = user;
  device.id = id;
  return device;
}

Device* Accounts::device(std::string_view token, Refused& why) {
  if (token.empty()) {
    why = {401, "M_MISSING_TOKEN", "Missing access token", false};
    return nullptr;
  }
  if (token == rules.as_token) return &device_of(world_.usher, "");
  const auto found = tokens_.find(std::string(token));
  why = {401, "M_UNKNOWN_TOKEN", "Unrecognised access token", false};
  if (found == tokens_.end()) return nullptr;
  Device& device = devices_.at(found->second);
  const bool over = device.until.time_since_epoch().count() != 0 &&
                    std::chrono::steady_clock::now() >= device.until;
  if (device.access != token) return nullptr;
  if (!device.live || over) {
    device.live = false;
    why.soft = device.soft;
    why.error = "Access token has expired";
    return nullptr;
  }
  device.new_ones_used = true;
  return &device;
}

json::object Accounts::grant(Device& device, bool with_refresh) {
  const std::string key = device.user + " " + device.id;
  tokens_.erase(device.access);
  device.access = fmt::format("at-{}-{}", ++made_, "of-this-fake");
  tokens_[device.access] = key;
  device.live = device.soft = true;
  device.until = {};
  json::object out{
      {"access_token", device.access},
      {"device_id", device.id},
      {"user_id", device.user},
      {"home_server", world_.rules.server_name}
  };
  if (!with_refresh) return out;
  device.old_refresh = device.refresh;
  device.refresh = fmt::format("rt-{}-{}", made_, "of-this-fake");
  refreshes_[device.refresh] = key;
  device.new_ones_used = false;
  out["refresh_token"] = device.refresh;
  const bool ends = rules.lifetime.count() > 0;
  if (ends) device.until = std::chrono::steady_clock::now() + rules.lifetime;
  out["expires_in_ms"] = ends ? rules.lifetime.count() : 300'000;
  return out;
}

json::object Accounts::log_in(const json::object& body, std::string_view bearer, Refused& why) {
  const std::string_view type = text_at(body, "type");
  const json::object* identifier = object_at(body, "identifier");
  std::string user(identifier == nullptr ? text_at(body, "user") : text_at(*identifier, "user"));
  if (!user.starts_with('@')) user = fmt::format("@{}:{}", user, world_.rules.server_name);
  if (type == "m.login.application_service") {
    if (!rules.service_flow)
      return why = {400, "M_APPSERVICE_LOGIN_UNSUPPORTED", "not here", false}, json::object();
    if (bearer != rules.as_token || user != world_.usher)
      return why = {403, "M_FORBIDDEN", "Invalid token", false}, json::object();
  } else if (type != "m.login.password" || !rules.password_flow) {
    return why = {400, "M_UNKNOWN", "Unknown login type", false}, json::object();
  } else if (text_at(body, "password") != rules.password) {
    return why = {403, "M_FORBIDDEN", "Invalid username or password", false}, json::object();
  }
  ++logins;
  std::string id(text_at(body, "device_id"));
  if (id.empty()) id = fmt::format("MADE{}", ++made_);
  Device& device = device_of(user, id);
  const bool over = device.until.time_since_epoch().count() != 0 &&
                    std::chrono::steady_clock::now() >= device.until;
  if (user == world_.usher && device.live && !over && !device.access.empty() &&
      device.access != rules.access_token)
    world_.violation("login", "a login while the token is good");
  if (!device.sent.empty()) device.members_sent.clear();
  return grant(device, flag_at(body, "refresh_token"));
}

json::object Accounts::renew(std::string_view refresh, Refused& why) {
  const auto found = refreshes_.find(std::string(refresh));
  if (found == refreshes_.end())
    return why = {401, "M_UNKNOWN_TOKEN", "Invalid refresh token", false}, json::object();
  Device& device = devices_.at(found->second);
  const bool newest = refresh == device.refresh;
  if (!newest && (refresh != device.old_refresh || device.new_ones_used))
    return why = {403, "M_FORBIDDEN", "Invalid refresh token, it has been used already", false},
           json::object();
  ++refreshes;
  const std::string old(refresh);
  json::object out = grant(device, true);
  device.old_refresh = old;
  out.erase("device_id");
  out.erase("user_id");
  out.erase("home_server");
  return out;
}

void Accounts::expire(bool soft) {
  for (auto& [key, device] : devices_) {
    if (device.user != world_.usher || device.id.empty()) continue;
    device.live = false;
    device.soft = soft;
    if (!soft) device.refresh.clear();
  }
}

}  // namespace usher::testing::matrix
