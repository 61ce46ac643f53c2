// bot/net/github_tree.cpp: GitHub's two servers, and bytes by raw or by the blobs API, each checked against its id.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_tree.hpp"

#include "bot/net/github_reply.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/tree.hpp"
#include "bot/net/url.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

// Of 60 an hour without a token: four listings, and files that raw does not have yet.
constexpr std::int64_t kept_for_listings = 20;

void require(bool ok, std::string_view what) {
  if (!ok) throw std::invalid_argument(std::string{what});
}

std::string checked_base(std::string url, std::string_view what) {
  const auto parsed = parse_url(url);
  require(parsed && parsed->target == parsed->path, what);
  while (url.ends_with('/')) url.pop_back();
  return url;
}

bool is_repository(std::string_view text) {
  const auto parts = split(text, '/');
  return parts.size() == 2 && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part != "." && part != ".." && percent_encode(part) == part &&
                  !part.contains('~');
         });
}

// A path of clean names; branches too may hold slashes.
bool is_path(std::string_view text) {
  const auto parts = split(text, '/');
  return std::ranges::all_of(parts, [](std::string_view part) { return is_file_name(part); });
}

}  // namespace

GitHubTree::GitHubTree(HttpClient& client, const Clock& clock, GitHubTreeSettings settings)
    : client_(client), clock_(clock), settings_(std::move(settings)) {
  api_ = {checked_base(settings_.api_url, "api_url is no base URL"), !settings_.token.empty(), {}};
  raw_ = {checked_base(settings_.raw_url, "raw_url is no base URL"), false, {}};
  require(is_repository(settings_.repository), "a repository is written owner/name");
  require(is_path(settings_.branch), "that is no name of a branch");
  std::string_view folder = settings_.directory;
  while (folder.starts_with('/')) folder.remove_prefix(1);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  require(folder.empty() || is_path(folder), "directory is no path within a repository");
  folder_ = percent_encode(folder, "/");
  plain_folder_ = folder;
}

asio::awaitable<Answer> GitHubTree::perform(Call call) {
  Answer result = failure(errc::unsupported);
  if (call.method == "LIST") result = co_await list(std::move(call.etag));
  if (call.method == "GET") result = co_await get(std::move(call.path));
  if (call.method == "LOG") result = co_await log(std::move(call));
  co_return result;
}

asio::awaitable<Answer> GitHubTree::fetch(
    Source* source, std::string path, std::string etag, std::size_t limit, Purpose purpose
) {
  const bool history = purpose == Purpose::history;
  const sys_seconds silent =
      history ? std::max(source->silent_until, source->no_history_until) : source->silent_until;
  if (const sys_seconds now = clock_.seconds(); now < silent)
    co_return failure(errc::rate_limited, 0, silent - now);
  Request request;
  request.url = source->base + path;
  request.etag = std::move(etag);
  request.limits = settings_.limits;
  request.limits.body = limit;
  request.once = purpose == Purpose::listing;
  if (source == &api_) {
    request.headers = {
        {"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}
    };
  }
  if (source->with_token) request.bearer = settings_.token;
  Result<Response> response = co_await client_.send(std::move(request));
  if (!response) co_return failure(response.error());

  const sys_seconds now = clock_.seconds();
  const Quota quota = read_quota(*response, now);
  // Where GitHub names no time, a history is no reason to let listings wait.
  if (quota.wait > seconds{0}) {
    // Of answers that were under way together the longest wait counts, not the last.
    sys_seconds& until = history && !quota.told ? source->no_history_until : source->silent_until;
    until = std::max(until, now + quota.wait);
  }
  if (quota.left && *quota.left < kept_for_listings)
    source->no_history_until = now + quota.until_reset;
  if (quota.error != errc::ok) co_return failure(quota.error, response->status, quota.wait);
  const errc error = status_error(response->status);
  if (error == errc::unavailable || error == errc::unauthorized) {
    co_return failure(error, response->status, retry_after(*response, now));
  }
  co_return answer(response->status, std::move(response->body), std::move(response->etag));
}

asio::awaitable<Answer> GitHubTree::get(std::string path) {
  if (auto past = parse_commit_path(path)) {
    Answer bytes = co_await get_at(std::move(*past));
    co_return bytes;
  }
  const auto asked = parse_blob_path(path);
  if (!asked) co_return failure(errc::malformed);
  const std::string name = settings_.index.path_of(asked->name);
  if (name.empty()) co_return answer(404);
  const std::string at = fmt::format(
      "/{}/{}/{}", settings_.repository, percent_encode(settings_.branch, "/"), path_of(name)
  );
  Answer raw = co_await fetch(&raw_, at, {}, settings_.limits.body);
  if (raw.fetched.error != errc::ok && raw.fetched.error != errc::unauthorized) co_return raw;
  const bool came = raw.fetched.error == errc::ok && raw.fetched.status == 200;
  if (came && blob_id(raw.fetched.body) == asked->sha)
    co_return answer(200, std::move(raw.fetched.body));

  // Base64 and JSON around the same bytes.
  const std::size_t limit = settings_.limits.body / 2 * 3 + 4096;
  const std::string blob = fmt::format("/repos/{}/git/blobs/{}", settings_.repository, asked->sha);
  Answer reply = co_await fetch(&api_, blob, {}, limit);
  if (reply.fetched.error != errc::ok) co_return reply;
  if (reply.fetched.status == 404 || reply.fetched.status == 410) {
    // Raw had other bytes under that name and GitHub does not know the id: what came was cut short on its way.
    co_return came ? failure(errc::malformed) : answer(404);
  }
  if (reply.fetched.status != 200) co_return failure(errc::malformed, reply.fetched.status);
  auto bytes = parse_blob(reply.fetched.body);
  if (!bytes || blob_id(*bytes) != asked->sha) co_return failure(errc::malformed);
  co_return answer(200, std::move(*bytes));
}

}  // namespace usher::net
