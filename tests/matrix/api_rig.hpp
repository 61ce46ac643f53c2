// tests/matrix/api_rig.hpp: the calls before a scripted homeserver on loopback, with a token as it is.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"
#include "tests/support/http_peer.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace usher::matrix::test_rig {

inline constexpr std::string_view api_root = "/_matrix/client/v3/";

struct ApiRig {
  ApiRig& expect(
      std::string_view request, int status, std::string_view body, const net::Headers& headers = {}
  ) {
    const auto blank = request.find(' ');
    std::string line(request.substr(0, blank + 1));
    line += api_root;
    line += request.substr(blank + 1);
    peer.expect(std::move(line)).reply(status, headers, body);
    return *this;
  }
  boost::json::object sent(std::size_t n) const {
    return boost::json::parse(peer.seen().at(n).body).as_object();
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return testing::run(io, std::move(work));
  }

  testing::HttpPeer peer;
  boost::asio::io_context io{1};
  net::HttpClient http{io.get_executor(), {.allow_loopback = true}};
  Session session{io.get_executor(), Secret<std::string>("token-of-this-test")};
  Api api{http, session, peer.url("")};
};

}  // namespace usher::matrix::test_rig
