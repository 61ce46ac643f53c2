// bot/net/ws_streams.hpp: from a connected TCP stream to a WebSocket, one function for each stream type and side.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/url.hpp"
#include "bot/net/ws_channel.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace usher::net {

using Channel = Result<std::shared_ptr<WsChannel>>;
using Deadline = std::chrono::steady_clock::time_point;

boost::asio::awaitable<Channel> open_plain(
    boost::beast::tcp_stream stream, WsRequest request, Url url, std::string agent,
    Deadline deadline
);
// Verifies the certificate and that it is the host's.
boost::asio::awaitable<Channel> open_tls(
    boost::beast::tcp_stream stream, std::shared_ptr<boost::asio::ssl::context> trust,
    WsRequest request, Url url, std::string agent, Deadline deadline
);
// The server's side of an upgrade that has been read and found acceptable.
boost::asio::awaitable<Channel> accept_plain(
    boost::beast::tcp_stream stream,
    boost::beast::http::request<boost::beast::http::string_body> upgrade, WsLimits limits,
    std::string subprotocol, Headers headers
);

// What is left until the deadline; at least a millisecond, for none would mean no limit.
std::chrono::milliseconds left_until(Deadline deadline);

}  // namespace usher::net
