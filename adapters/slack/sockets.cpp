// adapters/slack/sockets.cpp: the loops of Socket Mode: URLs, sockets and acknowledgements, as the machine says.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/sockets.hpp"

#include "adapters/slack/frame.hpp"
#include "adapters/slack/payload.hpp"
#include "bot/log.hpp"
#include "bot/net/url.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <map>
#include <random>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Time = SocketMachine::Time;
using Link = SocketMachine::Link;

// More at once than this, and Slack's three seconds are over before the last one's turn: nothing more is read meanwhile.
constexpr std::size_t most_under_way = 4096;
// For what is still under way when all sockets are closed: its ack is lost, its answer need not be.
constexpr std::chrono::seconds last_words{5};

Time now() { return std::chrono::steady_clock::now(); }

net::WsLimits socket_limits(std::chrono::milliseconds silence) {
  net::WsLimits out;
  out.message = longest_frame;
  out.queue_bytes = 8U << 20U;
  out.queue_messages = 8192;
  out.handshake = std::chrono::seconds(10);
  out.idle = silence;
  out.close = std::chrono::seconds(3);
  return out;
}

}  // namespace

std::vector<std::string> socket_hosts(std::string_view api_url, bool loopback) {
  const auto url = net::parse_url(std::string(api_url) + "/");
  if (loopback || !url) return {};
  return {url->host, "." + url->host};
}

struct Sockets::Impl : std::enable_shared_from_this<Sockets::Impl> {
  using Self = std::shared_ptr<Impl>;
  using Socket = std::shared_ptr<net::WebSocket>;

  Impl(asio::any_io_executor context, SocketSettings given, Desk& to, OpenConnection asks)
      : executor(std::move(context)),
        settings(std::move(given)),
        desk(to),
        open(std::move(asks)),
        client(
            executor, {.allow_loopback = settings.loopback,
                       .ca_file = settings.ca_file,
                       .contact = settings.contact}
        ),
        machine(
            settings.limits, [this] { return std::uniform_real_distribution<double>(0, 1)(random); }
        ),
        alarm(executor),
        over(executor) {
    over.expires_at(Time::max());
  }

