// tests/config/config_test.cpp: what a configuration may say, and what is said of one that is wrong.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"

#include "bot/e5_embedder.hpp"
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::test;

TEST_CASE("An empty configuration is fine and has the defaults") {
  const LoadedConfig loaded = load("");
  CHECK(loaded.problems.empty());
  CHECK(loaded.config.community.name == "NumPy");
  CHECK(loaded.config.database.path == "./var/usher.db");
  CHECK(loaded.config.delivery.drain == std::chrono::seconds(10));
  CHECK(loaded.config.proposals.empty());
  CHECK_FALSE(loaded.config.slack);
  CHECK_FALSE(loaded.config.matrix);
  CHECK_FALSE(loaded.config.web);
  CHECK_FALSE(loaded.config.meetings);
}

TEST_CASE("What is written is what is read") {
  const LoadedConfig loaded = load(
      "community.name = \"SciPy\"\n"
      "[community]\n"  // a second table for the same name is an error; see below
  );
  CHECK(loaded.problems.size() == 1);
  const LoadedConfig whole = load(
      "[community]\nname = \"SciPy\"\nlanguage = \"zh-Hant\"\ntime_zone = \"Asia/Taipei\"\n"
      "[proposals.nep]\nsource = \"directory\"\npath = \".\"\nlabel = \"SEP\"\n"
      "[proposals.pep]\nrepository = \"python/peps\"\ndirectory = \"peps\"\npoll_minutes = 15\n"
      "[slack]\nmode = \"http\"\nposts_per_second = 2\nburst = 0\nlisten = \"[::1]:0\"\n"
      "debug_reconnects = true\n"
      "[matrix]\nhomeserver = \"http://127.0.0.1:8448\"\nuser_id = \"@usher:localhost\"\ntransport "
      "= \"appservice\"\n"
      "[web]\n[testing]\nloopback = true\n"
  );
  INFO(all(whole));
  CHECK(whole.problems.empty());
  const Config& config = whole.config;
  CHECK(config.community.name == "SciPy");
  CHECK(config.community.language == "zh-Hant");
  REQUIRE(config.proposals.size() == 2);
  CHECK(config.proposals[0].source == ProposalsConfig::Source::directory);
  CHECK(config.proposals[0].label == "SEP");
  CHECK(config.proposals[1].label == "PEP");
  CHECK(config.proposals[1].poll == std::chrono::minutes(15));
  REQUIRE(config.slack);
  CHECK(config.slack->mode == SlackConfig::Mode::http);
  CHECK(config.slack->posts_per_second == 2);
  CHECK(config.slack->burst == 0);
  CHECK(config.slack->debug_reconnects);
  REQUIRE(config.matrix);
  CHECK(config.matrix->transport == MatrixConfig::Transport::appservice);
  REQUIRE(config.web);
  CHECK(config.web->listen == "127.0.0.1:8008");
}

TEST_CASE("Every planted mistake is found in one run, with its line and a remedy") {
  const std::string text = read_file(source_dir() + "/tests/config/mistakes.toml");
  const LoadedConfig loaded = load(text);
  INFO(all(loaded));
  std::size_t planted = 0;
  int line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string row = text.substr(at, end - at);
    at = end + 1;
    ++line;
    const auto mark = row.rfind("# ");
    if (mark == 0 || mark == std::string::npos) continue;
    ++planted;
    CAPTURE(row);
    const auto here = std::ranges::find(loaded.problems, line, &Problem::line);
    REQUIRE(here != loaded.problems.end());
    CHECK(here->file == "usher.toml");
    CHECK_FALSE(here->problem.empty());
    CHECK_FALSE(here->remedy.empty());
    CHECK(std::ranges::count(loaded.problems, line, &Problem::line) == 1);
  }
  CHECK(planted == 48);
  CHECK(loaded.problems.size() == planted);  // and nothing that is right is called wrong
  CHECK(all(loaded).find("planted") == std::string::npos);  // no secret is shown
  CHECK(all(loaded).find("user:password") == std::string::npos);
}

TEST_CASE("Remedies name what was probably meant") {
  CHECK(only(load("[comunity]\nname = \"x\"\n")).remedy == "Did you mean [community]?");
  CHECK(only(load("[community]\nnmae = \"x\"\n")).remedy == "Did you mean name?");
  CHECK(only(load("[web]\ntime_zone = \"UTC\"\n")).remedy == "It belongs into [community].");
  CHECK(
      only(load("[community]\ntime_zone = \"Asia/Tapei\"\n")).remedy == "Did you mean Asia/Taipei?"
  );
  CHECK(only(load("[community]\ntime_zone = \"Taipei\"\n")).remedy == "Did you mean Asia/Taipei?");
  CHECK(only(load("[log]\nlevel = \"loud\"\n")).remedy == "Write error, warning, info or debug.");
  CHECK(
      only(load("[log]\nlevel = \"warnin\"\n")).remedy ==
      "Did you mean warning? Write error, warning, info or debug."
  );
  CHECK(
      only(load("proposals.source = \"github\"\n")).remedy.find("[proposals.nep]") !=
      std::string::npos
  );
  CHECK(
      only(load("slack = true\n")).remedy ==
      "Write [slack] on a line of its own and its keys below."
  );
}

