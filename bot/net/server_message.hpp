// bot/net/server_message.hpp: between Beast's messages and the server's plain values. For server_connection.cpp alone. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/server.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include <optional>
#include <span>
#include <string>

namespace usher::net {

using RawRequest = boost::beast::http::request<boost::beast::http::string_body>;
using RawResponse = boost::beast::http::response<boost::beast::http::string_body>;

HttpResponse plain_text(int status, std::string text);

// What a request that cannot be read is answered with; nothing where there is nobody left to answer, as after a limit on
// time: Beast has closed the connection by then.
std::optional<HttpResponse> refusal(const boost::system::error_code& error);

// What a request that could be read is refused for before any handler sees it. `hosts` and `on_loopback`: origin.hpp.
std::optional<HttpResponse> objection(
    const RawRequest& raw, std::span<const std::string> hosts, bool on_loopback
);

HttpRequest to_values(const RawRequest& raw, std::string peer);

// A response that cannot be sent as it is becomes a 500.
RawResponse to_message(HttpResponse response, bool keep_alive);

}  // namespace usher::net
