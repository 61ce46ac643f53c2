// bot/compose_tree.cpp: from [proposals.…] to a tree service and a mail service.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_tree.hpp"

#include "bot/net/directory_tree.hpp"
#include "bot/net/github_tree.hpp"
#include "bot/net/mail_archive.hpp"
#include "bot/net/read_tree.hpp"
#include "commands/proposals/file_facts.hpp"
#include "commands/proposals/proposing_mail.hpp"

namespace usher {

namespace {

std::unique_ptr<Service> files_of(
    const Config& config, const ProposalsConfig& series, Worker& worker, net::HttpClient& http,
    const Clock& clock, ListingBook book
) {
  if (series.source == ProposalsConfig::Source::directory)
    return std::make_unique<net::DirectoryTree>(
        worker,
        net::DirectoryTreeSettings{
            .name = series.name, .path = series.path, .index = IndexFile(series.index_file)
        }
    );
  net::GitHubTreeSettings settings;
  settings.name = series.name;
  settings.repository = series.repository;
  settings.directory = series.directory;
  settings.branch = series.branch;
  settings.index = IndexFile(series.index_file);
  settings.api_url = series.api_url;
  settings.raw_url = series.raw_url;
  settings.token = config.secrets.github_token;
  if (book)
    settings.until_listing = [book = std::move(book), name = series.name](sys_seconds now) {
      return book(name, now);
    };
  return std::make_unique<net::GitHubTree>(http, clock, std::move(settings));
}

}  // namespace

std::unique_ptr<Service> tree_of(
    const Config& config, const ProposalsConfig& series, const proposals::Settings& settings,
    Worker& worker, net::HttpClient& http, const Clock& clock, ListingBook book
) {
  return std::make_unique<net::ReadTree>(
      files_of(config, series, worker, http, clock, std::move(book)), worker,
      [settings](std::string_view path, std::string_view bytes) {
        return proposals::facts_of_file(path, bytes, settings);
      }
  );
}

std::unique_ptr<Service> mail_of(
    const proposals::Settings& series, net::HttpClient& http, const Clock& clock
) {
  if (series.mail_service.empty()) return nullptr;
  net::MailArchiveSettings settings;
  settings.name = series.mail_service;
  settings.list_url = series.mail_url;
  settings.wanted = [label = series.label](std::string_view subject) {
    return proposals::proposed_number(subject, label).has_value();
  };
  return std::make_unique<net::MailArchive>(http, clock, std::move(settings));
}

}  // namespace usher
