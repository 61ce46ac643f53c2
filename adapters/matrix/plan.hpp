// adapters/matrix/plan.hpp: what to call for a row of the outbox, in what order. Pure: who calls (send.hpp) decides nothing
// but what this leaves open.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/content.hpp"
#include "adapters/matrix/room.hpp"
#include "adapters/matrix/route.hpp"
#include "bot/adapter.hpp"
#include "bot/say.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Receipt::ref of a post, and Pending::ref of what follows it: "$event"; of a long one all its messages, "$one,$two".
std::vector<std::string> read_reference(std::string_view ref);
std::string write_reference(std::span<const std::string> events);

struct Step {
  enum class What : std::uint8_t { send, redact } what = What::send;
  std::string type;  // "m.room.message", "m.reaction"
  boost::json::object content;
  std::string event;  // redact: what
  std::string txn;
  int part = -1;  // which message of the post; -1: none of its reference
  bool lazy =
      false;  // a refusal of this one alone does not matter (a reaction that is there already, or gone)
};

// Where it goes. Of what is for one person (only_you, direct, a form's question) the conversation with them: where the row's
// place is that room already, or else directs.hpp finds or makes it. Of several people (Audience::group): a room for them is
// not made here: each gets it in their own conversation (To of one person each), in order, and the reference is the first's.
struct Goal {
  std::string room;                 // empty: see `people`
  std::vector<std::string> people;  // in the conversation with each of them
  Hang hang;
};

struct Circumstances {
  sys_seconds now{};
  std::string installation;
  const Room* room = nullptr;  // that the goal names, where it is known
  std::string us;
  Look look;
};

struct Plan {
  std::vector<Step>
      steps;  // none: it cannot be done, and `why` says why; or, where that is ok, it is done already
  errc why = errc::ok;
  bool looked_up = false;  // before a repeat: see mark.hpp
};

// A post's audience, its place and its route make the goal:
//   room       To::place; in the thread of the place; of an answer (route): where it was asked, as a reply, or in the thread
//              (never a thread begun on an event with a relation: then a plain reply)
//   only_you   the person's conversation, unless the room is that already; where the event was said elsewhere, one line says
//              in which room it was asked
//   correction the room of the message that it corrects, as a reply to it
Goal goal(const Pending& pending);
// Steps for one room. A reminder notifies (Lane::reminder, and direct messages to somebody unasked); an answer and an
// announcement are notices. Edits change the first message and as many more as there are; what is longer is added, what is
// too much is redacted. A retraction redacts all of them, their reactions go with them. React names the first.
// refused: a Space, a room that Usher may not speak in; unsupported: an encrypted room without crypto.
Plan plan(const Pending& pending, const Goal& goal, const Circumstances& known);

}  // namespace usher::matrix
