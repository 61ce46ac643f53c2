// bot/net/github_listing.cpp: the files of a folder on GitHub: one request, and seldom enough where nobody has given a token.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"
#include "bot/net/github_tree.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;
using std::chrono::seconds;

namespace {

constexpr seconds an_hour{3600};

constexpr std::size_t most_entries = 25'000;
// 25,000 entries with their two addresses each. GitHub itself ends at 7 MB.
constexpr std::size_t largest_tree = 16U << 20U;

// The ETag of a listing says which API it came from: only that one may be asked whether it still holds.
constexpr std::string_view of_tree = "tree ";

}  // namespace

// Zero, and the request counts; else how long it must wait.
asio::awaitable<seconds> GitHubTree::until_listing() {
  if (api_.with_token) co_return seconds{0};
  const sys_seconds now = clock_.seconds();
  if (settings_.until_listing) {
    const seconds wait = co_await settings_.until_listing(now);
    co_return wait;
  }
  // A clock that was set back does not hold up for long what was asked in its future.
  std::erase_if(listings_, [&](sys_seconds at) { return at + an_hour <= now || at > now; });
  if (listings_.size() >= most_listings_in_an_hour) co_return listings_.front() + an_hour - now;
  listings_.push_back(now);
  co_return seconds{0};
}

asio::awaitable<Answer> GitHubTree::ask_for_listing(
    std::string path, std::string etag, std::size_t limit
) {
  // Who wants to be left alone is not asked, and that is no listing.
  if (clock_.seconds() >= api_.silent_until) {
    const seconds wait = co_await until_listing();
    if (wait > seconds{0}) co_return failure(errc::not_yet, 0, wait);
  }
  Answer reply = co_await fetch(&api_, std::move(path), etag, limit, Purpose::listing);
  if (reply.fetched.error != errc::ok) co_return reply;
  const int status = reply.fetched.status;
  if (status == 304 && reply.fetched.etag.empty()) reply.fetched.etag = std::move(etag);
  if (status != 200 && status != 304)
    co_return failure(status < 400 ? errc::malformed : status_error(status), status);
  co_return reply;
}

// The contents API is the one that is documented for a folder, but says nothing of what comes after 1,000 entries. Such a
// folder is asked for as a tree from then on.
asio::awaitable<Answer> GitHubTree::list(std::string etag) {
  const bool asked_tree = etag.starts_with(of_tree);
  if (asked_tree || settings_.index.given()) {
    Answer tree = co_await list_tree(asked_tree ? etag.substr(of_tree.size()) : std::string());
    co_return tree;
  }
  const std::string slash = folder_.empty() ? "" : "/";
  const std::string path = fmt::format(
      "/repos/{}/contents{}{}?ref={}", settings_.repository, slash, folder_,
      percent_encode(settings_.branch)
  );
  const std::size_t limit = std::max<std::size_t>(4U << 20U, 2 * settings_.limits.body);
  Answer reply = co_await ask_for_listing(path, std::move(etag), limit);
  if (reply.fetched.error != errc::ok) co_return reply;
  if (reply.fetched.status == 304) co_return answer(304, {}, std::move(reply.fetched.etag));
  auto entries = parse_contents(reply.fetched.body);
  if (!entries && entries.error() == errc::too_large) {
    Answer tree = co_await list_tree({});
    co_return tree;
  }
  if (!entries) co_return failure(entries.error());
  co_return answer(200, listing(std::move(*entries)), std::move(reply.fetched.etag));
}

// "main:doc/neps", as git writes the tree of a folder: one request, whatever its size.
asio::awaitable<Answer> GitHubTree::list_tree(std::string etag) {
  const std::string folder = plain_folder_.empty() ? "" : ":" + plain_folder_;
  const std::string path = fmt::format(
      "/repos/{}/git/trees/{}{}", settings_.repository, percent_encode(settings_.branch + folder),
      settings_.index.given() ? "?recursive=1" : ""
  );
  Answer reply = co_await ask_for_listing(path, std::move(etag), largest_tree);
  if (reply.fetched.error != errc::ok) co_return reply;
  std::string tag = reply.fetched.etag.empty() ? "" : std::string(of_tree) + reply.fetched.etag;
  if (reply.fetched.status == 304) co_return answer(304, {}, std::move(tag));
  auto entries = parse_tree(reply.fetched.body, settings_.index);
  if (!entries) co_return failure(entries.error());
  if (entries->size() > most_entries) co_return failure(errc::too_large);
  co_return answer(200, listing(std::move(*entries)), std::move(tag));
}

}  // namespace usher::net
