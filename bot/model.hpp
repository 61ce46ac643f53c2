// What passes between adapters, the engine and features: events in, a reply and effects out. Plain
// values, no platform. The names and what they promise are the design's (docs/architecture.md, "The
// contracts").
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/doc.hpp"
#include "bot/errc.hpp"
#include "bot/secret.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace usher {

// Where something happens. space: "slack:T1", "matrix:localhost", "web", "terminal". thread is
// empty outside threads.
struct Place {
  std::string space, room, thread;
  bool operator==(const Place&) const = default;
};

enum class Role : std::uint8_t {
  everyone = 0,
  contributor = 1,
  maintainer = 2,
  organiser = 4,
  committee = 8,
  administrator = 16
};
// A set of roles. An administrator counts as everything but a committee member.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles)
      bits_ = static_cast<std::uint8_t>(bits_ | static_cast<std::uint8_t>(role));
  }
  constexpr bool has(Role role) const {
    if (role == Role::everyone) return true;
    const auto admin = static_cast<std::uint8_t>(Role::administrator);
    return (bits_ & static_cast<std::uint8_t>(role)) != 0 ||
           (role != Role::committee && (bits_ & admin) != 0);
  }
  constexpr std::uint8_t bits() const { return bits_; }
  static constexpr Roles from_bits(std::uint8_t bits) {
    Roles roles;
    roles.bits_ = bits;
    return roles;
  }
  bool operator==(const Roles&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

struct Person {
  std::string id;    // the platform's id: "U123", "@ada:localhost"
  std::string lang;  // BCP 47. From an adapter: the platform's; in a feature: negotiated (set,
                     // said, platform's, room's)
  std::string zone;  // IANA; empty where unknown
  Roles roles;
  bool guest = false;
  std::string name;  // as the platform shows it; may be empty
};

// Opaque bytes of the adapter (at most 2 KiB), copied to every effect of the event and erased with
// the outbox row.
struct Route {
  std::string bytes;
};

struct Form;

using Fields = std::map<std::string, std::string, std::less<>>;
using SecretFields = std::map<std::string, Secret<std::string>, std::less<>>;

// A message that was reported from its menu: its text and what stands around it. Wiped like any
// secret.
struct Snapshot {
  std::string author, text, link;
  sys_seconds at{};
};
inline void wipe(Snapshot& snapshot) noexcept {
  wipe(snapshot.author);
  wipe(snapshot.text);
  wipe(snapshot.link);
}

// --- what an event can be
// ---------------------------------------------------------------------------------------------

struct Message {
  std::string text;
  bool mention = false;  // Usher was addressed
  bool direct = false;   // in a conversation with Usher alone
};
struct Command {
  std::string name, args;  // "/nep 0" → {"nep", "0"}
};
struct Press {
  std::string action, value;
  Secret<std::string> secret;
  std::string key;  // of the post that was touched; empty where it had none
};
struct Submit {
  std::string form;
  Fields fields;
  SecretFields secrets;
};
struct Cancelled {
  std::string form;
};
struct Shortcut {
  std::string callback;
  Secret<Snapshot> message;
};
struct Joined {};
struct Left {};
struct Opened {};  // Usher's home page, or a first conversation with Usher
struct Edited {
  std::string first;  // id of the event that first carried this message
  Message now;
  sys_seconds said{};  // when it was first said
};
struct Deleted {
  std::string first;
};
struct Reacted {
  std::string key, emoji;
  bool added = true;
};
struct RoomChanged {
  enum class How : std::uint8_t {
    renamed,
    converted,
    archived,
    unarchived,
    replaced
  } how = How::renamed;
  std::string now;  // the new name or id
};
struct Fetched {  // answers a Call, exactly once; body in memory only
  std::string tag;
  int status = 0;  // HTTP status, or 200/304/404 of a file service
  std::string body, etag;
  errc error = errc::ok;
};
struct Tick {  // answers a Remind
  std::string job;
  sys_seconds due{}, fired{};
};

// No people: the room; one: only_you or direct; several: a group message.
struct To {
  Place place;
  std::vector<std::string> people;
  bool operator==(const To&) const = default;
};
struct Delivered {  // for posts with tell = true
  std::string key;
  To to;
  Place at;
};
struct Undelivered {
  std::string key;
  To to;
  errc why = errc::ok;
  bool final = true;
};
struct Forgotten {
  Person who;
};

using What = std::variant<
    Message, Command, Press, Submit, Cancelled, Shortcut, Joined, Left, Opened, Edited, Deleted,
    Reacted, RoomChanged, Fetched, Tick, Delivered, Undelivered, Forgotten>;

// In the order of What's alternatives.
enum class Kind : std::uint8_t {
  message,
  command,
  press,
  submit,
  cancelled,
  shortcut,
  joined,
  left,
  opened,
  edited,
  deleted,
  reacted,
  room_changed,
  fetched,
  tick,
  delivered,
  undelivered,
  forgotten
};

// A set of kinds: what a feature wants, what an adapter's ack carries.
class Kinds {
 public:
  constexpr Kinds() = default;
  constexpr Kinds(std::initializer_list<Kind> kinds) {
    for (const Kind kind : kinds) bits_ |= bit(kind);
  }
  static constexpr Kinds all() {
    Kinds kinds;
    kinds.bits_ = ~std::uint32_t{0};
    return kinds;
  }
  constexpr bool has(Kind kind) const { return (bits_ & bit(kind)) != 0; }

 private:
  static constexpr std::uint32_t bit(Kind kind) {
    return std::uint32_t{1} << static_cast<unsigned>(kind);
  }
  std::uint32_t bits_ = 0;
};

struct Event {
  std::string id;  // dedupe key, unique within the space; see docs/architecture.md, "Dedupe keys"
  Place at;
  Person who;
  Route route;
  What what;

  Kind kind() const { return static_cast<Kind>(what.index()); }
  template <class T>
  const T* as() const {
    return std::get_if<T>(&what);
  }
};

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
  bool only_you = true;
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
  std::string key;  // (key, To) is posted once: for ever in the announcement lane, else while its
                    // key is kept (90 days)
  Lane lane = Lane::reply;
  Guard guard;
  bool tell = false;  // Delivered or Undelivered comes back to this feature
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
