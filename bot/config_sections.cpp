// bot/config_sections.cpp: the keys of every section, with their limits.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_sections.hpp"

#include "bot/config_names.hpp"
#include "bot/locales.hpp"
#include "bot/po_header.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

using Section = ConfigReader::Section;

Check url(bool loopback) {
  return [loopback](std::string_view value) { return check_url(value, loopback); };
}

void read_community(Section section, Config& config) {
  section.text("name", config.community.name, check_name);
  section.text("language", config.community.language, check_language);
  section.text("time_zone", config.community.time_zone, check_zone);
  if (section.text("contact_url", config.contact_url, url(false)))
    config.community.contact_url = config.contact_url;
}

void read_delivery(Section section, DeliveryConfig& delivery) {
  section.duration("drain_seconds", delivery.drain, 0, 600);
  std::int64_t tries = delivery.max_tries;
  if (section.integer("max_tries", tries, 1, 100)) delivery.max_tries = static_cast<int>(tries);
  section.duration("max_age_hours", delivery.max_age, 1, std::int64_t{24} * 30);
  section.duration("retry_base_ms", delivery.retry_base, 1, 60000);
  section.duration("retry_cap_seconds", delivery.retry_cap, 1, 3600);
}

bool is_series_name(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return name.size() >= 2 && name.size() <= 12 && std::ranges::all_of(name, lower);
}

void read_proposals(Section section, ProposalsConfig& proposals, bool loopback) {
  using Source = ProposalsConfig::Source;
  section.choice<Source>(
      "source", proposals.source, {{"github", Source::github}, {"directory", Source::directory}}
  );
  section.text("label", proposals.label, check_short);
  section.text("title", proposals.title, check_short);
  // A path that is kept for the day when the source is switched need not exist yet.
  section.text(
      "path", proposals.path,
      proposals.source == Source::directory ? Check(check_directory) : Check()
  );
  section.text("repository", proposals.repository, check_repository);
  section.text("directory", proposals.directory, check_folder_in_repository);
  section.text("branch", proposals.branch, check_branch);
  section.text("api_url", proposals.api_url, url(loopback));
  section.text("raw_url", proposals.raw_url, url(loopback));
  section.duration("poll_minutes", proposals.poll, 1, std::int64_t{7} * 24 * 60);
  section.text("site", proposals.site, url(loopback));
  section.text("page_ending", proposals.page_ending, [](std::string_view value) -> Verdict {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz./";
    if (value.size() <= 16 && value.find_first_not_of(allowed) == std::string_view::npos)
      return std::nullopt;
    return Flaw{
        fmt::format("\"{}\" is no ending of a page's address.", shown(value)),
        "Write .html or / for instance."
    };
  });
  section.text("mail_url", proposals.mail_url, url(loopback));
  section.duration("mail_minutes", proposals.mail, 0, std::int64_t{7} * 24 * 60);
  section.text("web_url", proposals.web_url, url(loopback));
  section.text("template_url", proposals.template_url, url(loopback));
  std::int64_t days = 0;
  if (section.integer("comment_days", days, 0, 60)) proposals.comment_days = static_cast<int>(days);
  if (days > 0 && days < 7)
    section.problem(
        "comment_days", fmt::format("{} days are less than a comment period lasts.", days),
        "Write 7 to 60, or 0 where proposals are accepted otherwise."
    );
  section.text("rules_url", proposals.rules_url, url(loopback));
  read_rules(section, proposals);

  if (proposals.source == Source::directory && !section.given("path"))
    section.problem(
        "source", "The source is a directory, and path does not say which.",
        "Add path = \"…\", the folder with the proposals' files."
    );
  if (proposals.source == Source::github)
    for (const char* key : {"repository", "directory"})
      if (!section.given(key))
        section.problem(
            "source", fmt::format("The source is GitHub, and {} is missing.", key),
            key == std::string_view("directory")
                ? "Add directory = \"…\", the folder inside the repository."
                : "Add repository = \"owner/name\"."
        );
}

// Names that people may type as well: "提案". series: all of them; before: those that have been read.
void read_other_names(
    Section section, ProposalsConfig& proposals, const std::set<std::string>& series,
    const std::vector<ProposalsConfig>& before
) {
  section.list("also", proposals.also, [&](std::string_view name) -> Verdict {
    const auto has = [name](const ProposalsConfig& one) {
      return std::ranges::find(one.also, name) != one.also.end();
    };
    if (!is_command_name(name))
      return Flaw{
          fmt::format("\"{}\" is nothing that can follow a slash.", shown(name)),
          "Write one word of up to 20 letters in lower case, of any script: \"提案\" for instance."
      };
    if (is_own_command(name) || series.contains(std::string(name)) ||
        std::ranges::any_of(before, has))
      return Flaw{
          fmt::format("/{} is another command already.", shown(name)), "Take another word, or none."
      };
    return std::nullopt;
  });
}

