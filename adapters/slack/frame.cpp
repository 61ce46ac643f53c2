// adapters/slack/frame.cpp: reading frames, writing acknowledgements.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/frame.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace usher::slack {

namespace json = boost::json;

namespace {

constexpr std::size_t max_depth = 64;     // blocks in views in messages: some twenty
constexpr std::size_t least = 1024;       // bytes of what is read from a frame
constexpr std::size_t longest_id = 255;   // of an envelope; Slack's are UUIDs
constexpr std::size_t longest_note = 64;  // of what goes into a log

std::string noted(std::string_view text) { return shorten(sanitize(text), longest_note); }

// A count, as a number or as the digits of one; 0 for anything else.
int count(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains({key.data(), key.size()});
  if (value == nullptr) return 0;
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  if (value->is_int64())
    return static_cast<int>(std::clamp<std::int64_t>(value->get_int64(), 0, most));
  if (value->is_uint64()) return std::numeric_limits<int>::max();
  return 0;
}

Feed feed_of(std::string_view type) {
  if (type == "events_api") return Feed::events;
  if (type == "slash_commands") return Feed::slash;
  return type == "interactive" ? Feed::interactive : Feed::other;
}

Hello hello(const json::object& from) {
  Hello out;
  out.connections = count(from, "num_connections");
  const std::string_view app = text(from, "connection_info", "app_id");
  if (is_id(app)) out.app = app;
  out.host = noted(text(from, "debug_info", "host"));
  return out;
}

Disconnect disconnect(const json::object& from) {
  using Why = Disconnect::Why;
  const std::string_view reason = text(from, "reason");
  Disconnect out{Why::other, noted(reason)};
  if (reason == "warning") out.why = Why::warning;
  if (reason == "refresh_requested") out.why = Why::refresh_requested;
  if (reason == "link_disabled") out.why = Why::link_disabled;
  if (reason == "too_many_websockets") out.why = Why::too_many_websockets;
  return out;
}

// Made of what is there, and not assigned: so it stays in the frame's own memory, and is not copied out of it.
json::object payload_of(json::object& from) {
  json::value* const payload = from.if_contains("payload");
  if (payload == nullptr || !payload->is_object()) return {};
  return std::move(payload->get_object());
}

Envelope envelope(json::object& from, std::string_view type) {
  return {
      .id = std::string(text(from, "envelope_id")),
      .feed = feed_of(type),
      .payload = payload_of(from),
      .accepts_payload = flag(from, "accepts_response_payload"),
      .retry = count(from, "retry_attempt"),
      .retry_reason = noted(text(from, "retry_reason"))
  };
}

}  // namespace

Result<Frame> read_frame(std::string_view bytes) {
  if (bytes.size() > longest_frame) return std::unexpected(errc::too_large);
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code error;
  // One piece of memory for all of it, which goes as a whole.
  json::value value = json::parse(
      {bytes.data(), bytes.size()}, error,
      json::make_shared_resource<json::monotonic_resource>(2 * bytes.size() + least), options
  );
  if (error || !value.is_object()) return std::unexpected(errc::malformed);
  json::object& from = value.get_object();
  const std::string_view type = text(from, "type");
  // Whatever its type, what has an envelope's id waits for an acknowledgement.
  if (from.contains("envelope_id")) {
    const std::string_view id = text(from, "envelope_id");
    if (id.empty() || id.size() > longest_id) return std::unexpected(errc::malformed);
    return envelope(from, type);
  }
  if (type == "hello") return hello(from);
  if (type == "disconnect") return disconnect(from);
  return Ignored{noted(type)};
}

std::string ack(std::string_view envelope_id, std::string_view payload) {
  constexpr std::size_t around = 64;
  std::string out;
  out.reserve(envelope_id.size() + payload.size() + around);
  out += R"({"envelope_id":)";
  out += json::serialize(json::string_view(envelope_id.data(), envelope_id.size()));
  if (!payload.empty()) {
    out += R"(,"payload":)";
    out += payload;
  }
  out += '}';
  return out;
}

}  // namespace usher::slack
