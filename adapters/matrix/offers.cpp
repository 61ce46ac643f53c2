// adapters/matrix/offers.cpp: reactions, one after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/offers.hpp"

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/content.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds after_a_limit{30};
constexpr std::chrono::seconds given_up_after{120};
constexpr std::chrono::seconds between_looks{1};  // while the account is held back, or posts wait
constexpr std::size_t most_messages = 200;

}  // namespace

struct Offers::Impl {
  struct Message {
    std::string room, event;
    std::size_t buttons = 0, next = 1;
    Steady::time_point since;
  };

  Impl(
      const asio::any_io_executor& executor, Api& its_api, std::string its,
      std::function<bool()> busy
  )
      : api(its_api), installation(std::move(its)), held(std::move(busy)), timer(executor) {}

  bool must_wait() const { return Steady::now() < not_before || (held && held()); }

  // Nobody touches a button of two minutes ago by it: its number does.
  void give_up() {
    const auto oldest = Steady::now() - given_up_after;
    while (!waiting.empty() && waiting.front().since < oldest) waiting.pop_front();
  }

  Api& api;
  std::string installation;
  std::function<bool()> held;
  asio::steady_timer timer;
  std::deque<Message> waiting;
  Steady::time_point not_before;
  bool stopping = false;
};

Offers::Offers(
    const asio::any_io_executor& executor, Api& api, std::string installation,
    std::function<bool()> held
)
    : impl_(std::make_shared<Impl>(executor, api, std::move(installation), std::move(held))) {}
Offers::~Offers() { stop(); }

void Offers::offer(std::string room, std::string event, std::size_t buttons) {
  if (impl_->stopping || buttons == 0) return;
  if (impl_->waiting.size() >= most_messages) impl_->waiting.pop_front();
  impl_->waiting.push_back(
      {.room = std::move(room),
       .event = std::move(event),
       .buttons = std::min(buttons, most_keycaps),
       .since = Steady::now()}
  );
  impl_->timer.cancel();
}

void Offers::limited() { impl_->not_before = Steady::now() + after_a_limit; }

void Offers::stop() {
  impl_->stopping = true;
  impl_->timer.cancel();
}

asio::awaitable<void> Offers::run() {
  const std::shared_ptr<Impl> impl = impl_;
  while (!impl->stopping) {
    impl->give_up();
    if (impl->waiting.empty() || impl->must_wait()) {
      // A new message wakes it.
      impl->timer.expires_after(
          impl->waiting.empty() ? std::chrono::seconds(given_up_after) : between_looks
      );
      [[maybe_unused]] const auto woken =
          co_await impl->timer.async_wait(asio::as_tuple(asio::use_awaitable));
      continue;
    }
    const Impl::Message now = impl->waiting.front();
    const std::string emoji = keycap(now.next);
    const auto sent = co_await calls::send(
        &impl->api, now.room, "m.reaction",
        txn_of(impl->installation, "offer " + now.event + " " + emoji),
        reaction_content(now.event, emoji)
    );
    if (impl->stopping) co_return;
    if (!sent && sent.error().why == errc::rate_limited)
      impl->not_before = Steady::now() + after_a_limit;
    // While it was under way, it may have been given up.
    if (impl->waiting.empty() || impl->waiting.front().event != now.event ||
        impl->waiting.front().since != now.since)
      continue;
    if (sent || is_done_already("react", sent.error())) {
      if (++impl->waiting.front().next > now.buttons) impl->waiting.pop_front();
    } else if (!is_transient(sent.error().why)) {
      log::debug("matrix: no reactions there: {}", describe(sent.error().why));
      impl->waiting.pop_front();
    } else if (sent.error().why != errc::rate_limited) {
      impl->not_before = Steady::now() + std::chrono::seconds(between_looks);
    }
  }
}

}  // namespace usher::matrix
