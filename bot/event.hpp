// What comes in: everything that an adapter, the scheduler or the outbox can tell a feature. Plain values, no platform.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/person.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <variant>

namespace usher {

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

struct Message {
  std::string text;
  bool mention = false;  // Usher was addressed
  bool direct = false;   // in a conversation with Usher alone
  bool answers_secret =
      false;  // the latest of Usher's messages before it was marked (Post::secret_question)
  // What Place::thread is of a thread that begins at it. Empty where it stands in one, or none can begin.
  std::string root = {};
  // It answers another message, which a platform without a thread for each answer shows above it (Matrix: a rich reply): it
  // is said to whoever wrote that.
  bool reply = false;
};
struct Command {
  std::string name, args;       // "/nep 0" → {"nep", "0"}
  bool answers_secret = false;  // as in Message: what begins like a command may be an answer
  bool direct = false;          // as in Message
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
  std::string first;                   // id of the event that first carried this message
  std::variant<Message, Command> now;  // what it says now: "!nep 18" may have become "!nep 50"
  sys_seconds said{};                  // when it was first said
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
  std::chrono::seconds wait{0};  // with a transient error: not before then, where the service knows
};
struct Tick {  // answers a Remind
  std::string job;
  sys_seconds due{}, fired{};
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
  // Of a kind that Capabilities::ack_carries names, this one too. False of a Slack command that was said in a message: the
  // acknowledgement of a message carries nothing, and what answers it is delivered.
  bool ack_carries = true;

  Kind kind() const { return static_cast<Kind>(what.index()); }
  template <class T>
  const T* as() const {
    return std::get_if<T>(&what);
  }
};

}  // namespace usher
