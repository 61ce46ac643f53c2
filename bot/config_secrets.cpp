// bot/config_secrets.cpp: credentials, and what must be right together.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_sections.hpp"
#include "bot/secret_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace usher {

namespace {

using Section = ConfigReader::Section;

struct Source {
  const char* key;       // names the file
  const char* variable;  // of the environment
};

class SecretReader {
 public:
  SecretReader(ConfigReader& reader, const ConfigInput& input) : reader_(reader), input_(input) {}

  // The environment wins: it is where a container or a test says that this run is another.
  void read(
      const char* section_name, const Source& source, Secret<std::string>& out,
      const Check& check = check_secret
  ) {
    Section section = reader_.section(section_name);
    std::string path;
    const bool named = section.text(source.key, path);
    if (const char* value = variable(source.variable); value != nullptr && *value != '\0') {
      if (Verdict flaw = check(value))
        reader_.problem_elsewhere(source.variable, flaw->problem, flaw->remedy);
      else
        out = Secret<std::string>(value);
    } else if (named) {
      auto secret = read_secret_file(path, check);
      if (secret)
        out = std::move(*secret);
      else
        section.problem(
            source.key, fmt::format("{}.{}: {}", section_name, source.key, secret.error().problem),
            secret.error().remedy
        );
    }
  }

  void need(const char* section_name, const Source& source, const Secret<std::string>& secret) {
    Section section = reader_.section(section_name);
    if (!input_.need_secrets || !section.present() || !secret.empty() || section.given(source.key))
      return;
    section.problem(
        "", fmt::format("[{}] needs a secret: {} is missing.", section_name, source.key),
        fmt::format(
            "Add {} = \"…\", a file that only you can read (chmod 600), or set {}.", source.key,
            source.variable
        )
    );
  }

 private:
  const char* variable(const char* name) const {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): start-up, before any thread
    return input_.environment ? input_.environment(name) : std::getenv(name);
  }

  ConfigReader& reader_;
  const ConfigInput& input_;
};

constexpr Source slack_bot{"bot_token_file", "USHER_SLACK_BOT_TOKEN"};
constexpr Source slack_app{"app_token_file", "USHER_SLACK_APP_TOKEN"};
constexpr Source slack_signing{"signing_secret_file", "USHER_SLACK_SIGNING_SECRET"};
constexpr Source matrix_token{"access_token_file", "USHER_MATRIX_ACCESS_TOKEN"};
constexpr Source matrix_password{"password_file", "USHER_MATRIX_PASSWORD"};
constexpr Source matrix_as_token{"as_token_file", "USHER_MATRIX_AS_TOKEN"};
constexpr Source matrix_hs_token{"hs_token_file", "USHER_MATRIX_HS_TOKEN"};
constexpr Source github_token{"token_file", "USHER_GITHUB_TOKEN"};
constexpr Source hackmd_token{"token_file", "USHER_HACKMD_TOKEN"};

// The two tokens of one Slack app are easily swapped, and Slack's answer to that says nothing.
void check_swapped(ConfigReader& reader, const Secrets& secrets) {
  Section section = reader.section("slack");
  const auto not_the_bots = [&](const char* prefix, const char* what) {
    if (secrets.slack_bot_token.reveal().starts_with(prefix))
      section.problem(
          "bot_token_file",
          fmt::format("slack.bot_token_file: this is {} ({}), not the bot's.", what, prefix),
          "Put the token that begins with xoxb- there; it stands under OAuth & Permissions."
      );
  };
  not_the_bots("xapp-", "an app-level token");
  not_the_bots("xoxp-", "a person's token");
  not_the_bots("xoxe.", "a token of an app with token rotation, which Usher does not renew");
  if (secrets.slack_app_token.reveal().starts_with("xoxb-"))
    section.problem(
        "app_token_file",
        "slack.app_token_file: this is the bot's token (xoxb-), not an app-level one.",
        "Put the token that begins with xapp- there; it stands under Basic Information."
    );
}

