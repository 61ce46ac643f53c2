// bot/net/websocket.cpp: the handle that people of this code hold, over the channel that does the work.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/websocket.hpp"

#include "bot/net/ws_channel.hpp"

#include <utility>

namespace usher::net {

WebSocket::WebSocket(std::shared_ptr<WsChannel> channel) : channel_(std::move(channel)) {}
WebSocket::~WebSocket() { channel_->close(1001, {}); }

boost::asio::awaitable<Result<WsMessage>> WebSocket::read() { return channel_->read(); }
bool WebSocket::send(std::string text) { return channel_->send({std::move(text), true}); }
bool WebSocket::send_binary(std::string bytes) { return channel_->send({std::move(bytes), false}); }
void WebSocket::close(std::uint16_t code, std::string reason) {
  channel_->close(code, std::move(reason));
}
bool WebSocket::open() const { return channel_->open(); }
const WsEnd& WebSocket::end() const { return channel_->end(); }
std::size_t WebSocket::queued() const { return channel_->queued(); }
std::string_view WebSocket::subprotocol() const { return channel_->subprotocol(); }

}  // namespace usher::net
