// bot/net/url.hpp: absolute URLs, read by the parser that libcurl itself uses, and the rules on where a fetch may go.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::net {

struct Url {
  std::string scheme;      // lower case
  std::string host;        // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;  // the scheme's own where none is written; 0 for unknown schemes
  std::string path;        // begins with "/", as written
  std::string target;      // path and query: what a request line says
  std::string text;        // the whole, without fragment
  std::optional<boost::asio::ip::address>
      literal;  // where the host is an address, in any of its spellings

  std::string authority() const;  // "host", or "host:port" when the port is not the scheme's own
};

// Longer URLs are malformed. So are those with a user name or password, control characters or blanks.
inline constexpr std::size_t longest_url = 8192;

Result<Url> parse_url(std::string_view text);
// What parse_url(text) gives, made from a URL of the same origin that was read before; nothing where that cannot be told
// without reading it (dot segments, a fragment, anything that would be written otherwise).
std::optional<Url> beside(const Url& known, std::string_view text);
// A reference, relative or not, as seen from `base` (RFC 3986, 5.2): what Location means.
Result<Url> resolve_url(const Url& base, std::string_view reference);

bool same_origin(const Url& a, const Url& b);

// "api.github.com" allows that host, ".slack.com" every host below slack.com. Case is ignored.
bool host_allowed(std::string_view host, std::span<const std::string> allowed);

// Whether a fetch of `url` may begin: ok, refused_address, refused_scheme or refused_host, asked in this order.
// `secure` is "https" or "wss"; `plain`, "http" or "ws", passes only to loopback and only when that is allowed.
// Says nothing of the addresses that a name leads to: those are checked when the connection is made.
errc check_url(
    const Url& url, std::string_view secure, std::string_view plain,
    std::span<const std::string> allowed, bool allow_loopback
);

}  // namespace usher::net
