// tests/net/server_stop_test.cpp: a server begins to listen, or says why not, and stops in good order.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/server.hpp"
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

constexpr std::string_view host = "Host: localhost\r\n";
std::string get(std::string_view target, std::string_view extra = "Connection: close\r\n") {
  return fmt::format("GET {} HTTP/1.1\r\n{}{}\r\n", target, host, extra);
}

}  // namespace

TEST_CASE("stopping lets a request under way finish and hangs up on idle connections", "[server]") {
  std::promise<void> begun;
  // In the handler's frame, for it must not outlive its io_context.
  asio::steady_timer* gate = nullptr;
  ServerUnderTest server{{.http = [&](HttpRequest) -> asio::awaitable<HttpResponse> {
    asio::steady_timer held{
        co_await asio::this_coro::executor, asio::steady_timer::time_point::max()
    };
    gate = &held;
    begun.set_value();
    boost::system::error_code ignored;
    co_await held.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    HttpResponse done;
    done.body = "finished";
    co_return done;
  }}};
  const auto idle = RawSocket::connect(server.port());
  const auto busy = RawSocket::connect(server.port());
  busy->send(get("/slow", ""));
  begun.get_future().wait();
  while (server.connections() < 2) std::this_thread::yield();
  auto stopped = server.stop();
  CHECK(idle->read_to_end().empty());
  CHECK(RawSocket::connect(server.port()) == nullptr);
  CHECK(stopped.wait_for(0s) == std::future_status::timeout);
  server.on_its_thread([&gate] { gate->cancel(); });
  const auto answer = busy->read_to_end();
  CHECK(answer.ends_with("finished"));
  CHECK(answer.contains("Connection: close"));
  stopped.get();
  CHECK(server.connections() == 0);
}

TEST_CASE("stopping does not wait for ever", "[server]") {
  std::promise<void> begun;
  ServerUnderTest server{
      {.http = [&](HttpRequest) -> asio::awaitable<HttpResponse> {
        asio::steady_timer never{
            co_await asio::this_coro::executor, asio::steady_timer::time_point::max()
        };
        begun.set_value();
        co_await never.async_wait(asio::use_awaitable);
        co_return HttpResponse{};
      }},
      {.limits = {.grace = 20ms}}
  };
  const auto busy = RawSocket::connect(server.port());
  busy->send(get("/never"));
  begun.get_future().wait();
  server.stop().get();
  CHECK(busy->read_to_end().empty());
}

TEST_CASE("a port that cannot be had is said in words", "[server]") {
  const ServerUnderTest first{ServerHandlers{}};
  asio::io_context io;
  Server second{io.get_executor(), {.port = first.port()}, {}};
  const auto taken = second.listen();
  REQUIRE_FALSE(taken.has_value());
  CHECK(taken.error().contains("Address already in use"));
  CHECK(taken.error().contains(std::to_string(first.port())));
  Server third{io.get_executor(), {.address = "nowhere"}, {}};
  CHECK_FALSE(third.listen().has_value());
}
