// bot/compose.cpp: from files to a configuration, catalogs and series of proposals.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose.hpp"

#include "bot/compose_answers.hpp"
#include "bot/compose_files.hpp"
#include "bot/compose_groups.hpp"
#include "bot/compose_meetings.hpp"
#include "bot/compose_shelf.hpp"
#include "bot/compose_translations.hpp"
#include "bot/net/hyperkitty.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <utility>

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
  const std::string index = config.index_file.empty() ? "" : "/*/" + config.index_file;
  if (config.source == ProposalsConfig::Source::directory)
    return "directory:" + config.path + index;
  const std::string branch = config.branch == "main" ? "" : "@" + config.branch;
  return "github:" + config.repository + "/" + config.directory + branch + index;
}

// GitHub's own API has a host to itself; another server of its kind has it below its pages.
std::string web_pages_of(const ProposalsConfig& config) {
  std::string pages = config.web_url;
  while (pages.ends_with('/')) pages.pop_back();
  if (!pages.empty() || config.source != ProposalsConfig::Source::github) return pages;
  constexpr std::string_view below = "/api/v3";
  std::string server = config.api_url;
  while (server.ends_with('/')) server.pop_back();
  if (server.ends_with(below))
    server.resize(server.size() - below.size());
  else
    server = "https://github.com";
  return server + "/" + config.repository;
}

proposals::Meaning meaning_named(std::string_view name) {
  using proposals::Meaning;
  constexpr std::array<std::pair<std::string_view, Meaning>, 9> all = {{
      {"draft", Meaning::draft},
      {"active", Meaning::active},
      {"accepted", Meaning::accepted},
      {"provisional", Meaning::provisional},
      {"final", Meaning::final},
      {"deferred", Meaning::deferred},
      {"rejected", Meaning::rejected},
      {"withdrawn", Meaning::withdrawn},
      {"superseded", Meaning::superseded},
  }};
  const auto* const found =
      std::ranges::find(all, name, &std::pair<std::string_view, Meaning>::first);
  return found == all.end() ? Meaning::other : found->second;
}

// What is not said stays as NEP 0 has it; but its steps are no rule for statuses that are not its own.
void take_rules(const ProposalsConfig& config, proposals::Settings& out) {
  using Header = ProposalsConfig::Header;
  if (!config.statuses.empty()) {
    out.statuses.clear();
    out.moves.clear();
  }
  for (const ProposalStatus& status : config.statuses)
    out.statuses.push_back({status.name, meaning_named(status.means)});
  if (!config.types.empty()) out.types = config.types;
  if (config.moves) {
    out.moves.clear();
    for (const ProposalMove& move : *config.moves)
      out.moves.push_back({move.from, move.to, move.type});
  }
  if (config.header == Header::rst) out.header = proposals::HeaderStyle::rst;
  if (config.header == Header::rfc2822) out.header = proposals::HeaderStyle::rfc2822;
  out.council = config.council;
  out.file_prefix = config.file_prefix;
  out.examples = {"1", "1 2"};  // every series has a first and a second
  if (!config.examples.empty()) out.examples = config.examples;
}

// The facts that ship are about one source. Another community's series may have the same name.
bool is_about(const CommunityFiles::File& index, const ProposalsConfig& config) {
  if (!index.shipped) return true;
  const auto ours = CommunityFiles("").config();
  if (!ours) return false;
  ConfigInput input;
  input.text = ours->text;
  input.environment = [](const char*) -> const char* { return nullptr; };
  const LoadedConfig loaded = load_config(input);
  return std::ranges::any_of(loaded.config.proposals, [&](const ProposalsConfig& one) {
    return one.name == config.name && one.repository == config.repository &&
           one.directory == config.directory;
  });
}

// An archive of another kind is linked to and not read.
std::string mail_service_of(const ProposalsConfig& config, const proposals::Settings& series) {
  const bool reads = config.mail > std::chrono::minutes{0} && series.process_days > 0 &&
                     net::list_address(config.mail_url).has_value();
  return reads ? config.name + "-mail" : "";
}

