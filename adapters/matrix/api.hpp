// adapters/matrix/api.hpp: calling the client-server API. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/session.hpp"
#include "bot/adapter.hpp"
#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <optional>
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
  std::string body;  // JSON; of POST and PUT at least "{}", which stands there where it is empty
  net::HttpLimits limits;  // of /sync: total = timeout + 15 s, body 64 MiB
  bool once = false;       // on a connection of its own (net::Request): the long poll
};

class Api {
 public:
  // All outlive it. base: settings.homeserver.
  Api(net::HttpClient& client, Session& session, std::string base);

  // An answer with 2xx as bytes, for wire.hpp to read; or as its object; or with its headers. With 401 M_UNKNOWN_TOKEN the
  // session is told, and the call done once more when the token was renewed within 10 s. What changes something is safe to
  // repeat here: sends by their transaction id, joins, leaves, state and account data by their nature; createRoom alone is
  // errc::uncertain where nobody knows what became of it.
  //
  // While there is no token (a login takes long, or the session has ended for good) a call is errc::unavailable, with status 0
  // or 401: nothing of what is to be sent is lost by it. Of what writes, a failure of this machine or of the way (a
  // certificate, a page in place of an answer) is unavailable too.
  boost::asio::awaitable<Answered<std::string>> fetch(ApiCall call);
  boost::asio::awaitable<Answered<boost::json::object>> call(ApiCall call);
  boost::asio::awaitable<Answered<net::Response>> ask(ApiCall call);

 private:
  net::Request request(const ApiCall& call, const Secret<std::string>& bearer) const;

  net::HttpClient& client_;
  Session& session_;
  std::string base_;
};

// "<base>/_matrix/client/v3/…?…", each part encoded. Pure.
std::string address_of(std::string_view base, const ApiCall& call);
// Whether nobody can know what became of it when no answer comes, and another attempt may do it twice. Pure.
bool may_do_twice(const ApiCall& call);
// The object that an answer is; nothing where it is none, or deeper than 32 levels. Pure.
std::optional<boost::json::object> read_answer(std::string_view body);

// What an answer means. Pure. 429: rate_limited; 5xx, 408, 502 of a proxy, no JSON: unavailable; M_UNKNOWN_TOKEN and
// M_MISSING_TOKEN: unauthorized; M_NOT_FOUND: not_found; M_TOO_LARGE and 413: too_large; M_UNRECOGNIZED: unsupported (there is no
// such call); M_FORBIDDEN and other 4xx: refused.
Refusal refusal_of(int status, const net::Headers& headers, std::string_view body, sys_seconds now);
// Refusals that say no more than that it is so already (facts/matrix.md 4, lesson 20). what: "react": M_DUPLICATE_ANNOTATION;
// "join", "invite": "already in the room"; "leave": of a room that is left; "redact": of what is gone. Pure.
bool is_done_already(std::string_view what, const Refusal& refusal);
// What a delivery is to make of it. A 429 is of the whole account.
Setback setback_of(const Refusal& refusal);

}  // namespace usher::matrix
