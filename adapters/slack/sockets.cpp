// adapters/slack/sockets.cpp: the pool of Socket Mode's connections, kept as the machine says.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/sockets.hpp"

#include "adapters/slack/sockets_impl.hpp"
#include "bot/log.hpp"
#include "bot/net/url.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;

namespace {

// For what is still under way when all sockets are closed: its ack is lost, its answer need not be.
constexpr std::chrono::seconds last_words{5};

SocketMachine::Time now() { return std::chrono::steady_clock::now(); }

// True for as long as it lives.
class While {
 public:
  explicit While(bool& flag) : flag_(flag) { flag_ = true; }
  While(const While&) = delete;
  While& operator=(const While&) = delete;
  ~While() { flag_ = false; }

 private:
  bool& flag_;
};

}  // namespace

std::vector<std::string> socket_hosts(std::string_view api_url, bool loopback) {
  const auto url = net::parse_url(std::string(api_url) + "/");
  if (loopback || !url) return {};
  return {url->host, "." + url->host};
}

Sockets::Impl::Impl(
    asio::any_io_executor context, SocketSettings given, Desk& to, OpenConnection asks
)
    : executor(std::move(context)),
      settings(std::move(given)),
      desk(to),
      open(std::move(asks)),
      client(executor, {.allow_loopback = settings.loopback, .contact = settings.contact}),
      machine(
          settings.limits, [this] { return std::uniform_real_distribution<double>(0, 1)(random); }
      ),
      alarm(executor),
      over(executor) {
  over.expires_at(Time::max());
}

void Sockets::Impl::pump() {
  if (pumping) return;
  {
    const While here(pumping);
    while (auto action = machine.next()) {
      // One that fails keeps none of the others from being done; what then does not happen, the machine's limits notice.
      try {
        std::visit([this](auto& what) { perform(what); }, *action);
      } catch (const std::exception& error) {
        log::error("slack: {}", error.what());
      }
    }
  }
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

void Sockets::Impl::spawn(asio::awaitable<void> work) {
  ++active;
  asio::co_spawn(
      executor, std::move(work),
      [self = shared_from_this()](const std::exception_ptr& thrown) {
        --self->active;
        if (self->done && self->active == 0) self->over.cancel();
        if (!thrown) return;
        try {
          std::rethrow_exception(thrown);
        } catch (const std::exception& what) {
          log::error("slack: {}", what.what());
        }
      }
  );
}

void Sockets::Impl::perform(const SocketMachine::Ask& ask) {
  spawn(find_url(shared_from_this(), ask.link));
}
void Sockets::Impl::perform(SocketMachine::Dial& dial) {
  spawn(serve(shared_from_this(), dial.link, std::move(dial.url)));
}
void Sockets::Impl::perform(const SocketMachine::Close& close) {
  const auto at = sockets.find(close.link);
  if (at != sockets.end()) at->second->close(1000, close.reason);
}
void Sockets::Impl::perform(const SocketMachine::Tell& tell) {
  using Weight = SocketMachine::Weight;
  const auto level = tell.weight == Weight::error     ? log::Level::error
                     : tell.weight == Weight::warning ? log::Level::warning
                                                      : log::Level::info;
  log::write(level, "slack: {}", tell.text);
}
void Sockets::Impl::perform(const SocketMachine::App& app) {
  if (settings.app) settings.app(app.id);
}
void Sockets::Impl::perform(const SocketMachine::GiveUp& why) {
  if (!settings.fatal) return log::error("slack: {}", why.text);
  settings.fatal(why.text);
}
void Sockets::Impl::perform(const SocketMachine::Over&) {
  done = true;
  over.expires_after(active == 0 ? std::chrono::seconds(0) : last_words);
}

Sockets::Sockets(
    asio::any_io_executor executor, SocketSettings settings, Desk& desk, OpenConnection open
)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings), desk, std::move(open))
      ) {}

Sockets::~Sockets() = default;

asio::awaitable<void> Sockets::run() {
  const std::shared_ptr<Impl> self = impl_;
  self->machine.start(now());
  self->pump();
  // expires_after() wakes whoever waits; then comes the wait for the last coroutines.
  while (!self->done || self->active > 0) {
    const bool leaving = self->done;
    const auto [woken] = co_await self->over.async_wait(asio::as_tuple(asio::use_awaitable));
    if (leaving && !woken) break;  // long enough
  }
  self->alarm.cancel();
}

void Sockets::stop() {
  impl_->machine.stop(now());
  impl_->pump();
}

Sockets::Figures Sockets::figures() const {
  const SocketMachine& machine = impl_->machine;
  return {
      .ready = machine.ready(),
      .live = machine.live(),
      .counted = machine.counted(),
      .strangers = machine.strangers(),
      .hellos = machine.hellos(),
      .under_way = machine.under_way()
  };
}

}  // namespace usher::slack
