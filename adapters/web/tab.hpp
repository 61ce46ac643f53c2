// adapters/web/tab.hpp: one tab's socket, from its hello to its end.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/desk.hpp"
#include "bot/net/websocket.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace usher::web {

// space and desk outlive the socket. Returns when it has ended.
boost::asio::awaitable<void> serve_tab(
    Space* space, Desk* desk, std::shared_ptr<net::WebSocket> socket, std::string person
);

}  // namespace usher::web
