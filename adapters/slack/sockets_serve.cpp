// adapters/slack/sockets_serve.cpp: one connection of Socket Mode: its URL, its frames, and what acknowledges them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/frame.hpp"
#include "adapters/slack/payload.hpp"
#include "adapters/slack/sockets_impl.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// More at once than this, and Slack's three seconds are over before the last one's turn: nothing more is read meanwhile.
constexpr std::size_t most_under_way = 4096;

SocketMachine::Time now() { return std::chrono::steady_clock::now(); }

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

asio::awaitable<void> Sockets::Impl::find_url(Self self, Link link) {
  std::expected<json::object, Refusal> answer = std::unexpected(Refusal{.why = errc::bug});
  try {
    std::expected<json::object, Refusal> said = co_await self->open();
    answer = std::move(said);
  } catch (const std::exception& what) {
    log::error("slack: {}", what.what());
  }
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

asio::awaitable<void> Sockets::Impl::serve(Self self, Link link, std::string url) {
  errc end = errc::bug;
  try {
    const errc said = co_await converse(self, link, std::move(url));
    end = said;
  } catch (const std::exception& what) {
    log::error("slack: a connection is given up: {}", what.what());
  }
  const auto at = self->sockets.find(link);
  if (at == self->sockets.end()) {
    self->machine.unconnected(link, end, now());
  } else {
    const Socket socket = at->second;
    self->sockets.erase(at);
    if (end == errc::bug) socket->close(1011);  // Slack must not go on sending there
    self->machine.ended(link, end, end == errc::bug || socket->end().code != 1006, now());
  }
  self->pump();
}

// From the handshake to its end: why it ended. While it is open it stands in `sockets`; who called takes it out.
asio::awaitable<errc> Sockets::Impl::converse(Self self, Link link, std::string url) {
  net::WsRequest request;
  request.url = std::move(url);
  request.hosts = self->settings.hosts;
  request.limits = socket_limits(self->settings.silence);
  Result<Socket> opened = co_await self->client.connect(std::move(request));
  if (!opened) co_return opened.error();
  const Socket socket = std::move(*opened);
  self->sockets.emplace(link, socket);
  self->machine.connected(link, now());
  self->pump();
  while (true) {
    while (self->machine.under_way() >= most_under_way) co_await self->breathe();
    Result<net::WsMessage> message = co_await socket->read();
    if (!message) co_return message.error();
    self->heard(link, socket, *message);
  }
}

asio::awaitable<void> Sockets::Impl::breathe() {
  asio::steady_timer moment(executor, std::chrono::milliseconds(5));
  const auto [woken] = co_await moment.async_wait(asio::as_tuple(asio::use_awaitable));
  static_cast<void>(woken);
}

void Sockets::Impl::heard(Link link, const Socket& socket, const net::WsMessage& message) {
  Result<Frame> frame = message.text ? read_frame(message.data) : std::unexpected(errc::malformed);
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
asio::awaitable<void> Sockets::Impl::acknowledge(
    Self self, Link link, Socket socket, Envelope envelope
) {
  const Time came = now();
  Taken taken;
  bool carried = false;
  try {
    taken = co_await self->desk.take(envelope.feed, envelope.payload, envelope.retry);
    if (taken.acknowledge) {
      const bool in_time = now() - came <= Desk::patience;
      const bool elsewhere = taken.kind == Received::Ack::message &&
                             !taken.way.response_url.empty() && self->machine.leaving(link);
      const bool fits = in_time && envelope.accepts_payload && !elsewhere;
      // On the disk before Slack hears that all is well.
      if (!fits) co_await self->desk.hand_over(&taken);
      const bool bare = !taken.payload || !fits;
      const bool sent = socket->send(
          ack(envelope.id, bare ? std::string_view() : std::string_view(*taken.payload))
      );
      carried = sent && in_time && (!taken.payload || fits);
    }
  } catch (const std::exception& what) {
    log::error("slack: {}", what.what());
    taken.acknowledge = false;
  }
  self->machine.answered(link, now());
  self->pump();
  self->desk.settle(std::move(taken), carried);
}

}  // namespace usher::slack
