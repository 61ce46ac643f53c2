// bot/net/http_service.cpp: Calls as requests below one base URL.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http_service.hpp"

#include "bot/net/backoff.hpp"
#include "bot/net/tree.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

HttpService::HttpService(HttpClient& client, const Clock& clock, HttpServiceSettings settings)
    : client_(client), clock_(clock), settings_(std::move(settings)) {
  const auto url = parse_url(settings_.base_url);
  if (!url || url->target != url->path)
    throw std::invalid_argument("not a base URL: " + settings_.base_url);
  while (settings_.base_url.ends_with('/')) settings_.base_url.pop_back();
}

asio::awaitable<Answer> HttpService::perform(Call call) {
  if (!is_safe_path(call.path)) co_return failure(errc::malformed);
  Request request;
  request.method = call.method.empty() ? "GET" : std::move(call.method);
  request.url = settings_.base_url + call.path;
  request.headers = settings_.headers;
  request.body = std::move(call.body);
  request.etag = std::move(call.etag);
  request.bearer = settings_.token;
  request.hosts = settings_.hosts;
  request.limits = settings_.limits;
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());
  const errc error = status_error(response->status);
  if (is_transient(error))
    co_return failure(error, response->status, retry_after(*response, clock_.seconds()));
  co_return answer(response->status, std::move(response->body), std::move(response->etag));
}

bool is_safe_path(std::string_view path) {
  if (path.empty()) return true;
  if (!path.starts_with('/') || path.contains("//") || path.contains('\\') || path.contains('#'))
    return false;
  const std::string lowered = to_lower_ascii(path.substr(0, path.find('?')));
  for (const std::string_view encoded : {"%2f", "%5c", "%00"}) {
    if (lowered.contains(encoded)) return false;
  }
  for (const std::string_view segment : split(lowered, '/')) {
    std::string dots;
    for (std::size_t i = 0; i < segment.size(); ++i) {
      const bool dot = segment.substr(i).starts_with("%2e");
      dots += dot ? '.' : segment[i];
      if (dot) i += 2;
    }
    if (dots == "." || dots == "..") return false;
  }
  return true;
}

std::string percent_encode(std::string_view text, std::string_view keep) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || keep.contains(c);
    if (plain) {
      encoded += c;
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::chrono::seconds retry_after(const Response& response, sys_seconds now) {
  const sys_seconds theirs = parse_http_date(find(response.headers, "date")).value_or(now);
  return parse_retry_after(find(response.headers, "retry-after"), theirs)
      .value_or(std::chrono::seconds{0});
}

}  // namespace usher::net
