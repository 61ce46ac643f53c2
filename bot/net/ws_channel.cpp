// bot/net/ws_channel.cpp: the life of a WebSocket: open, closing, ended.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/ws_channel.hpp"

#include "bot/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/websocket/error.hpp>

#include <utility>

namespace usher::net {
namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

namespace {

// Messages that may wait for read() before no more are taken from the wire.
constexpr std::size_t read_ahead_messages = 16;

// RFC 6455, 7.4.1: those that may stand in a close frame.
bool sendable(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
         (code >= 3000 && code <= 4999);
}

// 123 bytes, at a code point: a cut one would make the frame invalid.
std::string cut(std::string reason) {
  if (reason.size() <= 123) return reason;
  std::size_t end = 0;
  for (std::size_t at = 0; at < 123;) {
    end = at;
    next_code_point(reason, at);
    if (at <= 123) end = at;
  }
  reason.resize(end);
  return reason;
}

errc peer_error(std::uint16_t code) {
  switch (code) {
    case 1001:
    case 1012:
      return errc::shutting_down;
    case 1011:
    case 1013:
      return errc::unavailable;
    case 1003:
    case 1007:
    case 1008:
    case 1009:
    case 1010:
      return errc::refused;
    case 1002:
      return errc::malformed;
    default:
      return errc::unreachable;
  }
}

}  // namespace

WsChannel::WsChannel(
    const asio::any_io_executor& executor, WsLimits limits, std::string subprotocol
)
    : limits_(limits),
      subprotocol_(std::move(subprotocol)),
      readable_(executor),
      over_(executor),
      close_limit_(executor) {
  readable_.expires_at(asio::steady_timer::time_point::max());
  over_.expires_at(asio::steady_timer::time_point::max());
}

void WsChannel::start() { read_ahead(); }

// --- reading ----------------------------------------------------------------------------------------------------------

asio::awaitable<Result<WsMessage>> WsChannel::read() {
  const auto self = shared_from_this();
  if (inbox_.empty() && !over()) {
    const auto [woken] = co_await readable_.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);  // always operation_aborted: by us, or by the caller's cancellation
  }
  if (!inbox_.empty()) {
    WsMessage message = std::move(inbox_.front());
    inbox_.pop_front();
    inbox_bytes_ -= message.data.size();
    read_ahead();
    co_return message;
  }
  co_return std::unexpected(over() ? end_.error : errc::cancelled);
}

void WsChannel::read_ahead() {
  // Once closing, Beast's own close operation reads until the peer's close frame.
  if (reading_ || state_ != State::open) return;
  if (inbox_.size() >= read_ahead_messages || inbox_bytes_ >= limits_.message) return;
  reading_ = true;
  begin_read();
}

void WsChannel::on_read(boost::system::error_code error, WsMessage message) {
  reading_ = false;
  if (error) return finish(meaning(error));
  inbox_bytes_ += message.data.size();
  inbox_.push_back(std::move(message));
  readable_.cancel();
  read_ahead();
}

// --- writing ----------------------------------------------------------------------------------------------------------

// Asked once for all that is said in the same moment: what is written then meets the same end. That it is gone is not
// remembered but seen again, or the next answer of that moment would count as carried.
bool WsChannel::peer_is_there(bool busy) {
  constexpr std::chrono::milliseconds moment{1};
  const auto now = std::chrono::steady_clock::now();
  if (busy && now - looked_ < moment) return true;
  const bool there = !peer_gone();
  looked_ = there ? now : std::chrono::steady_clock::time_point{};
  return there;
}

bool WsChannel::send(WsMessage message) {
  if (state_ != State::open || !peer_is_there(!outbox_.empty())) return false;
  const bool full = outbox_.size() >= limits_.queue_messages ||
                    message.data.size() > limits_.queue_bytes - queued_bytes_;
  if (full && limits_.close_when_full) {
    // What waits would only delay the close frame behind a peer that does not read.
    while (outbox_.size() > (writing_ ? 1U : 0U)) {
      queued_bytes_ -= outbox_.back().data.size();
      outbox_.pop_back();
    }
    close(1013, "too slow");
  }
  if (full) return false;
  queued_bytes_ += message.data.size();
  outbox_.push_back(std::move(message));
  write_next(true);
  return true;
}

void WsChannel::write_next(bool looked) {
  if (writing_ || close_sent_ || over()) return;
  // A write that fails ends the stream, and with it goes what the peer sent before and nobody has read yet. Without it,
  // reading comes to that end by itself.
  if (!outbox_.empty() && !looked && !peer_is_there(true)) {
    outbox_.clear();
    queued_bytes_ = 0;
  }
  if (!outbox_.empty()) {
    writing_ = true;
    begin_write(outbox_.front(), outbox_.size() > 1);
  } else if (state_ == State::closing) {
    close_sent_ = true;
    begin_close(close_code_, close_reason_);
  }
}

void WsChannel::on_written(boost::system::error_code error) {
  writing_ = false;
  if (over()) return outbox_.clear();
  queued_bytes_ -= outbox_.front().data.size();
  outbox_.pop_front();
  if (error) return finish(meaning(error));
  write_next();
}

// --- the end ----------------------------------------------------------------------------------------------------------

void WsChannel::close(std::uint16_t code, std::string reason) {
  if (state_ != State::open) return;
  state_ = State::closing;
  close_code_ = sendable(code) ? code : 1000;
  close_reason_ = cut(std::move(reason));
  limit_closing();
  write_next();
}

void WsChannel::limit_closing() {
  close_limit_.expires_after(limits_.close);
  close_limit_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    const auto self = weak.lock();
    if (self && !error) self->abort();
  });
}

void WsChannel::on_close_frame(WsEnd said) {
  if (over()) return;
  // An echo of our own close frame is no word of the peer's.
  const bool echo = close_sent_ && said.code == close_code_;
  said.by_peer = true;
  said.error = peer_error(said.code);
  end_ = echo ? closed_by_us() : std::move(said);
  if (state_ == State::open) limit_closing();
  state_ = State::settled;
  // Nothing may follow a close frame, and Beast itself answers this one.
  if (!writing_) outbox_.clear();
  queued_bytes_ = 0;
  readable_.cancel();
}

void WsChannel::on_closed(boost::system::error_code) { finish(closed_by_us()); }

void WsChannel::abort() { finish({1006, "", false, errc::cancelled}); }

void WsChannel::finish(WsEnd end) {
  if (state_ == State::ended) return;
  // Whatever breaks after close() was called, it is we who ended it; after the peer's close frame, the peer.
  if (state_ == State::closing) end = closed_by_us();
  if (state_ != State::settled) end_ = std::move(end);
  state_ = State::ended;
  if (!writing_) outbox_.clear();
  queued_bytes_ = 0;
  close_limit_.cancel();
  drop();
  readable_.cancel();
  over_.cancel();
}

asio::awaitable<void> WsChannel::ended() {
  const auto self = shared_from_this();
  while (state_ != State::ended) {
    const auto [woken] = co_await over_.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
    if (state_ != State::ended) co_return;  // the caller was cancelled
  }
}

WsEnd WsChannel::meaning(boost::system::error_code error) {
  if (error == boost::beast::error::timeout) return {1006, "", false, errc::timed_out};
  if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow) {
    return {1009, "", false, errc::too_large};
  }
  if (error == websocket::error::bad_frame_payload) return {1007, "", false, errc::malformed};
  if (error == websocket::condition::protocol_violation) return {1002, "", false, errc::malformed};
  return {1006, "", false, errc::unreachable};
}

}  // namespace usher::net
