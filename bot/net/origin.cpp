// bot/net/origin.cpp: rules on Host and Origin.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/origin.hpp"

#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::net {

bool host_acceptable(std::string_view host, std::span<const std::string> names, bool on_loopback) {
  const auto url = parse_url("http://" + std::string{host} + "/");
  if (!url || url->target != "/") return false;
  if (url->host == "localhost" || (url->literal && url->literal->is_loopback())) return true;
  if (names.empty()) return !on_loopback;
  return std::ranges::any_of(names, [&url](const std::string& name) {
    return to_lower_ascii(name) == url->host;
  });
}

bool origin_acceptable(
    std::string_view origin, std::string_view host, std::span<const std::string> allowed
) {
  if (origin.empty()) return true;
  const std::string said = to_lower_ascii(origin);
  const std::string here = to_lower_ascii(host);
  if (said == "http://" + here || said == "https://" + here) return true;
  return std::ranges::any_of(allowed, [&said](const std::string& entry) {
    return to_lower_ascii(entry) == said;
  });
}

}  // namespace usher::net
