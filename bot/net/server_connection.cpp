// bot/net/server_connection.cpp: one connection of the server: requests in turn, until it closes or becomes a WebSocket.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/origin.hpp"
#include "bot/net/server_message.hpp"
#include "bot/net/server_state.hpp"
#include "bot/net/ws_streams.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

using Parser = http::request_parser<http::string_body>;
using Error = boost::system::error_code;

class Connection {
 public:
  Connection(std::shared_ptr<ServerState> server, tcp::socket socket)
      : server_(std::move(server)),
        limits_(server_->settings.limits),
        stream_(std::move(socket)),
        guest_(server_->guests.emplace(server_->guests.end())) {
    Error ignored;
    const auto remote = stream_.socket().remote_endpoint(ignored);
    peer_ = remote.address().to_string();
    stream_.socket().set_option(tcp::no_delay{true}, ignored);
    guest_->hang_up = [this] {
      Error done;
      stream_.socket().close(done);
    };
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    server_->guests.erase(guest_);
    if (server_->guests.empty()) server_->empty.cancel();
  }

  asio::awaitable<void> run();

 private:
  asio::awaitable<bool> serve_one(std::chrono::milliseconds patience);
  asio::awaitable<HttpResponse> respond(HttpRequest request);
  asio::awaitable<Upgrade> judge(HttpRequest request);
  asio::awaitable<void> upgrade(RawRequest raw, HttpRequest request);
  asio::awaitable<bool> write(HttpResponse response, bool keep_alive, bool head);
  asio::awaitable<void> linger();
  void report(const std::exception& error) const {
    if (server_->handlers.failed) server_->handlers.failed(error.what());
  }

  std::shared_ptr<ServerState> server_;
  const ServerLimits& limits_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::list<Guest>::iterator guest_;
  std::string peer_;
  bool upgraded_ = false;
};

asio::awaitable<void> Connection::run() {
  bool more = co_await serve_one(limits_.request);
  while (more && !server_->stopping) more = co_await serve_one(limits_.keep_alive);
  if (!upgraded_) co_await linger();
}

// Whether the connection goes on.
asio::awaitable<bool> Connection::serve_one(std::chrono::milliseconds patience) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits_.header));
  parser.body_limit(limits_.body);
  guest_->idle = true;
  stream_.expires_after(patience);
  const auto [no_header, header_size] = co_await http::async_read_header(
      stream_, buffer_, parser, asio::as_tuple(asio::use_awaitable)
  );
  guest_->idle = false;
  Error error = no_header;
  if (!error && !parser.is_done()) {
    stream_.expires_after(limits_.request);
    if (same_name(parser.get()[http::field::expect], "100-continue")) {
      http::response<http::empty_body> go_on{http::status::continue_, 11};
      const auto [unsent, size] =
          co_await http::async_write(stream_, go_on, asio::as_tuple(asio::use_awaitable));
      if (unsent) co_return false;
    }
    const auto [no_body, body_size] =
        co_await http::async_read(stream_, buffer_, parser, asio::as_tuple(asio::use_awaitable));
    error = no_body;
  }
  if (error) {
    auto answer = refusal(error);
    if (answer) co_await write(std::move(*answer), false, false);
    co_return false;
  }

  RawRequest raw = parser.release();
  const bool head = raw.method() == http::verb::head;
  const bool own_name_only = server_->on_loopback && !server_->settings.any_host;
  if (auto answer = objection(raw, server_->settings.hosts, own_name_only)) {
    co_await write(std::move(*answer), false, head);
    co_return false;
  }
  HttpRequest request = to_values(raw, peer_);
  if (beast::websocket::is_upgrade(raw)) {
    co_await upgrade(std::move(raw), std::move(request));
    co_return false;
  }
  stream_.expires_never();  // the handler's time is its own
  HttpResponse response = co_await respond(std::move(request));
  const bool keep_alive = raw.keep_alive() && !server_->stopping;
  const bool sent = co_await write(std::move(response), keep_alive, head);
  co_return sent&& keep_alive;
}

asio::awaitable<HttpResponse> Connection::respond(HttpRequest request) {
  HttpResponse response = plain_text(404, "There is nothing here.\n");
  if (!server_->handlers.http) co_return response;
  try {
    response = co_await server_->handlers.http(std::move(request));
  } catch (const std::exception& error) {
    report(error);
    response = plain_text(500, "Something went wrong here.\n");
  }
  co_return response;
}

