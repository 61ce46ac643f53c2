// tests/net/http_end_test.cpp: requests that end before their answer, on whichever thread libcurl runs.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <optional>
#include <string>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

TEST_CASE("a request is cancelled by its owner", "[http]") {
  HttpPeer peer;
  Request request;
  request.method = GENERATE("GET", "POST");
  request.url = peer.url("/x");
  peer.expect(request.method + " /x").then(HttpPeer::Then::stall);
  ClientUnderTest client({.allow_loopback = true});
  asio::cancellation_signal signal;
  std::optional<errc> error;
  const auto done = [&](std::exception_ptr, Result<Response> response) {
    error = response.has_value() ? errc::ok : response.error();
    client.io().stop();
  };
  asio::co_spawn(
      client.io(), client->send(request), asio::bind_cancellation_slot(signal.slot(), done)
  );
  while (peer.seen().empty()) client.io().run_one_for(5ms);
  signal.emit(asio::cancellation_type::terminal);
  client.io().run();
  CHECK(error == (request.method == "GET" ? errc::cancelled : errc::uncertain));
}

TEST_CASE("a client that goes ends what is under way, and takes nothing more", "[http]") {
  HttpPeer peer;
  SECTION("before the answer") { peer.expect("GET /x").then(HttpPeer::Then::stall); }
  SECTION("whose answer asks for more, and comes when the client is gone, or hardly before") {
    peer.expect("GET /x").reply(302, {{"Location", "/y"}}, "");
    peer.expect("GET /y").then(HttpPeer::Then::stall);
  }
  asio::io_context io;
  std::optional<errc> error;
  {
    HttpClient client{io.get_executor(), {.allow_loopback = true}};
    Request request;
    request.url = peer.url("/x");
    asio::co_spawn(io, client.send(request), [&](std::exception_ptr, Result<Response> response) {
      error = response.has_value() ? errc::ok : response.error();
    });
    while (peer.seen().empty()) io.run_one_for(5ms);
  }
  io.run();
  CHECK(error == errc::cancelled);
}

TEST_CASE("an io_context that goes first leaves nothing behind", "[http]") {
  HttpPeer peer;
  peer.expect("GET /x").then(HttpPeer::Then::stall);
  asio::io_context io;
  HttpClient client{io.get_executor(), {.allow_loopback = true}};
  Request request;
  request.url = peer.url("/x");
  asio::co_spawn(io, client.send(request), [](std::exception_ptr, Result<Response>) {});
  while (peer.seen().empty()) io.run_one_for(5ms);
}

TEST_CASE("what is begun in one turn of the caller's loop is answered, each of it", "[http]") {
  constexpr int many = 40;
  HttpPeer peer;
  for (int i = 0; i < many; ++i) peer.expect("GET /x").reply(200, {}, "there");
  asio::io_context io;
  HttpClient client{io.get_executor(), {.allow_loopback = true}};
  int answered = 0;
  for (int i = 0; i < many; ++i) {
    Request request;
    request.url = peer.url("/x");
    asio::co_spawn(io, client.send(request), [&](std::exception_ptr, Result<Response> response) {
      if (response && response->body == "there") ++answered;
    });
  }
  io.run();
  CHECK(answered == many);
}

TEST_CASE("a request that ends in the turn that begins it was not answered", "[http]") {
  HttpPeer peer;
  peer.expect("GET /x").then(HttpPeer::Then::stall);
  asio::io_context io;
  asio::cancellation_signal signal;
  std::optional<errc> error;
  std::optional<HttpClient> client(
      std::in_place, io.get_executor(), HttpSettings{.allow_loopback = true}
  );
  const bool cancelled = GENERATE(false, true);
  Request request;
  request.url = peer.url("/x");
  asio::co_spawn(
      io, client->send(request),
      asio::bind_cancellation_slot(
          signal.slot(), [&](std::exception_ptr, Result<Response> response
                         ) { error = response.has_value() ? errc::ok : response.error(); }
      )
  );
  io.run_one();  // up to where it waits
  if (cancelled)
    signal.emit(asio::cancellation_type::terminal);
  else
    client.reset();
  io.run();
  CHECK(error == errc::cancelled);
}
