// The contract of an adapter: one chat system's wire format on one side, Events and Effects on the
// other. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"
#include "bot/store.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Runs on the brain, inside the transaction. May run twice (when SQLite has dropped a transaction):
// it must not consume what it captured.
using Write = std::function<void(Database&)>;

struct Inbound {
  std::optional<Event> event;
  Write also;  // the adapter's own rows: committed too when the event is absent, unwanted, a
               // repeat, or its feature threw
  // What answered `event`, which was handled before, and did not leave with its ack after all (Say or Replace): it is
  // delivered like what no ack carries. Call it once. It is taken also while the engine stops.
  std::optional<Reply> uncarried = std::nullopt;
};

// Gives an event to the engine and waits for the commit. Cheap to copy; lives as long as the
// engine. While the engine stops, events are refused, and rows without an event and answers to earlier ones still
// taken: what is delivered in that time leaves its own behind.
class Accept {
 public:
  using Sink = std::function<void(Inbound&&, std::move_only_function<void(Result<Reply>)>)>;
  explicit Accept(Sink sink) : sink_(std::move(sink)) {}
  // The reply to send with the platform's ack. An errc: nothing was recorded; do not acknowledge.
  boost::asio::awaitable<Result<Reply>> operator()(Inbound inbound) const;
  // The same without a coroutine: `then` gets it, on the I/O thread, perhaps before this returns.
  void give(Inbound&& inbound, std::move_only_function<void(Result<Reply>)> then) const {
    sink_(std::move(inbound), std::move(then));
  }

 private:
  Sink sink_;
};

// One outbox row, ready to be sent.
struct Pending {
  // An adapter never sees a correction: it is how the outbox keeps an Edit that the platform refused, which reaches the
  // adapter as a post in the thread of the message it corrects.
  enum class Kind : std::uint8_t { post, edit, retract, react, open, home, correction };
  std::int64_t id = 0;  // stable over repeats: the platform's idempotency key is made from it
  Kind kind = Kind::post;
  Lane lane = Lane::reply;
  Audience audience = Audience::room;
  To to;
  Doc doc;      // post, edit, home; for a Sealed post its rendered text
  Form form;    // open
  Route route;  // of the event that it answers
  Guard guard;
  std::string key;
  // edit, retract, react: the platform's reference of the post with this key. Of a post that takes the place of an edit:
  // of the message that it corrects.
  std::string ref;
  std::string emoji;       // react
  bool add = true;         // react
  std::string event;       // id of the event that it answers; empty for the bot's own doing
  bool uncertain = false;  // an earlier attempt's outcome is unknown: look it up before repeating
  bool replace_original = false;  // a Replace of a message without a key: by its route only
  bool secret_question = false;   // mark the platform's message: see Post
  bool sealed = false;            // `doc` was made for this attempt and may be written down nowhere
};

struct Receipt {
  Place at;         // where it went, a thread's root included
  std::string ref;  // the platform's reference of the message: "1712345678.000100", "$event"
};

// Why an attempt failed. errc decides what follows: transient ones are repeated with backoff,
// others are final.
struct Setback {
  errc why = errc::unavailable;
  // As the platform said; of a rate limit: holds back what is of the same kind and audience, in this space.
  std::chrono::milliseconds retry_after{0};
  bool alone = false;                // of a rate limit: it holds back this row and no other
  Setback(errc code) : why(code) {}  // NOLINT(google-explicit-constructor): an errc is a setback
  Setback(errc code, std::chrono::milliseconds after) : why(code), retry_after(after) {}
};

// A post that reached its readers within the transaction that made it.
struct Placed {
  Receipt receipt;
  std::function<void()> shown;  // I/O thread, once that transaction is on the disk; else never
};

