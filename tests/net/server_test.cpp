// tests/net/server_test.cpp: plain HTTP requests on the server's port, proper ones and others.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/server.hpp"

#include "tests/support/http_client.hpp"
#include "tests/support/raw_socket.hpp"
#include "tests/support/server_under_test.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// "METHOD target body", with the header X-Test if there is one.
asio::awaitable<HttpResponse> describe_request(HttpRequest request) {
  HttpResponse response;
  response.headers = {{"Content-Type", "text/plain"}, {"X-Peer", request.peer}};
  response.body = request.method + " " + request.target + " " + request.body +
                  std::string{find(request.headers, "x-test")};
  co_return response;
}

struct Rig {
  explicit Rig(ServerSettings settings = {})
      : server({.http = describe_request}, std::move(settings)) {}
  std::string url(std::string_view target) const {
    return fmt::format("http://127.0.0.1:{}{}", server.port(), target);
  }
  // Sends bytes and returns all that comes until the server closes.
  std::string exchange(std::string_view bytes) const {
    const auto socket = RawSocket::connect(server.port());
    socket->send(bytes);
    return socket->read_to_end();
  }
  ServerUnderTest server;
  ClientUnderTest client;
};

constexpr std::string_view host = "Host: localhost\r\n";
std::string get(std::string_view target, std::string_view extra = "Connection: close\r\n") {
  return fmt::format("GET {} HTTP/1.1\r\n{}{}\r\n", target, host, extra);
}

}  // namespace

TEST_CASE("a request reaches the handler and its answer the asker", "[server]") {
  const Rig rig;
  ClientUnderTest client;
  Request request;
  request.method = "POST";
  request.url = rig.url("/slack/events?a=b");
  request.headers = {{"X-Test", "!"}};
  request.body = "payload";
  const auto response = client.send(request);
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(response->body == "POST /slack/events?a=b payload!");
  CHECK(find(response->headers, "content-type") == "text/plain");
  CHECK(find(response->headers, "x-peer") == "127.0.0.1");
}

TEST_CASE("a HEAD is answered without the body", "[server]") {
  const Rig rig;
  const auto answer =
      rig.exchange(fmt::format("HEAD /x HTTP/1.1\r\n{}Connection: close\r\n\r\n", host));
  CHECK(answer.starts_with("HTTP/1.1 200"));
  CHECK(answer.contains("Content-Length: 8"));
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a connection is kept for further requests, sent in turn or at once", "[server]") {
  const Rig rig;
  const auto answers = rig.exchange(get("/one", "") + get("/two", "") + get("/three"));
  const auto one = answers.find("GET /one ");
  const auto two = answers.find("GET /two ");
  const auto three = answers.find("GET /three ");
  REQUIRE(three != std::string::npos);
  CHECK(one < two);
  CHECK(two < three);
}

TEST_CASE("HTTP/1.0 closes after the answer", "[server]") {
  const Rig rig;
  CHECK(rig.exchange(fmt::format("GET /old HTTP/1.0\r\n{}\r\n", host)).contains("GET /old "));
}

TEST_CASE("a body in chunks is read whole", "[server]") {
  const Rig rig;
  const auto answer = rig.exchange(fmt::format(
      "POST /c HTTP/1.1\r\n{}Connection: close\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
      host
  ));
  CHECK(answer.ends_with("POST /c abcde"));
}

TEST_CASE("a client that waits for leave to send its body gets it", "[server]") {
  const Rig rig;
  const auto socket = RawSocket::connect(rig.server.port());
  socket->send(fmt::format(
      "POST /c HTTP/1.1\r\n{}Connection: close\r\nContent-Length: 3\r\nExpect: "
      "100-continue\r\n\r\n",
      host
  ));
  CHECK(socket->read_until("\r\n\r\n").starts_with("HTTP/1.1 100"));
  socket->send("abc");
  CHECK(socket->read_to_end().ends_with("POST /c abc"));
}

