// adapters/slack/frame.hpp: the frames of Socket Mode (Slack's documentation, "Using Socket Mode"; facts/slack.md 1.2).
// Pure; never throws on any bytes.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/inbound.hpp"
#include "bot/errc.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace usher::slack {

// The connection is ready.
struct Hello {
  int connections = 0;  // open ones of this app, this one included; 0: not said
  std::string app;      // "A0123"
  std::string host;     // of Slack's, for the log
};

// Something to be acknowledged by `id`, on the socket that brought it.
struct Envelope {
  std::string id;
  Feed feed = Feed::other;
  boost::json::object payload;   // empty where there was none
  bool accepts_payload = false;  // the acknowledgement may carry an answer
  int retry = 0;                 // how often Slack has tried before; of events only
  std::string retry_reason;      // "timeout"
};

// This socket is about to go, or is not to be used.
struct Disconnect {
  enum class Why : std::uint8_t {
    warning,            // in about 10 s
    refresh_requested,  // at once
    link_disabled,      // Socket Mode was switched off
    too_many_websockets,
    other
  };
  Why why = Why::other;
  std::string reason;  // as Slack said, for the log: at most 64 bytes, harmless
};

// JSON of a type that means nothing here.
struct Ignored {
  std::string type;  // for the log: at most 64 bytes, harmless
};

using Frame = std::variant<Hello, Envelope, Disconnect, Ignored>;

// Frames can be far over 64 KiB (a modal with hundreds of options): the socket's own limit is to be this.
inline constexpr std::size_t longest_frame = 16U << 20U;

// errc::malformed: no JSON object, deeper than 64, or a number where a name belongs; errc::too_large.
Result<Frame> read_frame(std::string_view bytes);

// What acknowledges the envelope. payload: the answer it carries, as JSON, only where the envelope accepts one; empty: none.
std::string ack(std::string_view envelope_id, std::string_view payload = {});

}  // namespace usher::slack
