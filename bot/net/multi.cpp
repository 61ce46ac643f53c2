// bot/net/multi.cpp: the bridge between libcurl's multi interface and Asio.
// SPDX-License-Identifier: BSD-3-Clause
//
// The rules that it lives by:
// - libcurl owns every descriptor: it says when one is to be closed, and its number may be used again at once;
// - a wait is for whichever of them is ready first, and stands only while there is a transfer: else it would keep a loop going
//   that has no other work left;
// - the timer callback only arms a timer, for libcurl is not to be entered from within itself;
// - libcurl names another instant at nearly every step, and a timer for each would be a system call: "at once" is posted,
//   and a wait that stands and ends too early looks again;
// - no handle is removed inside a callback of libcurl: nothing here runs foreign code there, and a cancellation, which may
//   come from anywhere, is posted.
#include "bot/net/multi.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

namespace {
constexpr auto never = std::chrono::steady_clock::time_point::max();
}  // namespace

struct Multi::Running {
  Running(Transfer* t, std::uint64_t id, Handler h, const asio::any_io_executor& executor)
      : transfer(t), ticket(id), handler(std::move(h)), deadline(executor) {}
  Transfer* transfer;
  std::uint64_t ticket;  // tells it from a later transfer at the same address
  Handler handler;
  asio::steady_timer deadline;
};

struct Multi::Initiate {
  template <class H>
  void operator()(
      H&& handler, std::shared_ptr<Multi> self, Transfer* t, std::chrono::steady_clock::time_point d
  ) const {
    const std::uint64_t ticket = ++self->tickets_;
    auto running =
        std::make_unique<Running>(t, ticket, Handler{std::forward<H>(handler)}, self->executor_);
    running->deadline.expires_at(d);
    // Of the handler as it is kept, which takes the other's slot.
    if (auto slot = asio::get_associated_cancellation_slot(running->handler); slot.is_connected()) {
      slot.assign([weak = std::weak_ptr(self), easy = t->easy(), ticket,
                   executor = self->executor_](asio::cancellation_type) {
        asio::post(executor, [weak, easy, ticket] {
          if (const auto still = weak.lock()) still->stop(easy, ticket, errc::cancelled);
        });
      });
    }
    self->start(std::move(running));
  }
};

Multi::Multi(asio::any_io_executor executor, int per_host)
    : executor_(std::move(executor)), timer_(executor_), sockets_(executor_) {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  multi_.reset(curl_multi_init());
  if (once != CURLE_OK || !multi_) throw std::runtime_error("libcurl cannot be started");
  CURLM* const m = multi_.get();
  curl_multi_setopt(m, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
  curl_multi_setopt(m, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(m, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
  curl_multi_setopt(m, CURLMOPT_TIMERDATA, this);
  const long at_once = std::max(1, per_host);
  curl_multi_setopt(m, CURLMOPT_MAX_HOST_CONNECTIONS, at_once);
  curl_multi_setopt(m, CURLMOPT_MAX_TOTAL_CONNECTIONS, std::max(64L, at_once));
  curl_multi_setopt(m, CURLMOPT_MAXCONNECTS, std::max(8L, at_once));
}

Multi::~Multi() {
  shut_down(errc::cancelled);
  multi_.reset();  // closes the kept connections, through on_socket
}

// --- transfers --------------------------------------------------------------------------------------------------------

asio::awaitable<errc> Multi::perform(
    Transfer* transfer, std::chrono::steady_clock::time_point deadline
) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(errc)>(
      Initiate{}, asio::use_awaitable, shared_from_this(), transfer, deadline
  );
}

void Multi::start(std::unique_ptr<Running> running) {
  Transfer* const transfer = running->transfer;
  CURL* const easy = transfer->easy();
  const std::uint64_t ticket = running->ticket;
  auto& entry = running_[easy];
  entry = std::move(running);
  if (closed_) return finish(easy, errc::cancelled);

  entry->deadline.async_wait([weak = weak_from_this(), easy, ticket](boost::system::error_code no) {
    const auto self = weak.lock();
    if (!no && self) self->stop(easy, ticket, errc::timed_out);
  });
  transfer->tell_opened([this](curl_socket_t fd) { sockets_.opened(fd); });
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &Multi::on_close);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);  // which outlives every connection
  if (curl_multi_add_handle(multi_.get(), easy) != CURLM_OK) return finish(easy, errc::unavailable);
  listen();
}

