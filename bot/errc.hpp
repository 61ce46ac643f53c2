// The one vocabulary of failures at I/O edges. Exceptions are for bugs and for start-up.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <expected>
#include <string_view>

namespace usher {

// Rows hold some of them as numbers: what is new goes to the end.
enum class errc {
  ok = 0,
  // storage
  disk_full,       // SQLITE_FULL, or a write that the disk refused: nothing was recorded
  storage_failed,  // any other failure of the database: nothing was recorded
  // the program
  bug,            // a feature threw; the operator has been told
  shutting_down,  // no new work is accepted
  cancelled,      // the operation was stopped by its owner
  unsupported,    // this adapter or service cannot do that
  // the network
  unreachable,      // no name, no route, no connection, or the connection broke before anything was
                    // sent
  uncertain,        // the request may have arrived: look up before repeating
  timed_out,        // the limit on time was reached
  tls_failed,       // no trusted certificate for that host
  refused_address,  // a private, loopback or link-local address
  refused_host,     // a host that is not on the allow-list
  refused_scheme,   // neither https nor, for a test on loopback, http
  too_large,        // the body or frame exceeds its limit
  too_many_redirects,  // more than the limit
  malformed,           // what came back cannot be understood
  // the other side
  rate_limited,  // 429, or the quota is used up: wait as told
  unauthorized,  // 401, or 403 that is no rate limit
  not_found,     // 404, 410
  refused,       // another 4xx: repeating will not help
  unavailable,   // 5xx: repeating may help
  // delivery
  guard_failed,  // the room is not what the post's guard asks for
  expired,       // too late to be of use
  gave_up,       // tried as often and as long as the rules allow
  // ourselves
  not_yet,  // our own limit on how often is reached: nothing was asked, and nothing is amiss
};

template <class T>
using Result = std::expected<T, errc>;

// A short English phrase for logs and for the operator, never for the person who asked.
std::string_view describe(errc code);

// Whether the same attempt may succeed later.
bool is_transient(errc code);

}  // namespace usher
