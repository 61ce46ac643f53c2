// bot/net/ws_tls.cpp: WebSockets over TLS, the client's side; the one place that instantiates that stream.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/ws_session.hpp"
#include "bot/net/ws_streams.hpp"

#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <openssl/ssl.h>

namespace usher::net {
namespace asio = boost::asio;
namespace beast = boost::beast;

asio::awaitable<Channel> open_tls(
    beast::tcp_stream stream, std::shared_ptr<asio::ssl::context> trust, WsRequest request, Url url,
    std::string agent, Deadline deadline
) {
  beast::ssl_stream<beast::tcp_stream> secure{std::move(stream), *trust};
  SSL* const ssl = secure.native_handle();
  // Without SNI a server that hosts many names shows the wrong certificate; an address is no name (RFC 6066, 3).
  if (!url.literal && SSL_set_tlsext_host_name(ssl, url.host.c_str()) != 1)
    co_return std::unexpected(errc::tls_failed);
  boost::system::error_code refused;
  secure.set_verify_callback(asio::ssl::host_name_verification{url.host}, refused);
  if (refused) co_return std::unexpected(errc::tls_failed);

  beast::get_lowest_layer(secure).expires_at(deadline);
  const auto [error] = co_await secure.async_handshake(
      asio::ssl::stream_base::client, asio::as_tuple(asio::use_awaitable)
  );
  if (error == beast::error::timeout) co_return std::unexpected(errc::timed_out);
  if (error == asio::error::operation_aborted) co_return std::unexpected(errc::cancelled);
  if (error) {
    // A connection that breaks during the handshake leaves no verdict on the certificate.
    const bool mistrusted = SSL_get_verify_result(ssl) != X509_V_OK;
    co_return std::unexpected(mistrusted ? errc::tls_failed : errc::unreachable);
  }
  Channel channel = co_await shake_hands(
      std::move(secure), std::move(request), url.authority(), url.target, std::move(agent),
      left_until(deadline)
  );
  co_return channel;
}

}  // namespace usher::net
