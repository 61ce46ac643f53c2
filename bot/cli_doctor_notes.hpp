// bot/cli_doctor_notes.hpp: usher doctor, of where notes of meetings go.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/common/finding.hpp"
#include "bot/compose.hpp"
#include "bot/net/github_archive.hpp"

#include <string>
#include <vector>

namespace usher {

// The keys of the configuration that name them.
struct RepositoryKeys {
  std::string repository, branch;
};
// Whether a repository can be reached and written with the token, and has the branch.
std::vector<Finding> look_at_repository(
    const Setup& setup, const net::GitHubArchiveSettings& archive, const RepositoryKeys& keys
);
// Of what calendars are made of: that, and whether the files are there and can be understood. Nothing where none is configured.
std::vector<Finding> look_at_sources(const Setup& setup);
// Whether the repository can be reached and written with the token. Nothing where none is configured.
std::vector<Finding> look_at_archive(const Setup& setup);
// Whether HackMD knows the token, and shows the pages. Nothing where none is configured.
std::vector<Finding> look_at_pads(const Setup& setup);

}  // namespace usher