void read_all_proposals(ConfigReader& reader, Config& config) {
  reader.section("proposals");  // says so where it is no section
  const std::set<std::string> names = reader.names_below("proposals");
  for (const std::string& name : names) {
    Section section = reader.section("proposals." + name);
    ProposalsConfig proposals;
    proposals.name = name;
    proposals.label = name;
    std::ranges::transform(proposals.label, proposals.label.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    if (!is_series_name(name) || is_own_command(name))
      section.problem(
          "",
          fmt::format(
              "[proposals.{}] would be the command /{}, which cannot be.", shown(name), shown(name)
          ),
          "Take 2 to 12 lower-case letters that are no other command, nep for instance."
      );
    read_proposals(section, proposals, config.testing.loopback);
    read_other_names(section, proposals, names, config.proposals);
    config.proposals.push_back(std::move(proposals));
  }
}

void read_slack(Section section, SlackConfig& slack, bool loopback) {
  using Mode = SlackConfig::Mode;
  section.choice<Mode>("mode", slack.mode, {{"socket", Mode::socket}, {"http", Mode::http}});
  section.text("api_url", slack.api_url, url(loopback));
  section.text("listen", slack.listen, check_listen);
  std::int64_t connections = slack.connections;
  if (section.integer("connections", connections, 1, 10))
    slack.connections = static_cast<int>(connections);
  section.real("posts_per_second", slack.posts_per_second, 0.01, 1000);
  std::int64_t burst = slack.burst;
  if (section.integer("burst", burst, 0, 1000)) slack.burst = static_cast<int>(burst);
  section.boolean("debug_reconnects", slack.debug_reconnects);
}

}  // namespace

void compare_language(ConfigReader& reader, const ConfigInput& input, const Config& config) {
  if (!input.locales) return;
  const std::string& language = config.community.language;
  const std::vector<std::string> wanted = locales_for(language);
  const auto is_there = [&](const std::string& locale) {
    return built_in_language(locale) != nullptr ||
           std::ranges::find(*input.locales, locale) != input.locales->end();
  };
  // The last is English, which stands in for any.
  if (is_english(language) || wanted.size() == 1 ||
      std::any_of(wanted.begin(), wanted.end() - 1, is_there))
    return;
  if (std::ranges::any_of(*input.locales, [&](const std::string& locale) {
        return are_akin(locale, wanted.front());
      }))
    return;
  reader.section("community")
      .problem(
          "language", fmt::format("Usher does not speak \"{}\".", shown(language)),
          fmt::format(
              "Write en, zh-Hans or zh-Hant, or put a translation beside the configuration: "
              "locale/{}.po.",
              wanted[wanted.size() - 2]
          )
      );
}

void read_sections(ConfigReader& reader, Config& config) {
  Section testing = reader.section("testing");
  testing.boolean("echo", config.testing.echo);
  testing.boolean("loopback", config.testing.loopback);
  const bool loopback = config.testing.loopback;

  read_community(reader.section("community"), config);
  reader.section("database").text("path", config.database.path, check_database_path);
  read_delivery(reader.section("delivery"), config.delivery);
  reader.section("log").choice<LogLevel>(
      "level", config.log.level,
      {{"error", LogLevel::error},
       {"warning", LogLevel::warning},
       {"info", LogLevel::info},
       {"debug", LogLevel::debug}}
  );
  read_roles(reader, config.roles);
  read_all_proposals(reader, config);

  read_meetings(reader, config);
  read_answers(reader, config.answers);

  SlackConfig slack;
  Section slack_section = reader.section("slack");
  read_slack(slack_section, slack, loopback);
  if (slack_section.present()) config.slack = std::move(slack);

  read_matrix(reader, config);
  read_web(reader, config);
  read_welcome(reader, config);
  read_groups(reader, config);

  reader.section("terminal")
      .text("history_file", config.terminal.history_file, [](std::string_view value) -> Verdict {
        return value.empty() ? std::nullopt : check_database_path(value);
      });
}

}  // namespace usher
