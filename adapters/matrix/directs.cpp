// adapters/matrix/directs.cpp: one conversation with one person.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/directs.hpp"

#include "adapters/matrix/content.hpp"
#include "adapters/matrix/html.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/mark.hpp"
#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/words.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds shortest_hold{5000}, between_turns{2000};
constexpr std::chrono::hours encrypts_for{1};

std::string hello_of(std::string_view room) { return "hello:" + std::string(room); }

}  // namespace

// Those who wait each have a timer of their own; the end of the making ends it.
struct Directs::Making {
  std::vector<std::shared_ptr<asio::steady_timer>> waiting;
  std::optional<Found> found;
};

Directs::Directs(
    Api& api, Rooms& rooms, const Catalog& catalog, const Clock& clock, std::string us,
    std::string language, std::string contact_url, Commit commit
)
    : api_(api),
      rooms_(rooms),
      catalog_(catalog),
      clock_(clock),
      us_(std::move(us)),
      language_(std::move(language)),
      contact_url_(std::move(contact_url)),
      commit_(std::move(commit)) {}

asio::awaitable<Directs::Found> Directs::room_of(std::string person) {
  std::string known = rooms_.direct_with(person);
  if (!known.empty() && !to_greet_.contains(known)) co_return known;
  if (const auto at = making_.find(person); at != making_.end()) {
    const std::shared_ptr<Making> making = at->second;
    const auto executor = co_await asio::this_coro::executor;
    auto timer = std::make_shared<asio::steady_timer>(executor);
    timer->expires_at(std::chrono::steady_clock::time_point::max());
    making->waiting.push_back(timer);
    [[maybe_unused]] const auto woken =
        co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
    if (!making->found) co_return std::unexpected(Setback(errc::unavailable));
    co_return *making->found;
  }
  const auto making = std::make_shared<Making>();
  making_.emplace(person, making);
  Found found = co_await find_or_make(person);
  making_.erase(person);
  making->found = found;
  for (const auto& timer : making->waiting) timer->cancel();
  co_return found;
}

asio::awaitable<Directs::Found> Directs::find_or_make(std::string person) {
  std::string room = rooms_.direct_with(person);
  if (room.empty()) {
    Found found = co_await find(person);
    if (!found) co_return found;
    if (found->empty()) {
      found = co_await make(person);
      if (!found) co_return found;
    }
    room = *found;
    const errc kept = co_await keep(room, person);
    if (kept != errc::ok) co_return std::unexpected(Setback(kept));
    uncertain_.erase(person);
    to_greet_.insert(room);
    co_await list(room, person);
  }
  const auto greeted = co_await greet(room, person);
  if (!greeted) co_return std::unexpected(greeted.error());
  co_return room;
}

asio::awaitable<Directs::Found> Directs::make(std::string person) {
  const sys_millis now = clock_.now();
  if (now < encrypts_until_) co_return std::unexpected(Setback(errc::unsupported));
  if (now < not_before_) co_return std::unexpected(held_back(std::chrono::milliseconds(0)));
  const Say say(catalog_, language_);
  calls::NewDirect what;
  what.with = person;
  what.topic = topic_of_direct(say).str();
  const auto made = co_await calls::create_direct(&api_, std::move(what));
  if (!made) {
    const Refusal& refusal = made.error();
    if (refusal.why == errc::rate_limited)
      co_return std::unexpected(held_back(refusal.retry_after));
    if (refusal.why == errc::uncertain) uncertain_.insert(person);
    if (refusal.why == errc::refused)
      log::info("matrix: somebody takes no invitation to a conversation ({})", refusal.errcode);
    co_return std::unexpected(setback_of(refusal));
  }
  held_back_ = 0;
  uncertain_.insert(person);  // until it is in its row
  const auto encrypted = co_await is_encrypted(*made);
  if (!encrypted) co_return std::unexpected(Setback(encrypted.error()));
  if (!*encrypted) co_return *made;
  log::error(
      "matrix: this homeserver encrypts every new room, so there can be no conversations with "
      "Usher. Set encryption_enabled_by_default_for_room_type to off or invite."
  );
  encrypts_until_ = clock_.now() + encrypts_for;
  [[maybe_unused]] const auto left = co_await calls::leave(&api_, *made, {});
  uncertain_.erase(person);
  co_return std::unexpected(Setback(errc::unsupported));
}

