// adapters/slack/slack_identity.cpp: making sure who Usher is in the workspace, while it runs already.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack_impl.hpp"
#include "adapters/slack/whoami.hpp"
#include "bot/log.hpp"
#include "bot/net/backoff.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <random>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds ask_again{2000}, ask_again_at_most{60000};

}  // namespace

asio::awaitable<void> SlackAdapter::Impl::verify() {
  std::minstd_rand random(std::random_device{}());
  for (int tries = 0; !stopping; ++tries) {
    auto who = co_await who_am_i(&api);
    if (stopping) co_return;
    if (who) {
      if (const std::string mixed = mixed_up(settings.identity, who->identity); !mixed.empty())
        co_return end(mixed);
      who->identity.app = settings.identity.app;
      settings.identity = std::move(who->identity);
      keep_identity();
      co_return;
    }
    const Refusal& refusal = who.error();
    if (is_fatal(refusal.error))
      co_return end(
          "Slack refuses the bot's token (" + refusal.error + "). " +
          remedy_for(refusal.error, refusal.needed)
      );
    log::info("slack: auth.test has no answer yet: {} {}", describe(refusal.why), refusal.error);
    const double chance = std::uniform_real_distribution<double>(0, 1)(random);
    const auto pause = net::full_jitter(tries, ask_again, ask_again_at_most, chance);
    asking.expires_after(clock.real(std::max({ask_again, pause, refusal.retry_after})));
    [[maybe_unused]] const auto woken =
        co_await asking.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

void SlackAdapter::Impl::learn_app(std::string_view app) {
  if (settings.identity.app == app) return;
  settings.identity.app = app;
  keep_identity();
}

// Called from within Socket Mode's loops, which no failure of the disk may end. What is not kept now is asked for again at
// the next start.
void SlackAdapter::Impl::keep_identity() {
  if (!reader) return;
  try {
    const auto kept = rows::workspace(*reader);
    const std::string digest = token_digest(settings.bot_token, rows::installation(*reader));
    if (kept && kept->identity == settings.identity && kept->token == digest) return;
    store([who = settings.identity, digest, now = clock.seconds()](Database& db) {
      rows::keep_workspace(db, who, digest, now);
    });
  } catch (const std::exception& error) {
    log::warning("slack: who Usher is here could not be kept: {}", error.what());
  }
}

}  // namespace usher::slack
