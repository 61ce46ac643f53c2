// adapters/matrix/matrix_impl.hpp: the parts of the adapter and how they hang together. Included by matrix*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/appservice.hpp"
#include "adapters/matrix/keeper.hpp"
#include "adapters/matrix/matrix.hpp"
#include "adapters/matrix/names.hpp"
#include "adapters/matrix/receipts.hpp"
#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/send.hpp"
#include "adapters/matrix/sync.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace usher::matrix {

struct MatrixAdapter::Impl {
  Impl(
      boost::asio::io_context& context, const Clock& wall, const Catalog& catalog,
      const CommandTable& commands, Settings from, std::unique_ptr<MatrixCrypto> seam
  );

  // --- matrix_parts.cpp ---
  Offices offices(const Catalog& catalog);
  Result<Person> introduce(std::string_view id, std::string_view room, Role needed) const;
  // Rows without an event, which the engine takes also while it stops.
  boost::asio::awaitable<Result<void>> commit(Write write);
  boost::asio::awaitable<Result<RoomEvent>> original(std::string room, std::string event);
  boost::asio::awaitable<bool> settled(std::string room);
  boost::asio::awaitable<bool> keep_since(std::string since);
  // Once for each room and start.
  boost::asio::awaitable<void> tell_late(
      const Catalog* catalog, std::string room, std::string person
  );
  // Of the rows, through the reader; nothing where they cannot be read.
  template <class T>
  T look_up(const std::function<T(Database&)>& question);

  // --- matrix.cpp ---
  // sending: what sends the row; not begun yet.
  boost::asio::awaitable<std::expected<Receipt, Setback>> deliver(
      std::int64_t row, boost::asio::awaitable<std::expected<Receipt, Setback>> sending
  );
  boost::asio::awaitable<void> verify();  // whoami at each start: the token may be another's by now
  boost::asio::awaitable<void> prune();
  void begin(Accept to);  // reads the rows, and lets the parts run
  void listen_to_sync();
  void end(std::string_view line);
  void stop_accepting();
  void stop();

  boost::asio::io_context& io;
  const Clock& clock;
  Settings settings;
  const std::string space;
  net::HttpClient http;  // calls and the long poll
  Session session;
  Api api;
  Rooms rooms;
  Names names;
  Buttons buttons;
  std::unique_ptr<MatrixCrypto> crypto;
  Directs directs;
  Offers offers;
  Sender sender;
  Keeper keeper;
  Receipts receipts;
  Feed feed;
  std::unique_ptr<Sync> sync;
  std::unique_ptr<Appservice> appservice;
  std::unique_ptr<Database> reader;  // read-only, while the adapter runs
  std::optional<Accept> accept;
  boost::asio::steady_timer timer, asking, leaving;
  std::set<std::string, std::less<>> told_late;  // rooms
  std::size_t posting = 0;                       // deliveries under way
  bool listening = false, stopping = false;
};

}  // namespace usher::matrix
