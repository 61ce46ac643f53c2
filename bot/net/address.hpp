// bot/net/address.hpp: which addresses a fetch may never reach, so that no link leads into the operator's own network.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/ip/address.hpp>
#include <sys/socket.h>

namespace usher::net {

// Whether the address is anything but an ordinary public unicast one: private, loopback,
// link-local, unique local, shared (carrier-grade NAT), multicast, unspecified, reserved or
// documentation; also when such an IPv4 address hides in an IPv6 one (mapped, NAT64, 6to4, ISATAP).
// Teredo and unassigned space count as private too.
bool is_private(const boost::asio::ip::address& address);

// 127.0.0.0/8, ::1, and the former in its IPv4-mapped form.
bool is_loopback(const boost::asio::ip::address& address);

// The same for what libcurl and the resolver hand over. Any family other than IPv4 and IPv6 is
// private.
bool is_private(const sockaddr& address, std::size_t size);
bool is_loopback(const sockaddr& address, std::size_t size);

}  // namespace usher::net
