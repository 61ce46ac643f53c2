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
#include <memory>
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
  // unreact: redact our own reaction with `emoji` to `event`, which has to be looked for first.
  enum class What : std::uint8_t { send, redact, unreact } what = What::send;
  std::string type;              // "m.room.message", "m.reaction"
  std::shared_ptr<void> memory;  // that `content` is in, unless it is the usual one
  boost::json::object content;
  std::string event;  // redact: what
  std::string emoji;
  std::string txn;
  int part =
      -1;  // which message of the post; -1: none of its reference (an edit's event is not its message's)
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
  bool can_encrypt = false;    // MatrixCrypto::able()
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
//              A conversation of two needs no replies: there a message stands below what it answers.
//   only_you   the person's conversation, unless the room is that already; where the event was said elsewhere, one line says
//              in which room it was asked (send.hpp)
//   correction the room of the message that it corrects, as a reply to it
Goal goal(const Pending& pending);
// Whether it is for one person alone and was asked for in a room where others are.
bool is_asked_elsewhere(const Pending& pending);
// What hangs on nothing any more: for a homeserver that begins no thread there (400 M_UNKNOWN). A plain reply.
Hang without_thread(const Hang& hang);
// The messages of a post: those of Usher's own words to somebody too (Mark::row 0).
std::vector<Message> messages_of(const Doc& doc, const Look& look);
// Steps for one room. A reminder notifies (Lane::reminder, reports, and direct messages to somebody unasked); an answer and
// an announcement are notices. An edit changes each message of the post; of those that are not needed any more "…" is left,
// for the reference of a post stays as it is, and a redacted message could never say anything again. A text that needs more
// messages than there are cannot be edited in (unsupported): the engine says it below. A retraction redacts all of them,
// their reactions go with them. React names the first. A Replace of a message without a key edits what was touched.
// refused: a Space, a room that Usher may not speak in; not_found: a room that it is not in; unsupported: an encrypted room
// without crypto, of reactions also with it (they are never encrypted).
Plan plan(const Pending& pending, const Goal& goal, const Circumstances& known);

}  // namespace usher::matrix
