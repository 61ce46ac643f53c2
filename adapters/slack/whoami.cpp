// adapters/slack/whoami.cpp: auth.test, and what its refusals mean to an operator.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/whoami.hpp"

#include "adapters/slack/payload.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace usher::slack {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

std::string clean(const json::object& from, std::string_view key) {
  return sanitize(text(from, key));
}

constexpr std::array fatal = std::to_array<std::string_view>(
    {"not_authed", "invalid_auth", "account_inactive", "user_removed_from_team", "team_disabled",
     "token_revoked", "token_expired", "not_allowed_token_type"}
);

}  // namespace

std::expected<Whoami, Refusal> read_whoami(const Answer& answer) {
  Whoami out;
  out.identity.team = clean(answer.body, "team_id");
  out.identity.team_name = clean(answer.body, "team");
  out.identity.url = clean(answer.body, "url");
  out.identity.user = clean(answer.body, "user_id");
  out.identity.bot = clean(answer.body, "bot_id");
  out.organisation = flag(answer.body, "is_enterprise_install");
  for (const std::string_view scope : split(answer.scopes, ','))
    if (!trim(scope).empty()) out.scopes.emplace_back(trim(scope));
  // Without a bot id it is a person's token, which posts in that person's name.
  if (out.identity.team.empty() || out.identity.user.empty() || out.identity.bot.empty()) {
    Refusal refusal;
    refusal.why = errc::malformed;
    if (!out.identity.user.empty()) refusal.error = "not_allowed_token_type";
    return std::unexpected(std::move(refusal));
  }
  return out;
}

asio::awaitable<std::expected<Whoami, Refusal>> who_am_i(Api* api) {
  const std::expected<Answer, Refusal> answer = co_await api->ask("auth.test", {});
  if (!answer) co_return std::unexpected(answer.error());
  co_return read_whoami(*answer);
}

std::string mixed_up(const Identity& kept, const Identity& said) {
  if (kept.team == said.team) return {};
  return fmt::format(
      "The bot's token belongs to another workspace than this database: to {} ({}), the database "
      "to "
      "{} ({}). Put a token of that one in place, or name another file as database.path: each "
      "workspace has a database of its own.",
      said.team_name, said.team, kept.team_name, kept.team
  );
}

bool is_fatal(std::string_view error) { return std::ranges::find(fatal, error) != fatal.end(); }

std::string remedy_for(std::string_view error, std::string_view needed) {
  if (error == "missing_scope")
    return fmt::format(
        "Add the scope {} under OAuth & Permissions (or paste what `usher manifest` prints), "
        "reinstall the app, and put "
        "the new token in place.",
        needed.empty() ? "that it names" : needed
    );
  if (error == "not_allowed_token_type")
    return "This is a token of another kind: the bot's begins with xoxb- (OAuth & Permissions), "
           "the app's with xapp- (Basic "
           "Information).";
  if (error == "token_expired")
    return "Token rotation is on for this app, and Slack lets nobody switch it off again: make a "
           "new app from what `usher manifest` prints, and put its tokens in place.";
  if (error == "account_inactive" || error == "token_revoked" || error == "user_removed_from_team")
    return "The app was taken out of the workspace, or its token revoked: install it again and put "
           "the new token in place.";
  if (error == "team_disabled") return "The workspace is closed: ask its owners.";
  if (error == "not_authed" || error == "invalid_auth")
    return "The token is wrong: copy it again from OAuth & Permissions (xoxb-) or Basic "
           "Information (xapp-).";
  if (error == "access_denied" || error == "no_permission" || error == "ekm_access_denied")
    return "An administrator of the workspace has forbidden it: ask them.";
  return {};
}

std::string token_digest(const Secret<std::string>& token, std::string_view key) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  const std::string& secret = token.reveal();
  const auto bytes = [](std::string_view from) {
    return reinterpret_cast<const unsigned char*>(from.data());
  };
  const std::string padded = fmt::format("{:*<16}", key);  // libsodium takes keys of 16 to 64 bytes
  crypto_generichash(
      digest.data(), digest.size(), bytes(secret), secret.size(), bytes(padded),
      std::min<std::size_t>(padded.size(), crypto_generichash_KEYBYTES_MAX)
  );
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

}  // namespace usher::slack
