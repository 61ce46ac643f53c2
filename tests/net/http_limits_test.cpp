// tests/net/http_limits_test.cpp: an answer that is too large is dropped while it comes, compressed or not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

namespace {

Request limited(std::string url, std::size_t limit) {
  Request request;
  request.url = std::move(url);
  request.limits.body = limit;
  return request;
}

std::string chunk(std::string_view data) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", data.size());
  return std::string{size}.append(data).append("\r\n");
}

// gzip's header and one deflate stream; the trailer is never reached.
std::string bomb(std::size_t megabytes) {
  namespace zlib = boost::beast::zlib;
  zlib::deflate_stream deflate;
  std::string out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
  const std::string zeros(1U << 20U, '\0');
  std::string buffer(64U << 10U, '\0');
  for (std::size_t i = 0; i < megabytes; ++i) {
    zlib::z_params params;
    params.next_in = zeros.data();
    params.avail_in = zeros.size();
    while (params.avail_in > 0) {
      params.next_out = buffer.data();
      params.avail_out = buffer.size();
      boost::beast::error_code error;
      deflate.write(params, zlib::Flush::sync, error);
      out.append(buffer.data(), buffer.size() - params.avail_out);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a body of just the limit passes", "[http]") {
  HttpPeer peer;
  peer.expect("GET /x").reply(200, {}, std::string(1000, 'x'));
  ClientUnderTest client;
  const auto response = client.send(limited(peer.url("/x"), 1000));
  REQUIRE(response);
  CHECK(response->body.size() == 1000);
}

TEST_CASE("a body over the limit is refused", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  SECTION("by its announced length, before it comes") {
    peer.expect("GET /x")
        .reply(200, {{"Content-Length", "99999999999"}})
        .then(HttpPeer::Then::stall);
  }
  SECTION("while it comes, in chunks without an end") {
    peer.expect("GET /x").raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 20; ++i) peer.raw(chunk(std::string(100, 'x')));
    peer.then(HttpPeer::Then::stall);
  }
  SECTION("while it comes, until the connection closes") {
    peer.expect("GET /x")
        .raw("HTTP/1.1 200 OK\r\n\r\n" + std::string(2000, 'x'))
        .then(HttpPeer::Then::stall);
  }
  SECTION("with nothing allowed at all") {
    peer.expect("GET /x")
        .raw("HTTP/1.1 200 OK\r\n\r\n" + std::string(1001, 'x'))
        .then(HttpPeer::Then::stall);
  }
  CHECK(client.send(limited(peer.url("/x"), 1000)).error() == errc::too_large);
}

TEST_CASE("a compressed body is unpacked", "[http]") {
  // gzip -9n of "compressed\n"
  const std::string packed(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\xce\xcf\x2d\x28\x4a\x2d\x2e\x4e\x4d\xe1\x02\x00"
      "\xbb\x6d\x4f\xc8\x0b\x00\x00\x00",
      31
  );
  HttpPeer peer;
  peer.expect("GET /x").reply(200, {{"Content-Encoding", "gzip"}}, packed);
  ClientUnderTest client;
  const auto response = client.get(peer.url("/x"));
  REQUIRE(response);
  CHECK(response->body == "compressed\n");
  CHECK(find(peer.seen().front().headers, "accept-encoding") == "gzip, deflate");
}

TEST_CASE("a small body that unpacks to a huge one is refused", "[http]") {
  const std::string packed = bomb(64);
  REQUIRE(packed.size() < 200000);
  HttpPeer peer;
  peer.expect("GET /x")
      .reply(200, {{"Content-Encoding", "gzip"}}, packed)
      .then(HttpPeer::Then::stall);
  ClientUnderTest client;
  CHECK(client.send(limited(peer.url("/x"), 1U << 20U)).error() == errc::too_large);
}

TEST_CASE("broken and unwanted compression is malformed", "[http]") {
  const auto [coding, body] = GENERATE(table<std::string, std::string>({
      {"gzip", "this is not gzip"},
      {"zstd", "(\xb5/\xfd"},
      {"br", "x"},
      {"gzip, gzip", "x"},
      {"compress", "x"},
  }));
  INFO(coding);
  HttpPeer peer;
  peer.expect("GET /x").reply(200, {{"Content-Encoding", coding}}, body);
  ClientUnderTest client;
  CHECK(client.get(peer.url("/x")).error() == errc::malformed);
}

TEST_CASE("a header over the limit is refused", "[http]") {
  HttpPeer peer;
  ClientUnderTest client;
  SECTION("one long line") {
    peer.expect("GET /x").reply(200, {{"X-Long", std::string(70000, 'x')}});
  }
  SECTION("many short ones") {
    Headers many(5000, {"X-Many", "0123456789"});
    peer.expect("GET /x").reply(200, many);
  }
  SECTION("trailers without end") {
    std::string trailers;
    for (int i = 0; i < 5000; ++i) trailers += "X-Many: 0123456789\r\n";
    peer.expect("GET /x").raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n" + trailers + "\r\n"
    );
  }
  CHECK(client.get(peer.url("/x")).error() == errc::too_large);
}
