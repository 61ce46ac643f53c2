// bot/net/ws_session.hpp: a WsChannel over one of Beast's stream types. Include it where that type is at home, only there.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/http.hpp"
#include "bot/net/ws_buffered.hpp"
#include "bot/net/ws_channel.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <poll.h>

#include <memory>
#include <string>
#include <utility>

namespace usher::net {

template <class Stream>
using BeastSocket = boost::beast::websocket::stream<Buffered<Stream>>;

// Of a client, which has few; a server may have many, and each says little.
inline constexpr std::size_t client_reads = 16U << 10U;

// What holds for both sides, before the handshake. Afterwards WsSession gives closing a limit of its own.
template <class Stream>
void prepare(
    BeastSocket<Stream>& socket, const WsLimits& limits, std::chrono::milliseconds handshake
) {
  // Two timers on one connection would contradict each other: from here on the WebSocket's own counts.
  boost::beast::get_lowest_layer(socket).expires_never();
  socket.set_option(boost::beast::websocket::stream_base::timeout{handshake, limits.idle, true});
  socket.read_message_max(limits.message);
  socket.auto_fragment(false);
}

template <class Stream>
class WsSession final : public WsChannel {
 public:
  WsSession(BeastSocket<Stream> socket, const WsLimits& limits, std::string subprotocol)
      : WsChannel(socket.get_executor(), limits, std::move(subprotocol)),
        socket_(std::move(socket)) {
    socket_.set_option(
        boost::beast::websocket::stream_base::timeout{limits.close, limits.idle, true}
    );
    // Beast reports a close frame only when the connection is down too, and a peer that leaves it up, or breaks it, takes
    // the frame's word with it. The callback runs within a read, which holds this session.
    socket_.control_callback([this](boost::beast::websocket::frame_type kind, std::string_view) {
      if (kind == boost::beast::websocket::frame_type::close) on_close_frame(peer_reason());
    });
  }

 private:
  using Error = boost::system::error_code;

  std::shared_ptr<WsSession> self() {
    return std::static_pointer_cast<WsSession>(shared_from_this());
  }

  void begin_read() override {
    socket_.async_read(buffer_, [self = self()](Error error, std::size_t) {
      WsMessage message;
      if (!error)
        message = {boost::beast::buffers_to_string(self->buffer_.data()), self->socket_.got_text()};
      self->buffer_.consume(self->buffer_.size());
      if (self->buffer_.capacity() > kept_capacity) self->buffer_.shrink_to_fit();
      self->on_read(error, std::move(message));
    });
  }

  void begin_write(const WsMessage& message, bool more) override {
    if (more) socket_.next_layer().hold();
    socket_.text(message.text);
    socket_.async_write(
        boost::asio::buffer(message.data),
        [self = self()](Error error, std::size_t) { self->on_written(error); }
    );
  }

  void begin_close(std::uint16_t code, const std::string& reason) override {
    boost::beast::websocket::close_reason why;
    why.code = code;
    why.reason.assign(reason.data(), reason.size());  // at most 123 bytes: WsChannel::close
    socket_.async_close(why, [self = self()](Error error) { self->on_closed(error); });
  }

  bool peer_gone() noexcept override {
    pollfd look{boost::beast::get_lowest_layer(socket_).socket().native_handle(), POLLRDHUP, 0};
    return ::poll(&look, 1, 0) > 0;  // POLLERR and POLLHUP are always looked for
  }

  void drop() noexcept override {
    Error ignored;
    boost::beast::get_lowest_layer(socket_).socket().close(ignored);
  }

  WsEnd peer_reason() const {
    const auto& why = socket_.reason();
    WsEnd end;
    end.code = why ? why.code : static_cast<std::uint16_t>(1005);
    end.reason.assign(why.reason.data(), why.reason.size());
    return end;
  }

  // One large message must not keep its memory for the life of an idle connection.
  static constexpr std::size_t kept_capacity = 16U << 10U;

  BeastSocket<Stream> socket_;
  boost::beast::flat_buffer buffer_;
};

// What a handshake that got no answer says about the server.
inline errc handshake_error(boost::system::error_code error) {
  namespace http = boost::beast::http;
  if (error == boost::beast::error::timeout) return errc::timed_out;
  if (error == boost::asio::error::operation_aborted) return errc::cancelled;
  const bool broken_off =
      error.category() == boost::system::system_category() || error == boost::asio::error::eof ||
      error == boost::asio::ssl::error::stream_truncated || error == http::error::end_of_stream ||
      error == http::error::partial_message;
  return broken_off ? errc::unreachable : errc::malformed;
}

// The client's half of the handshake, over a stream that is connected (and, for wss, trusted).
template <class Stream>
boost::asio::awaitable<Result<std::shared_ptr<WsChannel>>> shake_hands(
    Stream stream, WsRequest request, std::string authority, std::string target, std::string agent,
    std::chrono::milliseconds left
) {
  namespace websocket = boost::beast::websocket;
  BeastSocket<Stream> socket{Buffered<Stream>(std::move(stream), client_reads)};
  prepare(socket, request.limits, left);
  std::string offered;
  for (const std::string& name : request.subprotocols)
    offered += (offered.empty() ? "" : ", ") + name;
  auto decorate = [headers = std::move(request.headers), agent = std::move(agent),
                   offered](websocket::request_type& upgrade) {
    upgrade.set(boost::beast::http::field::user_agent, agent);
    if (!offered.empty()) upgrade.set(boost::beast::http::field::sec_websocket_protocol, offered);
    for (const Header& header : headers) upgrade.insert(header.name, header.value);
  };
  socket.set_option(websocket::stream_base::decorator(std::move(decorate)));
  websocket::response_type response;
  const auto [error] = co_await socket.async_handshake(
      response, authority, target, boost::asio::as_tuple(boost::asio::use_awaitable)
  );
  if (error == websocket::error::upgrade_declined) {
    const errc status = status_error(static_cast<int>(response.result_int()));
    co_return std::unexpected(status == errc::ok ? errc::malformed : status);
  }
  if (error) co_return std::unexpected(handshake_error(error));

  const auto agreed = response[boost::beast::http::field::sec_websocket_protocol];
  std::string subprotocol{agreed.data(), agreed.size()};
  bool known = subprotocol.empty();
  for (const std::string& name : request.subprotocols) known = known || name == subprotocol;
  if (!known)
    co_return std::unexpected(errc::malformed);  // RFC 6455, 4.1: one that was not offered
  std::shared_ptr<WsChannel> channel = std::make_shared<WsSession<Stream>>(
      std::move(socket), request.limits, std::move(subprotocol)
  );
  channel->start();
  co_return channel;
}

}  // namespace usher::net
