// adapters/slack/whoami.hpp: asking Slack who Usher is there, and what it may do.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/identity.hpp"
#include "bot/secret.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

struct Whoami {
  Identity identity;                // app stays empty: auth.test does not say it
  std::vector<std::string> scopes;  // of the token; empty where Slack did not say
  bool organisation = false;  // installed to a whole Enterprise organisation, not to a workspace
};

// auth.test. malformed: an answer without a workspace or a bot.
boost::asio::awaitable<std::expected<Whoami, Refusal>> who_am_i(Api* api);
std::expected<Whoami, Refusal> read_whoami(const Answer& answer);  // pure

// What an operator is told where the token belongs to another workspace than the database, whose rows are all the first
// one's; empty where it is the same.
std::string mixed_up(const Identity& kept, const Identity& said);

// Whether waiting helps no more: the token was revoked, the app taken away, the workspace closed (facts/slack.md 1.1).
bool is_fatal(std::string_view error);
// What an operator does about such a word, in a sentence.
std::string remedy_for(std::string_view error, std::string_view needed);

// A digest, cut short, that tells one token from another and nothing of either. key: rows::installation().
std::string token_digest(const Secret<std::string>& token, std::string_view key);

}  // namespace usher::slack
