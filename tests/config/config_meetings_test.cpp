// tests/config/config_meetings_test.cpp: [meetings], [report] and meetings.toml.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/config/files.hpp"
#include "tests/config/loading.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;

namespace {

LoadedConfig load_beside(
    const std::string& meetings, const std::string& text = "[community]\nname = \"N\"\n"
) {
  ConfigInput input;
  input.file = "usher.toml";
  input.text = text;
  input.meetings_file = "meetings.toml";
  input.meetings_text = meetings;
  input.environment = [](const char*) -> const char* { return nullptr; };
  input.rule_flaw = [](std::string_view rule) -> std::optional<std::string> {
    return rule.starts_with("FREQ=") ? std::nullopt : std::optional<std::string>("it has no FREQ");
  };
  return load_config(input);
}

}  // namespace

TEST_CASE("what other files do not bear out is told at its key, where somebody looks") {
  ConfigInput input;
  input.file = "usher.toml";
  input.text = "[community]\nname = \"N\"\n[meetings]\norganisers = [\"web:nowhere\"]\n";
  input.meetings_file = "meetings.toml";
  input.meetings_text = "[series.a]\ntitle = \"A\"\n[series.b]\ntitle = \"B\"\n";
  input.environment = [](const char*) -> const char* { return nullptr; };
  CHECK(load_config(input).problems.empty());
  input.meeting_flaws = [](const Config& config, const MeetingConfig* meeting) {
    std::vector<KeyFlaw> out;
    if (meeting == nullptr)
      out.push_back({"organisers", "no room " + config.meetings->organisers[0], "mend it"});
    else if (meeting->name == "b")
      out.push_back({"title", "no " + meeting->title, "mend it"});
    return out;
  };
  const LoadedConfig loaded = load_config(input);
  REQUIRE(loaded.problems.size() == 2);
  CHECK(to_line(loaded.problems[0]).starts_with("usher.toml:4: no room web:nowhere"));
  CHECK(to_line(loaded.problems[1]).starts_with("meetings.toml:4: no B"));
}

TEST_CASE("the example of meetings.toml is right as it stands, and with everything switched on") {
  const std::string text = read_file(source_dir() + "/config/meetings.example.toml");
  CHECK(load_beside(text).problems.empty());
  std::string on;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') line.erase(0, 1);
    // The same key twice would be another mistake.
    on += line + "\n";
    at = end + 1;
  }
  const LoadedConfig full = load_beside(on);
  INFO(all(full));
  REQUIRE(full.problems.empty());
  REQUIRE(full.config.meetings);
  const auto& series = full.config.meetings->series;
  REQUIRE(series.size() == 2);
  CHECK(series[0].name == "community");
  CHECK(
      series[0].leads ==
      std::vector<std::chrono::seconds>{std::chrono::hours(24), std::chrono::hours(1)}
  );
  CHECK(series[0].hosts == std::vector<std::string>{"web:ada", "slack:U0123456"});
  CHECK(series[0].stand_by == std::vector<std::string>{"matrix:@grace:example.org"});
  CHECK(series[0].archive == "community_meetings/{year}/community-{date}.md");
  CHECK(series[0].in_feed);
  CHECK(series[0].link_in_feed);
  CHECK(series[1].local);
  CHECK_FALSE(series[1].link_in_feed);
  CHECK(series[1].length == std::chrono::minutes(90));
  CHECK(series[1].leads == full.config.meetings->leads);
}

TEST_CASE("NumPy's meetings are read with its configuration") {
  const LoadedConfig loaded = load_beside(
      read_file(source_dir() + "/config/numpy/meetings.toml"),
      read_file(source_dir() + "/config/numpy/usher.toml")
  );
  INFO(all(loaded));
  REQUIRE(loaded.problems.empty());
  CHECK(loaded.config.meetings->series.size() == 4);
  CHECK(loaded.config.report->email.contains('@'));
}

