// adapters/slack/desk.hpp: from a payload to its acknowledgement: who it is, what the engine says, what the ack carries. The
// same for Socket Mode and HTTP. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/identity.hpp"
#include "adapters/slack/inbound.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"
#include "bot/clock.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

// Whom the desk asks. What is not given is not asked.
struct Offices {
  // People::introduce. An errc, with a role needed: nobody could say whether they may.
  std::function<boost::asio::awaitable<Result<Person>>(std::string id, Role needed)> introduce;
  // People::at_once: asked first.
  std::function<std::optional<Person>(const std::string& id, Role needed)> at_once;
  std::function<std::optional<Person>(const std::string& id)> at_hand;  // People::known
  std::function<bool(const std::string& id)> is_bot;  // likewise; as far as is at hand
  std::function<void(const std::string& id)> keep;    // People::keep
  std::function<void(const std::string& id, const std::string& room)> alone_in;  // People::alone_in
  std::function<void(const boost::json::object& user)> told;                     // People::told
  // The key of the post that is this message of Usher's; nothing where it is none.
  std::function<std::optional<std::string>(const Place& room, std::string_view ts)> key_of;
  // Sender::answered: of an event that Slack tries again and this database has not seen.
  std::function<
      boost::asio::awaitable<Result<bool>>(Place at, std::string event, sys_seconds since)>
      answered;
  // Sender::respond.
  std::function<boost::asio::awaitable<std::expected<void, Refusal>>(
      std::string url, boost::json::object message
  )>
      respond;
  // Sender::open_late: a press on the adapter's own button.
  std::function<boost::asio::awaitable<void>(
      Person who, Place at, std::string value, std::string trigger, std::string response_url
  )>
      open_late;
  // Api::call.
  std::function<boost::asio::awaitable<std::expected<boost::json::object, Refusal>>(
      std::string method, boost::json::object arguments
  )>
      call;
};

// What answers an event that was recorded, until its acknowledgement has carried it.
struct Unsaid {
  Event event;
  SayReply reply;
};

// What an acknowledgement is to be, and what there is to say beside it.
struct Taken {
  // False: nothing was recorded. It is not acknowledged: Slack brings an event again, and tells a person that it failed.
  bool acknowledge = true;
  std::optional<std::string> payload;         // as JSON; none: an empty one
  Received::Ack kind = Received::Ack::empty;  // what it answers
  // Of a long answer that could not be left to the outbox: by response_url once it was acknowledged.
  std::vector<boost::json::object> rest;
  std::unique_ptr<Unsaid>
      unsaid;  // of a slash command that was recorded: as Desk::hand_over() takes it
  Way way;
  std::string lang;  // of the person
  // Whether somebody is left waiting when the acknowledgement does not get through as it is.
  bool matters() const { return payload.has_value() || kind == Received::Ack::view; }
};

class Desk {
 public:
  // All outlive it. identity is looked at anew for each payload. language: of people whose own is not known.
  Desk(
      boost::asio::any_io_executor executor, const Clock& clock, const Catalog& catalog,
      const CommandTable& commands, const Identity& identity, std::string language, Offices offices
  );
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Until this is called nothing is acknowledged.
  void open(Accept accept) { accept_.emplace(std::move(accept)); }

  // A payload of either transport, read before this returns. retry: how often Slack has tried before. What is malformed is
  // acknowledged all the same: it will be no better the next time. Never throws on what came.
  boost::asio::awaitable<Taken> take(Feed feed, const boost::json::object& payload, int retry);
  // The same, read already. view: of a submission, as Slack sent it.
  boost::asio::awaitable<Taken> take(Result<Received> received, boost::json::object view);

  // To be called before an acknowledgement without the answer that there is: the answer of a slash command becomes a row of the
  // outbox, on the event's route, and `taken` has nothing more to say. So what was acknowledged is answered, whatever
  // happens to this process. Of anything else, and where the row cannot be written, it changes nothing.
  boost::asio::awaitable<void> hand_over(Taken* taken);

  // To be called when it was acknowledged, or could not be. carried: the acknowledgement went out in time, with its payload.
  // Else (its socket was gone, or it came too late to count) an answer is handed over; what is none (nothing was recorded)
  // goes by response_url, tried again for up to a minute, and a form that was taken says so in its place. Does not wait.
  void settle(Taken taken, bool carried);
  boost::asio::awaitable<void> settled(Taken taken, bool carried);  // waits

  // Slack counts an acknowledgement within three seconds only.
  static constexpr std::chrono::milliseconds patience{2900};

  struct Figures {
    // taken: payloads; dropped: of no interest; elsewhere: found to be answered already; refused: not acknowledged;
    // late: answers that their acknowledgement could not carry.
    std::uint64_t taken = 0, dropped = 0, malformed = 0, retried = 0, elsewhere = 0, refused = 0,
                  late = 0;
  };
  const Figures& figures() const { return figures_; }

 private:
  // --- desk.cpp ---
  bool is_introduced(Event& event, Taken& out);
  boost::asio::awaitable<bool> introduce(Received* received, Event* event, Taken* out);
  boost::asio::awaitable<bool> elsewhere(Place at, std::string id, sys_seconds since);
  boost::asio::awaitable<void> open_late(Received received);
  void answer(Taken& out, const Reply& reply, const boost::json::object& view) const;
  static void carry(Taken& out, const SayReply& said);
  // --- desk_late.cpp ---
  boost::asio::awaitable<bool> respond(std::string url, boost::json::object message);
  boost::asio::awaitable<void> note_form(Taken taken);

  boost::asio::any_io_executor executor_;
  const Clock& clock_;
  const Catalog& catalog_;
  const CommandTable& commands_;
  const Identity& identity_;
  std::string language_;
  Offices offices_;
  std::optional<Accept> accept_;
  Figures figures_;
  bool warned_ = false;  // of another workspace's payloads
};

}  // namespace usher::slack
