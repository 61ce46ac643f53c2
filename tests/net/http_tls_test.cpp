// tests/net/http_tls_test.cpp: https with a certificate that is trusted and fits, and with one that does not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

TEST_CASE("https with a trusted certificate for the host", "[http]") {
  const TlsIdentity identity{"localhost"};
  HttpPeer peer{identity};
  peer.expect("GET /x").reply(200, {}, "ok");
  ClientUnderTest client{{.allow_loopback = true, .ca_file = identity.ca_file()}};
  const auto response = client.get(peer.url("/x"));
  REQUIRE(response);
  CHECK(response->body == "ok");
}

TEST_CASE("a certificate that nobody vouches for is refused", "[http]") {
  const TlsIdentity identity{"localhost"};
  HttpPeer peer{identity};
  ClientUnderTest client;
  CHECK(client.get(peer.url("/x")).error() == errc::tls_failed);
  CHECK(peer.seen().empty());
}

TEST_CASE("a certificate for another host is refused", "[http]") {
  const TlsIdentity identity{"one.example", false};
  HttpPeer peer{identity};
  const std::string port = std::to_string(peer.port());
  ClientUnderTest client{
      {.allow_loopback = true,
       .ca_file = identity.ca_file(),
       .resolve = {"two.example:" + port + ":127.0.0.1", "one.example:" + port + ":127.0.0.1"}}
  };
  CHECK(client.get("https://two.example:" + port + "/x").error() == errc::tls_failed);
  CHECK(client.get(peer.url("/x")).error() == errc::tls_failed);
  CHECK(peer.seen().empty());
  peer.expect("GET /x").reply(200, {}, "ok");
  CHECK(client.get("https://one.example:" + port + "/x").has_value());
}

TEST_CASE(
    "a connection that breaks during the handshake is unreachable, not mistrusted", "[http]"
) {
  HttpPeer
      plain;  // takes the first bytes of a handshake for a request that never ends, or for one that is none
  ClientUnderTest client;
  Request request;
  request.method = "POST";
  request.url = "https://127.0.0.1:" + std::to_string(plain.port()) + "/x";
  request.limits.total = std::chrono::milliseconds{200};
  const auto error = client.send(request).error();
  const bool transient = error == errc::timed_out || error == errc::unreachable;
  CHECK(transient);
}
