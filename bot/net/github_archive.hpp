// bot/net/github_archive.hpp: the archive service (bot/service.hpp) over a repository on GitHub.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/net/http.hpp"
#include "bot/net/proposing.hpp"
#include "bot/service.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher::net {

struct GitHubArchiveSettings {
  std::string name;        // what Call::service says
  std::string repository;  // "numpy/archive"
  std::string branch = "main";
  std::string api_url = "https://api.github.com";
  Secret<std::string> token;  // goes to the API alone
  HttpLimits limits;
};

// I/O thread. One Call is a chain of requests (proposing.hpp). One that fails for now fails the Call, which is asked again from
// the beginning. When GitHub says wait, nothing is asked until then.
class GitHubArchive final : public Service {
 public:
  // client and clock outlive the service. Throws std::invalid_argument for settings that make no address.
  GitHubArchive(HttpClient& client, const Clock& clock, GitHubArchiveSettings settings);

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  boost::asio::awaitable<Answer> fetch(Proposing::Ask ask);
  boost::asio::awaitable<Answer> read_file(std::string file);

  HttpClient& client_;
  const Clock& clock_;
  GitHubArchiveSettings settings_;
  sys_seconds silent_until_{};
};

// The Call of an archive service, read; nothing where it is none.
std::optional<Proposal> read_proposal(const Call& call);

}  // namespace usher::net
