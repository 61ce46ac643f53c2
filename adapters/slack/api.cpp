// adapters/slack/api.cpp: requests out, and what each answer means.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/api.hpp"

#include "adapters/slack/payload.hpp"
#include "adapters/slack/rows.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/url.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds limit{15000};
constexpr std::size_t most_answer = 4U << 20U;  // a page of messages with blocks and metadata
// Where a 429 does not say how long; and where one is over the limit of what the workspace may write at all.
constexpr std::chrono::milliseconds first_rest{1000};
constexpr std::chrono::minutes long_rest{5};
constexpr std::size_t longest_word = 100;
constexpr std::size_t least_memory = 1024;  // bytes, of what is read from an answer

// Slack takes JSON for what writes. What reads takes forms alone, by the methods' own pages.
bool takes_json(std::string_view method) {
  for (const std::string_view family : {"chat.", "views.", "reactions."})
    if (method.starts_with(family)) return !only_reads(method);
  return method == "conversations.open";
}

std::optional<json::object> parsed(const std::string& body) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 64;
  // One piece of memory for all of it, which goes as a whole.
  json::value value = json::parse(
      body, error,
      json::make_shared_resource<json::monotonic_resource>(2 * body.size() + least_memory), options
  );
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

// Seconds, by Slack's "Rate limits"; the body may be empty or no JSON at all (facts/slack.md 1.5). Nothing: it does not say.
std::optional<std::chrono::milliseconds> retry_after_of(const net::Response& response) {
  const std::string_view text = net::find(response.headers, "retry-after");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds < 0) return std::nullopt;
  return std::min(
      std::chrono::milliseconds(std::chrono::seconds(seconds)),
      std::chrono::milliseconds(std::chrono::hours(1))
  );
}

// It goes into log lines and into what operators read: a word, or several, and nothing else.
std::string word_of(const json::object& body, std::string_view key) {
  std::string out(text(body, key).substr(0, longest_word));
  std::erase_if(out, [](unsigned char c) { return c <= ' ' || c > '~'; });
  return out;
}

Refusal limited(std::chrono::milliseconds after) {
  Refusal out;
  out.why = errc::rate_limited;
  out.retry_after = after;
  return out;
}

// What it means that no answer came, or none that can be understood.
errc doubt(errc why, bool reads) {
  const bool may_have_arrived = why == errc::timed_out || why == errc::unavailable ||
                                why == errc::malformed || why == errc::too_large;
  return !reads && may_have_arrived ? errc::uncertain : why;
}

// Notes that Slack has said "too many", just now, and fills in how long to wait.
void hold(
    Holds& holds, std::string_view what, sys_millis now, const net::Response& response,
    Refusal& refusal
) {
  const auto said = retry_after_of(response);
  if (said) holds.limited(what, now, *said);
  const bool of_all = refusal.error == "message_limit_exceeded";
  refusal.retry_after =
      said ? *said : holds.limited_again(what, now, of_all ? long_rest : first_rest);
}

// Of a rate limit without how long.
std::expected<Answer, Refusal> judge(const net::Response& response, bool reads) {
  Refusal refusal;
  if (response.status == 429) return std::unexpected(limited({}));
  auto body = parsed(response.body);
  const json::value* ok = body ? body->if_contains("ok") : nullptr;
  if (ok == nullptr || !ok->is_bool()) {
    const errc status = net::status_error(response.status);
    refusal.why = doubt(status == errc::ok ? errc::malformed : status, reads);
    return std::unexpected(std::move(refusal));
  }
  if (ok->get_bool())
    return Answer{
        std::move(*body), std::string(net::find(response.headers, "x-oauth-scopes")),
        std::string(net::find(response.headers, "date"))
    };
  refusal.error = word_of(*body, "error");
  refusal.needed = word_of(*body, "needed");
  refusal.why = meaning(refusal.error);
  if (refusal.why == errc::uncertain && reads) refusal.why = errc::unavailable;
  return std::unexpected(std::move(refusal));
}

}  // namespace

std::string form_body(const json::object& arguments) {
  std::string out;
  for (const auto& [name, value] : arguments) {
    if (value.is_null()) continue;
    if (!out.empty()) out += '&';
    out += net::percent_encode({name.data(), name.size()}, "");
    out += '=';
    const json::string* text = value.if_string();
    out += net::percent_encode(text != nullptr ? std::string(*text) : json::serialize(value), "");
  }
  return out;
}

Api::Api(
    net::HttpClient& client, const Clock& clock, std::string base, Secret<std::string> bot_token,
    Secret<std::string> app_token
)
    : client_(client),
      clock_(clock),
      base_(std::move(base)),
      bot_token_(std::move(bot_token)),
      app_token_(std::move(app_token)) {
  while (base_.ends_with('/')) base_.pop_back();
  if (const auto url = net::parse_url(base_ + "/")) host_ = url->host;
}

