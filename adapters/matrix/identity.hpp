// adapters/matrix/identity.hpp: who Usher is on a homeserver. Constant while it runs.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::matrix {

struct Identity {
  std::string user;    // "@usher:example.org"
  std::string server;  // "example.org": what stands after the first colon of user
  std::string name;    // its display name there; empty where it has none

  std::string space() const { return "matrix:" + server; }  // Place::space
  // "usher": what stands between "@" and the colon.
  std::string localpart() const;
  bool operator==(const Identity&) const = default;
};

}  // namespace usher::matrix
