// adapters/matrix/api.cpp: requests out under the session's token, and once more under the next one.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/api.hpp"

#include "adapters/matrix/ids.hpp"
#include "bot/log.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

// How long a call waits for a token that is being renewed.
constexpr std::chrono::milliseconds patience{10'000};
constexpr std::size_t deepest = 32;

bool only_reads(const ApiCall& call) { return call.method == "GET"; }

// That no answer came. The client says "uncertain" of what may have arrived, which matters to one call alone.
Refusal none_came(const ApiCall& call, errc why) {
  Refusal out;
  out.why = why;
  out.error = describe(why);
  const bool may_have_arrived =
      why == errc::uncertain || why == errc::malformed || why == errc::too_large;
  if (may_do_twice(call) && may_have_arrived)
    out.why = errc::uncertain;
  else if (why == errc::uncertain || (!only_reads(call) && !is_transient(why)))
    out.why = errc::unavailable;
  return out;
}

// That the session has no token just now.
Refusal no_token(errc why) {
  Refusal out;
  out.why = why == errc::cancelled ? why : errc::unavailable;
  out.error = "no session";
  return out;
}

Refusal judge(const ApiCall& call, const net::Response& response) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  Refusal out = refusal_of(response.status, response.headers, response.body, now);
  // A 5xx may come after the room was made, and a proxy's page in place of its id.
  const bool doubt =
      out.why == errc::unavailable && (out.errcode.empty() || response.status >= 500);
  if (may_do_twice(call) && doubt) out.why = errc::uncertain;
  log::debug(
      "matrix: {} {}: {} {} {}", call.method, call.path.empty() ? "" : call.path.back(), out.status,
      out.errcode, out.error
  );
  return out;
}

}  // namespace

std::string address_of(std::string_view base, const ApiCall& call) {
  constexpr std::size_t usual = 256;  // of what most are shorter than
  std::string out;
  out.reserve(usual);
  out += base;
  out += "/_matrix/client";
  for (const std::string& part : call.path) {
    out += '/';
    append_segment(out, part);
  }
  char before = '?';
  for (const auto& [name, value] : call.query) {
    out += std::exchange(before, '&');
    append_segment(out, name);
    out += '=';
    append_segment(out, value);
  }
  return out;
}

bool may_do_twice(const ApiCall& call) {
  return call.method == "POST" && !call.path.empty() && call.path.back() == "createRoom";
}

std::optional<json::object> read_answer(std::string_view body) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = deepest;
  json::value value = json::parse({body.data(), body.size()}, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

Api::Api(net::HttpClient& client, Session& session, std::string base)
    : client_(client), session_(session), base_(std::move(base)) {
  while (base_.ends_with('/')) base_.pop_back();
}

net::Request Api::request(const ApiCall& call, const Secret<std::string>& bearer) const {
  net::Request out;
  out.method = call.method;
  out.url = address_of(base_, call);
  if (!only_reads(call)) {
    out.headers = {{"Content-Type", "application/json"}};
    out.body = call.body.empty() ? "{}" : call.body;
  }
  out.bearer = bearer;
  out.limits = call.limits;
  out.limits.redirects = 0;  // an API has none; the address would be wrong
  out.once = call.once;
  out.brief = call.method == "PUT";  // an event's id, or nothing
  return out;
}

asio::awaitable<Answered<net::Response>> Api::ask(ApiCall call) {
  std::optional<Refusal> first;  // why there is no token any more
  for (int attempt = 0;; ++attempt) {
    Result<Session::Token> waited_for = std::unexpected(errc::unavailable);
    const Session::Token* token = session_.token_at_hand();  // nearly always
    if (token == nullptr) {
      waited_for = co_await session_.token(patience);
      if (!waited_for)
        co_return std::unexpected(first ? std::move(*first) : no_token(waited_for.error()));
      token = &*waited_for;
    }
    const std::uint64_t number = token->number;
    // The request is not held here: this frame is small enough so to be kept for the next call.
    auto sending = client_.send(request(call, token->bearer));
    Result<net::Response> response = co_await std::move(sending);
    if (!response) co_return std::unexpected(none_came(call, response.error()));
    if (response->status >= 200 && response->status < 300) co_return std::move(*response);
    Refusal refusal = judge(call, *response);
    if (refusal.status != 401 || refusal.why != errc::unauthorized)
      co_return std::unexpected(std::move(refusal));
    if (refusal.errcode == "M_UNKNOWN_TOKEN") {
      session_.refused(number, refusal.soft_logout);
      if (attempt == 0) {
        first = std::move(refusal);
        first->why = errc::unavailable;
        continue;
      }
    }
    refusal.why = errc::unavailable;
    co_return std::unexpected(std::move(refusal));
  }
}

asio::awaitable<Answered<std::string>> Api::fetch(ApiCall call) {
  Answered<net::Response> response = co_await ask(std::move(call));
  if (!response) co_return std::unexpected(std::move(response.error()));
  co_return std::move(response->body);
}

asio::awaitable<Answered<json::object>> Api::call(ApiCall call) {
  const bool twice = may_do_twice(call);
  Answered<net::Response> response = co_await ask(std::move(call));
  if (!response) co_return std::unexpected(std::move(response.error()));
  auto object = read_answer(response->body);
  if (object) co_return std::move(*object);
  Refusal refusal;  // a page of somebody's in between
  refusal.why = twice ? errc::uncertain : errc::unavailable;
  refusal.status = response->status;
  co_return std::unexpected(std::move(refusal));
}

}  // namespace usher::matrix