proposals::Settings series_of(
    const ProposalsConfig& config, const std::vector<CommunityFiles::File>& indexes
) {
  proposals::Settings out;
  take_rules(config, out);
  out.command = config.name;
  out.also = config.also;
  out.label = config.label;
  out.title = config.title;
  out.service = config.name;
  out.source = source_of(config);
  out.index_file = config.index_file;
  out.site = config.site;
  out.page_ending = config.page_ending;
  out.mail_url = config.mail_url;
  out.web_url = web_pages_of(config);
  out.template_url = config.template_url;
  // Whose statuses are their own has a process of their own.
  out.process_days = config.comment_days.value_or(config.statuses.empty() ? out.process_days : 0);
  out.rules_url = config.rules_url;
  out.every = config.poll;
  out.mail_service = mail_service_of(config, out);
  out.mail_every = config.mail;
  const auto mine = [&](const CommunityFiles::File& file) {
    // "config/numpy/proposals/nep.tsv (built in)" or a path.
    return file.name.find("proposals/" + config.name + ".tsv") != std::string::npos &&
           is_about(file, config);
  };
  // A folder is read before the first answer; what ships is about another source.
  if (config.source == ProposalsConfig::Source::directory) return out;
  if (const auto it = std::ranges::find_if(indexes, mine); it != indexes.end())
    out.index = it->text;
  return out;
}

RoleBook book_of(const RolesConfig& config) {
  RoleBook book;
  const auto add = [&](const std::vector<std::string>& people, Role role) {
    for (const std::string& who : people) book.add(who, role);
  };
  add(config.contributors, Role::contributor);
  add(config.maintainers, Role::maintainer);
  add(config.organisers, Role::organiser);
  add(config.administrators, Role::administrator);
  add(config.committee, Role::committee);
  if (!config.committee_file.empty()) book.close_committee();
  return book;
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
  out.catalogs = read_catalogs(files, out.unread);
  out.config.locales.emplace();
  for (const PoFile& file : out.catalogs) out.config.locales->push_back(file.locale);
  out.indexes = files.in("proposals", ".tsv", out.unread);
  if (auto meetings = files.beside("meetings.toml", out.unread)) {
    out.config.meetings_file = std::move(meetings->name);
    out.config.meetings_text = std::move(meetings->text);
  }
  out.config.rule_flaw = meeting_rule_flaw;
  // Words of one community are none of another's.
  out.notices = files.in("notices", ".txt", out.unread);
  out.templates = files.in("templates", ".md", out.unread);
  if (!order.config.empty()) {
    std::erase_if(out.notices, &CommunityFiles::File::shipped);
    std::erase_if(out.templates, &CommunityFiles::File::shipped);
  }
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
  setup.roles = book_of(setup.config.roles);
  const bool own = !std::ranges::all_of(sources.catalogs, &PoFile::shipped);
  setup.catalog = Catalog::load(std::move(sources.catalogs));
  // What the community wrote is read at once, to tell of its mistakes. What ships has none, and is read when somebody reads it.
  if (own) setup.remarks = setup.catalog.problems();
  std::ranges::move(sources.unread, std::back_inserter(setup.remarks));
  for (const ProposalsConfig& config : setup.config.proposals)
    setup.series.push_back(series_of(config, sources.indexes));
  add_meetings(setup, sources);
  setup.shelf = shelf_of(order);
  setup.answer_sources = [order] {
    std::vector<Problem> told_by_check;
    return answer_files(order, told_by_check);
  };
  add_groups(setup, files);
  return setup;
}

std::optional<std::vector<SeriesVerb>> known_series(
    const std::string& config, const std::vector<std::string>& set
) {
  auto text = CommunityFiles(config).config();
  if (!text) return std::nullopt;
  ConfigInput input;
  input.file = std::move(text->name);
  input.text = std::move(text->text);
  input.set = set;
  const LoadedConfig loaded = load_config(input);
  if (!loaded.problems.empty()) return std::nullopt;
  std::vector<SeriesVerb> out;
  for (const ProposalsConfig& one : loaded.config.proposals) {
    const proposals::Settings series = series_of(one, {});
    out.push_back({series.command, series.title, series.examples});
  }
  return out;
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
