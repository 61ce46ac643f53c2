// adapters/slack/http_body.cpp: JSON, or the fields of a form.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/http_body.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>

#include <optional>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t max_depth = 64;
constexpr std::size_t most_fields = 64;  // of a form; Slack sends some fifteen

std::optional<json::object> parse_object(std::string_view bytes) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code error;
  json::value value = json::parse({bytes.data(), bytes.size()}, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// application/x-www-form-urlencoded; nothing for a "%" without two digits behind it.
std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      out += ' ';
    } else if (text[at] != '%') {
      out += text[at];
    } else {
      const int high = at + 2 < text.size() ? hex(text[at + 1]) : -1;
      const int low = at + 2 < text.size() ? hex(text[at + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
      at += 2;
    }
  }
  return out;
}

// The fields as an object of strings; of a name that comes twice, the first.
std::optional<json::object> parse_form(std::string_view body) {
  json::object out;
  std::size_t count = 0;
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(pair.size() + (pair.size() < body.size() ? 1 : 0));
    if (pair.empty()) continue;
    if (++count > most_fields) return std::nullopt;
    const auto equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals));
    const auto value = decoded(equals == pair.npos ? std::string_view() : pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    out.emplace(*name, *value);
  }
  return out;
}

Result<HttpBody> read_json(std::string_view body) {
  auto from = parse_object(body);
  if (!from) return std::unexpected(errc::malformed);
  const std::string_view type = text(*from, "type");
  if (type == "url_verification") {
    const std::string_view challenge = text(*from, "challenge");
    if (challenge.empty()) return std::unexpected(errc::malformed);
    return Challenge{std::string(challenge)};
  }
  // It has no event in it, which other parsers trip over.
  if (type == "app_rate_limited") {
    const json::value* minute = from->if_contains("minute_rate_limited");
    constexpr std::int64_t latest = 1LL << 40;
    if (minute == nullptr || !minute->is_int64() || minute->get_int64() < 0 ||
        minute->get_int64() > latest)
      return RateLimited{};
    return RateLimited{sys_seconds(std::chrono::seconds(minute->get_int64()))};
  }
  if (object(*from, "event") == nullptr) return std::unexpected(errc::malformed);
  return HttpPayload{Feed::events, std::move(*from)};
}

Result<HttpBody> read_form(std::string_view body) {
  auto fields = parse_form(body);
  if (!fields) return std::unexpected(errc::malformed);
  if (fields->contains("payload")) {
    auto payload = parse_object(text(*fields, "payload"));
    if (!payload) return std::unexpected(errc::malformed);
    return HttpPayload{Feed::interactive, std::move(*payload)};
  }
  if (text(*fields, "ssl_check") == "1") return CertificateCheck{};
  if (!fields->contains("command")) return std::unexpected(errc::malformed);
  return HttpPayload{Feed::slash, std::move(*fields)};
}

}  // namespace

Result<HttpBody> read_body(std::string_view content_type, std::string_view body) {
  if (body.size() > longest_body) return std::unexpected(errc::too_large);
  const std::string type = to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
  const std::string_view first = trim(body.substr(0, 64));
  const bool is_json = type == "application/json" ||
                       (type != "application/x-www-form-urlencoded" && first.starts_with('{'));
  return is_json ? read_json(body) : read_form(body);
}

}  // namespace usher::slack
