// adapters/matrix/keeper.cpp: one thing after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/keeper_impl.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds first_wait{15}, longest_wait{3600}, a_minute{60};
constexpr int most_tries = 40;  // a day and a half; rows are there for seven
constexpr std::chrono::milliseconds shortest_hold{1000};

bool is_same(const Doing& one, const Doing& other) {
  return one.what == other.what && one.room == other.room && one.person == other.person &&
         one.why == other.why;
}

std::chrono::milliseconds wait_of(int tries) {
  constexpr int most_doublings = 8;
  return std::min(first_wait * (1 << std::min(tries, most_doublings)), longest_wait);
}

}  // namespace

Keeper::Keeper(const asio::any_io_executor& executor, Parts parts, Directs::Commit commit, Say say)
    : impl_(std::make_shared<Impl>(executor, parts, std::move(commit), std::move(say))) {}

Keeper::~Keeper() { stop(); }

void Keeper::read_from(Database* reader) { impl_->reader = reader; }

Write Keeper::take(const RoomNews& news, const Change& change) { return impl_->take(news, change); }

asio::awaitable<void> Keeper::run() {
  const std::shared_ptr<Impl> impl = impl_;
  co_await impl->run();
}

void Keeper::stop() {
  impl_->stopping = true;
  impl_->timer.cancel();
}

bool Keeper::serves(std::string_view person) const {
  if (impl_->parts.names.seen(person)) return true;
  return impl_->parts.clock.now() < impl_->members_until &&
         std::ranges::binary_search(impl_->members, std::hash<std::string_view>()(person));
}

void Keeper::begin() {
  Impl& impl = *impl_;
  if (impl.reader != nullptr)
    for (rows::Due& due : rows::doings(*impl.reader))
      impl.add(std::move(due.doing), true, due.tries, due.at);
  impl.add(Doing{Doing::What::look, {}, {}, {}, {}}, false);
  for (const std::string& room : impl.parts.settings.rooms) {
    if (room.starts_with('!')) impl.parts.rooms.name_room(room);
    impl.add(Doing{Doing::What::join, room, {}, "configured", {}}, false);
  }
  std::vector<Doing> waiting;
  impl.parts.rooms.each([&](const Room& room) {
    if (room.mine == Room::Mine::invited)
      waiting.push_back(Doing{Doing::What::join, room.id, room.inviter, "invited", {}});
  });
  for (Doing& one : waiting) impl.add(std::move(one), false);
}

void Keeper::Impl::add(Doing doing, bool row, int tries, sys_millis due) {
  const auto there =
      std::ranges::find_if(tasks, [&](const Errand& one) { return is_same(one.doing, doing); });
  if (there != tasks.end()) {
    there->row = there->row || row;
    return;
  }
  tasks.push_back(Errand{std::move(doing), row, tries, due});
  timer.cancel();
}

asio::awaitable<void> Keeper::Impl::run() {
  while (!stopping) {
    const sys_millis now = parts.clock.now();
    const auto next = std::ranges::min_element(tasks, {}, &Errand::due);
    const bool ready = next != tasks.end() && next->due <= now && held_until <= now;
    if (ready) {
      Errand task = std::move(*next);
      tasks.erase(next);
      const End how = co_await deed(task.doing);
      if (stopping) co_return;
      co_await end(std::move(task), how);
      continue;
    }
    std::chrono::milliseconds wait = a_minute;
    if (next != tasks.end()) wait = std::min(wait, std::max(next->due, held_until) - now);
    timer.expires_after(parts.clock.real(wait));
    [[maybe_unused]] const auto woken =
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

asio::awaitable<void> Keeper::Impl::end(Errand task, End how) {
  if (how == End::again && ++task.tries >= most_tries && task.doing.why != "configured") {
    log::warning("matrix: what was to be done about {} is given up", task.doing.room);
    how = End::done;
  }
  const sys_millis now = parts.clock.now();
  const bool row = task.row;
  const Doing doing = task.doing;
  const int tries = task.tries;
  sys_millis due = now;
  if (how == End::wait) due += a_minute;
  if (how == End::again) due += wait_of(task.tries - 1);
  if (how != End::done) add(std::move(task.doing), row, tries, due);
  if (!row) co_return;
  const auto until = std::chrono::ceil<std::chrono::seconds>(due);
  const auto kept = co_await commit([doing, tries, until, how](Database& db) {
    if (how == End::done)
      rows::done(db, doing);
    else
      rows::put_off(db, doing, tries, until);
  });
  // It is done once more then, after the next start.
  if (!kept) log::debug("matrix: what was done about {} could not be written", doing.room);
}

Keeper::Impl::End Keeper::Impl::after(
    const Refusal& refusal, std::string_view doing, std::string_view room
) {
  if (refusal.why == errc::rate_limited) {
    held_until = parts.clock.now() + std::max(refusal.retry_after, shortest_hold);
    return End::again;
  }
  if (is_transient(refusal.why) || refusal.why == errc::unauthorized) return End::again;
  log::warning(
      "matrix: {} {} was refused: {} {}", doing, room, describe(refusal.why), refusal.errcode
  );
  return End::done;
}

}  // namespace usher::matrix
