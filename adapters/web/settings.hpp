// adapters/web/settings.hpp: what the community space in the browser is configured with.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/person.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::web {

struct RoomSpec {
  std::string id, topic;
  bool joined = false;       // whoever is new is put in it
  std::optional<Role> only;  // a private room: of the people with this role, who are in it by that
};

// One who may come in where everybody needs a token.
struct TokenSpec {
  Secret<std::string> token;
  std::string id, role, name;
};

struct Settings {
  std::string community, language;  // language: BCP 47
  std::string database;             // path; read over a connection of the adapter's own
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  std::vector<RoomSpec> rooms;
  std::vector<TokenSpec> people;  // empty: everybody says who they are, on loopback only
  std::string public_url;         // "https://chat.example.org"; empty: the address above
  double frames_per_second = 10;  // of one tab; 0: no limit
  double burst = 60;
  // What a person may do beside what their role here allows: of the configuration. May be empty.
  std::function<Roles(std::string_view person, Roles here)> roles;
  // Why the bot cannot take anything just now, for /readyz; empty where it can. May be empty itself.
  std::function<std::string()> not_ready;
  std::function<void(std::uint16_t)> listening;  // told the port, once
};

}  // namespace usher::web
