// adapters/slack/inbound.hpp: what a payload of Slack's is to Usher. Pure: no clock, no socket, no database; never throws
// on any payload.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/identity.hpp"
#include "adapters/slack/route.hpp"
#include "bot/command_table.hpp"
#include "bot/errc.hpp"
#include "bot/event.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace usher::slack {

// What a payload is: the `type` of Socket Mode's envelope, or what the body of an HTTP request is found to be. other: a
// type that Slack has added since; it is acknowledged and dropped.
enum class Feed : std::uint8_t { events, slash, interactive, other };

// What is known beside the payload. The references are read during the call only.
struct Arrival {
  const Identity& us;
  const CommandTable& commands;  // what is said to Usher is a command where its first word is one
  sys_seconds now;               // UTC: Way::at
  int retry = 0;                 // of events: the envelope's retry_attempt, or X-Slack-Retry-Num
};

inline constexpr std::string_view of_another_workspace = "another workspace's";

// A payload, read. `event->who` has the id alone: language, zone, name and roles are the people cache's (people.hpp).
//
// Event ids (the inbox's keys): of a message "<channel>/<ts>", so that `message` and `app_mention` for one post, and Slack's
// own copies under other event_ids (facts/slack.md 1.2), are one event; of any other event its event_id; of commands,
// presses, submissions and shortcuts their trigger_id; of view_closed "<view id>/closed".
//
// What names other workspaces and never ours (the app was installed to another one, too) is dropped as of_another_workspace.
//
// Places: room is the conversation's id, thread the ts of a thread's root. Where something happened in no conversation (the
// home tab, a shortcut, a form that was opened there) the room is empty, and what answers it is for the person.
struct Received {
  // What the acknowledgement may carry: nothing, a message (slash commands), or a response_action (view submissions).
  enum class Ack : std::uint8_t { empty, message, view };
  Ack ack = Ack::empty;
  std::optional<Event> event;  // none: it is acknowledged and dropped
  // Why there is none, for the log: "our own", "a bot's", "an unknown type"; a literal.
  std::string_view dropped{};
  // Slack has tried before: what answers it is looked for before it is answered.
  bool retried = false;
  // What it says of a person, for the cache: a user object (team_join, user_change).
  std::optional<boost::json::object> user;
  // Of a Reacted: the ts of the message, in event->at.room, that was reacted to. Its key is among the posts, not in the
  // payload: Reacted::key is the caller's to fill, and the event to be dropped where that message has none.
  std::string touched;
  // Action of a press that is the adapter's own ("slack.open"), with its value and trigger; no event then.
  std::string secret_press, press_value, trigger;
  // Who did it, where, and how an answer finds its way: as in the event, and there for the adapter's own presses too.
  std::string person;
  Place at;
  Way way;
};

// payload: of an envelope of Socket Mode, or the body of a request of the Events API. errc::malformed: not what its type
// says; it is acknowledged all the same, for a repeat would be no better, and noted.
Result<Received> read_event(const boost::json::object& payload, const Arrival& in);
Result<Received> read_slash(const boost::json::object& payload, const Arrival& in);
Result<Received> read_interactive(const boost::json::object& payload, const Arrival& in);
Result<Received> read(Feed feed, const boost::json::object& payload, const Arrival& in);

}  // namespace usher::slack
