// adapters/matrix/feed.cpp: a batch on its way: its state first, then each room's events one after another, all rooms at once.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/feed_impl.hpp"
#include "bot/log.hpp"
#include "bot/step.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

// With more events of one batch under way no further room of it is begun: each takes several kilobytes until it is on the
// disk, and no commit gets larger by more of them.
constexpr std::size_t most_under_way = 64;

bool is_state(const RoomEvent& event) { return event.state_key.has_value(); }

// Whether there is anything about the room itself in it.
bool concerns_room(const RoomNews& news, const Change& change) {
  return news.how != RoomNews::How::joined || change.any || !news.state.empty() ||
         std::ranges::any_of(news.timeline, is_state);
}

}  // namespace

Feed::Impl::Impl(
    asio::any_io_executor context, const Clock& time, const CommandTable& table,
    const Identity& identity, Rooms& known, std::chrono::seconds within, Offices given
)
    : executor(std::move(context)),
      clock(time),
      commands(table),
      us(identity),
      rooms(known),
      act_within(within),
      offices(std::move(given)) {}

Feed::Impl::Work::Work(const asio::any_io_executor& executor) : over(executor) {
  over.expires_at(std::chrono::steady_clock::time_point::max());
}

void Feed::Impl::Work::end(bool done) {
  durable = durable && done;
  if (--under_way <= few) over.cancel();
}

// Reads it into memory at once; its rows go before all else. Given again, what it made the rooms be is known already, and the
// rows that were refused then are owed still.
void Feed::Impl::state(const Job& job, const std::shared_ptr<const Batch>& batch) {
  Rooms::Taken taken = rooms.take(batch->rooms);
  std::vector<Write> rows;
  if (taken.rows) rows.push_back(std::move(taken.rows));
  for (const RoomNews& news : batch->rooms) {
    if (!offices.seen) continue;
    for (const auto* events : {&news.state, &news.timeline})
      for (const RoomEvent& event : *events)
        if (event.type == "m.room.member" && is_state(event)) offices.seen(event);
  }
  const bool owed_already =
      std::ranges::any_of(owed, [&](const Owed& one) { return one.batch == batch; });
  for (std::size_t at = 0; at < batch->rooms.size(); ++at) {
    if (!offices.keep || owed_already) break;
    const RoomNews& news = batch->rooms[at];
    const Change change = at < taken.changes.size() ? taken.changes[at].second : Change();
    if (!concerns_room(news, change)) continue;
    if (Write row = offices.keep(news, change)) rows.push_back(std::move(row));
  }
  if (!rows.empty() && !owed_already) {
    owed.push_back({++last_owed, batch, [rows = std::move(rows)](Database& db) {
                      for (const Write& row : rows) row(db);
                    }});
  }
  write_state(job);
}

// All that is owed, in order: a later batch writes what an earlier one could not, before its own.
void Feed::Impl::write_state(const Job& job) {
  if (owed.empty()) return;
  std::vector<Write> rows;
  rows.reserve(owed.size());
  for (const Owed& one : owed) rows.push_back(one.rows);
  Inbound inbound;
  inbound.also = [rows = std::move(rows)](Database& db) {
    for (const Write& row : rows) row(db);
  };
  submit_state(job, std::move(inbound), last_owed);
}

void Feed::Impl::submit_state(const Job& job, Inbound inbound, std::uint64_t up_to) {
  give(job, std::move(inbound), [this, up_to](bool durable) {
    if (!durable) {
      ++figures.refused;
      return;
    }
    std::erase_if(owed, [up_to](const Owed& one) { return one.number <= up_to; });
    step("rows");
  });
}

void Feed::Impl::give(
    const Job& job, Inbound&& inbound, std::move_only_function<void(bool durable)> then
) {
  job->begin();
  try {
    accept->give(
        std::move(inbound),
        [self = shared_from_this(), job,
         then = std::move(then)](const Result<Reply>& reply) mutable {
          try {
            then(reply.has_value());
          } catch (const std::exception& error) {
            log::error("matrix: {}", error.what());
          }
          job->end(reply.has_value());
        }
    );
  } catch (const std::exception& error) {
    log::error("matrix: {}", error.what());
    ++figures.refused;
    job->end(false);
  }
}

