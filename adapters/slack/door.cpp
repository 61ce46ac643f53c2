// adapters/slack/door.cpp: one request at a time, many at once: signature, body, the desk, the answer.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/door.hpp"

#include "adapters/slack/http_body.hpp"
#include "adapters/slack/signature.hpp"
#include "bot/log.hpp"
#include "bot/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;
using net::HttpRequest;
using net::HttpResponse;

namespace {

constexpr std::chrono::minutes between_complaints{1};
constexpr std::size_t longest_note = 64;  // of what goes into a log

net::ServerSettings server_settings(const DoorSettings& settings) {
  net::ServerSettings out;
  out.address = settings.address;
  out.port = settings.port;
  out.any_host =
      true;  // the name that a proxy passes on is the public one; who asks is told by the signature
  out.headers = {
      {"Cache-Control", "no-store"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"}
  };
  out.limits.body = longest_body;
  out.limits.connections = 4096;
  out.limits.grace = std::chrono::milliseconds(3000);
  return out;
}

HttpResponse plain(int status, std::string body) {
  HttpResponse out;
  out.status = status;
  out.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  out.body = std::move(body);
  return out;
}

// An empty 200 is all that acknowledges.
HttpResponse acknowledged() { return HttpResponse{}; }

// How often Slack has tried before.
int retries(const net::Headers& headers) {
  const std::string_view said = net::find(headers, "x-slack-retry-num");
  int count = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), count);
  return error == std::errc() && count > 0 ? count : 0;
}

bool is_ours(std::string_view path) {
  return path == "/slack/events" || path == "/slack/commands" || path == "/slack/interactive";
}

}  // namespace

struct Door::Impl {
  Impl(const asio::any_io_executor& executor, const Clock& time, Desk& to, DoorSettings given)
      : clock(time),
        desk(to),
        settings(std::move(given)),
        server(
            executor, server_settings(settings),
            {.http = [this](HttpRequest request) { return answer(std::move(request)); },
             .failed = [](std::string_view what) { log::error("slack: {}", what); }}
        ),
        stopped(executor) {
    stopped.expires_at(asio::steady_timer::time_point::max());
  }

  asio::awaitable<HttpResponse> answer(HttpRequest request) {
    const std::string_view path =
        std::string_view(request.target).substr(0, request.target.find('?'));
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (reads && path == "/healthz") co_return plain(200, "ok\n");
    if (reads && path == "/readyz") co_return ready();
    if (!is_ours(path)) co_return plain(404, "There is nothing here.\n");
    if (request.method != "POST") {
      HttpResponse no = plain(405, "Only POST is known here.\n");
      no.headers.push_back({"Allow", "POST"});
      co_return no;
    }
    ++figures.requests;
    // Before anything is parsed, over the bytes as they came.
    const Signature signature = check_signature(
        settings.signing_secret, net::find(request.headers, "x-slack-request-timestamp"),
        net::find(request.headers, "x-slack-signature"), request.body, clock.seconds()
    );
    if (signature != Signature::good) co_return stranger(signature);
    Result<HttpBody> body = read_body(net::find(request.headers, "content-type"), request.body);
    if (!body) co_return misunderstood(body.error());
    if (const auto* challenge = std::get_if<Challenge>(&*body))
      co_return plain(200, challenge->challenge);
    if (std::holds_alternative<RateLimited>(*body)) co_return limited();
    auto* payload = std::get_if<HttpPayload>(&*body);
    if (payload == nullptr) co_return acknowledged();  // Slack looks at the certificate
    const int retry = retries(request.headers);
    if (retry > 0)
      log::info(
          "slack: an event came again ({}: {})", retry,
          shorten(sanitize(net::find(request.headers, "x-slack-retry-reason")), longest_note)
      );
    HttpResponse out = co_await acknowledge(std::move(*payload), retry);
    co_return out;
  }

  asio::awaitable<HttpResponse> acknowledge(HttpPayload payload, int retry) {
    const auto came = std::chrono::steady_clock::now();
    Taken taken = co_await desk.take(payload.feed, payload.payload, retry);
    // Slack brings an event again; a person is told that it failed.
    if (!taken.acknowledge) co_return plain(503, "Not now.\n");
    const bool in_time = std::chrono::steady_clock::now() - came <= Desk::patience;
    if (!in_time) co_await desk.hand_over(&taken);
    HttpResponse out = acknowledged();
    if (taken.payload && in_time) {
      out.headers = {{"Content-Type", "application/json; charset=utf-8"}};
      out.body = std::move(*taken.payload);
    }
    desk.settle(std::move(taken), in_time);
    co_return out;
  }

  HttpResponse ready() const {
    const std::string why = settings.not_ready ? settings.not_ready() : "";
    return why.empty() ? plain(200, "ready\n") : plain(503, why + "\n");
  }

  HttpResponse stranger(Signature signature) {
    ++figures.strangers;
    complain(fmt::format(
        "a request was refused, its signature is {}. Where all are: slack.signing_secret_file must "
        "hold the signing "
        "secret of this app (Basic Information), and this machine's clock must be right",
        describe(signature)
    ));
    return plain(401, "This request is not signed by Slack.\n");
  }

  // It would be no better the next time.
  static HttpResponse misunderstood(errc why) {
    log::warning("slack: a request was not understood: {}", describe(why));
    HttpResponse out = plain(why == errc::too_large ? 413 : 400, "This body is not understood.\n");
    out.headers.push_back({"X-Slack-No-Retry", "1"});
    return out;
  }

  HttpResponse limited() {
    ++figures.limited;
    complain(
        "Slack has sent more than 30,000 events within an hour and holds the rest of them back "
        "(app_rate_limited)"
    );
    return acknowledged();
  }

  // Once in a while: whoever finds this door may knock as often as they like.
  void complain(std::string_view what) {
    const sys_millis now = clock.now();
    if (complained && now - *complained < between_complaints && now >= *complained) return;
    complained = now;
    log::warning("slack: {}", what);
  }

  const Clock& clock;
  Desk& desk;
  const DoorSettings settings;
  net::Server server;
  asio::steady_timer stopped;  // never fires: cancelled by stop()
  bool stopping = false;
  std::optional<sys_millis> complained;
  Figures figures;
};

Door::Door(
    const asio::any_io_executor& executor, const Clock& clock, Desk& desk, DoorSettings settings
)
    : impl_(std::make_shared<Impl>(executor, clock, desk, std::move(settings))) {}

Door::~Door() = default;

std::expected<std::uint16_t, std::string> Door::listen() { return impl_->server.listen(); }

asio::awaitable<void> Door::run() {
  const std::shared_ptr<Impl> self = impl_;
  if (!self->stopping) {
    const auto [woken] = co_await self->stopped.async_wait(asio::as_tuple(asio::use_awaitable));
    static_cast<void>(woken);
  }
  co_await self->server.stop();
}

void Door::stop() {
  impl_->stopping = true;
  impl_->stopped.cancel();
}

asio::awaitable<HttpResponse> Door::answer(HttpRequest request) {
  HttpResponse out = co_await impl_->answer(std::move(request));
  co_return out;
}

Door::Figures Door::figures() const { return impl_->figures; }

}  // namespace usher::slack