// A repository that nothing would ever go to.
void check_archive_is_used(ConfigReader& reader, const Config& config) {
  if (!config.meetings || config.meetings->archive_repository.empty()) return;
  if (config.meetings->series.empty()) return;  // another file, which is not there yet
  if (std::ranges::any_of(config.meetings->series, [](const MeetingConfig& one) {
        return !one.archive.empty();
      }))
    return;
  reader.section("meetings")
      .problem(
          "archive_repository",
          "meetings.archive_repository: no meeting says which file of it its notes become.",
          "Add archive = \"notes/{year}/call-{date}.md\" to a [series.…] of meetings.toml."
      );
}

}  // namespace

void read_secrets(ConfigReader& reader, const ConfigInput& input, Config& config) {
  SecretReader secrets(reader, input);
  Secrets& out = config.secrets;
  secrets.read("slack", slack_bot, out.slack_bot_token);
  secrets.read("slack", slack_app, out.slack_app_token);
  secrets.read("slack", slack_signing, out.slack_signing_secret);
  secrets.read("matrix", matrix_token, out.matrix_access_token);
  secrets.read("matrix", matrix_password, out.matrix_password, check_password);
  secrets.read("matrix", matrix_as_token, out.matrix_as_token);
  secrets.read("matrix", matrix_hs_token, out.matrix_hs_token);
  secrets.read("github", github_token, out.github_token);
  secrets.read("hackmd", hackmd_token, out.hackmd_token);
  check_swapped(reader, out);
  if (config.web) read_web_people(reader, *config.web);
  read_committee(reader, config);

  secrets.need("slack", slack_bot, out.slack_bot_token);
  if (config.slack && config.slack->mode == SlackConfig::Mode::socket)
    secrets.need("slack", slack_app, out.slack_app_token);
  if (config.slack && config.slack->mode == SlackConfig::Mode::http)
    secrets.need("slack", slack_signing, out.slack_signing_secret);
  if (!config.matrix) return;
  if (config.matrix->transport == MatrixConfig::Transport::appservice) {
    secrets.need("matrix", matrix_as_token, out.matrix_as_token);
    secrets.need("matrix", matrix_hs_token, out.matrix_hs_token);
  } else if (out.matrix_password.empty() && !reader.section("matrix").given(matrix_password.key)) {
    secrets.need("matrix", matrix_token, out.matrix_access_token);
  }
}

void check_together(ConfigReader& reader, const Config& config) {
  for (const ProposalsConfig& proposals : config.proposals) {
    Section section = reader.section("proposals." + proposals.name);
    const bool unnamed =
        config.secrets.github_token.empty() && !reader.section("github").given(github_token.key);
    if (proposals.source == ProposalsConfig::Source::github &&
        proposals.poll < std::chrono::minutes(15) && unnamed)
      section.problem(
          "poll_minutes",
          fmt::format(
              "proposals.{}.poll_minutes is {}, which is too often for GitHub without a token (60 "
              "requests an hour).",
              proposals.name, proposals.poll.count()
          ),
          "Write 15 or more, or name a token: token_file in [github], or USHER_GITHUB_TOKEN."
      );
  }
  if (config.meetings && config.meetings->public_feeds && !config.web)
    reader.section("meetings")
        .problem(
            "public_feeds",
            "meetings.public_feeds is on, and there is no [web] that could serve them.",
            "Add [web] with public_url, or remove public_feeds."
        );
  check_archive_is_used(reader, config);
  if (!config.testing.echo) return;
  Section testing = reader.section("testing");
  const auto refuse = [&](const char* where) {
    testing.problem(
        "echo", fmt::format("testing.echo would repeat people's messages to {}.", where),
        "Set it only where every server is on this machine, or remove it."
    );
  };
  if (config.slack && !is_loopback_url(config.slack->api_url)) refuse("Slack (slack.api_url)");
  if (config.matrix && !is_loopback_url(config.matrix->homeserver))
    refuse("Matrix (matrix.homeserver)");
  if (config.web && !is_loopback_listen(config.web->listen)) refuse("the network (web.listen)");
  if (config.web && !config.web->public_url.empty() && !is_loopback_url(config.web->public_url))
    refuse("the network (web.public_url)");
}

}  // namespace usher
