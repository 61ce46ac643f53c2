// bot/net/notes_checkup.hpp: whether notes could be proposed to a repository on GitHub, and pages on HackMD be prepared: for
// `usher doctor`. Reads only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/github_archive.hpp"
#include "bot/net/hackmd.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace usher::net {

struct RepositoryLook {
  errc error = errc::ok;  // of the repository; then the rest is not known
  int status = 0;
  // As far as GitHub tells: for a token that is limited to some permissions, what its owner may do.
  bool may_write = false;
  bool read_only = false;  // put away by its owners ("archived"): nobody can write there
  bool has_branch = false;
};

// I/O thread. What is referred to outlives it.
boost::asio::awaitable<RepositoryLook> look_at_repository(
    HttpClient* client, const GitHubArchiveSettings* settings
);

// HackMD: whether it knows the token, and what it answers about each page.
struct PadsLook {
  errc error = errc::ok;  // of the token; then the pages were not asked for
  int status = 0;
  std::vector<int> pages;  // a status each, in order; 0: no answer
};
boost::asio::awaitable<PadsLook> look_at_pads(
    HttpClient* client, const HackMdSettings* settings, std::vector<std::string> pages
);

}  // namespace usher::net
