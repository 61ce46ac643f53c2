// bot/net/ws_plain.cpp: WebSockets over plain TCP, both sides; the one place that instantiates that stream.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/ws_session.hpp"
#include "bot/net/ws_streams.hpp"

#include <algorithm>

namespace usher::net {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

std::chrono::milliseconds left_until(Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now()
  );
  return std::max(left, std::chrono::milliseconds{1});
}

asio::awaitable<Channel> open_plain(
    beast::tcp_stream stream, WsRequest request, Url url, std::string agent, Deadline deadline
) {
  Channel channel = co_await shake_hands(
      std::move(stream), std::move(request), url.authority(), url.target, std::move(agent),
      left_until(deadline)
  );
  co_return channel;
}

asio::awaitable<Channel> accept_plain(
    beast::tcp_stream stream, beast::http::request<beast::http::string_body> upgrade,
    WsLimits limits, std::string subprotocol, Headers headers
) {
  BeastSocket<beast::tcp_stream> socket{Buffered<beast::tcp_stream>(std::move(stream), 0)};
  prepare(socket, limits, limits.handshake);
  auto decorate = [subprotocol, headers = std::move(headers)](websocket::response_type& response) {
    response.set(beast::http::field::server, "usher");  // else Beast tells its name and version
    if (!subprotocol.empty()) response.set(beast::http::field::sec_websocket_protocol, subprotocol);
    for (const Header& header : headers) response.insert(header.name, header.value);
  };
  socket.set_option(websocket::stream_base::decorator(std::move(decorate)));
  const auto [error] = co_await socket.async_accept(upgrade, asio::as_tuple(asio::use_awaitable));
  if (error) co_return std::unexpected(errc::malformed);
  std::shared_ptr<WsChannel> channel = std::make_shared<WsSession<beast::tcp_stream>>(
      std::move(socket), limits, std::move(subprotocol)
  );
  channel->start();
  co_return channel;
}

}  // namespace usher::net
