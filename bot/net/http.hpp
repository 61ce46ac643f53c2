// bot/net/http.hpp: an HTTP client that goes only where it may, takes no more than it should, and never throws.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/net/headers.hpp"
#include "bot/secret.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace usher::net {

struct HttpLimits {
  std::chrono::milliseconds total{30000};    // from send() to the last byte, redirects included
  std::chrono::milliseconds connect{10000};  // name, connection and TLS of one hop
  std::size_t body = 2U << 20U;              // bytes of a response, counted after decompression
  std::size_t header = 64U << 10U;           // bytes of one response's header
  int redirects = 5;                         // followed; one more is errc::too_many_redirects
};

struct Request {
  std::string method = "GET";
  std::string url;   // https; http only to loopback, where the client allows that
  Headers headers;   // of these only Accept* and If-* go along to another origin
  std::string body;  // never goes along to another origin: errc::refused_host
  std::string etag;  // sent as If-None-Match
  Secret<std::string>
      bearer;  // sent as "Authorization: Bearer …" to the URL's own origin, nowhere else
  std::vector<std::string>
      hosts;  // where redirects may lead ("a.example", ".b.example"); the URL's own host always
  HttpLimits limits;
  // It is asked once: what a kept connection has lost is asked again at once otherwise, up to five times, and is unreachable
  // then.
  bool once = false;
  // Its answer is a few words: nobody is asked to compress them.
  bool brief = false;
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;
  std::string etag;
  std::string final_url;  // after redirects
};

struct HttpSettings {
  bool allow_loopback = false;  // for tests: loopback may be reached, by http too
  std::string ca_file;          // PEM; empty: the system's authorities
  std::string contact;  // a URL for those who run the servers; becomes part of the user agent
  // Connections to one host at once, kept open between requests where there are more than eight. Where one request must
  // never wait for others that are stuck, as many as there may be under way.
  int per_host = 6;
  std::vector<std::string> resolve{
  };  // for tests: "host:port:address" in place of DNS; checked like its answers
};

// libcurl's multi interface on Asio. I/O thread only. Connections are kept and shared between requests; no cookies, no
// proxies (the environment's are ignored), no netrc. Destroy it before the io_context: what is under way ends with
// errc::cancelled.
class HttpClient {
 public:
  HttpClient(boost::asio::any_io_executor executor, HttpSettings settings);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  // Any status is a response: see status_error(). An errc means that there is none:
  //   malformed           the URL or a header of the request, or an answer that is no HTTP
  //   refused_address     a private, loopback or link-local address, written, resolved or redirected to
  //   refused_scheme, refused_host, too_many_redirects, too_large, tls_failed, unreachable
  //   timed_out           limits.total or limits.connect
  //   cancelled           through the coroutine's cancellation slot, or the client is gone
  //   uncertain           the connection broke after the request had gone out; and, for methods other than GET and HEAD,
  //                       also what would else be timed_out or cancelled once it may have arrived
  // A request that is neither GET nor HEAD is never sent twice, not even on a kept connection that turns out dead.
  boost::asio::awaitable<Result<Response>> send(Request request);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// ok for 1xx to 3xx; 401 and 403 unauthorized, 404 and 410 not_found, 408 and 5xx unavailable, 429 rate_limited, any
// other 4xx refused.
errc status_error(int status);

// "usher/<version>", with "(+<contact>)" where there is one.
std::string user_agent(std::string_view contact);

}  // namespace usher::net
