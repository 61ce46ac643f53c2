// tests/slack/checkup_test.cpp: what usher doctor finds, and what it says to do.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/checkup.hpp"

#include "adapters/slack/scopes.hpp"
#include "tests/slack/send_rig.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::slack;
using namespace usher::slack::send_rig;

namespace {

using Weight = Finding::Weight;

constexpr const char* me =
    R"("team":"Example","team_id":"T1","user":"usher","user_id":"U0","bot_id":"B0","url":"https://example.slack.com/")";

std::string all_scopes() {
  std::string out;
  for (const Scope& scope : needed_scopes()) {
    if (!out.empty()) out += ',';
    out += scope.name;
  }
  return out;
}
net::Headers headers() {
  return {{"X-OAuth-Scopes", all_scopes()}, {"Date", "Tue, 25 Nov 2025 12:00:00 GMT"}};
}

std::vector<Finding> examine(SlackRig& rig, std::vector<std::string> rooms = {}) {
  rig.settings.bot_token = Secret<std::string>(token("xoxb"));
  rig.settings.app_token = Secret<std::string>(token("xapp"));
  return rig.run(examine(&rig.api, &rig.settings, std::move(rooms), noon));
}
std::string faults(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& one : findings)
    if (one.weight == Weight::fault) out += one.what + " → " + one.remedy + "\n";
  return out;
}
SlackRig& healthy(SlackRig& rig) {
  return rig.expect("auth.test", std::string(R"({"ok":true,)") + me + "}", headers())
      .ok("apps.connections.open", R"("url":"wss://x/")")
      .ok("users.conversations", R"("channels":[{"id":"C1"}])");
}

}  // namespace

TEST_CASE("a healthy app has nothing to mend", "[doctor]") {
  SlackRig rig;
  healthy(rig).ok(
      "conversations.info", R"("channel":{"id":"C1","name":"general","is_member":true})"
  );
  const auto found = examine(rig, {"C1"});
  CHECK(faults(found).empty());
  CHECK(std::ranges::all_of(found, [](const Finding& one) { return one.weight == Weight::fine; }));
  CHECK(rig.peer.done());
}

TEST_CASE(
    "each scope that is missing is named, with what does not work and how to give it", "[doctor]"
) {
  const std::vector<std::string> have{"chat:write", "commands"};
  const auto found = judge_scopes(have);
  CHECK(found.size() == needed_scopes().size() - 2);
  CHECK(faults(found).contains("users:read is missing"));
  CHECK(faults(found).contains("usher manifest"));
  CHECK(judge_scopes({}).at(0).weight == Weight::advice);
  std::vector<std::string> every;
  for (const Scope& scope : needed_scopes()) every.emplace_back(scope.name);
  CHECK(judge_scopes(every).size() == 1);
  every.emplace_back("admin");
  CHECK(judge_scopes(every).back().weight == Weight::advice);
}

TEST_CASE("tokens of the wrong kind are told from missing ones", "[doctor]") {
  SlackRig rig;
  rig.no("auth.test", "not_allowed_token_type");
  rig.settings.bot_token = Secret<std::string>(token("xoxp"));
  const auto found = rig.run(examine(&rig.api, &rig.settings, {}, noon));
  CHECK(faults(found).contains("begins with xoxp- and not with xoxb-"));
  CHECK(faults(found).contains("The app-level token is missing"));
  CHECK(faults(found).contains("not_allowed_token_type"));
  CHECK_FALSE(faults(found).contains("test-of-usher"));
}

TEST_CASE("a refused token says what to do, and nothing else is asked", "[doctor]") {
  for (const auto& [word, remedy] :
       {std::pair("invalid_auth", "copy it again"), std::pair("token_revoked", "install it again"),
        std::pair("account_inactive", "install it again"),
        std::pair("token_expired", "rotation")}) {
    SlackRig rig;
    rig.no("auth.test", word);
    CHECK(faults(examine(rig)).contains(remedy));
    CHECK(rig.peer.done());
  }
  SlackRig down;
  down.expect("auth.test", "", {}, 503);
  CHECK(faults(examine(down)).contains("reachable"));
}

TEST_CASE("Socket Mode that is off, or a token without its scope, is told apart", "[doctor]") {
  for (const auto& [word, remedy] :
       {std::pair("missing_scope", "connections:write"),
        std::pair("connection_not_allowed", "Switch Socket Mode on"),
        std::pair("invalid_auth", "copy it again")}) {
    SlackRig rig;
    rig.expect("auth.test", std::string(R"({"ok":true,)") + me + "}", headers())
        .no("apps.connections.open", word)
        .ok("users.conversations", R"("channels":[])");
    CHECK(faults(examine(rig)).contains(remedy));
  }
}

TEST_CASE("in http mode the signing secret is asked for, and no connection is opened", "[doctor]") {
  SlackRig rig;
  rig.settings.mode = Settings::Mode::http;
  rig.expect("auth.test", std::string(R"({"ok":true,)") + me + "}", headers())
      .ok("users.conversations", R"("channels":[])");
  const auto found = examine(rig);
  CHECK(faults(found).contains("signing secret is missing"));
  CHECK(rig.peer.done());
  CHECK(std::ranges::any_of(found, [](const Finding& one) {
    return one.what.contains("in no channel");
  }));
}

TEST_CASE("rooms that Usher is to post in and cannot are named", "[doctor]") {
  SlackRig rig;
  healthy(rig)
      .ok("conversations.info", R"("channel":{"id":"C1","name":"general","is_member":false})")
      .ok("conversations.info",
          R"("channel":{"id":"C2","name":"old","is_member":true,"is_archived":true})")
      .no("conversations.info", "channel_not_found")
      .no("conversations.info", "missing_scope")
      .ok("conversations.info", R"("channel":{"id":"D1","is_im":true})");
  const std::string said = faults(examine(rig, {"C1", "C2", "C3", "C4", "D1"}));
  CHECK(said.contains("#general (C1) and is not a member. → Type there: /invite"));
  CHECK(said.contains("#old (C2) is archived"));
  CHECK(said.contains("C3, and cannot see"));
  CHECK(said.contains("C4"));
  CHECK_FALSE(said.contains("D1"));
}

TEST_CASE("a clock that is wrong is told by how much", "[doctor]") {
  const auto at = [](std::chrono::seconds off) {
    return judge_clock("Tue, 25 Nov 2025 12:00:00 GMT", noon + off);
  };
  CHECK(at(std::chrono::seconds(59)).weight == Weight::fine);
  CHECK(at(std::chrono::seconds(400)).what.contains("400 seconds ahead"));
  CHECK(at(std::chrono::seconds(-90)).what.contains("90 seconds behind"));
  CHECK(judge_clock("yesterday", noon).weight == Weight::advice);
}

TEST_CASE("an app of a whole organisation, and a person's token, are not served", "[doctor]") {
  SlackRig rig;
  rig.expect(
         "auth.test", std::string(R"({"ok":true,"is_enterprise_install":true,)") + me + "}",
         headers()
  )
      .ok("apps.connections.open")
      .ok("users.conversations", R"("channels":[])");
  CHECK(faults(examine(rig)).contains("whole organisation"));
  SlackRig person;
  person.ok("auth.test", R"("team_id":"T1","user_id":"U1")");
  CHECK(faults(examine(person)).contains("does not say who"));
}
