// adapters/matrix/keeper_impl.hpp: what the keeper has to do, and when. Included by keeper*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/keeper.hpp"
#include "adapters/matrix/words.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::matrix {

// One in memory: a row, or what a row of the rooms or the configuration says of itself (`row` false).
struct Errand {
  Doing doing;
  bool row = false;
  int tries = 0;
  sys_millis due{};
};

struct Keeper::Impl {
  Impl(
      const boost::asio::any_io_executor& executor, Parts with, Directs::Commit how,
      Keeper::Say voice
  )
      : parts(with), commit(std::move(how)), say(std::move(voice)), timer(executor) {}

  enum class End : std::uint8_t {
    done,
    again,  // later, and later each time
    wait    // a minute, which is no failure: of an invitation while there are many
  };

  // --- keeper.cpp ---
  void add(Doing doing, bool row, int tries = 0, sys_millis due = {});
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> end(Errand task, End how);
  // What a refusal means for what was to be done: nothing more, or later.
  End after(const Refusal& refusal, std::string_view doing, std::string_view room);
  usher::Say words() const { return {parts.catalog, parts.settings.language}; }
  std::string_view us() const { return parts.settings.identity.user; }
  bool pushed() const { return parts.settings.transport == Settings::Transport::appservice; }

  // --- keeper_take.cpp ---
  Write take(const RoomNews& news, const Change& change);

  // --- keeper_doings.cpp ---
  boost::asio::awaitable<End> deed(Doing doing);
  boost::asio::awaitable<End> open(Doing doing);
  boost::asio::awaitable<End> tell(Doing doing);
  boost::asio::awaitable<End> hello(Doing doing);
  boost::asio::awaitable<End> leave(Doing doing);
  boost::asio::awaitable<End> look(Doing doing);
  boost::asio::awaitable<End> count_rooms();
  boost::asio::awaitable<End> drop(std::string room);
  bool was_told(const std::string& about) const;

  // --- keeper_join.cpp ---
  boost::asio::awaitable<End> join(Doing doing);
  boost::asio::awaitable<End> invited(Doing doing);
  boost::asio::awaitable<End> decline(std::string room, Verdict verdict);
  boost::asio::awaitable<Result<bool>> is_served(std::string person);
  int recent_joins();

  Parts parts;
  Directs::Commit commit;
  Keeper::Say say;
  Database* reader = nullptr;
  std::deque<Errand> tasks;
  boost::asio::steady_timer timer;
  sys_millis held_until{};  // after a 429
  std::deque<sys_millis> joins;
  // Who is in rooms that Usher serves, as hashes, sorted: asked of the homeserver, for ten minutes.
  std::vector<std::size_t> members;
  sys_millis members_until{};
  bool stopping = false;
};

// "encrypted:!room": what was told once.
inline std::string about_of(const Doing& doing) {
  std::string out = doing.why;
  out += ':';
  out += doing.room;
  return out;
}

}  // namespace usher::matrix
