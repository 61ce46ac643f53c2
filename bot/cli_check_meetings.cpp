// bot/cli_check_meetings.cpp: titles, rooms and templates that nothing answers to.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_check_meetings.hpp"

#include "bot/compose_meetings.hpp"
#include "bot/config_checks.hpp"
#include "bot/text.hpp"
#include "commands/meeting/calendar.hpp"
#include "commands/meeting/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace usher {

namespace {

// What a calendar calls its meetings, by how titles are compared.
using Titles = std::map<std::string, std::string, std::less<>>;

// Nothing where a calendar lies behind an address, cannot be read, or has no meeting at all: then nothing is known of what it
// will have.
std::optional<Titles> titles_in(const std::vector<std::string>& calendars) {
  constexpr std::size_t largest = 32U << 20U;  // as the bot reads them
  Titles out;
  for (const std::string& calendar : calendars) {
    if (calendar.contains("://")) return std::nullopt;
    std::ifstream in(calendar, std::ios::binary);
    std::string bytes;
    for (std::istreambuf_iterator<char> at(in), end; at != end && bytes.size() <= largest; ++at)
      bytes.push_back(*at);
    if (!in.is_open() || bytes.size() > largest) return std::nullopt;
    const meeting::Calendar read = meeting::read_calendar(bytes, meeting::Zone());
    if (read.entries.empty()) return std::nullopt;
    for (const meeting::Entry& entry : read.entries)
      out.try_emplace(
          meeting::name_key(entry.summary), std::string(meeting::without_mark(entry.summary))
      );
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

class MeetingCheck {
 public:
  explicit MeetingCheck(const std::vector<std::string>& templates) {
    for (const std::string& file : templates) templates_.push_back(template_name(file));
    std::ranges::sort(templates_);
    const auto [again, end] = std::ranges::unique(templates_);
    templates_.erase(again, end);
  }

  std::vector<KeyFlaw> operator()(const Config& config, const MeetingConfig* meeting) {
    std::vector<KeyFlaw> out;
    if (meeting == nullptr) {
      compare_rooms("organisers", config.meetings->organisers, config, out);
      return out;
    }
    compare_title(*meeting, config, out);
    compare_rooms("rooms", meeting->rooms, config, out);
    compare_template(*meeting, out);
    return out;
  }

 private:
  void compare_title(
      const MeetingConfig& meeting, const Config& config, std::vector<KeyFlaw>& out
  ) {
    if (meeting.local || meeting.title.empty()) return;
    if (!std::exchange(read_, true)) titles_ = titles_in(config.meetings->calendars);
    if (!titles_) return;
    const auto known = [&](const std::string& title) {
      return titles_->contains(meeting::name_key(title));
    };
    if (known(meeting.title) || std::ranges::any_of(meeting.also, known)) return;
    std::vector<std::string> all;
    for (const auto& [key, title] : *titles_) all.push_back(shown(title));
    out.push_back(
        {"title", fmt::format("No calendar has a meeting \"{}\".", shown(meeting.title)),
         "Write its title as the calendar has it: " + listed(all)}
    );
  }

  // Rooms of other chat systems are known to those alone.
  static void compare_rooms(
      std::string_view key, const std::vector<std::string>& rooms, const Config& config,
      std::vector<KeyFlaw>& out
  ) {
    constexpr std::string_view begin = "web:";
    if (!config.web) return;
    for (const std::string& room : rooms) {
      if (!room.starts_with(begin)) continue;
      const std::string_view name = std::string_view(room).substr(begin.size());
      if (std::ranges::find(config.web->rooms, name, &WebRoom::name) != config.web->rooms.end())
        continue;
      std::vector<std::string> all;
      for (const WebRoom& one : config.web->rooms) all.push_back("web:" + one.name);
      out.push_back(
          {std::string(key), fmt::format("\"{}\" is no room of [web.rooms].", shown(room)),
           fmt::format("Add [web.rooms.{}], or take one of these: {}", shown(name), listed(all))}
      );
    }
  }

  void compare_template(const MeetingConfig& meeting, std::vector<KeyFlaw>& out) const {
    if (meeting.page_template.empty() ||
        std::ranges::binary_search(templates_, meeting.page_template))
      return;
    out.push_back(
        {"template", fmt::format("There is no template \"{}\".", shown(meeting.page_template)),
         fmt::format(
             "Put templates/{}.md beside the configuration, or take one of these: {}",
             shown(meeting.page_template), listed(templates_)
         )}
    );
  }

  static std::string listed(const std::vector<std::string>& all) {
    constexpr std::size_t most = 12;
    std::string out;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
      out += (i == 0 ? "" : ", ") + all[i];
    return out + (all.size() > most ? ", …" : ".");
  }

  std::vector<std::string> templates_;  // sorted
  std::optional<Titles> titles_;
  bool read_ = false;
};

}  // namespace

std::function<std::vector<KeyFlaw>(const Config&, const MeetingConfig*)> meeting_check(
    const std::vector<std::string>& templates
) {
  return MeetingCheck(templates);
}

}  // namespace usher
