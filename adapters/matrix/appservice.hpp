// adapters/matrix/appservice.hpp: the application service API: what a homeserver pushes, on net::Server (Beast), judged by the
// hs_token, each transaction once (specification, "Application Service API"). I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/feed.hpp"
#include "bot/net/server.hpp"
#include "bot/secret.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::matrix {

struct AppserviceSettings {
  std::string address =
      "127.0.0.1";  // TLS is a proxy's business; host_acceptable is off: the homeserver proves itself
  std::uint16_t port = 8011;  // 0: any that is free
  Secret<std::string> hs_token;
  std::string user;               // Usher's user id
  std::size_t body = 16U << 20U;  // bytes of a transaction: up to a hundred events of 64 KiB
  // Whether this transaction was taken before (rows::took, on the reader): answered 200 without a look at it.
  std::function<bool(std::string_view txn)> took;
  std::function<Write(std::string txn)>
      taken;  // the row that says so, in the transaction of its last event
  std::function<std::string()> not_ready;  // for /readyz
};

// PUT /_matrix/app/v1/transactions/{txn}: 200 {} when all of it is durable; 503 where it could not be recorded, and Synapse
// brings the same one again after some seconds (facts/matrix.md 2: same id, 2.5 s). One at a time, in order, as the
// specification promises. GET /users/{id} and /rooms/{alias}: 404 M_NOT_FOUND (there are no others); POST /ping: {}.
// Another token, or none: 403 M_FORBIDDEN, compared in constant time; the token is taken from the Authorization header, and
// from ?access_token= of old servers. GET /healthz and /readyz are for whoever watches. A body that cannot be read
// is told to the operator and answered with 200: it would be no better the next time, and Synapse would bring nothing else.
class Appservice {
 public:
  Appservice(const boost::asio::any_io_executor& executor, Feed& feed, AppserviceSettings settings);
  Appservice(const Appservice&) = delete;
  Appservice& operator=(const Appservice&) = delete;
  ~Appservice();

  std::expected<std::uint16_t, std::string> listen(
  );                                   // binds; else what went wrong, for the operator
  boost::asio::awaitable<void> run();  // until stop(); what is under way is answered
  void stop();
  boost::asio::awaitable<net::HttpResponse> answer(net::HttpRequest request);  // one request

  struct Figures {
    std::uint64_t transactions = 0, repeats = 0, strangers = 0, refused = 0;
  };
  Figures figures() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
