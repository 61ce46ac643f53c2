// bot/config_welcome.cpp: [welcome]: whom to welcome, how fast, and what there is for each interest.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace usher {

namespace {

using Section = ConfigReader::Section;

// Those that Usher has words for (commands/welcome/interests.cpp), in the order in which they are offered.
constexpr std::array<std::string_view, 9> interests_with_words = {
    "code", "docs", "translation", "design", "website", "triage", "teaching", "groups", "looking"
};
constexpr std::size_t most_interests = 20;
constexpr std::int64_t day_in_minutes{1440};

bool is_interest(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Of whole spaces only Slack says who joins.
Verdict check_space(std::string_view value) {
  const bool slack = value == "slack" || (value.starts_with("slack:T") && value.size() > 7 &&
                                          value.find(':', 6) == std::string_view::npos);
  if (slack) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no space that tells who joins it.", shown(value)),
      "Write slack, or slack:T0123456 for one workspace. Elsewhere name the room where newcomers "
      "begin, in rooms."
  };
}

// "web:docs #docs https://example.org/docs"
Verdict check_interest_room(std::string_view value) {
  const auto words = split_words(value);
  if (words.size() < 2 || words.size() > 3)
    return Flaw{
        fmt::format("\"{}\" does not say which room it is and what it is called.", shown(value)),
        "Write the room, a blank, its name, and where there is one its link: \"web:docs #docs "
        "https://example.org/docs\"."
    };
  if (Verdict flaw = check_any_room(words[0])) return flaw;
  return words.size() == 3 ? check_link(words[2]) : std::nullopt;
}

// "How to begin https://example.org/begin"
Verdict check_interest_link(std::string_view value) {
  const std::string_view whole = trim(value);
  const auto blank = whole.rfind(' ');
  if (blank == std::string_view::npos)
    return Flaw{
        fmt::format("\"{}\" is no words with a link behind them.", shown(value)),
        "Write what it is, a blank, and the address: \"How to begin https://example.org/begin\"."
    };
  if (Verdict flaw = check_topic(trim(whole.substr(0, blank)))) return flaw;
  return check_link(whole.substr(blank + 1));
}

Verdict check_answer_id(std::string_view value) {
  if (is_interest(value)) return std::nullopt;
  return Flaw{
      fmt::format("\"{}\" is no id of an answer.", shown(value)),
      "Write the name of its file in answers/, without .md."
  };
}

void read_interest(ConfigReader& reader, const std::string& name, WelcomeConfig& welcome) {
  Section section = reader.section("welcome.interests." + name);
  WelcomeInterestConfig one;
  one.name = name;
  section.text("title", one.title, check_short);
  section.list("rooms", one.rooms, check_interest_room);
  section.list("topics", one.topics, check_answer_id);
  section.list("links", one.links, check_interest_link);
  const bool named = std::ranges::find(interests_with_words, name) != interests_with_words.end();
  if (!is_interest(name))
    section.problem(
        "", fmt::format("\"{}\" cannot be the name of an interest.", shown(name)),
        "Take up to 40 small letters, digits and hyphens."
    );
  else if (!named && one.title.empty())
    section.problem(
        "", fmt::format("Usher has no words for the interest {}.", shown(name)),
        fmt::format("Add title = \"…\", or take one of {}.", fmt::join(interests_with_words, ", "))
    );
  welcome.interests.push_back(std::move(one));
}

void read_interests(ConfigReader& reader, WelcomeConfig& welcome) {
  Section section = reader.section("welcome.interests");
  for (const std::string& name : reader.names_below("welcome.interests"))
    read_interest(reader, name, welcome);
  if (welcome.interests.size() > most_interests)
    section.problem(
        "", fmt::format("There are {} interests.", welcome.interests.size()),
        fmt::format("Write up to {}.", most_interests)
    );
  std::ranges::sort(welcome.interests, {}, [](const WelcomeInterestConfig& one) {
    const auto* const at = std::ranges::find(interests_with_words, one.name);
    return std::pair(at - interests_with_words.begin(), one.name);
  });
}

// Rooms of Usher's own space are known. named: "web:docs", with words behind it where they have some.
void compare_rooms(Section& section, const std::vector<std::string>& named, const Config& config) {
  if (!config.web) return;
  for (const std::string& room : named) {
    if (!room.starts_with("web:")) continue;
    const std::string name = room.substr(4, room.find(' ') - 4);
    const auto& rooms = config.web->rooms;
    if (std::ranges::find(rooms, name, &WebRoom::name) == rooms.end())
      section.problem(
          "rooms", fmt::format("There is no room {} in [web.rooms].", shown(name)),
          fmt::format("Add [web.rooms.{}], or name a room that is there.", shown(name))
      );
  }
}

}  // namespace

void read_welcome(ConfigReader& reader, Config& config) {
  Section section = reader.section("welcome");
  WelcomeConfig welcome;
  section.list("rooms", welcome.rooms, check_any_room);
  section.list("spaces", welcome.spaces, check_space);
  section.duration("delay_minutes", welcome.delay, 0, day_in_minutes);
  std::int64_t number = welcome.per_minute;
  if (section.integer("per_minute", number, 1, 600)) welcome.per_minute = static_cast<int>(number);
  number = welcome.rush_joins;
  if (section.integer("rush_joins", number, 0, 100'000))
    welcome.rush_joins = static_cast<int>(number);
  section.duration("rush_minutes", welcome.rush_within, 1, day_in_minutes);
  section.text("first_issues", welcome.first_issues, check_link);
  section.text("meeting", welcome.meeting, check_short);
  read_interests(reader, welcome);
  compare_rooms(section, welcome.rooms, config);
  for (const WelcomeInterestConfig& one : welcome.interests) {
    Section interest = reader.section("welcome.interests." + one.name);
    compare_rooms(interest, one.rooms, config);
  }
  const bool welcomes = !welcome.rooms.empty() || !welcome.spaces.empty();
  if (welcomes && welcome.rush_joins > 0 && config.roles.administrators.empty())
    section.problem(
        section.given("rush_joins") ? "rush_joins" : "rooms",
        "Nobody would be told when very many people join at once: there are no administrators.",
        "Name one in [roles] administrators, or write rush_joins = 0 so that nothing stops the "
        "welcome."
    );
  if (section.present() || !welcome.interests.empty()) config.welcome = std::move(welcome);
}

void compare_welcome(ConfigReader& reader, const ConfigInput& input, const Config& config) {
  if (!config.welcome || config.welcome->meeting.empty() || input.meetings_text.empty()) return;
  const std::string& meeting = config.welcome->meeting;
  if (config.meetings &&
      std::ranges::find(config.meetings->series, meeting, &MeetingConfig::name) !=
          config.meetings->series.end())
    return;
  reader.section("welcome").problem(
      "meeting", fmt::format("There is no meeting {} in meetings.toml.", shown(meeting)),
      fmt::format("Add [series.{}] there, or write the name of one that is there.", shown(meeting))
  );
}

}  // namespace usher
