// tests/slack/whoami_test.cpp: who Usher is, as auth.test says.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/whoami.hpp"

#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

TEST_CASE("auth.test says the workspace, the bot and what its token may do", "[whoami]") {
  SlackRig rig;
  rig.expect(
      "auth.test",
      R"({"ok":true,"url":"https://example.slack.com/","team":"Example","team_id":"T1","user_id":"U0","bot_id":"B0"})",
      {{"X-OAuth-Scopes", "chat:write, commands,,users:read"}}
  );
  const auto who = rig.run(who_am_i(&rig.api));
  REQUIRE(who);
  CHECK(who->identity == Identity{"T1", "Example", "https://example.slack.com/", "U0", "B0", ""});
  CHECK(who->identity.space() == "slack:T1");
  CHECK(who->scopes == std::vector<std::string>{"chat:write", "commands", "users:read"});
  CHECK_FALSE(who->organisation);
  CHECK(rig.body(0).empty());
}

TEST_CASE("a person's token, or half an answer, is nobody's", "[whoami]") {
  for (const char* answer :
       {R"("team_id":"T1","user_id":"U1")", R"("team_id":"T1")", R"("user_id":"U0","bot_id":"B0")",
        R"("team_id":1,"user_id":2,"bot_id":3)"}) {
    SlackRig rig;
    rig.ok("auth.test", answer);
    CHECK(rig.run(who_am_i(&rig.api)).error().why == errc::malformed);
  }
}

TEST_CASE("what no waiting mends is told from what passes, each with a remedy", "[whoami]") {
  for (const char* word :
       {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "team_disabled",
        "user_removed_from_team", "not_allowed_token_type"}) {
    CHECK(is_fatal(word));
    CHECK_FALSE(remedy_for(word, "").empty());
  }
  for (const char* word : {"ratelimited", "internal_error", "missing_scope", ""})
    CHECK_FALSE(is_fatal(word));
  CHECK(remedy_for("missing_scope", "users:read").contains("users:read"));
  CHECK(remedy_for("channel_not_found", "").empty());
}

TEST_CASE("a token is recognised by a digest that says nothing of it", "[whoami]") {
  const Secret<std::string> one(token("xoxb"));
  const std::string digest = token_digest(one, "0123456789abcdef");
  CHECK(digest.size() == 16);
  CHECK(digest == token_digest(one, "0123456789abcdef"));
  CHECK(digest != token_digest(one, "fedcba9876543210"));
  CHECK(digest != token_digest(Secret<std::string>(token("xoxb") + "2"), "0123456789abcdef"));
  CHECK(token_digest({}, "").size() == 16);
}

TEST_CASE(
    "a token of another workspace than the database's is told apart by both names", "[whoami]"
) {
  const Identity kept{.team = "T1", .team_name = "First", .user = "U0"};
  Identity said{.team = "T1", .team_name = "Renamed", .user = "U9"};
  CHECK(mixed_up(kept, said).empty());
  said.team = "T2";
  const std::string line = mixed_up(kept, said);
  for (const char* part : {"First (T1)", "Renamed (T2)", "another workspace", "database.path"})
    CHECK(line.contains(part));
}

TEST_CASE("nobody is told to switch off what cannot be switched off", "[whoami]") {
  CHECK(remedy_for("token_expired", "").contains("make a new app"));
}
