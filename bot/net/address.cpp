// bot/net/address.cpp: the special-purpose address registries (RFC 6890 and IANA's lists), as a filter.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/address.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace usher::net {
namespace {

namespace ip = boost::asio::ip;

struct Block {
  std::uint32_t base;
  unsigned bits;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

constexpr std::array<Block, 15> private_v4{{
    {v4(0, 0, 0, 0), 8},        // "this network"
    {v4(10, 0, 0, 0), 8},       // private
    {v4(100, 64, 0, 0), 10},    // shared: carrier-grade NAT
    {v4(127, 0, 0, 0), 8},      // loopback
    {v4(169, 254, 0, 0), 16},   // link-local; the metadata services of clouds live here
    {v4(172, 16, 0, 0), 12},    // private
    {v4(192, 0, 0, 0), 24},     // protocol assignments
    {v4(192, 0, 2, 0), 24},     // documentation
    {v4(192, 88, 99, 0), 24},   // 6to4 relays, withdrawn
    {v4(192, 168, 0, 0), 16},   // private
    {v4(198, 18, 0, 0), 15},    // benchmarks
    {v4(198, 51, 100, 0), 24},  // documentation
    {v4(203, 0, 113, 0), 24},   // documentation
    {v4(224, 0, 0, 0), 4},      // multicast
    {v4(240, 0, 0, 0), 4},      // reserved, and broadcast
}};

bool is_private_v4(std::uint32_t address) {
  return std::ranges::any_of(private_v4, [address](const Block& block) {
    return ((address ^ block.base) >> (32U - block.bits)) == 0;
  });
}

using Bytes = ip::address_v6::bytes_type;

std::uint32_t word(const Bytes& bytes, std::size_t at) {
  return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

// The IPv4 address that traffic to this IPv6 address ends at, where it embeds one.
std::optional<std::uint32_t> embedded_v4(const Bytes& bytes) {
  const std::uint32_t w0 = word(bytes, 0);
  const std::uint32_t w1 = word(bytes, 4);
  const std::uint32_t w2 = word(bytes, 8);
  if (w0 == 0 && w1 == 0 && w2 == 0x0000ffff) return word(bytes, 12);  // ::ffff:0:0/96, mapped
  if (w0 == 0x0064ff9b && w1 == 0 && w2 == 0) return word(bytes, 12);  // 64:ff9b::/96, NAT64
  if ((w0 >> 16U) == 0x2002) return word(bytes, 2);                    // 2002::/16, 6to4
  if ((w2 & 0xfdffffffU) == 0x00005efe) return word(bytes, 12);        // ISATAP (RFC 5214, 6.1)
  return std::nullopt;
}

bool is_private_v6(const ip::address_v6& address) {
  const Bytes bytes = address.to_bytes();
  const std::optional<std::uint32_t> inner = embedded_v4(bytes);
  if (inner && is_private_v4(*inner)) return true;
  const std::uint32_t w0 = word(bytes, 0);
  const std::uint32_t w1 = word(bytes, 4);
  if (w0 == 0 && w1 == 0 && word(bytes, 8) == 0x0000ffff) return false;  // a public address, mapped
  if (w0 == 0x0064ff9b && w1 == 0 && word(bytes, 8) == 0)
    return false;  // a public address, behind NAT64
  if ((w0 >> 29U) != 1)
    return true;  // all else outside 2000::/3: ::1, fc00::/7, fe80::/10, ff00::/8, …
  if ((w0 >> 9U) == (0x20010000U >> 9U)) return true;    // 2001::/23: Teredo, ORCHID, benchmarks
  if (w0 == 0x20010db8) return true;                     // documentation
  if ((w0 >> 12U) == (0x3fff0000U >> 12U)) return true;  // 3fff::/20, documentation
  return false;
}

std::optional<ip::address> from(const sockaddr& address, std::size_t size) {
  // Copied, because a sockaddr need not be aligned for what it really is.
  if (address.sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return ip::address_v4{ntohl(in.sin_addr.s_addr)};
  }
  if (address.sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return ip::address_v6{bytes, in.sin6_scope_id};
  }
  return std::nullopt;
}

}  // namespace

bool is_private(const ip::address& address) {
  if (address.is_v4()) return is_private_v4(address.to_v4().to_uint());
  return is_private_v6(address.to_v6());
}

bool is_loopback(const ip::address& address) {
  if (address.is_v4()) return address.to_v4().is_loopback();
  const ip::address_v6 v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).is_loopback();
  return v6.is_loopback();
}

bool is_private(const sockaddr& address, std::size_t size) {
  const std::optional<ip::address> known = from(address, size);
  return !known || is_private(*known);
}

bool is_loopback(const sockaddr& address, std::size_t size) {
  const std::optional<ip::address> known = from(address, size);
  return known && is_loopback(*known);
}

}  // namespace usher::net
