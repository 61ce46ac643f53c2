// bot/net/ws_client.cpp: opening a WebSocket: the URL, the name, an address that may be reached, the connection.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/address.hpp"
#include "bot/net/http.hpp"
#include "bot/net/websocket.hpp"
#include "bot/net/ws_streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

struct WebSocketClient::Impl {
  Impl(asio::any_io_executor e, WsClientSettings s)
      : executor(std::move(e)), settings(std::move(s)) {}

  asio::any_io_executor executor;
  WsClientSettings settings;
  std::shared_ptr<asio::ssl::context> trust;  // made with the first wss

  static asio::awaitable<Channel> connect(std::shared_ptr<Impl> self, WsRequest request);
  asio::awaitable<Result<std::vector<tcp::endpoint>>> resolve(Url url, Deadline deadline);
  Result<std::shared_ptr<asio::ssl::context>> trusted();
};

namespace {

// Between the resolver's own thread, which nothing can stop, and a waiter that gives up: whoever comes last frees it.
struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), wake(executor) {}
  tcp::resolver resolver;
  asio::steady_timer wake;
  bool done = false;
  boost::system::error_code error;
  tcp::resolver::results_type results;
};

bool sendable(const WsRequest& request) {
  for (const Header& header : request.headers) {
    const bool ours = same_name(header.name, "host") || same_name(header.name, "connection") ||
                      same_name(header.name, "upgrade") ||
                      same_name(header.name, "content-length") ||
                      same_name(header.name, "transfer-encoding") ||
                      (header.name.size() > 13 &&
                       same_name(std::string_view{header.name}.substr(0, 14), "sec-websocket-"));
    if (!is_sendable(header) || ours) return false;
  }
  return std::ranges::all_of(request.subprotocols, is_token);
}

}  // namespace

Result<std::shared_ptr<asio::ssl::context>> WebSocketClient::Impl::trusted() {
  if (trust) return trust;
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
  boost::system::error_code error;
  context->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, error);
  context->set_verify_mode(asio::ssl::verify_peer, error);
  if (settings.ca_file.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->load_verify_file(settings.ca_file, error);
  }
  if (error) return std::unexpected(errc::tls_failed);
  trust = std::move(context);
  return trust;
}

asio::awaitable<Result<std::vector<tcp::endpoint>>> WebSocketClient::Impl::resolve(
    Url url, Deadline deadline
) {
  std::vector<tcp::endpoint> endpoints;
  if (url.literal) {
    endpoints.emplace_back(*url.literal, url.port);
  } else {
    const auto lookup = std::make_shared<Lookup>(executor);
    lookup->resolver.async_resolve(
        url.host, std::to_string(url.port), tcp::resolver::numeric_service,
        [lookup](boost::system::error_code error, tcp::resolver::results_type results) {
          lookup->done = true;
          lookup->error = error;
          lookup->results = std::move(results);
          lookup->wake.cancel();
        }
    );
    lookup->wake.expires_at(deadline);
    const auto [woken] = co_await lookup->wake.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!lookup->done) co_return std::unexpected(woken ? errc::cancelled : errc::timed_out);
    if (lookup->error) co_return std::unexpected(errc::unreachable);
    for (const auto& entry : lookup->results) endpoints.push_back(entry.endpoint());
  }
  // What DNS says is not trusted: a public name may lead anywhere.
  const bool plain = url.scheme == "ws";
  std::erase_if(endpoints, [this, plain](const tcp::endpoint& endpoint) {
    const auto address = endpoint.address();
    return is_loopback(address) ? !settings.allow_loopback : plain || is_private(address);
  });
  if (endpoints.empty()) co_return std::unexpected(errc::refused_address);
  co_return endpoints;
}

asio::awaitable<Channel> WebSocketClient::Impl::connect(
    std::shared_ptr<Impl> self, WsRequest request
) {
  const Deadline deadline = std::chrono::steady_clock::now() + request.limits.handshake;
  if (!sendable(request)) co_return std::unexpected(errc::malformed);
  const Result<Url> url = parse_url(request.url);
  if (!url) co_return std::unexpected(url.error());
  if (request.hosts.empty()) request.hosts.push_back(url->host);
  const errc allowed = check_url(*url, "wss", "ws", request.hosts, self->settings.allow_loopback);
  if (allowed != errc::ok) co_return std::unexpected(allowed);
  const auto endpoints = co_await self->resolve(*url, deadline);
  if (!endpoints) co_return std::unexpected(endpoints.error());

  beast::tcp_stream stream{self->executor};
  stream.expires_at(deadline);
  const auto [error, at] =
      co_await stream.async_connect(*endpoints, asio::as_tuple(asio::use_awaitable));
  if (error == beast::error::timeout) co_return std::unexpected(errc::timed_out);
  if (error == asio::error::operation_aborted) co_return std::unexpected(errc::cancelled);
  if (error) co_return std::unexpected(errc::unreachable);
  boost::system::error_code ignored;
  stream.socket().set_option(tcp::no_delay{true}, ignored);

  const std::string agent = user_agent(self->settings.contact);
  if (url->scheme == "ws") {
    Channel plain =
        co_await open_plain(std::move(stream), std::move(request), *url, agent, deadline);
    co_return plain;
  }
  const auto trust = self->trusted();
  if (!trust) co_return std::unexpected(trust.error());
  Channel secure =
      co_await open_tls(std::move(stream), *trust, std::move(request), *url, agent, deadline);
  co_return secure;
}

WebSocketClient::WebSocketClient(asio::any_io_executor executor, WsClientSettings settings)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings))) {}
WebSocketClient::~WebSocketClient() = default;

asio::awaitable<Result<std::shared_ptr<WebSocket>>> WebSocketClient::connect(WsRequest request) {
  Channel channel = co_await Impl::connect(impl_, std::move(request));
  if (!channel) co_return std::unexpected(channel.error());
  co_return std::make_shared<WebSocket>(std::move(*channel));
}

}  // namespace usher::net