  // Does what the machine says, and sets the alarm. Called after whatever it was told.
  void pump() {
    if (pumping) return;
    pumping = true;
    while (auto action = machine.next()) std::visit([this](auto& what) { perform(what); }, *action);
    pumping = false;
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

  void spawn(asio::awaitable<void> work) {
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

  void perform(const SocketMachine::Ask& ask) { spawn(find_url(shared_from_this(), ask.link)); }
  void perform(SocketMachine::Dial& dial) {
    spawn(serve(shared_from_this(), dial.link, std::move(dial.url)));
  }
  void perform(const SocketMachine::Close& close) {
    const auto at = sockets.find(close.link);
    if (at != sockets.end()) at->second->close(1000, close.reason);
  }
  void perform(const SocketMachine::Tell& tell) {
    using Weight = SocketMachine::Weight;
    const auto level = tell.weight == Weight::error     ? log::Level::error
                       : tell.weight == Weight::warning ? log::Level::warning
                                                        : log::Level::info;
    log::write(level, "slack: {}", tell.text);
  }
  void perform(const SocketMachine::App& app) {
    if (settings.app) settings.app(app.id);
  }
  void perform(const SocketMachine::GiveUp& why) {
    if (!settings.fatal) return log::error("slack: {}", why.text);
    settings.fatal(why.text);
  }
  void perform(const SocketMachine::Over&) {
    done = true;
    over.expires_after(active == 0 ? std::chrono::seconds(0) : last_words);
  }

  static asio::awaitable<void> find_url(Self self, Link link) {
    const std::expected<json::object, Refusal> answer = co_await self->open();
    std::string url{answer ? text(*answer, "url") : std::string_view()};
    if (self->settings.debug_reconnects && !url.empty()) url += "&debug_reconnects=true";
    if (!answer) {
      const Refusal& no = answer.error();
      self->machine.refused(link, no.why, no.error, no.retry_after, now());
    } else if (url.empty()) {
      self->machine.refused(link, errc::malformed, "", {}, now());
    } else {
      self->machine.opened(link, std::move(url), now());
    }
    self->pump();
  }

  // One socket, from the handshake to its end.
  static asio::awaitable<void> serve(Self self, Link link, std::string url) {
    net::WsRequest request;
    request.url = std::move(url);
    request.hosts = self->settings.hosts;
    request.limits = socket_limits(self->settings.silence);
    Result<Socket> opened = co_await self->client.connect(std::move(request));
    if (!opened) {
      self->machine.unconnected(link, opened.error(), now());
      self->pump();
      co_return;
    }
    const Socket socket = std::move(*opened);
    self->sockets.emplace(link, socket);
    self->machine.connected(link, now());
    self->pump();
    errc end = errc::ok;
    while (end == errc::ok) {
      while (self->machine.under_way() >= most_under_way) co_await self->breathe();
      Result<net::WsMessage> message = co_await socket->read();
      if (message) {
        self->heard(link, socket, *message);
      } else {
        end = message.error();
      }
    }
    self->sockets.erase(link);
    self->machine.ended(link, end, socket->end().code != 1006, now());
    self->pump();
  }

  asio::awaitable<void> breathe() {
    asio::steady_timer moment(executor, std::chrono::milliseconds(5));
    const auto [woken] = co_await moment.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }

  void heard(Link link, const Socket& socket, const net::WsMessage& message) {
    Result<Frame> frame =
        message.text ? read_frame(message.data) : std::unexpected(errc::malformed);
    if (!frame) {
      log::warning("slack: a frame was not understood: {}", describe(frame.error()));
      return;
    }
    if (auto* envelope = std::get_if<Envelope>(&*frame)) {
      if (!machine.envelope(link, now())) return;
      if (envelope->retry > 0)
        log::info("slack: an event came again ({}: {})", envelope->retry, envelope->retry_reason);
      spawn(acknowledge(shared_from_this(), link, socket, std::move(*envelope)));
    } else if (const auto* hello = std::get_if<Hello>(&*frame)) {
      log::info("slack: connected to {}; {} connections", hello->host, hello->connections);
      machine.hello(link, hello->connections, hello->app, now());
    } else if (const auto* goodbye = std::get_if<Disconnect>(&*frame)) {
      log::info("slack: disconnect: {}", goodbye->reason);
      machine.disconnect(link, SocketMachine::farewell(goodbye->why), now());
    }
    pump();
  }

  // On the socket that delivered it, after the commit. Where that has gone, or three seconds are over, its answer takes
  // another way; so it does where Slack is about to close that socket, for nobody would know whether the answer was still
  // read there.
  static asio::awaitable<void> acknowledge(Self self, Link link, Socket socket, Envelope envelope) {
    const Time came = now();
    Taken taken;
    try {
      taken = co_await self->desk.take(envelope.feed, std::move(envelope.payload), envelope.retry);
    } catch (const std::exception& what) {
      log::error("slack: {}", what.what());
      taken.acknowledge = false;
    }
    bool carried = false;
    if (taken.acknowledge) {
      const bool in_time = now() - came <= Desk::patience;
      const bool elsewhere = taken.kind == Received::Ack::message &&
                             !taken.way.response_url.empty() && self->machine.leaving(link);
      const bool fits = in_time && envelope.accepts_payload && !elsewhere;
      const bool bare = !taken.payload || !fits;
      const bool sent = socket->send(ack(envelope.id, bare ? nullptr : &*taken.payload));
      carried = sent && in_time && (!taken.payload || fits);
    }
    self->machine.answered(link, now());
    self->desk.settle(std::move(taken), carried);
    self->pump();
  }

  asio::any_io_executor executor;
  const SocketSettings settings;
  Desk& desk;
  const OpenConnection open;
  std::mt19937_64 random{std::random_device{}()};  // for the jitter alone
  net::WebSocketClient client;
  SocketMachine machine;
  std::map<Link, Socket> sockets;
  asio::steady_timer alarm;  // machine.wake()
  std::optional<Time> armed;
  asio::steady_timer over;
  std::size_t active = 0;  // coroutines
  bool pumping = false, started = false, done = false;
};

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
