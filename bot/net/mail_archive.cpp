// bot/net/mail_archive.cpp: pages of threads, dates of mails, and the feed where there are none.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/mail_archive.hpp"

#include "bot/net/http_service.hpp"
#include "bot/net/mail_dates.hpp"
#include "bot/net/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

constexpr std::size_t most_wanted = 100;
constexpr std::size_t most_dates = 1000;

std::string line_of(sys_seconds date, std::string_view page, std::string_view subject) {
  return fmt::format("{}\t{}\t{}\n", utc_text(date), page, subject);
}

// Whether the feed may know what the API does not say: not where the server wants to be left alone, or is not there.
bool feed_may_help(errc why) {
  return why == errc::not_found || why == errc::refused || why == errc::unauthorized ||
         why == errc::malformed || why == errc::too_large || why == errc::unavailable ||
         why == errc::uncertain;
}

}  // namespace

struct MailArchive::Reading {
  sys_seconds since{};
  std::vector<MailThread> wanted;
  std::string etag;  // of the first page
  bool whole = true;
  std::string lines;
};

MailArchive::MailArchive(HttpClient& client, const Clock& clock, MailArchiveSettings settings)
    : client_(client), clock_(clock), settings_(std::move(settings)) {
  auto address = list_address(settings_.list_url);
  if (!address) throw std::invalid_argument("not a list in a HyperKitty: " + settings_.list_url);
  at_ = std::move(*address);
}

asio::awaitable<Answer> MailArchive::perform(Call call) {
  const auto since = parse_iso_date(call.path);
  if (call.method != "LIST") co_return failure(errc::unsupported);
  if (!since) co_return failure(errc::malformed);
  Answer result = co_await list(*since, std::move(call.etag));
  co_return result;
}

asio::awaitable<Answer> MailArchive::fetch(std::string url, std::string etag) {
  const sys_seconds now = clock_.seconds();
  if (now < silent_until_) co_return failure(errc::rate_limited, 0, silent_until_ - now);
  Request request;
  request.url = std::move(url);
  request.etag = std::move(etag);
  request.headers = {{"Accept", "application/json, application/rss+xml;q=0.9, */*;q=0.1"}};
  request.limits = settings_.limits;
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());
  const int status = response->status;
  const errc error = status_error(status);
  if (error != errc::ok) {
    const seconds wait = retry_after(*response, clock_.seconds());
    if (is_transient(error) && wait > seconds{0}) silent_until_ = clock_.seconds() + wait;
    co_return failure(error, status, wait);
  }
  if (status != 200 && status != 304) co_return failure(errc::malformed, status);
  co_return answer(status, std::move(response->body), std::move(response->etag));
}

asio::awaitable<Answer> MailArchive::list(sys_seconds since, std::string etag) {
  Reading reading;
  reading.since = since;
  Answer found = co_await threads(&reading, std::move(etag));
  const bool changed = found.fetched.status != 304;
  if (found.fetched.error == errc::ok && changed) found = co_await dates(&reading);
  if (found.fetched.error == errc::ok && changed) {
    const Result<std::string> more = co_await within_threads(&reading);
    if (more) found.fetched.body += *more;
    // It may say more the next time, though nothing has changed by then.
    if (!more && is_transient(more.error())) found.fetched.etag.clear();
  }
  if (found.fetched.error == errc::ok) co_return found;
  if (feed_may_help(found.fetched.error)) {
    Answer other = co_await feed(&reading);
    // Where the feed is of no help either, why there was no better answer is worth more.
    if (other.fetched.error == errc::ok) co_return other;
  }
  co_return found;
}

