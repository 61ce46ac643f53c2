// bot/net/url.cpp: URLs by libcurl's own parser, so that what is checked is what is fetched.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/url.hpp"

#include "bot/net/address.hpp"
#include "bot/text.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>

namespace usher::net {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, UrlDeleter>;

// Unknown schemes pass the parser: check_url names them better than a parse error would.
constexpr unsigned set_flags = CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER;

std::string part(CURLU* url, CURLUPart what, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, what, &text, flags) != CURLUE_OK) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

std::uint16_t default_port(std::string_view scheme) {
  if (scheme == "https" || scheme == "wss") return 443;
  if (scheme == "http" || scheme == "ws") return 80;
  return 0;
}

std::uint16_t port_of(CURLU* url, std::string_view scheme) {
  const std::string written = part(url, CURLUPART_PORT);
  std::uint16_t port = 0;
  if (written.empty()) return default_port(scheme);
  std::from_chars(written.data(), written.data() + written.size(), port);
  return port;
}

bool clean(std::string_view text) {
  return !text.empty() && text.size() <= longest_url && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
  });
}

Result<Url> take_apart(CURLU* handle) {
  if (curl_url_set(handle, CURLUPART_FRAGMENT, nullptr, 0) != CURLUE_OK)
    return std::unexpected(errc::malformed);
  Url url;
  url.scheme = to_lower_ascii(part(handle, CURLUPART_SCHEME));
  url.host = to_lower_ascii(part(handle, CURLUPART_HOST));
  if (url.scheme.empty() || url.host.empty()) return std::unexpected(errc::malformed);
  if (url.host.starts_with('[') && url.host.ends_with(']'))
    url.host = url.host.substr(1, url.host.size() - 2);
  url.port = port_of(handle, url.scheme);
  url.path = part(handle, CURLUPART_PATH);
  if (!url.path.starts_with('/')) url.path.insert(url.path.begin(), '/');
  const std::string query = part(handle, CURLUPART_QUERY);
  url.target = query.empty() ? url.path : url.path + "?" + query;
  url.text = part(handle, CURLUPART_URL);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(url.host, error);
  if (!error) url.literal = address;
  if (url.text.empty()) return std::unexpected(errc::malformed);
  return url;
}

bool names_loopback(const Url& url) {
  if (url.literal) return is_loopback(*url.literal);
  return url.host == "localhost" || url.host.ends_with(".localhost");
}

}  // namespace

std::string Url::authority() const {
  const bool six = literal && literal->is_v6();
  std::string name = six ? "[" + host + "]" : host;
  return port == default_port(scheme) ? name : fmt::format("{}:{}", name, port);
}

Result<Url> parse_url(std::string_view text) {
  if (!clean(text)) return std::unexpected(errc::malformed);
  const Handle handle{curl_url()};
  if (!handle) return std::unexpected(errc::malformed);
  const std::string whole{text};
  if (curl_url_set(handle.get(), CURLUPART_URL, whole.c_str(), set_flags) != CURLUE_OK) {
    return std::unexpected(errc::malformed);
  }
  return take_apart(handle.get());
}

std::optional<Url> beside(const Url& known, std::string_view text) {
  if (text.size() > longest_url || !known.text.ends_with(known.target)) return std::nullopt;
  const std::string_view origin =
      std::string_view(known.text).substr(0, known.text.size() - known.target.size());
  if (!text.starts_with(origin)) return std::nullopt;
  const std::string_view target = text.substr(origin.size());
  enum Kind : std::uint8_t { refused, plain, dot, percent };
  static constexpr std::array<Kind, 256> kinds = [] {
    std::array<Kind, 256> out{};
    for (const char c : std::string_view(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~!$&'()*+,;=:@/?"
         ))
      out.at(static_cast<unsigned char>(c)) = plain;
    out.at('.') = dot;
    out.at('%') = percent;
    return out;
  }();
  if (!target.starts_with('/') || target.ends_with('?')) return std::nullopt;
  for (std::size_t i = 0; i < target.size(); ++i) {
    const Kind kind = kinds[static_cast<unsigned char>(target[i])];
    if (kind == plain) continue;
    if (kind == refused || (kind == dot && target[i - 1] == '/')) return std::nullopt;
    const std::string_view code = target.substr(i + 1, 2);
    if (kind == percent && (code == "2e" || code == "2E")) return std::nullopt;
  }
  Url out;
  out.scheme = known.scheme;
  out.host = known.host;
  out.port = known.port;
  out.literal = known.literal;
  out.path = target.substr(0, target.find('?'));
  out.target = target;
  out.text = text;
  return out;
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  if (!clean(reference)) return std::unexpected(errc::malformed);
  const Handle handle{curl_url()};
  if (!handle) return std::unexpected(errc::malformed);
  const std::string relative{reference};
  if (curl_url_set(handle.get(), CURLUPART_URL, base.text.c_str(), set_flags) != CURLUE_OK ||
      curl_url_set(handle.get(), CURLUPART_URL, relative.c_str(), set_flags) != CURLUE_OK) {
    return std::unexpected(errc::malformed);
  }
  return take_apart(handle.get());
}

bool same_origin(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

bool host_allowed(std::string_view host, std::span<const std::string> allowed) {
  const std::string name = to_lower_ascii(host);
  return std::ranges::any_of(allowed, [&name](const std::string& rule) {
    const std::string lowered = to_lower_ascii(rule);
    return lowered.starts_with('.') ? name.size() > lowered.size() && name.ends_with(lowered)
                                    : name == lowered;
  });
}

errc check_url(
    const Url& url, std::string_view secure, std::string_view plain,
    std::span<const std::string> allowed, bool allow_loopback
) {
  const bool loopback = names_loopback(url);
  if (loopback && !allow_loopback) return errc::refused_address;
  if (!loopback && url.literal && is_private(*url.literal)) return errc::refused_address;
  if (url.scheme != secure && !(url.scheme == plain && loopback)) return errc::refused_scheme;
  if (!host_allowed(url.host, allowed)) return errc::refused_host;
  if (url.port == 0) return errc::malformed;
  return errc::ok;
}

}  // namespace usher::net
