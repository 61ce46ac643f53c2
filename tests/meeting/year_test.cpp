// tests/meeting/year_test.cpp: the year 2026 over NumPy's own calendar, with the configuration that ships.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"
#include "tests/meeting/rig.hpp"
#include "tests/support/shared.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>
#include <iostream>

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::person;
namespace json = boost::json;

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

// config/numpy/usher.toml and meetings.toml, as far as meetings go.
meeting::Settings shipped() {
  ConfigInput input;
  const std::string folder = std::string(USHER_SOURCE_DIR) + "/config/numpy/";
  input.text = file(folder + "usher.toml");
  input.meetings_file = "meetings.toml";
  input.meetings_text = file(folder + "meetings.toml");
  input.environment = [](const char*) -> const char* { return nullptr; };
  const LoadedConfig loaded = load_config(input);
  REQUIRE(loaded.problems.empty());
  REQUIRE(loaded.config.meetings);
  meeting::Settings out;
  out.sources = {{"calendar-1", loaded.config.meetings->calendars.front()}};
  for (const MeetingConfig& one : loaded.config.meetings->series) {
    meeting::SeriesSettings series;
    series.name = one.name;
    series.title = one.title;
    series.also = one.also;
    series.tags = one.tags;
    series.rooms = one.rooms;
    series.leads = one.leads;
    series.agenda = one.agenda;
    series.notes = one.notes;
    out.series.push_back(series);
  }
  out.notices["en"] = file(folder + "notices/meeting.en.txt");
  out.takes_reports = true;
  return out;
}

struct Known {
  sys_seconds start;
  std::string title, link, agenda;
};

// The whole year takes a minute under sanitizers. Unless USHER_FULL is set, it ends on a Sunday after the clocks of both
// continents have changed.
bool whole_year() {
  return std::getenv("USHER_FULL") != nullptr;  // NOLINT(concurrency-mt-unsafe)
}
sys_seconds end_of_2026() { return whole_year() ? at(2027, 1, 1) : at(2026, 4, 12); }

std::vector<Known> known_of_2026(const std::string& path) {
  std::vector<Known> out;
  const json::value all = json::parse(file(path));
  for (const json::value& one : all.at("occurrences").as_array()) {
    const std::string when(one.at("start").as_string());
    const auto number = [&](std::size_t begin, std::size_t size) {
      return std::stoi(when.substr(begin, size));
    };
    Known known;
    known.start =
        at(number(0, 4), static_cast<unsigned>(number(5, 2)), static_cast<unsigned>(number(8, 2)),
           number(11, 2), number(14, 2));
    known.title = one.at("summary").as_string();
    known.link = one.at("url").as_string();
    known.agenda = one.at("agenda").as_array().at(0).as_string();
    if (known.start >= at(2026, 1, 2) && known.start < end_of_2026()) out.push_back(known);
  }
  return out;
}

}  // namespace

TEST_CASE(
    "each of NumPy's meetings of 2026 is told of at each moment once in each place",
    "[meeting][year]"
) {
  const auto calendar = test::shared_data("data/calendars/ics/numpy.ics");
  const auto truth = test::shared_data("data/calendars/numpy_occurrences.json");
  if (!calendar || !truth) return;
  const std::vector<Known> known = known_of_2026(*truth);
  REQUIRE(known.size() > (whole_year() ? 50 : 12));

  MeetingRig rig(shipped());
  rig.now = at(2026, 1, 1);
  rig.calendars["calendar-1"] = file(*calendar);
  rig.start();
  rig.say("subscribe all 24h 1h 10m start", person("ada"));
  // It is started anew every ten days, and the calendar has new UIDs every day, as in life.
  for (int day = 0; rig.now < end_of_2026(); ++day) {
    rig.run_for(24h);
    std::string& text = rig.calendars["calendar-1"];
    const auto uid = text.find("UID:");
    text.replace(uid + 4, 1, std::string(1, static_cast<char>('a' + day % 26)));
    if (day % 10 == 0) rig.start();
  }

  std::map<std::pair<std::string, sys_seconds>, std::vector<const test::Posted*>> told;
  const std::vector<test::Posted> room = rig.posts_to("meetings");
  const std::vector<test::Posted> direct = rig.posts_to("ada");
  const auto find = [](const std::vector<test::Posted>& posts, const Known& one,
                       std::chrono::seconds lead) {
    std::vector<const test::Posted*> out;
    for (const auto& post : posts)
      if (post.at == one.start - lead && post.text().starts_with(one.title)) out.push_back(&post);
    return out;
  };
  std::size_t expected_room = 0;
  std::size_t expected_direct = 0;
  for (const Known& one : known) {
    INFO(one.title << " " << one.start.time_since_epoch().count());
    const auto check = [&](const std::vector<test::Posted>& posts, std::chrono::seconds lead) {
      const auto found = find(posts, one, lead);
      REQUIRE(found.size() == 1);
      const std::string text = found[0]->text();
      CHECK(text.contains(one.link));
      CHECK(text.contains(one.agenda));
      CHECK(text.contains("take a screenshot"));
      CHECK(text.contains("/report"));
    };
    for (const std::chrono::seconds lead :
         {std::chrono::seconds(24h), std::chrono::seconds(15min)}) {
      check(room, lead);
      ++expected_room;
    }
    for (const std::chrono::seconds lead :
         {std::chrono::seconds(24h), std::chrono::seconds(1h), std::chrono::seconds(10min),
          std::chrono::seconds(0)}) {
      check(direct, lead);
      ++expected_direct;
    }
  }
  CHECK(room.size() == expected_room);
  CHECK(direct.size() == expected_direct);

  std::size_t links = 0;
  std::size_t ends = 0;
  for (const auto& post : rig.posts_to("grace")) {
    if (post.text().contains("Two links for one meeting")) ++links;
    if (post.text().contains("is about to end")) ++ends;
  }
  CHECK(links == 1);
  if (whole_year()) CHECK(ends == 8);  // four series, thirty and seven days before
  std::cerr << known.size() << " meetings, " << room.size() << " posts in the room, "
            << direct.size() << " direct\n";
}