TEST_CASE("each mistake in meetings.toml has its file, its line and a remedy") {
  for (const char* wrong :
       {"title = \"\"",
        "tags = [\"New Comer\"]",
        "rooms = [\"general\"]",
        "rooms = [\"irc:x\"]",
        "rooms = [\"matrix:#numpy:example.org\"]",
        "leads = [\"soon\"]",
        "leads = [\"40d\"]",
        "link = \"http://example.org\"",
        "dial_in = \"\"",
        "agenda = \"hackmd\"",
        "cities = [\"Berlin\"]",
        "hosts = [\"ada\"]",
        "stand_by = [\"web:\"]",
        "archive = \"notes.md\"",
        "archive = \"/abs/{date}.md\"",
        "archive = \"../{date}.md\"",
        "template = \"a/b\"",
        "in_feed = \"no\"",
        "link_in_feed = 1",
        "romos = []"}) {
    INFO(wrong);
    const std::string head =
        std::string_view(wrong).starts_with("title") ? "" : "title = \"Call\"\n";
    const LoadedConfig loaded = load_beside("[series.community]\n" + head + wrong + "\n");
    INFO(all(loaded));
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].file == "meetings.toml");
    CHECK(loaded.problems[0].line == (head.empty() ? 2 : 3));
    CHECK_FALSE(loaded.problems[0].remedy.empty());
  }
  for (const char* wrong :
       {"start = \"2026-01-14\"", "start = \"2026-02-30T10:00\"", "start = \"2026-01-14T25:00\"",
        "zone = \"CET+1\"", "rule = \"weekly\"", "except = [\"23.12.\"]", "minutes = 0"}) {
    INFO(wrong);
    const std::string start =
        std::string_view(wrong).starts_with("start") ? "" : "start = \"2026-01-14T10:00\"\n";
    const LoadedConfig loaded =
        load_beside("[local.sprint]\ntitle = \"Sprint\"\n" + start + wrong + "\n");
    INFO(all(loaded));
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].line == (start.empty() ? 3 : 4));
  }
  CHECK(load_beside("[series.community]\n").problems.size() == 1);
  CHECK(load_beside("[local.sprint]\ntitle = \"S\"\n").problems.size() == 1);
  CHECK(load_beside("[series.Bad]\ntitle = \"S\"\n").problems.size() == 1);
  CHECK(load_beside("[series.a]\ntitle = \"S\"\n[series.b]\ntitle = \"s\"\n").problems.size() == 1);
  CHECK_FALSE(load_beside("[series.a\n").problems.empty());
}

TEST_CASE("[meetings] and [report] are checked") {
  for (const char* wrong :
       {"[meetings]\npoll_minutes = 0\n", "[meetings]\norganisers = [\"here\"]\n",
        "[meetings]\npage_url = \"example\"\n", "[meetings]\npublic_feeds = \"yes\"\n",
        "[meetings]\npublic_feeds = true\n", "[meetings]\narchive_repository = \"archive\"\n",
        "[meetings]\narchive_branch = \"a//b\"\n", "[meetings]\narchive_api_url = \"ftp://x\"\n",
        "[report]\nemail = \"nobody\"\n", "[report]\nurl = \"x\"\nemail = \"a@b.c\"\n"}) {
    INFO(wrong);
    const LoadedConfig loaded = load(std::string("[community]\nname = \"N\"\n") + wrong);
    INFO(all(loaded));
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].line == 4);
  }
  CHECK(load("[community]\nname = \"N\"\n[report]\ninstead = \"x\"\n").problems.size() == 1);
  CHECK_FALSE(load("[community]\nname = \"N\"\n").config.meetings);
}

TEST_CASE("a link cannot be in a calendar that its meeting is not in") {
  const LoadedConfig loaded =
      load_beside("[series.a]\ntitle = \"A\"\nin_feed = false\nlink_in_feed = true\n");
  INFO(all(loaded));
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].line == 4);
}

TEST_CASE("public calendars want somebody who serves them") {
  const std::string head = "[community]\nname = \"N\"\n[meetings]\npublic_feeds = true\n";
  const LoadedConfig loaded = load(head + "[web]\nlisten = \"127.0.0.1:8008\"\n");
  INFO(all(loaded));
  CHECK(loaded.problems.empty());
  REQUIRE(loaded.config.meetings);
  CHECK(loaded.config.meetings->public_feeds);
  CHECK(load(head).problems.size() == 1);
}

TEST_CASE("an archive to which no meeting's notes would go is a mistake") {
  const std::string text = "[meetings]\narchive_repository = \"o/archive\"\n";
  const std::string series = "[series.one]\ntitle = \"One\"\n";
  const auto loaded = load_beside(series, text);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].file == "usher.toml");
  CHECK(loaded.problems[0].line == 2);
  CHECK(loaded.problems[0].problem.contains("no meeting says which file"));
  const auto fine = load_beside(series + "archive = \"n/{year}/one-{date}.md\"\n", text);
  CHECK(fine.problems.empty());
  REQUIRE(fine.config.meetings);
  CHECK(fine.config.meetings->archive_repository == "o/archive");
  CHECK(fine.config.meetings->archive_branch == "main");
  CHECK(load_beside(series + "archive = \"n//one-{date}.md\"\n").problems.size() == 1);
}

