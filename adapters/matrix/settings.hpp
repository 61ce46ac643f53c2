// adapters/matrix/settings.hpp: what the adapter is told by the configuration.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/identity.hpp"
#include "bot/role_book.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Whose invitations to rooms are accepted: one match is enough. Of rooms named in Settings::rooms always.
struct Welcome {
  std::vector<std::string> people;   // user ids
  std::vector<std::string> servers;  // "example.org": everybody there; "*": everybody
};

// A city whose clock stands beside UTC in what is said to rooms: {"Beijing", "Asia/Shanghai"}.
struct City {
  std::string name, zone;
  bool operator==(const City&) const = default;
};

struct Settings {
  enum class Transport : std::uint8_t { sync, appservice };
  Transport transport = Transport::sync;
  std::string homeserver;  // "https://matrix.example.org", no slash at the end
  std::string device = "USHER";
  std::string session_file;  // see session_file.hpp
  // Of these the first that is there is used: a session in its file, access_token, as_token, password.
  Secret<std::string> access_token, password;
  Secret<std::string> as_token, hs_token;  // appservice
  std::string address = "127.0.0.1";       // appservice: where it listens
  std::uint16_t port = 8011;               // 0: any that is free
  std::vector<std::string>
      rooms;  // aliases or ids that are joined at the start; of a Space: its rooms too, one level down
  Welcome welcome;
  std::vector<City> cities;
  std::string
      contact_url;  // where else Usher's people can be reached, for what cannot be said here; may be empty
  bool moderators_organise = true;  // in `rooms`: who has a power of 50 there is an organiser
  bool receipts = true;             // m.read once it was handled
  bool reactions = true;  // buttons are offered as reactions too, and not as numbers alone
  std::chrono::seconds act_within{300
  };  // what was said longer ago while Usher was away is not acted on
  int catch_up = 1000;          // events of one room that are fetched behind a gap
  double posts_per_second = 0;  // pacing per room; 0: none
  double burst = 5;
  std::string database;   // read through a connection of the adapter's own
  bool loopback = false;  // http may go to this machine
  std::string contact;    // a URL for the user agent
  std::string language;   // of rooms and people
  std::string community;
  RoleBook roles;
  Identity identity;
  // It cannot go on (the session was ended, the account closed): a line for the operator; run() returns then.
  std::function<void(std::string_view)> fatal;
  std::function<void(std::uint16_t)> listening;  // appservice: the port that it got
  std::function<std::string()> not_ready;  // appservice, for /readyz: why not; empty where it is
};

}  // namespace usher::matrix
