// bot/net/origin.hpp: who may talk to a server that listens on one's own machine: rules on Host and Origin. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace usher::net {

// Whether a request's Host names this server. `names` lists host names, without ports. Loopback's own names always pass;
// with no list, a server on loopback takes nothing else, for a page elsewhere may have its own name point at 127.0.0.1
// (DNS rebinding), and any other server takes every name.
bool host_acceptable(std::string_view host, std::span<const std::string> names, bool on_loopback);

// Whether a browser's page of that origin may open a WebSocket here: one of this same host, or one on the list
// ("https://chat.example"). An empty origin is no browser's and passes; "null" does not.
bool origin_acceptable(
    std::string_view origin, std::string_view host, std::span<const std::string> allowed
);

}  // namespace usher::net
