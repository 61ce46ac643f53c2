// adapters/slack/reading.hpp: the parts that the readers of payloads (inbound_*.cpp) have in common. Theirs alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/inbound.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace usher::slack {

// It is acknowledged, and nothing more. why: a literal.
Received drop(std::string_view why);

// Whether it names other workspaces, and nowhere this one.
bool is_elsewhere(const boost::json::object& payload, std::string_view us);

// Who did it and where. channel, thread: empty where it happened in no conversation.
struct Source {
  std::string id;  // the event's, for the inbox
  std::string person, channel, thread;
};
// An event with its way back: `way` with channel, thread and time filled in. Of what happened in no conversation the way's
// channel is the person, which Slack takes for the conversation with them.
Received heard(const Arrival& in, Source from, What what, Way way = {});
// The same without an event: the press of a button that is the adapter's own.
Received noted(const Arrival& in, Source from, Way way);

// "our own", "a bot's"; empty where a person wrote it. message: of an event, or what stands in one.
std::string_view not_a_persons(const boost::json::object& message, const Identity& us);

// The root's ts of a message within a thread; empty outside, and of the root itself.
std::string thread_of(const boost::json::object& message);

// id: of the event, "Ev0123". `message` and `app_mention`, and what has become of messages.
Result<Received> read_message(
    const boost::json::object& event, std::string_view id, const Arrival& in
);

}  // namespace usher::slack
