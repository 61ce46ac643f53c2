// tests/support/matrix_faults.hpp: what goes wrong with calls, and which. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <random>
#include <string>
#include <string_view>

namespace usher::testing::matrix {

// As JSON, for scripts:
//   path      a call's name ("send", "sync"; "*": any), or what its path is like, behind "/_matrix/client": "/v3/rooms/*/leave"
//             with * within a segment; with `method` of HTTP only that
//   every     each so manieth call of it; or percent of them, by chance with `seed`; else `times` calls, beginning with the next (1)
//   status    with errcode, retry_after (s, the header), retry_after_ms (in the body), body (else JSON of Matrix's for what has an
//             errcode, and HTML of a proxy's for 5xx); or
//   how       "reset" (before it is done), "lost" (done, then the connection is reset), "cut" (done, and reset in the middle of the
//             answer), "stall" (done, and never answered), "ignored" (not done, and never answered)
//   delay_ms  before the answer
struct Fault {
  std::string path = "*", method, errcode, how, body;
  int every = 0, times = 1, status = 0, retry_after = -1, retry_after_ms = -1;
  double percent = 0;
  std::chrono::milliseconds delay{0};
  std::mt19937_64 chance;
  int met = 0;  // calls that it has looked at
  bool prevents() const { return status != 0 || how == "reset" || how == "ignored"; }
};

bool is_like(std::string_view pattern, std::string_view path);  // "*": any of one segment

class Faults {
 public:
  void add(const boost::json::object& what);
  void clear() { faults_.clear(); }
  // That which this call meets; none: nullptr.
  const Fault* met(std::string_view method, std::string_view name, std::string_view path);

 private:
  std::list<Fault> faults_;
};

}  // namespace usher::testing::matrix