TEST_CASE("a page on HackMD is written as its id") {
  const std::string series = "[series.one]\ntitle = \"One\"\nhackmd = ";
  const auto loaded = load_beside(series + "\"https://hackmd.io/76o-IxCjQX2mOXO_wwkcpg\"\n");
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].line == 3);
  CHECK(loaded.problems[0].remedy.contains("what stands last in the address"));
  CHECK(load_beside(series + "\"76o-IxCjQX2mOXO_wwkcpg\"\n").problems.empty());
}

TEST_CASE("what a calendar is made of is one of the calendars, and YAML in a repository") {
  const std::string head =
      "[community]\nname = \"N\"\n[meetings]\ncalendars = [\"https://example.org/a.ics\"]\n"
      "[meetings.source.a]\n";
  const std::string rest = "repository = \"o/site\"\nfile = \"c/a.yaml\"\n";
  const LoadedConfig fine = load(head + rest);
  INFO(all(fine));
  REQUIRE(fine.problems.empty());
  const auto& sources = fine.config.meetings->sources;
  REQUIRE(sources.size() == 1);
  CHECK(sources[0].calendar == "https://example.org/a.ics");
  CHECK(sources[0].repository == "o/site");
  CHECK(sources[0].branch == "main");
  CHECK(sources[0].file == "c/a.yaml");
  // Where no calendar is read, what one is made of is nobody's business.
  std::string none = head + rest;
  none.replace(none.find("[\"https://example.org/a.ics\"]"), 29, "[]");
  const LoadedConfig without = load(none);
  INFO(all(without));
  REQUIRE(without.problems.empty());
  CHECK(without.config.meetings->sources.empty());
  for (const std::string wrong :
       {"repository = \"o/site\"\n", "file = \"c/a.yaml\"\n",
        "repository = \"site\"\nfile = \"c/a.yaml\"\n",
        "repository = \"o/site\"\nfile = \"/c/a.yaml\"\n",
        "repository = \"o/site\"\nfile = \"c/../a.yaml\"\n",
        "repository = \"o/site\"\nfile = \"c/a.ics\"\n"}) {
    const LoadedConfig loaded = load(head + wrong);
    INFO(wrong);
    INFO(all(loaded));
    REQUIRE(loaded.problems.size() == 1);
    CHECK_FALSE(loaded.problems[0].remedy.empty());
  }
  CHECK(load(head + rest + "calendar = \"https://example.org/b.ics\"\n").problems.size() == 1);
  CHECK(load(head + rest + "path = \"x\"\n").problems.size() == 1);
  CHECK(load(head + rest + "[meetings.source.b]\n" + rest).problems.size() == 1);
  // Of two calendars it has to say which.
  const std::string two =
      "[community]\nname = \"N\"\n[meetings]\ncalendars = [\"https://example.org/a.ics\", "
      "\"https://example.org/b.ics\"]\n[meetings.source.a]\n";
  CHECK(load(two + rest).problems.size() == 1);
  CHECK(load(two + rest + "calendar = \"https://example.org/b.ics\"\n").problems.empty());
}

TEST_CASE("holidays are calendars with a region") {
  const std::string head = "[community]\nname = \"N\"\n[meetings.holidays.de]\n";
  const std::string calendar = "calendar = \"https://example.org/de.ics\"\n";
  const LoadedConfig fine =
      load(head + calendar + "region = \"Germany\"\nzone = \"Europe/Berlin\"\n");
  INFO(all(fine));
  REQUIRE(fine.problems.empty());
  REQUIRE(fine.config.meetings);
  REQUIRE(fine.config.meetings->holidays.size() == 1);
  CHECK(fine.config.meetings->holidays[0].region == "Germany");
  CHECK(fine.config.meetings->holidays[0].zone == "Europe/Berlin");
  CHECK(load(head + calendar).config.meetings->holidays[0].region == "de");
  CHECK(load(head).problems.size() == 1);
  CHECK(load(head + calendar + "zone = \"CET+1\"\n").problems.size() == 1);
  CHECK(load(head + "calendar = \"nowhere.ics\"\n").problems.size() == 1);
  CHECK(load(head + calendar + "days = 3\n").problems.size() == 1);
}