void Multi::stop(CURL* easy, std::uint64_t ticket, errc why) {
  const auto found = running_.find(easy);
  if (found == running_.end() || found->second->ticket != ticket) return;
  finish(easy, found->second->transfer->outcome(why));
}

// Takes the transfer out of libcurl and out of the table, then lets its waiter go on, never from within this call.
void Multi::finish(CURL* easy, errc result) {
  auto node = running_.extract(easy);
  if (node.empty()) return;
  curl_multi_remove_handle(multi_.get(), easy);
  if (running_.empty()) {
    let_the_clock_be();
    sockets_.stop();
  }
  Running& ended = *node.mapped();
  asio::post(executor_, [handler = std::move(ended.handler), result]() mutable {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) slot.clear();
    std::move(handler)(result);
  });
}

void Multi::shut_down(errc why) {
  closed_ = true;
  while (!running_.empty()) {
    CURL* const easy = running_.begin()->first;
    finish(easy, running_.begin()->second->transfer->outcome(why));
  }
}

void Multi::reap() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const CURLcode code =
        message->data.result;  // read before the handle is removed: the message goes with it
    const auto found = running_.find(easy);
    if (found != running_.end()) finish(easy, found->second->transfer->outcome(code));
  }
}

void Multi::act(curl_socket_t fd, int events) {
  int running = 0;
  curl_multi_socket_action(multi_.get(), fd, events, &running);
  reap();
}

// --- timers and sockets -----------------------------------------------------------------------------------------------

int Multi::on_timer(CURLM*, long after_ms, void* self) {
  static_cast<Multi*>(self)->call_in(after_ms);
  return 0;
}

void Multi::call_in(long after_ms) {
  const auto now = std::chrono::steady_clock::now();
  due_ = after_ms < 0 ? never : now + std::chrono::milliseconds{after_ms};
  if (due_ > now) {
    if (due_ < waited_for_) wait_for_due();
    if (running_.empty()) let_the_clock_be();
    return;
  }
  if (posted_) return;
  posted_ = true;
  asio::post(executor_, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->posted_ = false;
    self->look_at_the_clock();
  });
}

void Multi::wait_for_due() {
  waited_for_ = due_;
  timer_.expires_at(due_);
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    const auto self = weak.lock();
    if (error || !self) return;
    self->waited_for_ = never;
    self->look_at_the_clock();
  });
}

// A wait for nothing would keep a loop going that has no other work left.
void Multi::let_the_clock_be() {
  if (due_ != never) return;
  timer_.cancel();
  waited_for_ = never;
}

// An instant is told of once: libcurl names it again only when it is another one.
void Multi::look_at_the_clock() {
  if (std::chrono::steady_clock::now() >= due_) {
    due_ = never;
    act(CURL_SOCKET_TIMEOUT, 0);
  } else if (due_ < waited_for_) {
    wait_for_due();
  }
}

int Multi::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
  const bool none = what == CURL_POLL_REMOVE;
  const std::uint32_t in = (what & CURL_POLL_IN) != 0 ? ReadySet::in : 0U;
  const std::uint32_t out = (what & CURL_POLL_OUT) != 0 ? ReadySet::out : 0U;
  static_cast<Multi*>(self)->sockets_.want(fd, none ? 0U : in | out);
  return 0;
}

int Multi::on_close(void* self, curl_socket_t fd) {
  static_cast<Multi*>(self)->sockets_.closed(fd);
  return ::close(fd);
}

void Multi::listen() {
  if (running_.empty()) return;
  sockets_.wait([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->look_at_sockets();
  });
}

void Multi::look_at_sockets() {
  for (const ReadySet::Event& event : sockets_.take()) {
    if (!sockets_.current(event)) continue;
    const int in = (event.what & ReadySet::in) != 0 ? CURL_CSELECT_IN : 0;
    const int out = (event.what & ReadySet::out) != 0 ? CURL_CSELECT_OUT : 0;
    act(event.fd, in | out);
  }
  listen();
}

}  // namespace usher::net
