// bot/net/github_tree.hpp: the tree service over one folder of a repository on GitHub.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/service.hpp"

#include <string>

namespace usher::net {

struct GitHubTreeSettings {
  std::string name;        // what Call::service says
  std::string repository;  // "numpy/numpy"
  std::string directory;   // "doc/neps"; empty: the top
  std::string api_url = "https://api.github.com";
  std::string raw_url = "https://raw.githubusercontent.com";
  std::string branch = "main";
  Secret<std::string> token;  // goes to the API alone
  HttpLimits limits{
  };  // limits.body bounds a file; a listing may be twice as large, but at least 4 MiB
};

// LIST asks the contents API with If-None-Match. GET asks raw_url for the branch's file, which costs no quota, and takes
// it only when its bytes have the id asked for; else (a cache that lags, a file renamed since) the blobs API, which is
// addressed by the id itself. Bytes that do not have the id are never handed out: malformed.
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
  };
  boost::asio::awaitable<Answer> list(std::string etag);
  boost::asio::awaitable<Answer> get(std::string path);
  // status and body as they came, or why there are none: transport, quota, 401, 5xx.
  boost::asio::awaitable<Answer> fetch(
      Source* source, std::string path, std::string etag, std::size_t limit
  );

  HttpClient& client_;
  const Clock& clock_;
  GitHubTreeSettings settings_;
  Source api_, raw_;
  std::string folder_;  // percent-encoded, without slashes at its ends
};

}  // namespace usher::net
