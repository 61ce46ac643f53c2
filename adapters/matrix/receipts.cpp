// adapters/matrix/receipts.cpp: one receipt at a time, the rooms in turn.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/receipts.hpp"

#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

using Time = std::chrono::steady_clock::time_point;
constexpr std::chrono::seconds a_room{10};
constexpr std::chrono::milliseconds in_all{200};
Time now() { return std::chrono::steady_clock::now(); }

}  // namespace

struct Receipts::Impl {
  Impl(const asio::any_io_executor& executor, Api& calls) : api(calls), timer(executor) {}

  struct Room {
    std::string event;  // empty: it has been said
    Time due{};         // not before
  };

  // The room whose turn is next; those with nothing to say are forgotten once they may speak again.
  std::optional<std::pair<std::string, Time>> next() {
    const Time at = now();
    std::erase_if(rooms, [at](const auto& one) {
      return one.second.event.empty() && one.second.due <= at;
    });
    std::optional<std::pair<std::string, Time>> out;
    for (const auto& [id, room] : rooms)
      if (!room.event.empty() && (!out || room.due < out->second)) out.emplace(id, room.due);
    return out;
  }

  Api& api;
  asio::steady_timer timer;
  std::map<std::string, Room> rooms;
  bool stopping = false;
};

Receipts::Receipts(const asio::any_io_executor& executor, Api& api)
    : impl_(std::make_shared<Impl>(executor, api)) {}

Receipts::~Receipts() = default;

void Receipts::handled(std::string room, std::string event) {
  if (impl_->stopping) return;
  std::string& latest = impl_->rooms[std::move(room)].event;
  const bool has_its_turn = !latest.empty();
  latest = std::move(event);
  if (!has_its_turn) impl_->timer.cancel();
}

asio::awaitable<void> Receipts::run() {
  const std::shared_ptr<Impl> self = impl_;
  Time free{};
  while (!self->stopping) {
    const auto turn = self->next();
    const Time due = turn ? std::max(turn->second, free) : Time::max();
    if (due > now()) {
      self->timer.expires_at(due);
      const auto [woken] = co_await self->timer.async_wait(asio::as_tuple(asio::use_awaitable));
      static_cast<void>(woken);
      continue;
    }
    Impl::Room& room = self->rooms[turn->first];
    std::string event = std::exchange(room.event, {});
    room.due = now() + a_room;
    free = now() + in_all;
    Answered<void> said = co_await calls::read_receipt(&self->api, turn->first, std::move(event));
    if (said) continue;
    log::debug("matrix: a receipt was not taken: {}", describe(said.error().why));
    free = std::max(free, now() + said.error().retry_after);
  }
}

void Receipts::stop() {
  impl_->stopping = true;
  impl_->timer.cancel();
}

}  // namespace usher::matrix
