// tests/welcome/config_test.cpp: [welcome], and what is said of mistakes in it.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/interests.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;

namespace {

constexpr const char* roles = "[roles]\nadministrators = [\"web:root\"]\n[welcome]\n";

void refuses(const std::string& lines, std::string_view problem, std::string_view remedy) {
  CAPTURE(lines);
  const LoadedConfig loaded = load(roles + lines);
  const Problem& one = only(loaded);
  CAPTURE(to_line(one));
  CHECK(one.line >= 3);
  CHECK(one.problem.find(problem) != std::string::npos);
  CHECK(one.remedy.find(remedy) != std::string::npos);
}

}  // namespace

TEST_CASE("Without [welcome] there is none, and with it nobody is welcomed by itself") {
  CHECK_FALSE(load("").config.welcome);
  const LoadedConfig loaded = load("[welcome]\n");
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.config.welcome);
  CHECK(loaded.config.welcome->rooms.empty());
  CHECK(loaded.config.welcome->spaces.empty());
  CHECK(loaded.config.welcome->delay == std::chrono::minutes(3));
  CHECK(loaded.config.welcome->per_minute == 10);
  CHECK(loaded.config.welcome->rush_joins == 30);
  CHECK(loaded.config.welcome->rush_within == std::chrono::minutes(5));
}

TEST_CASE("All of [welcome] is read, interests in the order in which they are offered") {
  const LoadedConfig loaded = load(
      std::string(roles) +
      "rooms = [\"web:general\", \"slack:C1\", \"matrix:!abc:example.org\"]\n"
      "spaces = [\"slack\", \"slack:T1\"]\ndelay_minutes = 5\nper_minute = 2\nrush_joins = 9\n"
      "rush_minutes = 1\nfirst_issues = \"https://example.org/first\"\nmeeting = \"newcomers\"\n"
      "[welcome.interests.maths]\ntitle = \"Mathematics\"\n"
      "[welcome.interests.docs]\nrooms = [\"web:docs #docs https://example.org/docs\"]\n"
      "topics = [\"cite\"]\nlinks = [\"How to begin https://example.org/begin\"]\n"
      "[welcome.interests.code]\n"
  );
  INFO(all(loaded));
  CHECK(loaded.problems.empty());
  const WelcomeConfig& welcome = loaded.config.welcome.value();
  CHECK(welcome.rooms.size() == 3);
  CHECK(welcome.spaces.size() == 2);
  CHECK(welcome.delay == std::chrono::minutes(5));
  CHECK(welcome.per_minute == 2);
  CHECK(welcome.rush_joins == 9);
  CHECK(welcome.rush_within == std::chrono::minutes(1));
  REQUIRE(welcome.interests.size() == 3);
  CHECK(welcome.interests[0].name == "code");
  CHECK(welcome.interests[1].name == "docs");
  CHECK(welcome.interests[2].title == "Mathematics");
}

TEST_CASE("Each mistake in [welcome] is told with what to do") {
  refuses("rooms = [\"newcomers\"]\n", "is no room", "web:meetings");
  refuses("rooms = [\"matrix:#new:example.org\"]\n", "address", "room's id");
  refuses("[web.rooms.general]\n[welcome.x]\n", "no section", "");
  refuses("spaces = [\"web\"]\n", "no space", "in rooms");
  refuses("spaces = [\"slack:C1\"]\n", "no space", "slack:T0123456");
  refuses("delay_minutes = -1\n", "delay_minutes", "");
  refuses("per_minute = 0\n", "per_minute", "");
  refuses("rush_joins = -1\n", "rush_joins", "");
  refuses("rush_minutes = 0\n", "rush_minutes", "");
  refuses("first_issues = \"http://example.org/\"\n", "", "https");
  refuses("[welcome.interests.docs]\nrooms = [\"web:docs\"]\n", "what it is called", "#docs");
  refuses("[welcome.interests.docs]\nrooms = [\"docs #docs\"]\n", "no room", "");
  refuses("[welcome.interests.docs]\nrooms = [\"web:docs #docs ftp://x\"]\n", "", "https");
  refuses("[welcome.interests.docs]\nlinks = [\"https://example.org/\"]\n", "no words", "How to");
  refuses("[welcome.interests.docs]\ntopics = [\"Cite.md\"]\n", "no id", "without .md");
  refuses("[welcome.interests.maths]\n", "no words", "title");
}

TEST_CASE("A room of Usher's own space must be there") {
  const LoadedConfig loaded =
      load("[roles]\nadministrators = [\"web:root\"]\n[welcome]\nrooms = [\"web:nowhere\"]\n[web]\n"
      );
  CHECK(only(loaded).line == 4);
  CHECK(only(loaded).remedy.find("[web.rooms.nowhere]") != std::string::npos);
  const LoadedConfig interest =
      load("[welcome.interests.docs]\nrooms = [\"web:docs #docs\", \"slack:C1 #docs\"]\n[web]\n");
  CHECK(only(interest).line == 2);
  CHECK(only(interest).remedy.find("[web.rooms.docs]") != std::string::npos);
}

TEST_CASE("Somebody must be there to be told of a rush") {
  const std::string lines = "[welcome]\nrooms = [\"slack:C1\"]\n";
  CHECK(only(load(lines)).remedy.find("administrators") != std::string::npos);
  CHECK(load(lines + "rush_joins = 0\n").problems.empty());
}

TEST_CASE("The meeting for newcomers must be one of meetings.toml's") {
  ConfigInput input;
  input.file = "usher.toml";
  input.text = "[welcome]\nmeeting = \"newcomer\"\n";
  input.environment = [](const char*) -> const char* { return nullptr; };
  input.meetings_file = "meetings.toml";
  input.meetings_text = "[series.newcomers]\ntitle = \"Hour\"\n";
  const LoadedConfig loaded = load_config(input);
  CHECK(only(loaded).line == 2);
  CHECK(only(loaded).problem.find("no meeting newcomer") != std::string::npos);
}

TEST_CASE("The configuration takes an interest without words exactly where Usher has some") {
  for (const char* name :
       {"code", "docs", "translation", "design", "website", "triage", "teaching", "groups",
        "looking", "maths", "anything"}) {
    CAPTURE(name);
    const LoadedConfig loaded = load("[welcome.interests." + std::string(name) + "]\n");
    CHECK(loaded.problems.empty() == welcome::has_words(name));
  }
}