// Each that waits comes a little after the one before it.
Setback Directs::held_back(std::chrono::milliseconds asked) {
  const sys_millis now = clock_.now();
  if (asked.count() > 0 || now >= not_before_) {
    not_before_ = now + std::max(asked, shortest_hold);
    held_back_ = 0;
  }
  const auto wait = (not_before_ - now) + between_turns * held_back_;
  constexpr int most = 300;
  held_back_ = std::min(held_back_ + 1, most);
  Setback out(errc::rate_limited, wait);
  out.alone = true;
  return out;
}

asio::awaitable<errc> Directs::keep(std::string room, std::string person) {
  Room as_it_is = rooms_.set_direct(room, person);
  const Doing hello{Doing::What::tell, room, person, "hello", {}};
  const auto kept = co_await commit_([as_it_is = std::move(as_it_is), hello,
                                      now = clock_.seconds()](Database& db) {
    rows::keep_room(db, as_it_is, now);
    if (!rows::was_told(db, hello_of(hello.room))) rows::add_doing(db, hello, now);
  });
  if (kept) co_return errc::ok;
  rooms_.clear_direct(room);
  co_return kept.error();
}

// Other clients of the account, and the next database, know it by this. Without it nothing is lost.
asio::awaitable<void> Directs::list(std::string room, std::string person) {
  const auto before = co_await calls::account_data(&api_, us_, "m.direct");
  if (!before && before.error().why != errc::not_found) {
    log::debug("matrix: m.direct could not be read: {}", before.error().error);
    co_return;
  }
  json::object now = before ? *before : json::object();
  const auto rooms = rooms_with(now, person);
  if (!rooms.empty() && rooms.front() == room) co_return;
  const auto set = co_await calls::set_account_data(
      &api_, us_, "m.direct", with_room(std::move(now), person, room)
  );
  if (!set) log::debug("matrix: m.direct could not be written: {}", set.error().error);
}

asio::awaitable<std::expected<void, Setback>> Directs::greet(std::string room, std::string person) {
  const Say say(catalog_, language_);
  const std::string_view theirs = server_of(person), ours = server_of(us_);
  const Doc words =
      who_reads_along(say, theirs == ours ? std::string_view() : theirs, contact_url_);
  for (const Message& part : render(words)) {
    // One part it is. The id counts within the room alone, and is the same after a restart.
    const auto sent = co_await calls::send(
        &api_, room, "m.room.message", "usher.hello", message_content(part, false, Hang{}, Mark{})
    );
    if (!sent) co_return std::unexpected(setback_of(sent.error()));
    break;
  }
  to_greet_.erase(room);
  const Doing hello{Doing::What::tell, room, person, "hello", {}};
  const auto kept = co_await commit_([hello, now = clock_.seconds()](Database& db) {
    rows::tell_once(db, hello_of(hello.room), now);
    rows::done(db, hello);
  });
  // Else it is said again after the next start, under the same id.
  if (!kept) log::debug("matrix: {} was greeted, which could not be written", room);
  co_return std::expected<void, Setback>();
}

asio::awaitable<bool> Directs::adopt(std::string room, std::string person) {
  const errc kept = co_await keep(room, person);
  if (kept != errc::ok) co_return false;
  co_await list(room, person);
  const auto greeted = co_await greet(room, person);
  co_return greeted.has_value();
}

void Directs::abandon(std::string_view room) {
  rooms_.clear_direct(room);
  if (const auto at = to_greet_.find(room); at != to_greet_.end()) to_greet_.erase(at);
}

}  // namespace usher::matrix
