// bot/net/github_tree.hpp: the tree service over one folder of a repository on GitHub.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/index_file.hpp"
#include "bot/net/github_reply.hpp"
#include "bot/net/http.hpp"
#include "bot/net/log.hpp"
#include "bot/service.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace usher::net {

struct GitHubTreeSettings {
  std::string name;               // what Call::service says
  std::string repository;         // "numpy/numpy"
  std::string directory;          // "doc/neps"; empty: the top
  IndexFile index = IndexFile();  // given: files have a folder each, and no others are listed
  std::string api_url = "https://api.github.com";
  std::string raw_url = "https://raw.githubusercontent.com";
  std::string branch = "main";
  Secret<std::string> token;  // goes to the API alone
  HttpLimits limits{
  };  // limits.body bounds a file; a listing may be twice as large, but at least 4 MiB
  // Without a token: how long the next listing must wait; zero: it counts as asked from now on. Whoever gives this counts
  // them where a restart does not forget them, four an hour at most; a service that is given none counts in memory.
  std::function<boost::asio::awaitable<std::chrono::seconds>(sys_seconds now)> until_listing;
};

// How many listings an hour are asked of GitHub without a token: an unchanged one is not free then, and 60 requests an
// hour are all there is. Most of them are for files.
inline constexpr std::size_t most_listings_in_an_hour = 4;

// LIST asks the contents API with If-None-Match; for a folder of 1,000 entries and more, of which that API leaves some out,
// the trees API, which is also asked where files have a folder each. Without a token it is at most four such requests an hour, repeated ones among them: then not_yet.
// GET asks raw_url for the branch's file, which costs no quota, and takes
// it only when its bytes have the id asked for; else (a cache that lags, a file renamed since) the blobs API, which is
// addressed by the id itself. Bytes that do not have the id are never handed out: malformed.
// LOG asks the commits API, at most three pages of each name, and follows renames by what the oldest commit says; its
// ETag is that of the first page. At up to four merges it asks again, for the side that the branch itself was on. The
// bytes at a commit come from raw_url. While fewer than 20 requests are left of the quota, a LOG is rate_limited
// until it is refilled: they are for LIST and GET.
// Once the quota is used up, no request is made until it is refilled: rate_limited with the time left.
class GitHubTree final : public Service {
 public:
  // client and clock outlive the service. Throws std::invalid_argument for a repository, folder, branch or URL that
  // cannot be one.
  GitHubTree(HttpClient& client, const Clock& clock, GitHubTreeSettings settings);

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  // One of the two servers, and until when it wants to be left alone. In memory only: after a restart it says so again.
  struct Source {
    std::string base;
    bool with_token = false;
    sys_seconds silent_until{};
    sys_seconds no_history_until{};  // what is left of the quota is for other things
  };
  // github_listing.cpp
  boost::asio::awaitable<Answer> list(std::string etag);
  boost::asio::awaitable<Answer> list_tree(std::string etag);
  boost::asio::awaitable<Answer> ask_for_listing(
      std::string path, std::string etag, std::size_t limit
  );
  boost::asio::awaitable<std::chrono::seconds> until_listing();
  boost::asio::awaitable<Answer> get(std::string path);
  // github_log.cpp
  boost::asio::awaitable<Answer> log(Call call);
  boost::asio::awaitable<Answer> get_at(CommitPath asked);
  // The commits of one name, as seen from `from`, appended to those that are known. Anything but a 200: why there are
  // none.
  struct History {
    std::vector<ListedCommit> commits;
    std::string etag;
    int merges = 0;  // whose other sides were left out
  };
  boost::asio::awaitable<Answer> list_commits(
      std::string name, std::string from, std::string etag, History* to
  );
  // The same without the branches that were merged.
  boost::asio::awaitable<Answer> add_commits(
      std::string name, std::string from, std::string etag, History* to
  );
  std::string path_of(std::string_view name) const;  // percent-encoded, within the repository
  // status and body as they came, or why there are none: transport, quota, 401, 5xx.
  // A listing is not to be repeated by the HTTP client itself; a history is what can wait.
  enum class Purpose { file, listing, history };
  boost::asio::awaitable<Answer> fetch(
      Source* source, std::string path, std::string etag, std::size_t limit,
      Purpose purpose = Purpose::file
  );

  HttpClient& client_;
  const Clock& clock_;
  GitHubTreeSettings settings_;
  Source api_, raw_;
  std::vector<sys_seconds> listings_;  // of the last hour, where nobody else counts them
  std::string folder_;                 // percent-encoded, without slashes at its ends
  std::string plain_folder_;           // as it is called
};

}  // namespace usher::net
