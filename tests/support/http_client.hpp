// tests/support/http_client.hpp: an HTTP client that may reach loopback, run to the end of each request.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/http.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <utility>

namespace usher::testing {

class ClientUnderTest {
 public:
  explicit ClientUnderTest(net::HttpSettings settings = {.allow_loopback = true})
      : client_(io_.get_executor(), std::move(settings)) {}

  Result<net::Response> send(net::Request request) {
    return run(io_, client_.send(std::move(request)));
  }
  Result<net::Response> get(std::string url) {
    net::Request request;
    request.url = std::move(url);
    return send(std::move(request));
  }
  net::HttpClient* operator->() { return &client_; }
  net::HttpClient& operator*() { return client_; }
  boost::asio::io_context& io() { return io_; }

 private:
  boost::asio::io_context io_;
  net::HttpClient client_;
};

}  // namespace usher::testing
