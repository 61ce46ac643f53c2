// bot/net/transfer.cpp: libcurl's callbacks for one transfer, and what its end means.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/transfer.hpp"

#include "bot/net/address.hpp"
#include "bot/text.hpp"

#include <boost/asio/ip/address.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace usher::net {

Transfer::Transfer(
    const Request& request, const Url& url, bool with_bearer, const HttpSettings& settings,
    Easy easy
)
    : safe_(request.method == "GET" || request.method == "HEAD"),
      once_(request.once),
      head_(request.method == "HEAD"),
      allow_loopback_(settings.allow_loopback),
      only_loopback_(url.scheme == "http"),
      body_limit_(request.limits.body),
      header_limit_(request.limits.header),
      body_out_(request.body),
      easy_(std::move(easy)) {
  const bool fresh = !easy_;
  if (fresh) easy_.handle.reset(curl_easy_init());
  ready_ = easy_ && (!fresh || set_always(settings)) && set_up(request, url, with_bearer, settings);
}

// --- addresses --------------------------------------------------------------------------------------------------------

bool Transfer::address_refused(const sockaddr& address, std::size_t size) const {
  const bool loopback = is_loopback(address, size);
  if (loopback) return !allow_loopback_;
  return only_loopback_ || is_private(address, size);
}

// Called for each address that a name resolved to, before the connection is attempted: what DNS says is not trusted.
curl_socket_t Transfer::on_open(void* self, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (purpose != CURLSOCKTYPE_IPCXN || transfer.address_refused(address->addr, address->addrlen)) {
    transfer.refused_ = true;
    return CURL_SOCKET_BAD;
  }
  transfer.opened_ = true;
  const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (fd >= 0 && transfer.tell_opened_) transfer.tell_opened_(fd);
  return fd;
}

// Called when a connection stands and nothing has been sent; also for a kept one, which on_open never saw for this
// transfer. A second call means that libcurl found a kept connection dead and means to send the request again.
int Transfer::on_before_request(void* self, char* remote, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(remote, error);
  const bool loopback = !error && is_loopback(address);
  const bool fits = loopback ? transfer.allow_loopback_
                             : !transfer.only_loopback_ && !error && !is_private(address);
  if (!fits) {
    transfer.stopped_ = errc::refused_address;
    return CURL_PREREQFUNC_ABORT;
  }
  if (transfer.sent_ && (!transfer.safe_ || transfer.once_)) {
    transfer.stopped_ = transfer.safe_ ? errc::unreachable : errc::uncertain;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer.sent_ = true;
  return CURL_PREREQFUNC_OK;
}

// --- what comes back --------------------------------------------------------------------------------------------------

std::size_t Transfer::on_header(char* data, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t size = one * count;
  return transfer.take_header_line({data, size}) ? size : CURL_WRITEFUNC_ERROR;
}

bool Transfer::take_header_line(std::string_view line) {
  header_size_ += line.size();
  if (header_size_ > header_limit_) {
    stopped_ = errc::too_large;
    return false;
  }
  if (in_body_) return true;  // trailers count, and are of no use
  if (line.starts_with("HTTP/")) {
    headers_.clear();  // the answer proper, after an interim one
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  Header header{std::string{line.substr(0, colon)}, std::string{trim(line.substr(colon + 1))}};
  // libcurl decodes whatever it was built for. One layer of gzip or deflate needs 32 KiB of window; zstd may ask 128 MiB.
  if (same_name(header.name, "content-encoding")) {
    const bool known = same_name(header.value, "gzip") || same_name(header.value, "x-gzip") ||
                       same_name(header.value, "deflate") || same_name(header.value, "identity");
    if (!known || !find(headers_, "content-encoding").empty()) {
      stopped_ = errc::malformed;
      return false;
    }
  }
  headers_.push_back(std::move(header));
  return true;
}

std::size_t Transfer::on_body(char* data, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t size = one * count;
  if (!std::exchange(transfer.in_body_, true)) transfer.make_room();
  if (size > transfer.body_limit_ - transfer.body_.size()) {
    transfer.stopped_ = errc::too_large;
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.body_.append(data, size);
  return size;
}

// A body whose length was said is not moved while it grows. What is said is not believed beyond a megabyte.
void Transfer::make_room() {
  constexpr std::size_t most = 1U << 20U;
  const std::string_view said = find(headers_, "content-length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), length);
  if (error == std::errc() && end == said.data() + said.size())
    body_.reserve(std::min({length, body_limit_, most}));
}

Response Transfer::take_response() {
  Response response;
  long status = 0;
  curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  response.headers = std::move(headers_);
  response.body = std::move(body_);
  response.etag = find(response.headers, "etag");
  return response;
}

// --- what the end means -----------------------------------------------------------------------------------------------

errc Transfer::outcome(errc stopped) const {
  const bool unknown = stopped == errc::timed_out || stopped == errc::cancelled;
  return unknown && sent_ && !safe_ ? errc::uncertain : stopped;
}

errc Transfer::outcome(CURLcode raw) const {
  if (raw == CURLE_OK) return errc::ok;
  if (stopped_ != errc::ok) return stopped_;
  const errc broken = sent_ ? errc::uncertain : errc::unreachable;
  switch (raw) {
    case CURLE_UNSUPPORTED_PROTOCOL:  // also an answer that is no HTTP/1 or 2
      return sent_ ? errc::malformed : errc::refused_scheme;
    case CURLE_URL_MALFORMAT:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
      return errc::malformed;
    case CURLE_OPERATION_TIMEDOUT:
      return outcome(errc::timed_out);
    case CURLE_COULDNT_CONNECT:  // where some addresses of a name pass and others do not, those that pass count
      return refused_ && !opened_ ? errc::refused_address : broken;
    case CURLE_FILESIZE_EXCEEDED:
      return errc::too_large;
    case CURLE_OUT_OF_MEMORY:
      return sent_ ? errc::uncertain : errc::unavailable;
    case CURLE_SSL_CONNECT_ERROR: {
      // Also what a connection that breaks during the handshake is called.
      long verified = 0;
      curl_easy_getinfo(easy(), CURLINFO_SSL_VERIFYRESULT, &verified);
      return verified != 0 ? errc::tls_failed : errc::unreachable;
    }
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return errc::tls_failed;
    default:
      return broken;
  }
}

}  // namespace usher::net
