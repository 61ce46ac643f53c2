// bot/net/ws_channel.hpp: what a WebSocket does apart from its stream: queues, limits, and an end that comes once.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/websocket.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace usher::net {

// The stream's type is known to the derived class alone (ws_session.hpp): each begin_… starts one operation that ends in
// the on_… of its name, later, never from within the call. Operations hold the channel, so it lives as long as they.
class WsChannel : public std::enable_shared_from_this<WsChannel> {
 public:
  WsChannel(const boost::asio::any_io_executor& executor, WsLimits limits, std::string subprotocol);
  WsChannel(const WsChannel&) = delete;
  WsChannel& operator=(const WsChannel&) = delete;
  virtual ~WsChannel() = default;

  void start();  // once, when the handshake is done
  boost::asio::awaitable<Result<WsMessage>> read();
  bool send(WsMessage message);
  void close(std::uint16_t code, std::string reason);
  void abort();                          // ends at once, without a close frame
  boost::asio::awaitable<void> ended();  // returns when the socket has ended

  bool open() const { return state_ == State::open; }
  const WsEnd& end() const { return end_; }
  std::size_t queued() const { return queued_bytes_; }
  const std::string& subprotocol() const { return subprotocol_; }

 protected:
  virtual void begin_read() = 0;
  // It stays where it is until on_written. more: another one follows at once, and this one may go with it.
  virtual void begin_write(const WsMessage& message, bool more) = 0;
  virtual void begin_close(std::uint16_t code, const std::string& reason) = 0;
  // The peer has closed its side, or the connection is broken; what it sent before may still wait to be read.
  virtual bool peer_gone() noexcept = 0;
  virtual void drop(
  ) noexcept = 0;  // closes the connection; operations under way end with an error

  // The peer's close frame has come; its answer is on its way and on_read will say when the connection is down.
  void on_close_frame(WsEnd said);
  void on_read(boost::system::error_code error, WsMessage message);
  void on_written(boost::system::error_code error);
  void on_closed(boost::system::error_code error);

 private:
  // closing: close() was called. settled: how it ends is known, and the connection is being taken down.
  enum class State : std::uint8_t { open, closing, settled, ended };
  bool over() const { return state_ == State::settled || state_ == State::ended; }

  bool peer_is_there(bool busy);
  void read_ahead();
  void write_next(bool looked = false);  // looked: at peer_gone(), a moment ago
  void finish(WsEnd end);
  void limit_closing();
  WsEnd closed_by_us() const { return {close_code_, close_reason_, false, errc::cancelled}; }
  static WsEnd meaning(boost::system::error_code error);

  const WsLimits limits_;
  const std::string subprotocol_;
  State state_ = State::open;
  WsEnd end_;

  std::deque<WsMessage> inbox_;
  std::size_t inbox_bytes_ = 0;
  bool reading_ = false;

  std::deque<WsMessage> outbox_;                  // the first one is being written
  std::chrono::steady_clock::time_point looked_;  // at peer_gone(), when a message was last queued
  std::size_t queued_bytes_ = 0;
  bool writing_ = false;

  std::uint16_t close_code_ = 0;
  std::string close_reason_;
  bool close_sent_ = false;

  boost::asio::steady_timer readable_;  // never fires: cancelled to say that read() may look
  boost::asio::steady_timer over_;      // never fires: cancelled to say that the end has come
  boost::asio::steady_timer close_limit_;
};

}  // namespace usher::net
