// bot/net/server_message.cpp: requests and responses in and out of Beast's types.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/server_message.hpp"

#include "bot/net/origin.hpp"

#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace usher::net {
namespace http = boost::beast::http;

HttpResponse plain_text(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text)};
}

std::optional<HttpResponse> refusal(const boost::system::error_code& error) {
  if (error == http::error::header_limit)
    return plain_text(431, "The header of this request is too large.\n");
  if (error == http::error::body_limit)
    return plain_text(413, "The body of this request is too large.\n");
  const bool parse_error =
      error.category() == http::make_error_code(http::error::bad_method).category();
  if (parse_error && error != http::error::end_of_stream && error != http::error::partial_message) {
    return plain_text(400, "This is no request.\n");
  }
  return std::nullopt;
}

std::optional<HttpResponse> objection(
    const RawRequest& raw, std::span<const std::string> hosts, bool on_loopback
) {
  // RFC 9112, 3.2: one Host, or the request could mean two servers.
  if (raw.count(http::field::host) != 1) return plain_text(400, "A request names one host.\n");
  if (!raw.target().starts_with('/')) return plain_text(400, "This target is not served.\n");
  if (!host_acceptable(raw[http::field::host], hosts, on_loopback))
    return plain_text(421, "This server does not go by that name.\n");
  return std::nullopt;
}

HttpRequest to_values(const RawRequest& raw, std::string peer) {
  HttpRequest request;
  request.method = raw.method_string();
  request.target = raw.target();
  for (const auto& field : raw)
    request.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
  request.body = raw.body();
  request.peer = std::move(peer);
  return request;
}

RawResponse to_message(HttpResponse response, bool keep_alive) {
  RawResponse message;
  message.version(11);
  const bool sendable =
      response.status >= 200 && response.status <= 999 &&
      std::ranges::all_of(response.headers, [](const Header& h) { return is_sendable(h); });
  if (!sendable) response = plain_text(500, "Something went wrong here.\n");
  message.result(static_cast<unsigned>(response.status));
  for (const Header& header : response.headers) {
    const bool ours = same_name(header.name, "content-length") ||
                      same_name(header.name, "connection") ||
                      same_name(header.name, "transfer-encoding");
    if (!ours) message.insert(header.name, header.value);
  }
  message.keep_alive(keep_alive);
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!bodiless) message.body() = std::move(response.body);
  message.prepare_payload();
  return message;
}

}  // namespace usher::net