asio::awaitable<std::expected<Answer, Refusal>> Api::post(
    std::string method, json::object arguments, const Secret<std::string>* token
) {
  // Asked right before it goes out, whatever the caller has waited for until then.
  if (const auto left = holds_->left(method, clock_.now()); left > left.zero()) {
    Refusal held = limited(left);
    held.method = std::move(method);
    co_return std::unexpected(std::move(held));
  }
  const bool reads = only_reads(method);
  net::Request request;
  request.method = "POST";
  request.url = base_ + "/" + method;
  if (takes_json(method)) {
    request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    request.body = json::serialize(arguments);
  } else {
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form_body(arguments);
  }
  request.bearer = *token;
  request.limits.total = limit;
  request.limits.body = most_answer;
  request.limits.redirects = 0;
  const std::shared_ptr<Holds> holds = holds_;
  const Clock& clock = clock_;
  Result<net::Response> response = co_await client_.send(std::move(request));
  if (!response) {
    Refusal refusal;
    // The client says "uncertain" of every POST that may have arrived; of one that only asks it means no more than "again".
    refusal.why =
        reads && response.error() == errc::uncertain ? errc::unreachable : response.error();
    refusal.method = std::move(method);
    co_return std::unexpected(std::move(refusal));
  }
  std::expected<Answer, Refusal> out = judge(*response, reads);
  if (out || out.error().why != errc::rate_limited)
    holds->answered(method);
  else
    hold(*holds, method, clock.now(), *response, out.error());
  if (!out) out.error().method = std::move(method);
  co_return out;
}

asio::awaitable<std::expected<Answer, Refusal>> Api::ask(
    std::string method, json::object arguments
) {
  std::expected<Answer, Refusal> out =
      co_await post(std::move(method), std::move(arguments), &bot_token_);
  co_return out;
}

asio::awaitable<std::expected<json::object, Refusal>> Api::call(
    std::string method, json::object arguments
) {
  std::expected<Answer, Refusal> out =
      co_await post(std::move(method), std::move(arguments), &bot_token_);
  if (!out) co_return std::unexpected(std::move(out.error()));
  co_return std::move(out->body);
}

asio::awaitable<std::expected<json::object, Refusal>> Api::open_connection() {
  std::expected<Answer, Refusal> out = co_await post("apps.connections.open", {}, &app_token_);
  if (!out) {
    // Nothing of anybody's is lost with an address that was made in vain.
    if (out.error().why == errc::uncertain) out.error().why = errc::unavailable;
    co_return std::unexpected(std::move(out.error()));
  }
  co_return std::move(out->body);
}

asio::awaitable<std::expected<void, Refusal>> Api::respond(std::string url, json::object message) {
  Refusal refusal;
  const auto target = net::parse_url(url);
  const std::string hosts[] = {host_, "." + host_};
  if (!target || host_.empty() || !net::host_allowed(target->host, hosts)) {
    refusal.why = errc::refused_host;
    co_return std::unexpected(std::move(refusal));
  }
  const std::shared_ptr<Holds> holds = holds_;
  const Clock& clock = clock_;
  const std::string mark = rows::url_mark(url);
  if (const auto left = holds->left(mark, clock.now()); left > left.zero())
    co_return std::unexpected(limited(left));
  net::Request request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body = json::serialize(message);
  request.limits.total = limit;
  request.limits.redirects = 0;
  Result<net::Response> response = co_await client_.send(std::move(request));
  if (!response) {
    refusal.why = response.error();
    co_return std::unexpected(std::move(refusal));
  }
  if (response->status == 429) {
    refusal = limited({});
    hold(*holds, mark, clock.now(), *response, refusal);
    co_return std::unexpected(std::move(refusal));
  }
  holds->answered(mark);
  const auto body = parsed(response->body);
  if (body) refusal.error = word_of(*body, "error");
  const json::value* ok = body ? body->if_contains("ok") : nullptr;
  const bool said_no = ok != nullptr && ok->is_bool() && !ok->get_bool();
  const errc status = net::status_error(response->status);
  if (status == errc::ok && !said_no) co_return std::expected<void, Refusal>();
  // 404 and 410: it has been used five times, or is older than half an hour.
  refusal.why = !refusal.error.empty() ? meaning(refusal.error)
                                       : doubt(status == errc::ok ? errc::refused : status, false);
  if (refusal.why == errc::not_found && refusal.error.empty()) refusal.why = errc::expired;
  co_return std::unexpected(std::move(refusal));
}

}  // namespace usher::slack
