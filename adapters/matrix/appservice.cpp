// adapters/matrix/appservice.cpp: one transaction at a time, in order, to the feed.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/appservice.hpp"

#include "adapters/matrix/appservice_answer.hpp"
#include "bot/log.hpp"
#include "bot/step.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
using net::HttpRequest;
using net::HttpResponse;

namespace {

constexpr std::chrono::minutes between_complaints{1};
using Time = std::chrono::steady_clock::time_point;

net::ServerSettings server_settings(const AppserviceSettings& settings) {
  net::ServerSettings out;
  out.address = settings.address;
  out.port = settings.port;
  out.any_host = true;  // the homeserver proves itself by its token
  out.headers = {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
  out.limits.body = settings.body;
  return out;
}

HttpResponse plain(int status, std::string body) {
  HttpResponse out;
  out.status = status;
  out.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  out.body = std::move(body);
  return out;
}

}  // namespace

struct Appservice::Impl {
  Impl(const asio::any_io_executor& executor, Feed& to, AppserviceSettings given)
      : feed(to),
        settings(std::move(given)),
        server(
            executor, server_settings(settings),
            {.http = [this](HttpRequest request) { return answer(std::move(request)); },
             .failed = [](std::string_view what) { log::error("matrix: {}", what); }}
        ),
        stopped(executor),
        turn(executor) {
    stopped.expires_at(Time::max());
    turn.expires_at(Time::max());
  }

  asio::awaitable<HttpResponse> answer(HttpRequest request) {
    using What = Asked::What;
    const Asked asked = asked_of(request.method, request.target);
    if (asked.what == What::health) co_return plain(200, "ok\n");
    if (asked.what == What::ready) co_return ready();
    if (asked.what == What::nothing)
      co_return json_answer(404, "M_UNRECOGNIZED", "There is nothing here.");
    if (!is_token(token_of(request), settings.hs_token)) co_return stranger();
    if (asked.what == What::ping) co_return json_answer(200);
    if (asked.what == What::nobody) co_return json_answer(404, "M_NOT_FOUND", "Nobody.");
    HttpResponse out = co_await transaction(asked.txn, std::move(request.body));
    co_return out;
  }

  asio::awaitable<HttpResponse> transaction(std::string txn, std::string body) {
    // One at a time: who waits looks again whenever one has ended.
    while (busy && !stopping) {
      const auto [woken] = co_await turn.async_wait(asio::as_tuple(asio::use_awaitable));
      static_cast<void>(woken);
    }
    if (stopping) co_return later();
    busy = true;
    HttpResponse out = later();
    try {
      HttpResponse said = co_await taken(std::move(txn), std::move(body));
      out = std::move(said);
    } catch (const std::exception& what) {
      log::error("matrix: a transaction was not taken: {}", what.what());
    }
    busy = false;
    turn.cancel();
    co_return out;
  }

  asio::awaitable<HttpResponse> taken(std::string txn, std::string body) {
    if (settings.took && settings.took(txn)) {
      ++figures.repeats;
      co_return json_answer(200);
    }
    Result<Batch> read = read_transaction(body, settings.user);
    if (!read) {
      log::error(
          "matrix: a transaction of the homeserver cannot be read ({}) and is let go",
          describe(read.error())
      );
      co_return json_answer(200);
    }
    Write also = settings.taken ? settings.taken(txn) : Write();
    const bool durable =
        co_await feed.take(std::make_shared<const Batch>(std::move(*read)), false, std::move(also));
    if (!durable) co_return later();
    step("rows");
    ++figures.transactions;
    co_return json_answer(200);
  }

  // The same one comes again.
  HttpResponse later() {
    ++figures.refused;
    return json_answer(503, "M_UNKNOWN", "Not now.");
  }

  HttpResponse ready() const {
    const std::string why = settings.not_ready ? settings.not_ready() : "";
    return why.empty() ? plain(200, "ready\n") : plain(503, why + "\n");
  }

  HttpResponse stranger() {
    ++figures.strangers;
    const Time now = std::chrono::steady_clock::now();
    if (!complained || now - *complained >= between_complaints) {
      complained = now;
      log::warning(
          "matrix: a request without the homeserver's token was refused. Where all are: "
          "matrix.hs_token_file must hold the hs_token of the registration"
      );
    }
    return json_answer(403, "M_FORBIDDEN", "This is not the homeserver's token.");
  }

  Feed& feed;
  const AppserviceSettings settings;
  net::Server server;
  asio::steady_timer stopped, turn;  // never fire: cancelled
  bool stopping = false, busy = false;
  std::optional<Time> complained;
  Figures figures;
};

Appservice::Appservice(
    const asio::any_io_executor& executor, Feed& feed, AppserviceSettings settings
)
    : impl_(std::make_shared<Impl>(executor, feed, std::move(settings))) {}

Appservice::~Appservice() = default;

std::expected<std::uint16_t, std::string> Appservice::listen() { return impl_->server.listen(); }

asio::awaitable<void> Appservice::run() {
  const std::shared_ptr<Impl> self = impl_;
  if (!self->stopping) {
    const auto [woken] = co_await self->stopped.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }
  co_await self->server.stop();
}

void Appservice::stop() {
  impl_->stopping = true;
  impl_->stopped.cancel();
  impl_->turn.cancel();
}

asio::awaitable<HttpResponse> Appservice::answer(HttpRequest request) {
  HttpResponse out = co_await impl_->answer(std::move(request));
  co_return out;
}

Appservice::Figures Appservice::figures() const { return impl_->figures; }

}  // namespace usher::matrix
