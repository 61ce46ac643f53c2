// adapters/matrix/sync.cpp: does what the machine says: polls, pages, batches to the feed, the token to its row.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/sync.hpp"

#include "bot/log.hpp"
#include "bot/step.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <exception>
#include <iterator>
#include <map>
#include <random>
#include <utility>
#include <vector>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Time = SyncMachine::Time;
Time now() { return std::chrono::steady_clock::now(); }

RoomNews* news_of(Batch& batch, std::string_view room) {
  const auto at = std::ranges::find_if(batch.rooms, [&](const RoomNews& one) {
    return one.room == room && one.limited;
  });
  return at == batch.rooms.end() ? nullptr : &*at;
}

// Before what is there already. A page comes newest first.
void fill(RoomNews& news, Page page) {
  std::ranges::reverse(page.events);
  news.timeline.insert(
      news.timeline.begin(), std::make_move_iterator(page.events.begin()),
      std::make_move_iterator(page.events.end())
  );
  news.state.insert(
      news.state.begin(), std::make_move_iterator(page.state.begin()),
      std::make_move_iterator(page.state.end())
  );
}

}  // namespace

struct Sync::Impl : std::enable_shared_from_this<Sync::Impl> {
  using Self = std::shared_ptr<Impl>;
  using Signal = std::shared_ptr<asio::cancellation_signal>;

  Impl(asio::any_io_executor context, SyncSettings given, Api& calls, Feed& to)
      : executor(std::move(context)),
        settings(std::move(given)),
        api(calls),
        feed(to),
        machine(
            settings.limits, [this] { return std::uniform_real_distribution<double>(0, 1)(random); }
        ),
        alarm(executor),
        over(executor),
        of_all(json::serialize(filter(settings.user, timeline, false))),
        of_first(json::serialize(filter(settings.user, timeline, true))),
        of_pages(json::serialize(page_filter(settings.user))) {
    over.expires_at(Time::max());
  }

  // Called after whatever the machine was told.
  void pump() {
    if (pumping) return;
    pumping = true;
    while (auto action = machine.next()) {
      try {
        std::visit([this](auto& what) { perform(what); }, *action);
      } catch (const std::exception& error) {
        log::error("matrix: {}", error.what());
      }
    }
    pumping = false;
    std::erase_if(batches, [this](const auto& one) { return !machine.holds(one.first); });
    arm();
  }

