// bot/compose_tree.cpp: from [proposals.…] to a tree service.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_tree.hpp"

#include "bot/net/directory_tree.hpp"
#include "bot/net/github_tree.hpp"

namespace usher {

std::unique_ptr<Service> tree_of(
    const Config& config, const ProposalsConfig& series, Worker& worker, net::HttpClient& http,
    const Clock& clock
) {
  if (series.source == ProposalsConfig::Source::directory)
    return std::make_unique<net::DirectoryTree>(
        worker, net::DirectoryTreeSettings{.name = series.name, .path = series.path}
    );
  net::GitHubTreeSettings settings;
  settings.name = series.name;
  settings.repository = series.repository;
  settings.directory = series.directory;
  settings.branch = series.branch;
  settings.api_url = series.api_url;
  settings.raw_url = series.raw_url;
  settings.token = config.secrets.github_token;
  return std::make_unique<net::GitHubTree>(http, clock, std::move(settings));
}

}  // namespace usher
