// adapters/matrix/feed_impl.hpp: what the parts of the feed share. Included by feed*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/feed.hpp"
#include "adapters/matrix/feed_window.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace usher::matrix {

struct Feed::Impl : std::enable_shared_from_this<Feed::Impl> {
  using Self = std::shared_ptr<Impl>;

  Impl(
      boost::asio::any_io_executor context, const Clock& time, const CommandTable& table,
      const Identity& identity, Rooms& known, std::chrono::seconds within, Offices given
  );

  // What take() waits for.
  struct Work {
    explicit Work(const boost::asio::any_io_executor& executor);
    boost::asio::steady_timer over;  // cancelled when so few are under way
    std::size_t under_way = 0, few = 0;
    bool durable = true;
    void begin() { ++under_way; }
    void end(bool done);
  };
  using Job = std::shared_ptr<Work>;

  // One event on its way, and what is to be found out before it may go.
  struct Step {
    Job job;
    // Where something is to be found out first: whole if it is to be decrypted, else without its content.
    RoomEvent from;
    Received received;
    bool late = false;
  };
  // What a room's events wait in: one after another, whatever is asked about one of them, also over batches.
  struct Lane {
    std::deque<Step> steps;
    bool running = false;
  };
  // Rows that are to be written before anything else counts, in order; those of a batch whose rows were refused with them.
  struct Owed {
    std::uint64_t number = 0;
    std::shared_ptr<const Batch> batch;
    Write rows;
  };

  // --- feed.cpp ---
  void state(const Job& job, const std::shared_ptr<const Batch>& batch);
  void write_state(const Job& job);
  void read_room(const Job& job, const RoomNews& news, bool first);
  void submit(const Job& job, Inbound&& inbound);
  void submit_state(const Job& job, Inbound inbound, std::uint64_t up_to);
  // Events are large: what takes one along is given a reference.
  void push(const std::string& room, Step&& step);
  void pass_on(Step&& step);
  static boost::asio::awaitable<void> run_lane(Self self, std::string room);
  // To the engine. job begins with it, and ends when `then` has heard whether it is durable.
  void give(const Job& job, Inbound&& inbound, std::move_only_function<void(bool durable)> then);

  // --- feed_events.cpp ---
  std::optional<Step> read_event(
      const Job& job, const RoomEvent& event, const Gate& gate, const Room* room
  );
  std::optional<Event> opened(const RoomNews& news, const Gate& gate, const Room* room) const;
  Arrival arrival(const RoomEvent& event, const Room* room) const;
  static boost::asio::awaitable<void> complete(Self self, Step step);
  static boost::asio::awaitable<bool> check_edit(
      Self self, RoomEvent edit, std::string first, Edited* out
  );
  bool asks(const Step& step) const;  // something is to be found out first, which takes a while
  void hand_on(Step&& step);
  void introduce(Event& event) const;
  static boost::asio::awaitable<void> tell_late(Self self, std::string room, Event event);
  bool resolve(Received* received, bool settled);

  boost::asio::any_io_executor executor;
  const Clock& clock;
  const CommandTable& commands;
  const Identity& us;
  Rooms& rooms;
  const std::chrono::seconds act_within;
  const Offices offices;
  std::optional<Accept> accept;
  Window window;
  std::unordered_map<std::string, Lane> lanes;
  std::deque<Owed> owed;
  std::uint64_t last_owed = 0;
  std::set<std::string, std::less<>> told_late;  // rooms, since the start
  Figures figures;
};

// Said to Usher, and not beside it: a command, a message with its name or in a conversation, a press. Pure.
bool is_addressed(const Event& event);
// The role that it takes to do that. Pure.
Role role_needed(const Event& event, const CommandTable& commands);

}  // namespace usher::matrix