void Feed::Impl::read_room(const Job& job, const RoomNews& news, bool first) {
  const Room* const room = rooms.find(news.room);
  const Gate gate{room != nullptr ? room->joined : sys_millis{}, first, act_within};
  const bool serves = news.how == RoomNews::How::joined && (room == nullptr || !room->space);
  if (serves) {
    if (auto event = opened(news, gate, room)) {
      Step step;
      step.job = job;
      step.received.event = std::move(*event);
      push(news.room, std::move(step));
    }
  }
  for (const RoomEvent& event : news.timeline) {
    // Of a room that was left, or is never spoken in, only what takes something back counts.
    if (!serves && event.type != "m.room.redaction") {
      ++figures.events;
      ++figures.dropped;
      continue;
    }
    if (auto step = read_event(job, event, gate, room)) push(news.room, std::move(*step));
  }
}

void Feed::Impl::push(const std::string& room, Step&& step) {
  if (!asks(step) && !lanes.contains(room)) return pass_on(std::move(step));
  step.job->begin();
  Lane& lane = lanes[room];
  lane.steps.push_back(std::move(step));
  if (std::exchange(lane.running, true)) return;
  asio::co_spawn(executor, run_lane(shared_from_this(), room), asio::detached);
}

// Nearly all: nothing has to be found out about it, nor about one before it in its room.
void Feed::Impl::pass_on(Step&& step) {
  const Job job = step.job;
  job->begin();
  bool done = false;
  try {
    if (resolve(&step.received, true))
      hand_on(std::move(step));
    else
      ++figures.dropped;
    done = true;
  } catch (const std::exception& error) {
    log::error("matrix: an event was not taken: {}", error.what());
  }
  job->end(done);
}

asio::awaitable<void> Feed::Impl::run_lane(Self self, std::string room) {
  while (true) {
    const auto at = self->lanes.find(room);
    if (at == self->lanes.end()) co_return;
    if (at->second.steps.empty()) {
      self->lanes.erase(at);
      co_return;
    }
    Step step = std::move(at->second.steps.front());
    at->second.steps.pop_front();
    const Job job = step.job;
    bool done = false;
    try {
      co_await complete(self, std::move(step));
      done = true;
    } catch (const std::exception& error) {
      log::error("matrix: an event was not taken: {}", error.what());
    }
    job->end(done);
  }
}

void Feed::Impl::submit(const Job& job, Inbound&& inbound) {
  std::string room;
  std::string handled;
  if (inbound.event && is_addressed(*inbound.event)) {
    room = inbound.event->at.room;
    handled = inbound.event->id;
  }
  give(
      job, std::move(inbound),
      [this, room = std::move(room), handled = std::move(handled)](bool durable) mutable {
        ++(durable ? figures.accepted : figures.refused);
        if (durable && !handled.empty() && offices.handled)
          offices.handled(std::move(room), std::move(handled));
      }
  );
}

Feed::Feed(
    asio::any_io_executor executor, const Clock& clock, const CommandTable& commands,
    const Identity& identity, Rooms& rooms, std::chrono::seconds act_within, Offices offices
)
    : impl_(std::make_shared<Impl>(
          std::move(executor), clock, commands, identity, rooms, act_within, std::move(offices)
      )) {}

Feed::~Feed() = default;

void Feed::open(Accept accept) { impl_->accept.emplace(std::move(accept)); }

asio::awaitable<bool> Feed::take(std::shared_ptr<const Batch> batch, bool first, Write also) {
  const Impl::Self self = impl_;
  if (!self->accept) co_return false;
  const auto job = std::make_shared<Impl::Work>(self->executor);
  job->begin();
  self->state(job, batch);
  job->few = most_under_way;
  for (const RoomNews& news : batch->rooms) {
    self->read_room(job, news, first);
    while (job->under_way > job->few) {
      const auto [woken] = co_await job->over.async_wait(asio::as_tuple(asio::use_awaitable));
      static_cast<void>(woken);
    }
  }
  job->few = 0;
  job->end(true);
  while (job->under_way > 0) {
    const auto [woken] = co_await job->over.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }
  if (!job->durable) co_return false;
  if (!also) co_return true;
  Inbound rows;
  rows.also = std::move(also);
  const Result<Reply> written = co_await (*self->accept)(std::move(rows));
  co_return written.has_value();
}

const Feed::Figures& Feed::figures() const { return impl_->figures; }

}  // namespace usher::matrix
