// tests/config/config_safety_test.cpp: where secrets come from, and what a configuration must not do to others.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace usher;
using namespace usher::test;

TEST_CASE("Secrets come from files that only their owner can read, or from the environment") {
  const TemporaryFolder folder;
  const std::string file = folder.write("token", "  xoxb-from-file\n");
  const std::string section = "[slack]\nbot_token_file = \"" + file + "\"\n";
  REQUIRE(::chmod(file.c_str(), 0600) == 0);
  CHECK(load(section).config.secrets.slack_bot_token.reveal() == "xoxb-from-file");
  CHECK(
      load(section, {}, {{"USHER_SLACK_BOT_TOKEN", "xoxb-env"}})
          .config.secrets.slack_bot_token.reveal() == "xoxb-env"
  );
  for (const mode_t mode : {0640U, 0604U, 0620U, 0666U, 0610U}) {
    REQUIRE(::chmod(file.c_str(), mode) == 0);
    const Problem refused = only(load(section));
    CHECK(refused.line == 2);
    CHECK(refused.remedy == "Run: chmod 600 " + shown_path(file));
  }
  for (const char* content : {"", "\n", "two words", "caf\xC3\xA9", "a\nb"}) {
    const std::string bad = folder.write("bad", content);
    REQUIRE(::chmod(bad.c_str(), 0600) == 0);
    CHECK(only(load("[github]\ntoken_file = \"" + bad + "\"\n")).line == 2);
  }
  CHECK(
      only(load("[github]\ntoken_file = \"/dev/null\"\n")).problem.find("not a file") !=
      std::string::npos
  );
  CHECK(only(load("", {}, {{"USHER_GITHUB_TOKEN", "two words"}})).file == "USHER_GITHUB_TOKEN");
}

TEST_CASE(
    "A missing token is a mistake when the adapter is to run, and none when the file is only "
    "checked"
) {
  CHECK(load("[slack]\n").problems.empty());
  const LoadedConfig socket = load("[slack]\n", {}, {}, true);
  CHECK(socket.problems.size() == 2);
  CHECK(socket.problems.front().line == 1);
  CHECK(load(
            "[slack]\n", {},
            {{"USHER_SLACK_BOT_TOKEN", "xoxb-1"}, {"USHER_SLACK_APP_TOKEN", "xapp-1"}}, true
  )
            .problems.empty());
  CHECK(load(
            "[slack]\nmode = \"http\"\n", {},
            {{"USHER_SLACK_BOT_TOKEN", "b"}, {"USHER_SLACK_SIGNING_SECRET", "s"}}, true
  )
            .problems.empty());
  CHECK(
      load(
          "[slack]\n", {},
          {{"USHER_SLACK_BOT_TOKEN", "xapp-1"}, {"USHER_SLACK_APP_TOKEN", "xoxb-1"}}
      )
          .problems.size() == 2
  );
  // What is a person's, or ends after twelve hours, is no bot's either.
  for (const char* kind : {"xoxp-1", "xoxe.xoxb-1"}) {
    const LoadedConfig wrong = load("[slack]\n", {}, {{"USHER_SLACK_BOT_TOKEN", kind}});
    CHECK(only(wrong).problem.contains("not the bot's"));
    CHECK_FALSE(only(wrong).problem.contains(kind));
  }
  const std::string matrix =
      "[matrix]\nhomeserver = \"https://example.org\"\nuser_id = \"@u:example.org\"\n";
  CHECK(load(matrix, {}, {}, true).problems.size() == 1);
  CHECK(load(matrix, {}, {{"USHER_MATRIX_PASSWORD", "p"}}, true).problems.empty());
}

TEST_CASE("GitHub is polled more often than every 15 minutes only with a token") {
  const std::string often = std::string(proposals) + "poll_minutes = 14\n";
  CHECK(only(load(often)).line == 4);
  CHECK(load(often, {}, {{"USHER_GITHUB_TOKEN", "ghp_x"}}).problems.empty());
  CHECK(load(std::string(proposals) + "poll_minutes = 15\n").problems.empty());
  CHECK(load("[proposals.nep]\nsource = \"directory\"\npath = \".\"\npoll_minutes = 1\n")
            .problems.empty());
}

TEST_CASE("Loopback and http are for tests, and echo never meets real people") {
  const std::string local =
      std::string(proposals) +
      "api_url = \"http://127.0.0.1:8080\"\nraw_url = \"https://localhost\"\n";
  CHECK(load(local).problems.size() == 2);
  CHECK(load(local + "[testing]\nloopback = true\n").problems.empty());
  CHECK(load("[web]\n[testing]\necho = true\n").problems.empty());
  CHECK(
      only(load("[slack]\n[testing]\necho = true\n")).problem.find("slack.api_url") !=
      std::string::npos
  );
  const TemporaryFolder folder;
  const std::string people = folder.write("people", "0123456789abcdefghij ada newcomer Ada\n");
  REQUIRE(::chmod(people.c_str(), 0600) == 0);
  const std::string named = "people_file = \"" + people + "\"\n[testing]\necho = true\n";
  CHECK(only(load("[web]\nlisten = \"0.0.0.0:80\"\n" + named)).line == 5);
  CHECK(only(load("[web]\npublic_url = \"https://example.org\"\n" + named)).line == 5);
}
