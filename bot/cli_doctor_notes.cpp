// bot/cli_doctor_notes.cpp: the archive of notes and the pages of agendas, asked with their tokens.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_doctor_notes.hpp"

#include "bot/cli_doctor_ask.hpp"
#include "bot/net/notes_checkup.hpp"

#include <fmt/format.h>

#include <string>

namespace usher {

namespace {

using Weight = Finding::Weight;

Finding unreachable(
    const net::GitHubArchiveSettings& archive, const RepositoryKeys& keys,
    const net::RepositoryLook& look
) {
  const std::string& name = archive.repository;
  if (look.status == 401)
    return {
        Weight::fault, "GitHub does not accept the token.",
        "Make a new one, and put it into github.token_file or USHER_GITHUB_TOKEN."
    };
  if (look.status == 404)
    return {
        Weight::fault, fmt::format("GitHub shows no {} with this token.", name),
        fmt::format("Check {}, and that the token reaches that repository.", keys.repository)
    };
  if (look.status != 0)
    return {
        Weight::fault, fmt::format("GitHub answers {} about {}.", look.status, name),
        "Look at the token's permissions and at GitHub's limits, and try again."
    };
  return {
      Weight::fault, fmt::format("{} cannot be asked: {}.", archive.api_url, describe(look.error)),
      "Check meetings.archive_api_url and the network."
  };
}

std::vector<Finding> judge(
    const net::GitHubArchiveSettings& archive, const RepositoryKeys& keys,
    const net::RepositoryLook& look
) {
  if (look.error != errc::ok) return {unreachable(archive, keys, look)};
  const std::string& name = archive.repository;
  std::vector<Finding> out;
  if (look.read_only)
    out.push_back(
        {Weight::fault, fmt::format("{} is read-only: its owners have archived it.", name),
         fmt::format("Name another repository in {}.", keys.repository)}
    );
  else if (!look.may_write)
    out.push_back(
        {Weight::fault, fmt::format("The token may not write to {}.", name),
         "Give it “Contents” and “Pull requests”, each to read and write, for that repository."}
    );
  else
    out.push_back(
        {Weight::fine,
         fmt::format("{} can be reached, and whoever the token is of may write there.", name),
         {}}
    );
  if (!look.has_branch)
    out.push_back(
        {Weight::fault, fmt::format("{} has no branch {}.", name, archive.branch),
         fmt::format("Mend {}; an empty repository needs a first file.", keys.branch)}
    );
  return out;
}

}  // namespace

std::vector<Finding> look_at_repository(
    const Setup& setup, const net::GitHubArchiveSettings& archive, const RepositoryKeys& keys
) {
  const auto look = ask<net::RepositoryLook>(setup, [&archive](net::HttpClient* http) {
    return net::look_at_repository(http, &archive);
  });
  return judge(archive, keys, look);
}

std::vector<Finding> look_at_archive(const Setup& setup) {
  if (!setup.config.meetings || setup.config.meetings->archive_repository.empty()) return {};
  const MeetingsConfig& config = *setup.config.meetings;
  if (setup.config.secrets.github_token.empty())
    return {
        {Weight::advice,
         fmt::format(
             "There is no token of GitHub's: notes for {} are handed out as files.",
             config.archive_repository
         ),
         "For pull requests, name one: token_file in [github], or USHER_GITHUB_TOKEN."}
    };
  net::GitHubArchiveSettings archive;
  archive.repository = config.archive_repository;
  archive.branch = config.archive_branch;
  archive.api_url = archive_api_of(setup.config);
  archive.token = setup.config.secrets.github_token;
  return look_at_repository(
      setup, archive, {"meetings.archive_repository", "meetings.archive_branch"}
  );
}

std::vector<Finding> look_at_pads(const Setup& setup) {
  if (!setup.config.meetings) return {};
  const MeetingsConfig& config = *setup.config.meetings;
  std::vector<std::string> pages;
  for (const MeetingConfig& one : config.series)
    if (!one.hackmd.empty()) pages.push_back(one.hackmd);
  if (pages.empty()) return {};
  if (setup.config.secrets.hackmd_token.empty())
    return {
        {Weight::advice, "There is no token of HackMD's: no page is prepared or read.",
         "Name one: token_file in [hackmd], or USHER_HACKMD_TOKEN."}
    };
  net::HackMdSettings hackmd;
  hackmd.api_url = config.hackmd_api_url;
  hackmd.token = setup.config.secrets.hackmd_token;
  const auto look = ask<net::PadsLook>(setup, [&](net::HttpClient* http) {
    return net::look_at_pads(http, &hackmd, pages);
  });
  if (look.status == 401 || look.status == 403)
    return {
        {Weight::fault, "HackMD does not accept the token.",
         "Make a new one (Settings → API), and put it into hackmd.token_file or "
         "USHER_HACKMD_TOKEN."}
    };
  if (look.error != errc::ok)
    return {
        {Weight::fault,
         fmt::format("{} cannot be asked: {}.", hackmd.api_url, describe(look.error)),
         "Check meetings.hackmd_api_url and the network."}
    };
  std::vector<Finding> out{{Weight::fine, "HackMD accepts the token.", {}}};
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (look.pages[i] == 200)
      out.push_back({Weight::fine, fmt::format("The page {} can be read.", pages[i]), {}});
    else
      out.push_back(
          {Weight::fault,
           fmt::format("The page {} cannot be read: HackMD answers {}.", pages[i], look.pages[i]),
           "Check the id in meetings.toml, and let the account of the token read and write it."}
      );
  return out;
}

}  // namespace usher
