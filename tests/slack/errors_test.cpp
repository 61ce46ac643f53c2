// tests/slack/errors_test.cpp: Slack's words, by what can be done about them.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/api.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;

TEST_CASE("Slack's error words say whether to try again, and when not, why") {
  CHECK(meaning("ratelimited") == errc::rate_limited);
  CHECK(meaning("message_limit_exceeded") == errc::rate_limited);
  for (const char* word :
       {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "missing_scope",
        "not_allowed_token_type", "team_disabled", "user_removed_from_team"})
    CHECK(meaning(word) == errc::unauthorized);
  for (const char* word :
       {"channel_not_found", "not_in_channel", "is_archived", "message_not_found", "user_not_found",
        "user_disabled"})
    CHECK(meaning(word) == errc::not_found);
  for (const char* word :
       {"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
    CHECK(meaning(word) == errc::uncertain);
  CHECK(meaning("team_added_to_org") == errc::unavailable);
  CHECK(meaning("expired_trigger_id") == errc::expired);
  CHECK(meaning("exchanged_trigger_id") == errc::expired);
  CHECK(meaning("msg_blocks_too_long") == errc::too_large);
  CHECK(meaning("invalid_blocks") == errc::malformed);
  CHECK(meaning("unknown_method") == errc::unsupported);
}

TEST_CASE("a word that nobody knows is a refusal, and so is none") {
  CHECK(meaning("a_word_of_next_year") == errc::refused);
  CHECK(meaning("") == errc::refused);
  CHECK(meaning("RATELIMITED") == errc::refused);
  CHECK_FALSE(is_transient(meaning("a_word_of_next_year")));
}

TEST_CASE("what only reads is told from what changes something") {
  for (const char* method :
       {"users.info", "conversations.history", "conversations.replies", "conversations.members",
        "auth.test", "users.conversations.list"})
    CHECK(only_reads(method));
  for (const char* method :
       {"chat.postMessage", "chat.update", "views.open", "reactions.add", "conversations.open",
        "apps.connections.open"})
    CHECK_FALSE(only_reads(method));
}
