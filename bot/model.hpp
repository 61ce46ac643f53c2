// What passes between adapters, the engine and features: events in (bot/event.hpp), a reply and
// effects out. Plain values, no platform. The names and what they promise are the design's (docs/architecture.md, "The
// contracts").
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/doc.hpp"
#include "bot/errc.hpp"
#include "bot/event.hpp"
#include "bot/person.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace usher {

// --- forms
// ------------------------------------------------------------------------------------------------------------

struct Choice {
  std::string value, label;
};
struct Field {
  enum class Type : std::uint8_t { line, text, choice, choices, date, person };
  std::string name;
  std::string label, hint;  // worded in the reader's language
  Type type = Type::line;
  bool optional = false;
  bool secret = false;
  std::string initial;
  std::size_t max_length = 3000;
  std::vector<Choice> choices;
};
struct Form {
  std::string id;  // comes back in Submit::form
  std::string title, submit;
  Doc intro;
  std::vector<Field> fields;
  std::string state;    // opaque; comes back as the field "_state"
  bool secret = false;  // a secret form is never written to the database, whatever the platform
};

// --- what a feature answers
// -------------------------------------------------------------------------------------------

struct None {};
struct Close {};
struct Reject {
  std::map<std::string, std::string>
      errors;  // field → what to mend, worded; "" is the form as a whole
};
struct Update {
  Form form;
};
// The reply that says something; the plain name belongs to the one who says (bot/say.hpp).
struct SayReply {
  Doc doc;
  bool only_you = true;  // where the platform can (Capabilities::whispers), or it asks for a secret
  bool secret_question = false;  // as in Post
  // Nobody else may see it: where the platform cannot whisper, it is written to the asker directly.
  bool confidential = false;
};
struct Replace {
  Doc doc;  // in place of the message whose button was pressed
};
using Reply = std::variant<None, Close, Reject, Update, SayReply, Replace>;

// --- effects
// ----------------------------------------------------------------------------------------------------------

enum class Lane : std::uint8_t { report, reply, reminder, announcement };
enum class Audience : std::uint8_t { room, only_you, direct, group };

// The text of a report: a reference in the outbox, rendered at each attempt by the feature that
// posted it, then wiped.
struct Sealed {
  std::string case_id, view;
  bool operator==(const Sealed&) const = default;
};
// Checked by the adapter immediately before sending; a failure is Undelivered with
// errc::guard_failed.
struct Guard {
  bool is_private = false, not_shared = false;
  std::vector<std::string> members;  // if not empty: the room's members must be a subset
  bool operator==(const Guard&) const = default;
  bool empty() const { return !is_private && !not_shared && members.empty(); }
};
using Body = std::variant<Doc, Sealed>;

struct Post {
  To to;
  Audience audience = Audience::room;
  Body body;
  std::string key;  // (key, To) is posted once: for ever where it is an announcement to a room,
                    // else while its key is kept (90 days)
  Lane lane = Lane::reply;
  Guard guard;
  bool tell = false;  // Delivered or Undelivered comes back to this feature
  // It asks for a field of a secret form. The adapter marks the platform's own message, so that what follows it is known
  // for a secret even when Usher has lost the form meanwhile.
  bool secret_question = false;
};
struct Edit {
  std::string key;
  To to;
  Doc doc;
};
struct Retract {
  std::string key;
  To to;
};
struct React {
  std::string key;
  To to;
  std::string emoji;  // a Unicode emoji
  bool add = true;
};
struct Open {
  Person who;
  Form form;
};
struct Home {
  Person who;
  Doc doc;
};
// service: a configured base URL plus credential that features never see. Must be safe to repeat.
struct Call {
  std::string tag, service, method, path, body, etag;
  std::chrono::seconds within{0};  // give up then; 0: the outbox's limits (10 tries or 24 h)
  // Only whoever caused it waits for the answer: it ends, unheard, when they are forgotten. Its body is in memory alone, for it is
  // what they said; after a restart the answer is errc::expired, where there was one.
  bool of_asker = false;
};
struct Remind {
  std::string job;  // a known job is moved
  sys_seconds at{};
};
struct Forget {
  std::string job;
};
// Erases all trace of a person: Forgotten to every feature, forget() of every adapter, and the person's outbox, keys,
// dialogue and people rows, in one transaction; then the files are rid of it.
struct ForgetPerson {
  Person who;
};
using Effect =
    std::variant<Post, Edit, Retract, React, Open, Home, Call, Remind, Forget, ForgetPerson>;

struct Outcome {
  Reply reply;
  std::vector<Effect> effects;
};

}  // namespace usher
