// adapters/matrix/feed.hpp: from a batch to the engine, the same for /sync and for transactions: state first, then what was
// said, room by room in order. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/gate.hpp"
#include "adapters/matrix/identity.hpp"
#include "adapters/matrix/inbound.hpp"
#include "adapters/matrix/rooms.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/adapter.hpp"
#include "bot/clock.hpp"
#include "bot/command_table.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace usher::matrix {

// Whom the feed asks. What is not given is not asked.
struct Offices {
  // Name and roles of a person in a room: Names and Rooms::roles. errc: a role is needed and the room's power levels are not
  // known; they are taken for somebody without one.
  std::function<Result<Person>(std::string_view id, std::string_view room, Role needed)> introduce;
  // The original of an edit: who said it and when (a window of the latest, else calls::event). not_found: it is let go.
  std::function<boost::asio::awaitable<Result<RoomEvent>>(std::string room, std::string event)>
      original;
  // What this message of Usher's offers under that emoji (Buttons::find), and the key of the post that it is.
  std::function<
      std::optional<Offer>(std::string_view room, std::string_view event, std::string_view emoji)>
      offer;
  // Until the post that is on its way to the room has arrived (Buttons::arriving): what was picked may be of it. False: it
  // takes too long, and what a bare number means nobody can say.
  std::function<boost::asio::awaitable<bool>(std::string room)> settled;
  // "2" or "2️⃣" typed: as a reply to Usher's message (reply_to), or in the conversation with Usher as the next thing said
  // (empty). Not asked while a dialogue may be under way: Buttons holds nothing for its questions.
  std::function<std::optional<Offer>(
      std::string_view room, std::string_view reply_to, std::string_view typed
  )>
      picked;
  std::function<std::optional<std::string>(std::string_view room, std::string_view event)> key_of;
  // Membership, invitations, tombstones, encryption: what is to be done about them, as rows that go with the state
  // (Keeper::take). Rooms has read the state before.
  std::function<Write(const RoomNews&, const Change&)> keep;
  std::function<void(const RoomEvent& member)> seen;       // Names::take
  std::function<bool(std::string_view room)> asks_secret;  // rows::asks_secret, of direct rooms
  std::function<void(std::string room, std::string person)>
      late;  // addressed too long ago: one line says so (gate.hpp)
  // What a reaction was that is taken back (rows::reaction), and MatrixCrypto::decrypt where it is able.
  std::function<std::optional<rows::Reaction>(std::string_view id)> reaction;
  std::function<boost::asio::awaitable<Result<RoomEvent>>(RoomEvent event)> decrypt;
  // m.read for the latest handled event of a room (receipts.hpp).
  std::function<void(std::string room, std::string event)> handled;
};

class Feed {
 public:
  // All outlive it.
  Feed(
      boost::asio::any_io_executor executor, const Clock& clock, const CommandTable& commands,
      const Identity& identity, Rooms& rooms, std::chrono::seconds act_within, Offices offices
  );
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  ~Feed();

  // Until this is called nothing is taken.
  void open(Accept accept);

  // Reads the state of all rooms, then gives each event to the engine, all without waiting in between (the brain keeps their
  // order and commits them in groups). True when every one is durable; false: at least one was refused (the disk, a stop):
  // the same batch is to be given again, and what was recorded is dropped as a repeat. first: nothing of it is acted on.
  // also: rows to be written with it, after all else (the transaction's id); not where it returned false.
  boost::asio::awaitable<bool> take(
      std::shared_ptr<const Batch> batch, bool first, Write also = {}
  );

  struct Figures {
    std::uint64_t events = 0, accepted = 0, dropped = 0, old = 0, late = 0, refused = 0,
                  encrypted = 0;
  };
  const Figures& figures() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
