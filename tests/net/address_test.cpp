// tests/net/address_test.cpp: no spelling of a private address passes for a public one.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/address.hpp"

#include <boost/asio/ip/address.hpp>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

using boost::asio::ip::make_address;
using usher::net::is_loopback;
using usher::net::is_private;

TEST_CASE("addresses that lead to oneself or to a local network are private", "[address]") {
  const auto* text = GENERATE(
      "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
      "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
      "192.0.0.8", "192.168.1.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "224.0.0.1",
      "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1",
      "::", "::1", "fc00::1", "fdff::1", "fe80::1", "fe80::1%1", "febf::1", "fec0::1", "ff02::1",
      "100::1", "2001:db8::1", "3fff::1", "3fff:fff::1", "5f00::1", "2001::1", "2001:2::1",
      "2001:10::1", "4000::1", "::127.0.0.1", "::8.8.8.8"
  );
  INFO(text);
  CHECK(is_private(make_address(text)));
}

TEST_CASE("a private IPv4 address inside an IPv6 one is private", "[address]") {
  const auto* text = GENERATE(
      "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "64:ff9b::192.168.0.1",
      "64:ff9b::7f00:1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1",
      "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:192.168.0.1"
  );
  INFO(text);
  CHECK(is_private(make_address(text)));
}

TEST_CASE("public addresses are not private", "[address]") {
  const auto* text = GENERATE(
      "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
      "126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0", "185.199.108.133",
      "192.0.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:4860:4860::8888",
      "2001:200::1", "2606:50c0:8000::153", "2a00:1450:4001::1", "::ffff:8.8.8.8",
      "64:ff9b::8.8.8.8", "2002:808:808::1"
  );
  INFO(text);
  CHECK_FALSE(is_private(make_address(text)));
}

TEST_CASE("loopback is known in each of its forms", "[address]") {
  CHECK(is_loopback(make_address("127.0.0.1")));
  CHECK(is_loopback(make_address("127.8.8.8")));
  CHECK(is_loopback(make_address("::1")));
  CHECK(is_loopback(make_address("::ffff:127.0.0.1")));
  CHECK_FALSE(is_loopback(make_address("10.0.0.1")));
  CHECK_FALSE(is_loopback(make_address("::2")));
  CHECK_FALSE(is_loopback(make_address("::127.0.0.1")));
}

namespace {
sockaddr_storage store(const void* bytes, std::size_t size) {
  sockaddr_storage storage{};
  std::memcpy(&storage, bytes, size);
  return storage;
}
const sockaddr& as_sockaddr(const sockaddr_storage& storage) {
  return reinterpret_cast<const sockaddr&>(storage);
}
}  // namespace

TEST_CASE(
    "a sockaddr is judged like the address in it, and an unknown family is private", "[address]"
) {
  sockaddr_in in{};
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = htonl(0x7f000001);
  const auto loopback = store(&in, sizeof in);
  CHECK(is_private(as_sockaddr(loopback), sizeof in));
  CHECK(is_loopback(as_sockaddr(loopback), sizeof in));
  in.sin_addr.s_addr = htonl(0x08080808);
  const auto outside = store(&in, sizeof in);
  CHECK_FALSE(is_private(as_sockaddr(outside), sizeof in));
  CHECK(is_private(as_sockaddr(outside), 4));  // cut short

  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  in6.sin6_addr = in6addr_loopback;
  const auto six = store(&in6, sizeof in6);
  CHECK(is_private(as_sockaddr(six), sizeof in6));
  CHECK(is_loopback(as_sockaddr(six), sizeof in6));

  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  const auto unix_domain = store(&local, sizeof local);
  CHECK(is_private(as_sockaddr(unix_domain), sizeof local));
  CHECK_FALSE(is_loopback(as_sockaddr(unix_domain), sizeof local));
}
