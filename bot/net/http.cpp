// bot/net/http.cpp: a request from hop to hop, each checked before it is made.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/http.hpp"

#include "bot/net/multi.hpp"
#include "bot/net/transfer.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace usher::net {
namespace asio = boost::asio;

struct HttpClient::Impl {
  Impl(asio::any_io_executor executor, HttpSettings s)
      : settings(std::move(s)),
        multi(std::make_shared<Multi>(std::move(executor), settings.per_host)) {}

  HttpSettings settings;
  std::shared_ptr<Multi> multi;
  std::optional<Url> known;  // the latest that was read: nearly all go to the same few origins
  std::vector<Easy> spare;   // libcurl's handles, as new

  Result<Url> read(std::string_view text) {
    if (known)
      if (auto url = beside(*known, text)) return std::move(*url);
    Result<Url> url = parse_url(text);
    if (url) known = *url;
    return url;
  }
  Easy take_spare() {
    if (spare.empty()) return {};
    Easy out = std::move(spare.back());
    spare.pop_back();
    return out;
  }
  void keep(Easy easy) {
    constexpr std::size_t most = 16;  // about 6 KB each
    if (easy && spare.size() < most) spare.push_back(std::move(easy));
  }

  static asio::awaitable<Result<Response>> send(std::shared_ptr<Impl> self, Request request);
};

namespace {

// Fields that libcurl and this client write for themselves; a caller's own would contradict them.
bool is_ours(std::string_view name) {
  for (const std::string_view ours :
       {"host", "content-length", "transfer-encoding", "connection", "authorization",
        "accept-encoding", "te", "upgrade", "expect", "proxy-authorization", "proxy-connection",
        "cookie"}) {
    if (same_name(name, ours)) return ours != "authorization" && ours != "cookie";
  }
  return false;
}

bool sendable(const Request& request) {
  const bool method =
      !request.method.empty() &&
      request.method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  if (!method || !is_sendable({"If-None-Match", request.etag}) ||
      !is_sendable({"Authorization", request.bearer.reveal()}))
    return false;
  for (const Header& header : request.headers) {
    if (!is_sendable(header) || is_ours(header.name)) return false;
  }
  return true;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// RFC 9110, 15.4: 303 asks for a GET; 301 and 302 turn a POST into one, as every browser does.
void follow_method(Request& request, int status) {
  const bool becomes_get =
      status == 303 ? request.method != "HEAD" : status < 303 && request.method == "POST";
  if (!becomes_get) return;
  request.method = "GET";
  request.body.clear();
  std::erase_if(request.headers, [](const Header& h) {
    return to_lower_ascii(h.name).starts_with("content-");
  });
}

// What is known to one origin stays there: nearly every header can be a credential.
void strip(Headers& headers) {
  std::erase_if(headers, [](const Header& header) {
    const std::string name = to_lower_ascii(header.name);
    return !name.starts_with("accept") && !name.starts_with("if-");
  });
}

// To where a redirect leads: what is asked for next.
errc follow(Request& request, Url& url, const Response& response, bool& with_bearer) {
  Result<Url> next = resolve_url(url, find(response.headers, "location"));
  if (!next) return next.error();
  follow_method(request, response.status);
  if (!same_origin(url, *next)) {
    if (!request.body.empty()) return errc::refused_host;
    with_bearer = false;
    strip(request.headers);
  }
  url = std::move(*next);
  return errc::ok;
}

}  // namespace

HttpClient::HttpClient(asio::any_io_executor executor, HttpSettings settings)
    : impl_(std::make_shared<Impl>(std::move(executor), std::move(settings))) {}

// What is under way ends, and nothing more is taken: a coroutine may hold the rest for a while.
HttpClient::~HttpClient() { impl_->multi->shut_down(errc::cancelled); }

asio::awaitable<Result<Response>> HttpClient::send(Request request) {
  return Impl::send(impl_, std::move(request));
}

asio::awaitable<Result<Response>> HttpClient::Impl::send(
    std::shared_ptr<Impl> self, Request request
) {
  const auto deadline = std::chrono::steady_clock::now() + request.limits.total;
  if (!sendable(request)) co_return std::unexpected(errc::malformed);
  Result<Url> url = self->read(request.url);
  if (!url) co_return std::unexpected(url.error());
  request.hosts.push_back(url->host);
  bool with_bearer = !request.bearer.empty();

  for (int hop = 0; hop <= request.limits.redirects; ++hop) {
    const errc allowed =
        check_url(*url, "https", "http", request.hosts, self->settings.allow_loopback);
    if (allowed != errc::ok) co_return std::unexpected(allowed);
    // Not in this frame, which is small enough so to be kept for the next request.
    const auto transfer =
        std::make_unique<Transfer>(request, *url, with_bearer, self->settings, self->take_spare());
    if (!transfer->ready()) co_return std::unexpected(errc::unavailable);
    const errc outcome = co_await self->multi->perform(transfer.get(), deadline);
    if (outcome != errc::ok) co_return std::unexpected(outcome);

    Response response = transfer->take_response();
    self->keep(transfer->give_back());
    response.final_url = url->text;
    if (!is_redirect(response.status) || find(response.headers, "location").empty())
      co_return response;
    const errc followed = follow(request, *url, response, with_bearer);
    if (followed != errc::ok) co_return std::unexpected(followed);
  }
  co_return std::unexpected(errc::too_many_redirects);
}

errc status_error(int status) {
  if (status < 400) return errc::ok;
  if (status >= 500) return errc::unavailable;
  switch (status) {
    case 401:
    case 403:
      return errc::unauthorized;
    case 404:
    case 410:
      return errc::not_found;
    case 408:
      return errc::unavailable;
    case 429:
      return errc::rate_limited;
    default:
      return errc::refused;
  }
}

std::string user_agent(std::string_view contact) {
  std::string agent = "usher/" USHER_VERSION;
  if (!contact.empty()) agent.append(" (+").append(contact).append(")");
  return agent;
}

}  // namespace usher::net
