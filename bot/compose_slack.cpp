// bot/compose_slack.cpp: from [slack] to an adapter that knows its workspace.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_slack.hpp"

#include "adapters/slack/rows.hpp"
#include "adapters/slack/whoami.hpp"
#include "bot/address_of.hpp"
#include "bot/config_checks.hpp"
#include "bot/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>

namespace usher {

namespace asio = boost::asio;

namespace {

constexpr int most_tries = 5;
// A start waits no longer than that for Slack at a time: whoever stops the program meanwhile is not heard. Where Slack wants to
// be left alone for longer it is not asked again.
constexpr std::chrono::milliseconds shortest_pause{1000}, longest_pause{5000};

using Who = std::expected<slack::Whoami, slack::Refusal>;

// Before anything runs: on a loop of its own.
Who ask_slack(const slack::Settings& settings, const Clock& clock) {
  asio::io_context io(1);
  net::HttpClient http(
      io.get_executor(), {.allow_loopback = settings.loopback, .contact = settings.contact}
  );
  slack::Api api(http, clock, settings.api_url, settings.bot_token, settings.app_token);
  Who out = std::unexpected(slack::Refusal{});
  const auto question = [](slack::Api* of, Who* into) -> asio::awaitable<void> {
    Who said = co_await slack::who_am_i(of);
    *into = std::move(said);
  };
  asio::co_spawn(io, question(&api, &out), [](const std::exception_ptr& thrown) {
    if (thrown) std::rethrow_exception(thrown);
  });
  io.run();
  return out;
}

std::string refused(const slack::Refusal& refusal) {
  const std::string remedy = slack::remedy_for(refusal.error, refusal.needed);
  return fmt::format(
      "Slack says {} of the bot's token. {}",
      refusal.error.empty() ? describe(refusal.why) : std::string_view(refusal.error),
      remedy.empty() ? "See usher doctor." : remedy
  );
}

// What was learnt before is good until Slack says otherwise (the adapter asks again while it runs), so that a start does not
// wait for Slack. With another token than then, Slack is asked first: it may be another workspace's, which this database
// does not serve.
slack::Identity identity(const slack::Settings& settings, const Clock& clock, Database& db) {
  const std::optional<slack::rows::Workspace> known = slack::rows::workspace(db);
  const std::string digest = slack::token_digest(settings.bot_token, slack::rows::installation(db));
  if (known && known->token == digest) return known->identity;
  for (int tries = 1;; ++tries) {
    const Who who = ask_slack(settings, clock);
    if (who && who->organisation)
      throw std::runtime_error(
          "The app is installed to a whole organisation, which Usher does not know how to serve: "
          "install it to one workspace."
      );
    if (who && known)
      if (const std::string mixed = slack::mixed_up(known->identity, who->identity); !mixed.empty())
        throw std::runtime_error(mixed);
    if (who) return who->identity;
    if (slack::is_fatal(who.error().error)) throw std::runtime_error(refused(who.error()));
    const auto pause = std::max(shortest_pause, who.error().retry_after);
    if (tries < most_tries && is_transient(who.error().why) && pause <= longest_pause) {
      log::info("slack: not reached yet: {}", describe(who.error().why));
      std::this_thread::sleep_for(pause);
      continue;
    }
    // The same app with a new token, most likely: no event is taken before Slack has been reached.
    if (known) return known->identity;
    throw std::runtime_error(fmt::format(
        "Slack could not be asked which workspace this is ({}{}{}). Is {} reachable from here?",
        describe(who.error().why), who.error().error.empty() ? "" : ": ", who.error().error,
        settings.api_url
    ));
  }
}

}  // namespace

slack::Settings slack_settings(const Setup& setup) {
  const Config& config = setup.config;
  const SlackConfig& from = *config.slack;
  slack::Settings out;
  out.mode = from.mode == SlackConfig::Mode::http ? slack::Settings::Mode::http
                                                  : slack::Settings::Mode::socket;
  out.api_url = from.api_url;
  while (out.api_url.ends_with('/')) out.api_url.pop_back();
  const ListenAddress at = split_listen(from.listen);
  out.address = at.address;
  out.port = at.port;
  out.connections = from.connections;
  out.posts_per_second = from.posts_per_second;
  out.burst = from.burst;
  out.debug_reconnects = from.debug_reconnects;
  out.bot_token = config.secrets.slack_bot_token;
  out.app_token = config.secrets.slack_app_token;
  out.signing_secret = config.secrets.slack_signing_secret;
  out.database = config.database.path;
  out.loopback = config.testing.loopback;
  out.contact = config.contact_url;
  out.language = config.community.language;
  out.community = config.community.name;
  out.roles = setup.roles;
  return out;
}

void add_slack(
    Engine& engine, asio::io_context& io, const Clock& clock, const Setup& setup,
    std::function<void(std::string_view)> ended
) {
  slack::Settings settings = slack_settings(setup);
  auto reader = std::make_unique<Database>(settings.database, Database::Mode::read_only);
  settings.identity = identity(settings, clock, *reader);
  settings.fatal = std::move(ended);
  settings.not_ready = [&engine] { return engine.not_ready(); };
  const slack::Identity who = settings.identity;
  const bool http = settings.mode == slack::Settings::Mode::http;
  const std::string address = settings.address;
  auto adapter = std::make_unique<slack::SlackAdapter>(
      io, clock, setup.catalog, engine.commands(), std::move(settings)
  );
  adapter->read_with(std::move(reader));
  const auto port = adapter->listen();
  if (!port)
    throw std::runtime_error(fmt::format(
        "{}. Another program may have that address: name one that is free as slack.listen.",
        port.error()
    ));
  log::info("slack: serves {} ({}) as {}", who.team_name, who.team, who.user);
  if (http) {
    const std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
    log::info("slack: waits for Slack's requests on http://{}:{}/slack/events", host, *port);
    std::printf(
        "Usher waits for Slack at http://%s:%u/slack/events\n", host.c_str(),
        static_cast<unsigned>(*port)
    );
    std::fflush(stdout);
  }
  engine.add(std::move(adapter));
}

}  // namespace usher
