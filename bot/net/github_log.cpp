// bot/net/github_log.cpp: a file's history by the commits API, and its bytes at a commit by raw.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/github_reply.hpp"
#include "bot/net/github_tree.hpp"
#include "bot/net/http_service.hpp"
#include "bot/net/tree.hpp"
#include "bot/net/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

namespace {

constexpr std::size_t page_size = 100;  // the most that GitHub gives
constexpr int most_pages = 3;           // of one name
constexpr int most_merges = 4;          // of one log
constexpr std::size_t page_bytes = 4U << 20U;
constexpr std::size_t commit_bytes = 8U
                                     << 20U;  // with its changes as text, up to 300 files of them

Answer refusal(int status) {
  return failure(status < 400 ? errc::malformed : status_error(status), status);
}

}  // namespace

std::string GitHubTree::path_of(std::string_view name) const {
  return folder_ + (folder_.empty() ? "" : "/") + percent_encode(name, "/");
}

asio::awaitable<Answer> GitHubTree::list_commits(
    std::string name, std::string from, std::string etag, History* to
) {
  for (int page = 1; page <= most_pages; ++page) {
    std::string path = fmt::format(
        "/repos/{}/commits?path={}&sha={}&per_page={}", settings_.repository,
        percent_encode(plain_folder_ + (plain_folder_.empty() ? "" : "/") + name),
        percent_encode(from), page_size
    );
    if (page > 1) path += fmt::format("&page={}", page);
    Answer reply = co_await fetch(
        &api_, std::move(path), page == 1 ? etag : std::string(), page_bytes, Purpose::history
    );
    if (reply.fetched.error != errc::ok) co_return reply;
    if (reply.fetched.status != 200) co_return reply;
    auto commits = parse_commits(reply.fetched.body);
    if (!commits) co_return failure(commits.error());
    if (page == 1 && to->commits.empty()) to->etag = std::move(reply.fetched.etag);
    const bool last = commits->size() < page_size;
    for (ListedCommit& commit : *commits) {
      const bool known =
          std::ranges::find(to->commits, commit.id, &ListedCommit::id) != to->commits.end();
      if (known) continue;
      commit.name = name;
      to->commits.push_back(std::move(commit));
    }
    if (last) break;
  }
  co_return answer(200);
}

// GitHub lists commits by date, those of merged branches among them: a branch that was begun before an acceptance and
// merged after it would look as if the acceptance had been taken back in between. A merge is listed where both of its
// sides had changed the file, and only there may the list be of two lines at once: down to the newest merge it is one.
// So what is older is asked for again, from the side that was the branch's own. A branch beside which nobody touched
// the file is listed commit by commit, with the dates that these had before they came: the API does not tell.
asio::awaitable<Answer> GitHubTree::add_commits(
    std::string name, std::string from, std::string etag, History* to
) {
  std::size_t place = to->commits.size();
  Answer reply = co_await list_commits(name, std::move(from), std::move(etag), to);
  for (; place < to->commits.size(); ++place) {
    if (reply.fetched.error != errc::ok || reply.fetched.status != 200) break;
    const ListedCommit& commit = to->commits[place];
    if (commit.merged.empty()) continue;
    if (to->merges++ >= most_merges) break;  // what is older stays as it is listed
    std::string own = parent_on(settings_.branch, commit);
    to->commits.resize(place + 1);
    reply = co_await list_commits(name, std::move(own), {}, to);
  }
  co_return reply;
}

asio::awaitable<Answer> GitHubTree::log(Call call) {
  const auto names = log_names(call);
  if (!names) co_return failure(errc::malformed);
  const bool below = settings_.index.given();
  const std::string now = settings_.index.path_of(names->name);
  if (now.empty()) co_return answer(404);
  History history;
  Answer reply = co_await add_commits(now, settings_.branch, call.etag, &history);
  if (reply.fetched.error != errc::ok) co_return reply;
  if (reply.fetched.status == 304)
    co_return answer(304, {}, reply.fetched.etag.empty() ? call.etag : reply.fetched.etag);
  if (reply.fetched.status == 404) co_return answer(404);
  if (reply.fetched.status != 200) co_return refusal(reply.fetched.status);

  // A file in a folder of its own has one name.
  for (int renames = below ? most_renames : 0; renames < most_renames && !history.commits.empty();
       ++renames) {
    const ListedCommit oldest = history.commits.back();
    if (oldest.parent.empty()) break;
    Answer commit = co_await fetch(
        &api_, fmt::format("/repos/{}/commits/{}", settings_.repository, oldest.id), {},
        commit_bytes, Purpose::history
    );
    // What is known so far is right, but not all: better asked for again than taken for the whole.
    if (commit.fetched.error != errc::ok && commit.fetched.error != errc::too_large)
      co_return commit;
    if (commit.fetched.error == errc::too_large) break;
    if (commit.fetched.status != 200) co_return refusal(commit.fetched.status);
    const std::string folder = plain_folder_.empty() ? std::string() : plain_folder_ + "/";
    const auto before = parse_previous_path(commit.fetched.body, folder + oldest.name);
    if (!before) co_return failure(before.error());
    if (!before->starts_with(folder) || !is_file_name(before->substr(folder.size()))) break;
    const std::size_t known = history.commits.size();
    Answer older = co_await add_commits(before->substr(folder.size()), oldest.parent, {}, &history);
    if (older.fetched.error != errc::ok) co_return older;
    if (older.fetched.status != 200) co_return refusal(older.fetched.status);
    if (history.commits.size() == known) break;
  }
  if (history.commits.empty()) co_return answer(404);
  std::vector<LogEntry> entries;
  entries.reserve(history.commits.size());
  for (ListedCommit& commit : history.commits)
    entries.push_back({std::move(commit.id), commit.at, below ? names->name : commit.name});
  co_return answer(200, log_text(entries), std::move(history.etag));
}

asio::awaitable<Answer> GitHubTree::get_at(CommitPath asked) {
  const std::string name = settings_.index.path_of(asked.name);
  if (name.empty()) co_return answer(404);
  Answer raw = co_await fetch(
      &raw_, fmt::format("/{}/{}/{}", settings_.repository, asked.commit, path_of(name)), {},
      settings_.limits.body
  );
  if (raw.fetched.error != errc::ok) co_return raw;
  if (raw.fetched.status == 404) co_return answer(404);
  if (raw.fetched.status != 200) co_return refusal(raw.fetched.status);
  co_return answer(200, std::move(raw.fetched.body));
}

}  // namespace usher::net
