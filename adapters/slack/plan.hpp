// adapters/slack/plan.hpp: what to call for a row of the outbox, in what order, and what else where Slack refuses. Pure:
// who calls (send.hpp) decides nothing but what this leaves open.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/lookup.hpp"
#include "adapters/slack/route.hpp"
#include "bot/adapter.hpp"
#include "bot/say.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// Receipt::ref of a post, and Pending::ref of what follows it: "1712345678.000100", of a long one all its messages,
// "1712345678.000100,1712345679.000200"; of what only one person sees "e:1712345678.000100"; of an answer by a
// response_url, of which Slack tells no ts, "e:" to the person alone and "r:" to the room.
struct Reference {
  enum class Sort : std::uint8_t { posted, ephemeral, responded };
  Sort sort = Sort::posted;
  std::vector<std::string> messages;  // their ts, in order

  std::string write() const;
  static Reference read(std::string_view ref);  // of what is none: no messages
  // The root of a thread below it; empty where there can be none. Place::thread of a correction is a reference too.
  std::string root() const;
  bool operator==(const Reference&) const = default;
};

// One call. A step whose answer has a ts (chat.postMessage "ts", chat.postEphemeral "message_ts") makes a message of the
// reference.
struct Step {
  std::string
      method;  // "chat.postMessage"; empty: the arguments go to `url`, a response_url, and use it up by one
  std::string url;
  boost::json::object arguments;
  // Not empty: `channel` is the conversation with them, by conversations.open, and is still to be put into the arguments.
  std::vector<std::string> open;
  // Which message of the post it sends, from 0; -1: none. Of chat.postMessage its metadata says the same (Mark::part).
  int part = -1;
  // Slack's words that say no more than that it is so already ("already_reacted"): the step is done.
  std::span<const std::string_view> done;

  std::string_view channel() const;  // of the arguments; empty where it is not known yet
};

// Where the messages of a course are that may have been sent already: conversations.replies of `thread`, or else
// conversations.history, not older than `oldest`, with include_all_metadata; see marked().
struct Lookup {
  std::string channel, thread;
  std::vector<std::string> open;  // as in Step
  sys_seconds oldest{};           // UTC
};

// One way to do it. Where its *first* step is refused with one of these words, nothing has happened, and the next way is
// tried; of a response_url, which has no words, where it is refused with anything that is not transient (404, 4xx). What
// is uncertain or may be repeated ends the attempt as a Setback.
struct Course {
  std::vector<Step> steps;
  std::span<const std::string_view> else_on;
  // Of a row that is uncertain: asked right before this course is taken, parts that are found are not sent again, and where
  // Slack does not let Usher look, the course gives way. None: repeating does no harm, or it cannot be looked for (what only
  // one person sees).
  std::optional<Lookup> lookup;
  // What the messages are, for the reference: Reference{sort, …}.write().
  Reference::Sort sort = Reference::Sort::posted;

  bool gives_way(std::string_view error) const;  // to the next course
};

struct Plan {
  // In order. None: it cannot be done, and `why` says why; or, where that is ok, there is nothing to do, and it is done.
  std::vector<Course> courses;
  errc why = errc::ok;
  // A form whose trigger is too old, or was refused as such by every course: what invitation() makes of it is delivered
  // instead, and the form is kept until its button is pressed.
  bool late = false;
};

// What is known beside the row.
struct Circumstances {
  sys_seconds now{};         // UTC
  int responses_left = 5;    // of the row's response_url
  std::string installation;  // rows::installation(), for the marks
};

// Guards are the caller's to check, before a course's first step and after its look-up. The arguments hold the post's text: they
// go to Slack and nowhere else.
Plan plan(const Pending& pending, const Circumstances& known);

// A response_url and a trigger are of use for this long (facts/slack.md 1.4).
inline constexpr std::chrono::minutes response_url_life{30};
inline constexpr std::chrono::seconds trigger_life{3};

// The direct message that stands in for a form that could not be opened in time: its button (action open_action of
// late_forms.hpp, value `ticket`) opens it. `open`: the row; the invitation has its id, lane and event. Never says what the
// form asks.
Pending invitation(const Pending& open, std::string_view ticket, const Say& say);
// The arguments of views.open, by the trigger of `way`: the form, opened by the press of that button.
boost::json::object open_view(const Form& form, const Way& way);

}  // namespace usher::slack