TEST_CASE("what is no proper request is refused with a reason", "[server]") {
  const auto [bytes, status] = GENERATE(table<std::string, int>({
      {"nonsense\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},                                        // no host
      {"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400},  // two
      {"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400},
      {"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400
      },
      {"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x01"
       "b\r\n\r\n",
       400},
      {"GET / HTTP/1.1\r\nHost: localhost\r\n no-such-folding\r\nX Y: z\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: rebound.example\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\nHost: 192.168.0.1\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\nHost: localhost/evil\r\n\r\n", 421},
  }));
  INFO(bytes);
  const Rig rig;
  const auto answer = rig.exchange(bytes);
  CHECK(answer.substr(0, 12) == fmt::format("HTTP/1.1 {}", status));
  CHECK(answer.contains("Connection: close"));
}

TEST_CASE("a request that is too large is refused while it comes", "[server]") {
  Rig rig{{.limits = {.header = 2000, .body = 1000}}};
  SECTION("its header") {
    CHECK(rig.exchange(get("/" + std::string(3000, 'a'))).starts_with("HTTP/1.1 431"));
    CHECK(
        rig.exchange(get("/", "X: " + std::string(3000, 'a') + "\r\n")).starts_with("HTTP/1.1 431")
    );
  }
  SECTION("its body, as announced") {
    const auto answer =
        rig.exchange(fmt::format("POST / HTTP/1.1\r\n{}Content-Length: 1001\r\n\r\n", host));
    CHECK(answer.starts_with("HTTP/1.1 413"));
  }
  SECTION("its body, in chunks") {
    const auto chunks = "400\r\n" + std::string(1024, 'x') + "\r\n";
    const auto answer = rig.exchange(
        fmt::format("POST / HTTP/1.1\r\n{}Transfer-Encoding: chunked\r\n\r\n{}", host, chunks)
    );
    CHECK(answer.starts_with("HTTP/1.1 413"));
  }
  SECTION("just the limit passes") {
    const auto answer = rig.exchange(fmt::format(
        "POST / HTTP/1.1\r\n{}Connection: close\r\nContent-Length: 1000\r\n\r\n{}", host,
        std::string(1000, 'x')
    ));
    CHECK(answer.starts_with("HTTP/1.1 200"));
  }
}

TEST_CASE("a request that does not come is given up on", "[server]") {
  const Rig rig{{.limits = {.request = 50ms, .keep_alive = 50ms}}};
  CHECK(rig.exchange("").empty());
  CHECK(rig.exchange("GET / HT").empty());
  CHECK(rig.exchange(fmt::format("POST / HTTP/1.1\r\n{}Content-Length: 5\r\n\r\nab", host)).empty()
  );
  CHECK(rig.exchange(get("/kept", "")).ends_with("GET /kept "));
}

TEST_CASE("beyond the limit of connections the next one is turned away", "[server]") {
  Rig rig{{.limits = {.connections = 2}}};
  const auto first = RawSocket::connect(rig.server.port());
  const auto second = RawSocket::connect(rig.server.port());
  while (rig.server.connections() < 2) std::this_thread::yield();
  CHECK(rig.exchange("").starts_with("HTTP/1.1 503"));
  second->shutdown();
  while (rig.server.connections() > 1) std::this_thread::yield();
  CHECK(rig.exchange(get("/again")).contains("GET /again "));
}

TEST_CASE("a handler that fails is a 500 that tells nothing", "[server]") {
  std::string told;
  ServerUnderTest server{
      {.http = [](HttpRequest request) -> asio::awaitable<HttpResponse> {
         if (request.target == "/throw") throw std::runtime_error("the secret is 7");
         HttpResponse bad;
         bad.headers = {{"X", "a\r\nInjected: b"}};
         co_return bad;
       },
       .failed = [&told](std::string_view what) { told = what; }}
  };
  ClientUnderTest client;
  const auto thrown = client.get(fmt::format("http://127.0.0.1:{}/throw", server.port()));
  REQUIRE(thrown);
  CHECK(thrown->status == 500);
  CHECK_FALSE(thrown->body.contains("secret"));
  server.on_its_thread([&told] { CHECK(told == "the secret is 7"); });
  const auto injected = client.get(fmt::format("http://127.0.0.1:{}/inject", server.port()));
  REQUIRE(injected);
  CHECK(injected->status == 500);
  CHECK(find(injected->headers, "injected").empty());
}

TEST_CASE("a server without handlers has nothing", "[server]") {
  ServerUnderTest server{ServerHandlers{}};
  ClientUnderTest client;
  CHECK(client.get(fmt::format("http://127.0.0.1:{}/x", server.port()))->status == 404);
  const auto socket = RawSocket::connect(server.port());
  socket->send(handshake());
  CHECK(socket->read_until("\r\n").contains("404"));
}

TEST_CASE("a handler's own statuses and headers go out", "[server]") {
  ServerUnderTest server{{.http = [](HttpRequest) -> asio::awaitable<HttpResponse> {
    HttpResponse response;
    response.status = 204;
    response.headers = {
        {"X-A", "1"},
        {"Content-Length", "999"},
        {"Connection", "upgrade"},
        {"Transfer-Encoding", "chunked"}
    };
    response.body = "no content has no body";
    co_return response;
  }}};
  ClientUnderTest client;
  for (int i = 0; i < 2; ++i) {
    const auto response = client.get(fmt::format("http://127.0.0.1:{}/x", server.port()));
    REQUIRE(response);
    CHECK(response->status == 204);
    CHECK(find(response->headers, "x-a") == "1");
    CHECK(response->body.empty());
  }
}
