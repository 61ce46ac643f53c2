// bot/compose.cpp: from files to a configuration, catalogs and series of proposals.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose.hpp"

#include "bot/compose_files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>

namespace usher {

namespace {

Problem unreadable(const std::string& file, errc why) {
  if (why == errc::too_large)
    return {
        file, 0, "The file is over 1 MiB.",
        "Name a configuration; config/usher.example.toml is one."
    };
  if (why == errc::unauthorized)
    return {
        file, 0, "The file may not be read.", "Give its reading right to the user that runs usher."
    };
  return {
      file, 0, "There is no such file.",
      "Name one that exists, or leave --config out to use the built-in configuration."
  };
}

std::string source_of(const ProposalsConfig& config) {
  if (config.source == ProposalsConfig::Source::directory) return "directory:" + config.path;
  const std::string branch = config.branch == "main" ? "" : "@" + config.branch;
  return "github:" + config.repository + "/" + config.directory + branch;
}

proposals::Settings series_of(
    const ProposalsConfig& config, const std::vector<CommunityFiles::File>& indexes
) {
  proposals::Settings out;
  out.command = config.name;
  out.label = config.label;
  out.title = config.title;
  out.service = config.name;
  out.source = source_of(config);
  out.site = config.site;
  out.page_ending = config.page_ending;
  out.mail_url = config.mail_url;
  out.every = config.poll;
  const auto mine = [&](const CommunityFiles::File& file) {
    // "config/numpy/proposals/nep.tsv (built in)" or a path.
    return file.name.find("proposals/" + config.name + ".tsv") != std::string::npos;
  };
  // A folder is read before the first answer; what ships is about another source.
  if (config.source == ProposalsConfig::Source::directory) return out;
  if (const auto it = std::ranges::find_if(indexes, mine); it != indexes.end())
    out.index = it->text;
  return out;
}

// "locale/zh_TW.po" → "zh_TW".
std::string stem_of(const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string base = path.substr(slash == std::string::npos ? 0 : slash + 1);
  return base.substr(0, base.find('.'));
}

}  // namespace

Sources read_sources(const CommunityFiles& files, const Order& order) {
  Sources out;
  auto text = files.config();
  if (text) {
    out.config.file = std::move(text->name);
    out.config.text = std::move(text->text);
  } else {
    out.unreadable = unreadable(order.config, text.error());
  }
  out.config.set = order.set;
  for (CommunityFiles::File& file : files.in("locale", ".po", out.unread)) {
    std::string locale = stem_of(file.name);
    out.catalogs.push_back({std::move(file.name), std::move(locale), std::move(file.text)});
  }
  out.indexes = files.in("proposals", ".tsv", out.unread);
  return out;
}

Setup set_up(const Order& order, bool need_secrets) {
  const CommunityFiles files(order.config);
  Sources sources = read_sources(files, order);
  Setup setup;
  if (sources.unreadable) {
    setup.mistakes.push_back(std::move(*sources.unreadable));
    return setup;
  }
  sources.config.need_secrets = need_secrets;
  LoadedConfig loaded = load_config(sources.config);
  setup.config = std::move(loaded.config);
  setup.mistakes = std::move(loaded.problems);
  setup.catalog = Catalog::load(sources.catalogs);
  setup.remarks = setup.catalog.problems();
  std::ranges::move(sources.unread, std::back_inserter(setup.remarks));
  std::ranges::move(loaded.warnings, std::back_inserter(setup.unused));
  for (const ProposalsConfig& config : setup.config.proposals)
    setup.series.push_back(series_of(config, sources.indexes));
  return setup;
}

std::string no_such_series(const std::string& name) {
  return "there is no command “" + name + "”, nor [proposals." + name +
         "] in the configuration. See usher --help.";
}

void complain(std::string_view what) {
  std::string line(what);
  std::ranges::replace(line, '\n', ' ');
  std::fprintf(stderr, "usher: %s\n", line.c_str());
}

void complain(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) std::fprintf(stderr, "%s\n", to_line(problem).c_str());
}

}  // namespace usher
