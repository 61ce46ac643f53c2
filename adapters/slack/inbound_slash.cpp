// adapters/slack/inbound_slash.cpp: slash commands.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/escape.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/reading.hpp"
#include "bot/text.hpp"

#include <utility>

namespace usher::slack {

namespace json = boost::json;

// Slack does not say in which thread (facts/slack.md 1.4): it refuses them there.
Result<Received> read_slash(const json::object& payload, const Arrival& in) {
  const std::string_view user = text(payload, "user_id");
  const std::string_view channel = text(payload, "channel_id");
  const std::string_view trigger = text(payload, "trigger_id");
  const bool known = is_id(user) && is_id(channel) && !trigger.empty() && trigger.size() <= 255;
  if (!known) return std::unexpected(errc::malformed);
  auto command = parse_command(sanitize(text(payload, "command")));
  if (!command) return std::unexpected(errc::malformed);
  const std::string words = plain_words(text(payload, "text"));
  command->args = trim(words);
  command->direct = channel.starts_with('D');
  Way way;
  way.response_url = text(payload, "response_url");
  way.trigger = trigger;
  Received out = heard(
      in, {std::string(trigger), std::string(user), std::string(channel), ""}, std::move(*command),
      std::move(way)
  );
  out.ack = Received::Ack::message;
  out.event->ack_carries = true;
  return out;
}

}  // namespace usher::slack
