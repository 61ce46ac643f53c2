// bot/net/hackmd.cpp: reading and writing pages.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hackmd.hpp"

#include "bot/net/backoff.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/tree.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <variant>

namespace usher::net {

namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

// Retry-After, else HackMD's own header: milliseconds since 1970, or seconds.
seconds wait_of(const Response& response, sys_seconds now) {
  if (const seconds told = retry_after(response, now); told > seconds{0}) return told;
  const std::string_view text = trim(find(response.headers, "x-ratelimit-userreset"));
  std::int64_t at = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), at);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size())
    return std::chrono::minutes(1);
  constexpr std::int64_t beyond_seconds = 100'000'000'000;
  if (at > beyond_seconds) at /= 1000;
  const std::int64_t left = at - now.time_since_epoch().count();
  return seconds{std::clamp<std::int64_t>(left, 1, longest_retry_after.count())};
}

}  // namespace

bool is_pad_id(std::string_view text) {
  return text.size() >= 6 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

HackMd::HackMd(HttpClient& client, const Clock& clock, HackMdSettings settings)
    : client_(client), clock_(clock), settings_(std::move(settings)) {
  const auto url = parse_url(settings_.api_url);
  if (!url || url->target != url->path)
    throw std::invalid_argument("not a base URL: " + settings_.api_url);
  while (settings_.api_url.ends_with('/')) settings_.api_url.pop_back();
}

asio::awaitable<Answer> HackMd::fetch(std::string page, PadWriting::Ask ask) {
  if (const sys_seconds now = clock_.seconds(); now < silent_until_)
    co_return failure(errc::rate_limited, 429, silent_until_ - now);
  Request request;
  request.method = std::move(ask.method);
  request.url = settings_.api_url + "/notes/" + page;
  request.headers = {{"Accept", "application/json"}};
  if (!ask.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::move(ask.body);
  request.bearer = settings_.token;
  request.limits = settings_.limits;
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());
  const sys_seconds now = clock_.seconds();
  const errc error = status_error(response->status);
  if (error == errc::rate_limited) {
    const seconds wait = wait_of(*response, now);
    silent_until_ = std::max(silent_until_, now + wait);
    co_return failure(error, response->status, wait);
  }
  if (error == errc::unavailable)
    co_return failure(error, response->status, retry_after(*response, now));
  co_return answer(response->status, std::move(response->body));
}

asio::awaitable<Answer> HackMd::perform(Call call) {
  if (!is_pad_id(call.path)) co_return failure(errc::malformed);
  if (call.method == "READ") {
    Answer reply = co_await fetch(call.path, {"GET", {}});
    if (reply.fetched.error != errc::ok) co_return reply;
    const errc error = status_error(reply.fetched.status);
    if (error != errc::ok) co_return failure(error, reply.fetched.status);
    auto pad = parse_pad(reply.fetched.body);
    if (!pad) co_return failure(errc::malformed, reply.fetched.status);
    co_return answer(200, std::move(pad->content), std::move(pad->version));
  }
  if (call.method != "WRITE") co_return failure(errc::unsupported);
  PadWriting writing(std::move(call.body), std::move(call.etag));
  PadWriting::Action action = writing.begin();
  while (auto* next = std::get_if<PadWriting::Ask>(&action)) {
    Answer reply = co_await fetch(call.path, std::move(*next));
    if (reply.fetched.error != errc::ok) co_return reply;
    action = writing.resume(reply.fetched.status, reply.fetched.body);
  }
  auto& end = std::get<PadWritten>(action);
  Answer out = answer(end.status, std::move(end.body));
  out.fetched.error = end.error;
  co_return out;
}

}  // namespace usher::net
