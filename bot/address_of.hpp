// bot/address_of.hpp: a checked "address:port" of the configuration, in its parts.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace usher {

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};

// As check_listen has found it to be: "127.0.0.1:8008", "[::1]:8008", "localhost:8008".
inline ListenAddress split_listen(const std::string& listen) {
  const auto colon = listen.rfind(':');
  ListenAddress at{listen.substr(0, colon), 0};
  std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), at.port);
  if (at.address.starts_with('[')) at.address = at.address.substr(1, at.address.size() - 2);
  if (at.address == "localhost") at.address = "127.0.0.1";
  return at;
}

}  // namespace usher