asio::awaitable<Answer> MailArchive::threads(Reading* reading, std::string etag) {
  const std::string base = at_.api() + "threads/";
  std::string query = "?format=json";
  std::set<std::string> asked, seen;
  for (int page = 0; page < settings_.most_pages; ++page) {
    asked.insert(query);
    Answer reply = co_await fetch(base + query, page == 0 ? etag : std::string());
    if (reply.fetched.error != errc::ok) co_return reply;
    if (reply.fetched.status == 304) {
      if (page > 0 || etag.empty()) co_return failure(errc::malformed, 304);
      co_return answer(304, {}, std::move(etag));
    }
    if (page == 0) reading->etag = std::move(reply.fetched.etag);
    auto parsed = parse_threads(reply.fetched.body);
    if (!parsed) co_return failure(parsed.error());
    bool past = false;
    for (MailThread& thread : parsed->threads) {
      past = past || thread.active < reading->since;
      // A page that moves on while the next one is asked for tells of some threads twice.
      if (past || !settings_.wanted(thread.subject) || !seen.insert(thread.id).second) continue;
      if (reading->wanted.size() == most_wanted) {
        reading->whole = false;
        co_return answer(200);
      }
      reading->wanted.push_back(std::move(thread));
    }
    if (!past && !parsed->whole) break;  // what is left out may be of interest
    if (past || parsed->next.empty()) co_return answer(200);
    query = std::move(parsed->next);
    if (asked.contains(query)) co_return failure(errc::malformed);
  }
  reading->whole = false;
  co_return answer(200);
}

asio::awaitable<Answer> MailArchive::dates(Reading* reading) {
  for (const MailThread& thread : reading->wanted) {
    if (!dates_.contains(thread.first)) {
      Answer reply = co_await fetch(at_.api() + "email/" + thread.first + "/?format=json", {});
      if (reply.fetched.error == errc::not_found) continue;  // taken out of the archive
      if (reply.fetched.error != errc::ok) co_return reply;
      const auto date = parse_email_date(reply.fetched.body);
      if (!date) co_return failure(date.error());
      if (dates_.size() >= most_dates) dates_.clear();
      dates_.emplace(thread.first, *date);
    }
    reading->lines += line_of(
        dates_.find(thread.first)->second, at_.page() + "thread/" + thread.id + "/", thread.subject
    );
  }
  co_return answer(reading->whole ? 200 : 206, std::move(reading->lines), std::move(reading->etag));
}

asio::awaitable<Result<std::vector<FeedItem>>> MailArchive::items() {
  Answer reply = co_await fetch(at_.page() + "feed/", {});
  if (reply.fetched.error != errc::ok) co_return std::unexpected(reply.fetched.error);
  co_return parse_feed(reply.fetched.body);
}

std::string MailArchive::lines_of(const std::vector<FeedItem>& items, sys_seconds since) const {
  std::string lines;
  for (const FeedItem& item : items)
    if (item.date >= since && settings_.wanted(item.subject))
      lines += line_of(item.date, at_.page() + "message/" + item.id + "/", item.subject);
  return lines;
}

asio::awaitable<Answer> MailArchive::feed(Reading* reading) {
  const auto found = co_await items();
  if (!found) co_return failure(found.error());
  // A feed without items says nothing of what there was.
  const bool whole =
      std::ranges::any_of(*found, [&](const FeedItem& item) { return item.date < reading->since; });
  co_return answer(whole ? 200 : 206, lines_of(*found, reading->since));
}

// A thread is called by its first mail. One that was sent as an answer, under a subject of its own, only the feed tells of.
// Some programs answer without a "Re:": what has the subject of its thread is an answer to it.
asio::awaitable<Result<std::string>> MailArchive::within_threads(Reading* reading) {
  auto found = co_await items();
  if (!found) co_return std::unexpected(found.error());
  std::erase_if(*found, [&](const FeedItem& item) {
    return std::ranges::any_of(reading->wanted, [&](const MailThread& thread) {
      return thread.first == item.id || thread.id == item.id || thread.subject == item.subject;
    });
  });
  co_return lines_of(*found, reading->since);
}

}  // namespace usher::net
