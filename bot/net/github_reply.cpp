// bot/net/github_reply.cpp: GitHub's JSON and its rate-limit headers.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"

#include "bot/net/backoff.hpp"
#include "bot/net/http_service.hpp"
#include "bot/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace usher::net {
namespace {

namespace json = boost::json;
using std::chrono::seconds;

std::optional<json::value> parse(std::string_view text) {
  json::parse_options options;
  options.max_depth = 16;  // GitHub's own answers here are three deep
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

std::string_view text_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

std::optional<std::uint64_t> number_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains({key.data(), key.size()});
  if (value == nullptr) return std::nullopt;
  json::error_code error;
  const auto number = value->to_number<std::uint64_t>(error);
  if (error) return std::nullopt;
  return number;
}

// RFC 4648 with line breaks, as GitHub writes it; nothing for anything else.
std::optional<std::string> decode_base64(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  std::ranges::copy_if(text, std::back_inserter(clean), [](char c) {
    return c != '\n' && c != '\r';
  });
  if (clean.size() % 4 != 0) return std::nullopt;
  if (clean.empty()) return std::string{};
  std::string bytes(clean.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(
      reinterpret_cast<unsigned char*>(bytes.data()),
      reinterpret_cast<const unsigned char*>(clean.data()), static_cast<int>(clean.size())
  );
  if (size < 0) return std::nullopt;
  // EVP_DecodeBlock counts the padding as bytes.
  const auto padding = static_cast<std::size_t>(
      clean.ends_with("==")  ? 2
      : clean.ends_with('=') ? 1
                             : 0
  );
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

std::optional<std::int64_t> number_in(const Headers& headers, std::string_view name) {
  const std::string_view text = trim(find(headers, name));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<std::vector<TreeEntry>> parse_contents(std::string_view text) {
  const auto value = parse(text);
  if (!value || !value->is_array()) return std::unexpected(errc::malformed);
  const json::array& array = value->get_array();
  if (array.size() >= 1000) return std::unexpected(errc::too_large);
  std::vector<TreeEntry> entries;
  for (const json::value& item : array) {
    if (!item.is_object()) return std::unexpected(errc::malformed);
    const json::object& object = item.get_object();
    if (text_of(object, "type") != "file") continue;
    TreeEntry entry{
        std::string{text_of(object, "sha")}, number_of(object, "size").value_or(0),
        std::string{text_of(object, "name")}
    };
    if (!is_blob_id(entry.sha)) return std::unexpected(errc::malformed);
    if (is_file_name(entry.name)) entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::string> parse_blob(std::string_view text) {
  const auto value = parse(text);
  if (!value || !value->is_object()) return std::unexpected(errc::malformed);
  const json::object& object = value->get_object();
  if (text_of(object, "encoding") != "base64") return std::unexpected(errc::malformed);
  const json::value* const content = object.if_contains("content");
  if (content == nullptr || !content->is_string()) return std::unexpected(errc::malformed);
  auto bytes = decode_base64(text_of(object, "content"));
  if (!bytes) return std::unexpected(errc::malformed);
  return std::move(*bytes);
}

Quota read_quota(const Response& response, sys_seconds now) {
  const auto bounded = [](seconds wait) {
    return std::clamp(wait, seconds{1}, longest_retry_after);
  };
  const sys_seconds theirs = parse_http_date(find(response.headers, "date")).value_or(now);
  const auto remaining = number_in(response.headers, "x-ratelimit-remaining");
  const auto reset = number_in(response.headers, "x-ratelimit-reset");
  const bool exhausted = remaining && *remaining <= 0;
  // Clamped before it becomes a time point, or a hostile number would overflow the subtraction.
  const std::int64_t far = theirs.time_since_epoch().count() + longest_retry_after.count();
  const seconds until_reset =
      reset ? seconds{std::clamp<std::int64_t>(*reset, 0, far)} - theirs.time_since_epoch()
            : seconds{60};

  if (response.status != 403 && response.status != 429) {
    return exhausted && reset ? Quota{errc::ok, bounded(until_reset)} : Quota{};
  }
  const seconds told = retry_after(response, now);
  if (told > seconds{0}) return {errc::rate_limited, bounded(told)};
  if (exhausted) return {errc::rate_limited, bounded(until_reset)};
  const bool named =
      to_lower_ascii(std::string_view{response.body}.substr(0, 4096)).contains("rate limit");
  if (response.status == 429 || named) return {errc::rate_limited, seconds{60}};
  return {};
}

}  // namespace usher::net
