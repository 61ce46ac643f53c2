// commands/meeting/minutes.cpp: lines to a page.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/minutes.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

using Kind = NoteLine::Kind;

std::string date_of(sys_seconds at) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
  return fmt::format(
      "{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
      static_cast<unsigned>(day.day())
  );
}

// "18:00 (6:00 pm) UTC"
std::string time_of(sys_seconds at) {
  const std::chrono::hh_mm_ss time(at - std::chrono::floor<std::chrono::days>(at));
  const auto hour = time.hours().count();
  const auto minute = time.minutes().count();
  return fmt::format(
      "{:02}:{:02} ({}:{:02} {}) UTC", hour, minute, hour % 12 == 0 ? 12 : hour % 12, minute,
      hour < 12 ? "am" : "pm"
  );
}

std::string present_of(const Minutes& minutes) {
  std::string out;
  std::set<std::string> seen;
  std::int64_t newcomers = 0;
  for (const NoteLine& one : minutes.lines) {
    if (one.kind == Kind::newcomers)
      newcomers = std::max<std::int64_t>(newcomers, std::atoll(one.text.c_str()));
    if (one.kind != Kind::present || !seen.insert(to_lower_ascii(one.who)).second) continue;
    out += (out.empty() ? "" : ", ") + one.who;
  }
  if (newcomers > 0)
    out += fmt::format(
        "{}{} newcomer{}", out.empty() ? "" : ", ", newcomers, newcomers == 1 ? "" : "s"
    );
  return out;
}

// The topics, each with what was said about it.
std::string topics_of(const Minutes& minutes) {
  std::string out;
  bool in_topic = false;
  for (const NoteLine& one : minutes.lines) {
    const std::string_view indent = in_topic ? "  " : "";
    switch (one.kind) {
      case Kind::topic:
        if (!out.empty()) out += "\n";
        out += "- " + one.text + "\n";
        in_topic = true;
        break;
      case Kind::info:
      case Kind::link:
        out += fmt::format("{}- {}\n", indent, one.text);
        break;
      case Kind::agreed:
        out += fmt::format("{}- **Agreed:** {}\n", indent, one.text);
        break;
      case Kind::present:
      case Kind::action:
      case Kind::newcomers:
        break;
    }
  }
  return out;
}

std::string actions_of(const Minutes& minutes) {
  std::string out;
  for (const NoteLine& one : minutes.lines)
    if (one.kind == Kind::action)
      out += fmt::format("- {}{}\n", one.who.empty() ? "" : "**" + one.who + "**: ", one.text);
  return out;
}

std::string listed(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& one : items) out += "- " + one + "\n";
  return out;
}

void trim_end(std::string& text) {
  while (text.ends_with('\n')) text.pop_back();
}

}  // namespace

std::string archive_path(std::string_view pattern, sys_seconds start) {
  std::string out(pattern);
  const std::string date = date_of(start);
  for (const auto& [name, value] : std::array<std::pair<std::string_view, std::string>, 2>{
           {{"{year}", date.substr(0, 4)}, {"{date}", date}}
       })
    for (auto at = out.find(name); at != std::string::npos; at = out.find(name))
      out.replace(at, name.size(), value);
  return out;
}

std::string fill_template(std::string_view page, const Minutes& minutes) {
  std::string topics = topics_of(minutes);
  std::string actions = actions_of(minutes);
  std::string follow_up = listed(minutes.follow_up);
  std::string conduct = minutes.conduct;
  for (std::string* text : {&topics, &actions, &follow_up, &conduct}) trim_end(*text);
  const std::array<std::pair<std::string_view, std::string>, 10> values = {
      {{"{title}", minutes.title},
       {"{date}", date_of(minutes.start)},
       {"{time}", time_of(minutes.start)},
       {"{present}", present_of(minutes)},
       {"{follow_up}", follow_up},
       {"{topics}", topics},
       {"{actions}", actions},
       {"{conduct}", conduct},
       {"{agenda}", minutes.agenda},
       {"{notes}", minutes.notes}}
  };
  // In one pass: what people wrote may look like a placeholder.
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const auto* const found = std::ranges::find_if(values, [&](const auto& one) {
      return page.substr(at).starts_with(one.first);
    });
    if (found == values.end()) {
      out += page[at++];
    } else {
      out += found->second;
      at += found->first.size();
    }
  }
  return without_passcodes(out);
}

std::string_view plain_template() {
  return "# {date} {title}\n\n- Time: {time}\n\n**Code of Conduct**\n{conduct}\n\n**Present:** "
         "{present}\n\n## Follow-up from the last meeting\n\n{follow_up}\n\n## "
         "Topics\n\n{topics}\n\n"
         "## Action items\n\n{actions}\n";
}

}  // namespace usher::meeting