asio::awaitable<bool> Connection::write(HttpResponse response, bool keep_alive, bool head) {
  for (const Header& header : server_->settings.headers)
    if (find(response.headers, header.name).empty()) response.headers.push_back(header);
  const auto message = to_message(std::move(response), keep_alive);
  http::response_serializer<http::string_body> serializer{message};
  stream_.expires_after(limits_.request);
  if (head) {
    const auto [error, size] =
        co_await http::async_write_header(stream_, serializer, asio::as_tuple(asio::use_awaitable));
    co_return !error;
  }
  const auto [error, size] =
      co_await http::async_write(stream_, serializer, asio::as_tuple(asio::use_awaitable));
  co_return !error;
}

// Closing while bytes of the peer are still unread resets the connection, and the answer may be lost with it.
asio::awaitable<void> Connection::linger() {
  Error ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(
      std::min(limits_.request, std::chrono::milliseconds{server_->stopping ? 100 : 1000})
  );
  guest_->idle = true;
  std::size_t dropped = 0;
  while (dropped < (256U << 10U)) {
    buffer_.clear();
    const auto [error, size] = co_await stream_.async_read_some(
        buffer_.prepare(16U << 10U), asio::as_tuple(asio::use_awaitable)
    );
    if (error) co_return;
    dropped += size;
  }
}

// --- WebSockets -------------------------------------------------------------------------------------------------------

asio::awaitable<Upgrade> Connection::judge(HttpRequest request) {
  if (!server_->handlers.socket)
    co_return std::unexpected(plain_text(404, "There is nothing here.\n"));
  const auto host = find(request.headers, "host");
  if (!origin_acceptable(find(request.headers, "origin"), host, server_->settings.origins)) {
    co_return std::unexpected(plain_text(403, "Pages of that origin may not connect here.\n"));
  }
  if (!request.body.empty())
    co_return std::unexpected(plain_text(400, "A handshake has no body.\n"));
  if (!server_->handlers.upgrade) co_return WsAccept{};
  try {
    const Headers offered = request.headers;
    Upgrade verdict = co_await server_->handlers.upgrade(std::move(request));
    const bool agreed = !verdict || verdict->subprotocol.empty() ||
                        has_word(offered, "sec-websocket-protocol", verdict->subprotocol);
    if (!agreed) verdict->subprotocol.clear();  // RFC 6455, 4.2.2: only one that was offered
    const bool sendable = !verdict || std::ranges::all_of(verdict->headers, [](const Header& h) {
      return is_sendable(h);
    });
    if (!sendable) verdict->headers.clear();
    co_return verdict;
  } catch (const std::exception& error) {
    report(error);
  }
  co_return std::unexpected(plain_text(500, "Something went wrong here.\n"));
}

asio::awaitable<void> Connection::upgrade(RawRequest raw, HttpRequest request) {
  stream_.expires_never();
  Upgrade verdict = co_await judge(request);
  // A client that sends frames before it was told that it may is confused, or smuggles.
  if (verdict && buffer_.size() > 0)
    verdict = std::unexpected(plain_text(400, "This is no handshake.\n"));
  if (!verdict) {
    co_await write(std::move(verdict.error()), false, false);
    co_return;
  }
  upgraded_ = true;
  Channel channel = co_await accept_plain(
      std::move(stream_), std::move(raw), limits_.socket, std::move(verdict->subprotocol),
      std::move(verdict->headers)
  );
  if (!channel) co_return;
  guest_->hang_up = [channel = *channel] { channel->abort(); };
  guest_->leave = [channel = *channel] { channel->close(1001, {}); };
  if (server_->stopping) guest_->leave();
  // Kept here as well, or the handler's last reference would say 1001 on its way out.
  const auto socket = std::make_shared<WebSocket>(*channel);
  try {
    co_await server_->handlers.socket(socket, std::move(request));
    (*channel)->close(1000, {});
  } catch (const std::exception& error) {
    report(error);
    (*channel)->close(1011, {});
  }
  co_await (*channel)->ended();
}

}  // namespace

asio::awaitable<void> serve_connection(std::shared_ptr<ServerState> server, tcp::socket socket) {
  try {
    Connection connection{std::move(server), std::move(socket)};
    co_await connection.run();
  } catch (const std::exception&) {
    // No memory for this guest; the others go on.
  }
}

}  // namespace usher::net
