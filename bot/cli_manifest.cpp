// bot/cli_manifest.cpp: usher manifest: what the Slack app must be, to be pasted into Slack's page.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/manifest.hpp"
#include "adapters/terminal/mailbox.hpp"
#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/compose_features.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace usher {

namespace {

// "https://usher.example.org/" → the same without the slash; nothing where Slack would not take it.
std::optional<std::string> base_of(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  constexpr std::string_view scheme = "https://";
  const bool sound =
      url.starts_with(scheme) && url.size() > scheme.size() &&
      std::ranges::none_of(url, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == '?' || c == '#' || c == '"';
      });
  return sound ? std::optional(std::move(url)) : std::nullopt;
}

}  // namespace

int print_manifest(const Order& order) {
  const Setup setup = set_up(order, false);
  complain(setup.mistakes);
  if (!setup.mistakes.empty()) return exit_failed;
  const auto& slack = setup.config.slack;
  const bool http = slack && slack->mode == SlackConfig::Mode::http;
  std::string url;
  if (http && order.url.empty()) {
    complain(
        "slack.mode is \"http\": say where Slack reaches Usher, for example: usher manifest --url "
        "https://usher.example.org"
    );
    return exit_usage;
  }
  if (http) {
    auto base = base_of(order.url);
    if (!base) {
      complain(
          "--url must be what Slack can reach, beginning with https://, for example "
          "https://usher.example.org"
      );
      return exit_usage;
    }
    url = std::move(*base);
  } else if (!order.url.empty()) {
    complain("slack.mode is \"socket\", where Slack needs no URL: --url is not used.");
  }
  const auto clock = make_clock();
  const auto features = make_features(setup, *clock, false, nullptr);
  CommandTable commands;
  for (const auto& feature : features)
    commands.add(feature->name(), feature->commands(), feature->shortcuts());
  const Say say(setup.catalog, setup.config.community.language);
  const slack::Manifest made = slack::manifest({commands, say, setup.config.community.name, url});
  for (const std::string& name : made.left_out)
    complain(fmt::format(
        "{} is not in the manifest: Slack keeps this name, or takes no more commands. It works as "
        "a mention and in direct messages.",
        name
    ));
  for (const std::string& name : made.no_room)
    complain(fmt::format(
        "the shortcut “{}” is not in the manifest: Slack takes no more of them. There is a command "
        "that does the same.",
        name
    ));
  return terminal::write_all(STDOUT_FILENO, slack::to_text(made.app)) ? exit_fine : exit_failed;
}

}  // namespace usher