struct Capabilities {
  Kinds ack_carries;  // event kinds whose ack carries Say and Replace; else they become outbox rows
  // It can show one person a message in a room that nobody else sees. Where it cannot, what answers a command or a question
  // that was said there stands there too: a conversation of two for every look-up would be a burden.
  bool whispers = true;
  bool forms = true;  // else the engine asks a form's questions one by one (bot/dialogue.hpp)
  // Characters that one input of its forms takes; 0: any number. A longer text is asked in up to three numbered fields, and
  // is one again in the Submit that a feature sees (bot/form.hpp).
  std::size_t text_limit = 0;
  char command_sign =
      '/';  // what a command begins with here: "!" where clients keep "/" for themselves
  double posts_per_second = 0;  // pacing per room; 0: none
  double burst = 5;
  std::size_t parallel = 64;  // attempts under way at once
  // Whose limit a 429 is: of what is of the same kind and audience (Slack counts by method), or of all that this account
  // sends (Matrix). Of an account: after one, nothing is sent before retry_after, then one attempt at a time, most urgent
  // first, until some have gone through (bot/account_pace.hpp).
  enum class LimitOf : std::uint8_t { method, account };
  LimitOf limit_of = LimitOf::method;
  // Whom it calls members of the committee it has from a file that is theirs. Else its word for that role is not heard.
  bool own_committee = false;
  bool at_home = false;  // its messages are rows of this database: see Adapter::place
};

class Adapter {
 public:
  Adapter() = default;
  Adapter(const Adapter&) = delete;
  Adapter& operator=(const Adapter&) = delete;
  virtual ~Adapter() = default;

  virtual std::string_view space() const = 0;  // the Place::space it serves; constant
  virtual Capabilities capabilities() const = 0;
  // Serves until stopped. Returns when the platform's side has ended for good or stop() was called.
  virtual boost::asio::awaitable<void> run(Accept accept) = 0;
  // The program is about to end: nothing new is accepted from here on, so no more is to be asked for. Deliveries go on, and
  // run() does not return for it. What cannot tell hearing from speaking apart has nothing to do: it is refused.
  virtual void stop_accepting() {}
  // Takes no new events, closes politely; run() then returns.
  virtual void stop() = 0;
  // An Edit that cannot be made (unsupported, refused, not_found) becomes a reply in its post's thread.
  virtual boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(Pending pending) = 0;
  // Where the chat system's messages are rows of this very database (Capabilities::at_home), a post need not wait to be
  // delivered: it is placed in the transaction that makes it, and so is there exactly once. Brain thread, inside that
  // transaction, which may run twice: it touches nothing but `db` and what never changes. Nothing: it is delivered like any
  // other, deliver() says why it cannot be. Never asked for a sealed text.
  virtual std::optional<Placed> place(Database& db, const Pending& pending) const {
    (void)db;
    (void)pending;
    return std::nullopt;
  }
  virtual std::span<const Migration> migrations() const { return {}; }
  // Why nothing that people write arrives here just now ("no connection to Slack stands"): for whoever watches, without a
  // message's text. Empty while it arrives.
  virtual std::string trouble() const { return {}; }
  // In which language this person uses the chat system now (BCP 47), for what is written to them unasked; empty where that
  // is not known here. Brain thread, inside a transaction: as place().
  virtual std::string language(Database& db, std::string_view person) const {
    (void)db;
    (void)person;
    return {};
  }
  // The room where this person and Usher are alone; empty where there is none, or it is not known. What features keep of
  // such a room is about the person, and goes with /forget me. Brain thread, inside a transaction: as place().
  virtual std::string direct_room(Database& db, const Person& who) const {
    (void)db;
    (void)who;
    return {};
  }
  // The rooms that are meant by /forget me, said at `at`: every one where they are alone with Usher, as far as that is known.
  virtual std::vector<std::string> direct_rooms(Database& db, const Person& who, const Place& at)
      const {
    (void)at;
    std::string one = direct_room(db, who);
    return one.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(one)};
  }
  // Removes what the adapter keeps of a person: runs in the transaction of /forget me.
  virtual Write forget(const Person& who) const {
    (void)who;
    return {};
  }
  // I/O thread, once that transaction is on the disk: what is held in memory of them.
  virtual void forgotten(const Person& who) { (void)who; }
};

}  // namespace usher