  void arm() {
    const auto wake = machine.wake();
    if (wake == armed) return;
    armed = wake;
    if (!wake) {
      alarm.cancel();
      return;
    }
    alarm.expires_at(*wake);
    alarm.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
      if (cancelled) return;
      self->armed.reset();
      self->machine.tick(now());
      self->pump();
    });
  }

  // signal: what Abandon emits; it outlives the coroutine's last step. However the work ends, it tells the machine itself.
  void spawn(asio::awaitable<void> work, const Signal& signal = nullptr) {
    ++active;
    const asio::cancellation_slot slot = signal ? signal->slot() : asio::cancellation_slot();
    auto ended = [self = shared_from_this(), signal](const std::exception_ptr& thrown) {
      if (signal) asio::post(self->executor, [kept = signal] {});
      --self->active;
      if (self->done && self->active == 0) self->over.cancel();
      if (!thrown) return;
      try {
        std::rethrow_exception(thrown);
      } catch (const std::exception& what) {
        log::error("matrix: {}", what.what());
      }
    };
    asio::co_spawn(executor, std::move(work), asio::bind_cancellation_slot(slot, std::move(ended)));
  }

  void perform(SyncMachine::Ask& ask) {
    polling = std::make_shared<asio::cancellation_signal>();
    spawn(poll(shared_from_this(), std::move(ask)), polling);
  }
  void perform(SyncMachine::Page& page) {
    paging = std::make_shared<asio::cancellation_signal>();
    spawn(look_back(shared_from_this(), std::move(page)), paging);
  }
  void perform(const SyncMachine::Take& take) { spawn(give(shared_from_this(), take)); }
  void perform(SyncMachine::Keep& keep) { spawn(write(shared_from_this(), std::move(keep.since))); }
  void perform(const SyncMachine::Abandon&) {
    if (polling) polling->emit(asio::cancellation_type::terminal);
    if (paging) paging->emit(asio::cancellation_type::terminal);
  }
  void perform(const SyncMachine::Tell& tell) {
    if (settings.tell) settings.tell(tell.text, tell.trouble);
  }
  void perform(const SyncMachine::Over&) {
    done = true;
    over.cancel();
  }

  static asio::awaitable<void> poll(Self self, SyncMachine::Ask ask) {
    Refusal no{.why = errc::cancelled};
    std::optional<Batch> batch;
    try {
      const std::string& filter = ask.first ? self->of_first : self->of_all;
      Answered<std::string> body =
          co_await calls::sync(&self->api, ask.since, filter, ask.timeout, ask.patience);
      if (body) {
        Result<Batch> read = read_sync(*body);
        if (read)
          batch = std::move(*read);
        else
          no = Refusal{.why = read.error()};
      } else {
        no = std::move(body.error());
      }
    } catch (const std::exception& what) {
      // A cancelled coroutine ends so.
      log::debug("matrix: a poll ended: {}", what.what());
    }
    if (batch && !batch->next.empty())
      self->heard(std::move(*batch));
    else
      self->machine.refused(
          batch ? errc::malformed : no.why, no.status, no.errcode, no.retry_after, now()
      );
    self->pump();
  }

  void heard(Batch batch) {
    const std::uint64_t number = ++last;
    std::vector<SyncMachine::Gap> gaps;
    std::size_t events = 0;
    for (const RoomNews& news : batch.rooms) {
      events += news.timeline.size();
      if (news.limited && !news.before.empty() && news.how == RoomNews::How::joined)
        gaps.push_back({news.room, news.before});
    }
    std::string next = batch.next;
    batches.emplace(number, std::make_shared<Batch>(std::move(batch)));
    machine.answered(number, std::move(next), std::move(gaps), now(), events);
  }

  static asio::awaitable<void> look_back(Self self, SyncMachine::Page what) {
    Refusal no{.why = errc::cancelled};
    std::optional<Page> page;
    try {
      Answered<Page> answer = co_await calls::messages_before(
          &self->api, what.room, what.from, what.to, self->of_pages, what.limit
      );
      if (answer)
        page = std::move(*answer);
      else
        no = std::move(answer.error());
    } catch (const std::exception& error) {
      log::debug("matrix: a page ended: {}", error.what());
    }
    if (page) {
      std::string end = page->end;
      const auto at = self->batches.find(what.batch);
      RoomNews* const news = at == self->batches.end() ? nullptr : news_of(*at->second, what.room);
      if (news != nullptr) fill(*news, std::move(*page));
      self->machine.page(what.batch, what.room, std::move(end), false, now());
    } else {
      self->machine.page_failed(what.batch, what.room, no.why, no.retry_after, now());
    }
    self->pump();
  }

  static asio::awaitable<void> give(Self self, SyncMachine::Take take) {
    bool durable = false;
    try {
      const auto at = self->batches.find(take.batch);
      if (at != self->batches.end()) {
        std::shared_ptr<const Batch> batch = at->second;
        const bool taken = co_await self->feed.take(std::move(batch), take.first);
        durable = taken;
      }
    } catch (const std::exception& what) {
      log::error("matrix: a batch was not taken: {}", what.what());
    }
    self->machine.taken(take.batch, durable, now());
    self->pump();
  }

  static asio::awaitable<void> write(Self self, std::string since) {
    bool on_disk = false;
    try {
      step("since");
      const bool kept = co_await self->settings.keep(since);
      on_disk = kept;
    } catch (const std::exception& what) {
      log::error("matrix: the token was not kept: {}", what.what());
    }
    self->machine.kept(since, on_disk, now());
    self->pump();
  }

  static constexpr int timeline = 100;  // events a room and poll; what is more is fetched by pages

  asio::any_io_executor executor;
  const SyncSettings settings;
  Api& api;
  Feed& feed;
  std::mt19937_64 random{std::random_device{}()};  // for the jitter alone
  SyncMachine machine;
  asio::steady_timer alarm, over;
  const std::string of_all, of_first, of_pages;
  Signal polling, paging;                                   // of the latest of each
  std::map<std::uint64_t, std::shared_ptr<Batch>> batches;  // of which the machine has not done
  std::uint64_t last = 0;
  std::optional<Time> armed;
  std::size_t active = 0;  // coroutines
  bool pumping = false, done = false;
};

Sync::Sync(asio::any_io_executor executor, SyncSettings settings, Api& api, Feed& feed)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings), api, feed)) {}

Sync::~Sync() = default;

asio::awaitable<void> Sync::run() {
  const std::shared_ptr<Impl> self = impl_;
  self->machine.start(self->settings.since, now());
  self->pump();
  while (!self->done || self->active > 0) {
    const auto [woken] = co_await self->over.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }
  self->alarm.cancel();
}

void Sync::stop() {
  impl_->machine.stop(now());
  impl_->pump();
}

bool Sync::fresh() const { return impl_->machine.fresh(); }
std::uint64_t Sync::answers() const { return impl_->machine.answers(); }

}  // namespace usher::matrix
