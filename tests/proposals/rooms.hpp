// tests/proposals/rooms.hpp: a room that a maintainer speaks for, and ten proposals.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/watches.hpp"
#include "commands/proposals/weekly_table.hpp"
#include "commands/proposals/windows_table.hpp"
#include "tests/proposals/source.hpp"

namespace usher::proposals {

inline constexpr std::chrono::days week{7};

inline sys_seconds utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  return std::chrono::sys_days(
             std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)
         ) +
         std::chrono::hours(hour) + std::chrono::minutes(minute);
}

class Rooms : public Source {
 public:
  Rooms() {
    now = utc(2026, 9, 21, 14, 13);  // a Monday
    start();
    poll();
  }
  Outcome order(
      const std::string& args, Roles roles = {Role::maintainer}, bool repeat = false,
      const std::string& lang = "en"
  ) {
    Context at = context();
    at.repeat = repeat;
    return feature->on(
        Event{
            "e",
            {"web", "neps", "t"},
            {"ada", lang, "UTC", roles, false, "Ada"},
            {},
            Command{"nep", args}
        },
        at
    );
  }
  std::string say(const std::string& args, Roles roles = {Role::maintainer}) {
    return plain_text(std::get<SayReply>(order(args, roles).reply).doc);
  }
  std::optional<Weekly> kept(const std::string& room = "neps") {
    return weekly_of(db, "nep", {"web", room, ""});
  }
  // Lets its alarm ring now.
  std::vector<Effect> ring(std::int64_t id = 1) {
    return event(Tick{"weekly:" + std::to_string(id), now, now}).effects;
  }
  std::vector<Effect> change(RoomChanged::How how, const std::string& to = {}) {
    Context at = context();
    const Event event{"r", {"web", "neps", ""}, {}, {}, RoomChanged{how, to}};
    return feature->concerns(event) ? feature->on(event, at).effects : std::vector<Effect>{};
  }
  // So many proposals become Final, in one poll.
  void finish(int first, int last) {
    for (int number = first; number <= last; ++number) files[name(number)] = file(number, "Final");
    now += every;
    poll("v" + std::to_string(++version));
  }
  int version = 1;
};

inline std::vector<Post> posts(const std::vector<Effect>& effects) {
  std::vector<Post> out;
  for (const Effect& effect : effects)
    if (const auto* post = std::get_if<Post>(&effect)) out.push_back(*post);
  return out;
}
inline std::string text(const Post& post) { return plain_text(std::get<Doc>(post.body)); }
inline sys_seconds reminded(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects)
    if (const auto* remind = std::get_if<Remind>(&effect)) return remind->at;
  return {};
}

}  // namespace usher::proposals