TEST_CASE("A key given with --set overrides any other, and its mistakes name the flag") {
  const LoadedConfig loaded = load(
      proposals,
      {"community.name=Ada & friends", "proposals.nep.poll_minutes=30", "web.listen=127.0.0.1:0",
       "meetings.calendars=https://example.org/a.ics,https://example.org/b.ics?x=1",
       "delivery.max_tries = 3", "proposals.pep.source=directory", "proposals.pep.path=.",
       "testing.loopback=true", "web.listen=[::1]:1"}
  );
  INFO(all(loaded));
  CHECK(loaded.problems.empty());
  CHECK(loaded.config.community.name == "Ada & friends");
  CHECK(loaded.config.delivery.max_tries == 3);
  REQUIRE(loaded.config.web);
  CHECK(loaded.config.web->listen == "[::1]:1");
  REQUIRE(loaded.config.meetings);
  CHECK(loaded.config.meetings->calendars.size() == 2);
  REQUIRE(loaded.config.proposals.size() == 2);
  CHECK(loaded.config.proposals[0].poll == std::chrono::minutes(30));
  CHECK(loaded.config.proposals[1].name == "pep");
  CHECK(load("", {"community.name=42"}).config.community.name == "42");
  CHECK(load("", {"community.name=\"quoted\""}).config.community.name == "quoted");

  const Problem wrong = only(load("[slack]\nmode = \"socket\"\n", {"slack.mode=soket"}));
  CHECK(wrong.file == "--set slack.mode");
  CHECK(wrong.line == 0);
  CHECK(wrong.remedy == "Did you mean socket? Write socket or http.");
  CHECK(only(load("", {"slack.mod=http"})).file == "--set slack.mod");
  CHECK(
      only(load("", {"delivery.max_tries=many"})).problem.find("must be a whole number") !=
      std::string::npos
  );
  CHECK(only(load("", {"nonsense"})).remedy.find("--set section.key=value") != std::string::npos);
  CHECK(only(load("", {"=x"})).file == "--set");
  const Problem secret = only(load("", {"slack.bot_token=xoxb-planted-1"}));
  CHECK(secret.file == "--set slack.bot_token");
  CHECK(to_line(secret).find("planted") == std::string::npos);
  CHECK(secret.remedy.find("USHER_SLACK_BOT_TOKEN") != std::string::npos);
}

TEST_CASE("What an open list or text swallows is still read") {
  const LoadedConfig list =
      load("[meetings]\ncalendars = [\n  \"https://example.org/a.ics\",\n[web]\nlisten = \"x\"\n");
  INFO(all(list));
  REQUIRE(list.problems.size() == 2);
  CHECK(list.problems[0].line == 2);
  CHECK(list.problems[1].line == 5);
  const LoadedConfig text = load("[community]\nname = \"\"\"NumPy\n[web]\nlisten = \"x\"\n");
  REQUIRE(text.problems.size() == 2);
  CHECK(text.problems[0].line == 2);
  CHECK(text.problems[1].line == 4);
}

TEST_CASE("Hostile files end in problems, not in a crash") {
  CHECK(only(load(std::string(300 << 10, '\n'))).remedy.find("Remove") != std::string::npos);
  CHECK(only(load("a" + std::string(5000, '.') + " = 1\n")).line == 1);
  std::string deep = "a";
  for (int i = 0; i < 900; ++i) deep += ".a";
  CHECK_FALSE(load("[" + deep + "]\n" + deep + " = 1\n").problems.empty());
  CHECK_FALSE(load("x = " + std::string(1900, '[')).problems.empty());
  CHECK_FALSE(load(std::string("\0\xFF\n[", 4)).problems.empty());
  std::string wrong;
  for (int i = 0; i < 5000; ++i) wrong += "wrong\n";
  CHECK(load(wrong).problems.size() > 10);
}

TEST_CASE("The shipped configuration is right, offline and without a token") {
  const LoadedConfig loaded =
      load(read_file(source_dir() + "/config/numpy/usher.toml"), {}, {}, true);
  INFO(all(loaded));
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.config.proposals.size() == 1);
  CHECK(loaded.config.proposals[0].repository == "numpy/numpy");
  CHECK_FALSE(loaded.config.slack);
}

TEST_CASE("The example is right as it stands, and holds every key there is") {
  const std::string text = read_file(source_dir() + "/config/usher.example.toml");
  const LoadedConfig loaded = load(text);
  INFO(all(loaded));
  CHECK(loaded.problems.empty());

  // Switch everything on: only the files that it names may then be missing.
  std::string on;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') line.erase(0, 1);
    on += line + "\n";
    at = end + 1;
  }
  const LoadedConfig full = load(on);
  for (const Problem& problem : full.problems) {
    CAPTURE(to_line(problem));
    const bool no_model = !has_e5() && problem.problem.contains("built without a model");
    CHECK((no_model || problem.problem.contains("There is no f")));
  }
  for (const std::string& key : known_config_keys()) {
    CAPTURE(key);
    const auto dot = key.rfind('.');
    const auto section = on.find("[" + key.substr(0, dot) + "]\n");
    REQUIRE(section != std::string::npos);
    const auto next = std::min(on.find("\n[", section), on.size());
    const auto at = on.find("\n" + key.substr(dot + 1) + " = ", section);
    CHECK(at < next);
  }
  CHECK(known_config_keys().size() > 40);
}
