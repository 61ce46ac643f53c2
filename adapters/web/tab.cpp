// adapters/web/tab.cpp: the loop of one tab: a frame in, its answer out, then the next.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/tab.hpp"

#include "adapters/web/budget.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace usher::web {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds hello_within{10};
constexpr std::uint16_t policy = 1008;
constexpr std::uint16_t try_later = 1013;

// In the hub for as long as it lives.
class Seat {
 public:
  Seat(std::shared_ptr<Hub> hub, std::shared_ptr<Tab> tab)
      : hub_(std::move(hub)), tab_(std::move(tab)) {
    hub_->add(tab_);
  }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  ~Seat() { hub_->remove(tab_); }

 private:
  std::shared_ptr<Hub> hub_;
  std::shared_ptr<Tab> tab_;
};

asio::awaitable<void> converse(Space* space, Desk* desk, std::shared_ptr<Tab> tab) {
  const std::shared_ptr<net::WebSocket> socket = tab->socket;
  Budget budget(
      space->settings.frames_per_second, space->settings.burst, std::chrono::steady_clock::now()
  );
  while (true) {
    Result<net::WsMessage> message = co_await socket->read();
    if (!message) co_return;
    if (!budget.take(std::chrono::steady_clock::now())) {
      socket->close(policy, "too many frames");
      co_return;
    }
    auto frame = message->text ? read_frame(message->data) : std::nullopt;
    if (!frame || std::holds_alternative<frame::Hello>(frame->what)) {
      socket->close(policy, "not understood");
      co_return;
    }
    if (space->roster.find(tab->person) == nullptr) {
      socket->close(forgotten, "forgotten");
      co_return;
    }
    Step step = desk->take({tab->person, tab->name}, std::move(*frame));
    std::string answer;
    if (auto* ask = std::get_if<Ask>(&step)) {
      Result<Reply> reply = co_await (*space->accept)(std::move(ask->inbound));
      answer = ask->then(std::move(reply));
    } else {
      answer = std::get<std::string>(std::move(step));
    }
    if (!answer.empty()) socket->send(std::move(answer));
  }
}

}  // namespace

asio::awaitable<void> serve_tab(
    Space* space, Desk* desk, std::shared_ptr<net::WebSocket> socket, std::string person
) {
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer patience(executor, hello_within);
  patience.async_wait([weak = std::weak_ptr(socket)](const boost::system::error_code& cancelled) {
    const auto still = weak.lock();
    if (!cancelled && still) still->close(policy, "hello first");
  });
  Result<net::WsMessage> first = co_await socket->read();
  patience.cancel();
  if (!first) co_return;
  const auto frame = first->text ? read_frame(first->data) : std::nullopt;
  const auto* hello = frame ? std::get_if<frame::Hello>(&frame->what) : nullptr;
  if (hello == nullptr) {
    socket->close(policy, "hello first");
    co_return;
  }
  const Known* known = space->roster.find(person);
  if (known == nullptr) {
    socket->close(forgotten, "forgotten");
    co_return;
  }
  if (!space->hub.has_room(person)) {
    socket->close(try_later, "too many tabs");
    co_return;
  }
  auto tab = std::make_shared<Tab>(Tab{std::move(person), hello->tab, socket});
  // Seated before the database is looked at: what is committed after the look is told as it comes, and nothing between.
  const Seat seat(space->hub_owner, tab);
  socket->send(welcome_frame(*space, *known, hello->since));
  co_await converse(space, desk, std::move(tab));
}

}  // namespace usher::web
