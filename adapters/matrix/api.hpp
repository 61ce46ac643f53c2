// adapters/matrix/api.hpp: calling the client-server API. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/session.hpp"
#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::matrix {

// Why a call did not do what it should.
struct Refusal {
  errc why = errc::unavailable;
  int status = 0;       // of HTTP; 0: there was no answer
  std::string errcode;  // "M_FORBIDDEN"; empty where the answer was none of Matrix's
  std::string
      error;  // the homeserver's sentence: for the operator's log at debug, never for people
  bool soft_logout = false;
  std::chrono::milliseconds retry_after{0};  // Retry-After, else retry_after_ms; 0: it did not say
};
template <class T>
using Answered = std::expected<T, Refusal>;

// One call. path: segments behind "/_matrix/client/", each encoded here: {"v3","rooms","!abc:x","send","m.room.message","t1"}.
struct ApiCall {
  std::string method = "GET";
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;
  std::string body;        // JSON; of POST and PUT at least "{}"
  net::HttpLimits limits;  // of /sync: total = timeout + 15 s, body 64 MiB
  bool once = false;       // on a connection of its own (net::Request): the long poll
};

class Api {
 public:
  // All outlive it. base: settings.homeserver.
  Api(net::HttpClient& client, Session& session, std::string base);

  // An answer with 2xx as bytes, for wire.hpp to read; or as its object. With 401 M_UNKNOWN_TOKEN the session is told, and
  // the call done once more when the token was renewed. What changes something is safe to repeat here: sends by their
  // transaction id, joins, leaves, state and account data by their nature; createRoom alone is errc::uncertain where nobody
  // knows what became of it.
  boost::asio::awaitable<Answered<std::string>> fetch(ApiCall call);
  boost::asio::awaitable<Answered<boost::json::object>> call(ApiCall call);

 private:
  boost::asio::awaitable<Answered<net::Response>> send(const ApiCall& call);

  net::HttpClient& client_;
  Session& session_;
  std::string base_;
};

// What an answer means. Pure. 429: rate_limited; 5xx, 408, 502 of a proxy, no JSON: unavailable; M_UNKNOWN_TOKEN and
// M_MISSING_TOKEN: unauthorized; M_NOT_FOUND: not_found; M_TOO_LARGE and 413: too_large; M_FORBIDDEN and other 4xx: refused.
Refusal refusal_of(int status, const net::Headers& headers, std::string_view body, sys_seconds now);
// Refusals that say no more than that it is so already (facts/matrix.md 4, lesson 20): M_DUPLICATE_ANNOTATION of a reaction,
// "already in the room", a leave of a room that is left, a redaction of what is gone.
bool is_done_already(std::string_view what, const Refusal& refusal);

}  // namespace usher::matrix
