// tests/support/matrix_accounts.hpp: accounts, their devices, and the tokens that those have. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_world.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace usher::testing::matrix {

struct Device {
  std::string user, id, access, refresh, old_refresh;
  bool live = false;                                  // access is good
  bool soft = true;                                   // where it is not: what its refusal says
  bool new_ones_used = true;                          // until then old_refresh gives new ones too
  std::chrono::steady_clock::time_point until{};      // the epoch: for ever
  std::unordered_map<std::string, std::string> sent;  // by room and transaction id: the event's id
  std::set<std::string> members_sent;                 // "room user": lazily loaded ones that it has
  std::uint64_t data_sent = 0;     // of account data: the newest that it was told
  std::uint64_t acknowledged = 0;  // the position of the newest since that it asked with
};

struct AccountRules {
  std::string password = "a password of this test";
  std::string as_token, hs_token,
      access_token;                       // made by the constructor: invented, and like nobody's
  std::chrono::milliseconds lifetime{0};  // of access tokens; 0: for ever
  bool password_flow = true, service_flow = true;
};

class Accounts {
 public:
  Accounts(World& world);
  AccountRules rules;

  struct Refused {
    int status = 0;
    std::string_view errcode, error;
    bool soft = false;
  };
  // The device whose token it is, or why not. as_token: a device "" of the bot's own.
  Device* device(std::string_view token, Refused& why);
  Device& device_of(const std::string& user, const std::string& id);
  // Answers of /login and /refresh; `why` where it is refused.
  json::object log_in(const json::object& body, std::string_view bearer, Refused& why);
  json::object renew(std::string_view refresh, Refused& why);
  // The bot's access tokens are over. soft: it may log in again, or refresh.
  void expire(bool soft);
  std::map<std::string, json::object, std::less<>> data;  // account data, "user type"
  std::map<std::string, std::uint64_t, std::less<>> data_at;
  std::uint64_t data_count = 0, logins = 0, refreshes = 0;

 private:
  json::object grant(Device& device, bool with_refresh);
  World& world_;
  std::map<std::string, Device, std::less<>> devices_;  // "user device"
  std::unordered_map<std::string, std::string>
      tokens_;  // to the device's key; old ones stay known as used up
  std::unordered_map<std::string, std::string> refreshes_;
  std::uint64_t made_ = 0;
};

}  // namespace usher::testing::matrix
