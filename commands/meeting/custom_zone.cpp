// commands/meeting/custom_zone.cpp: observances, each with a rule of its own, put in order.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/custom_zone.hpp"

#include "commands/meeting/expansion.hpp"
#include "commands/meeting/ical_time.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

using std::chrono::local_seconds;
using std::chrono::seconds;

constexpr std::size_t most_transitions = 1000;
constexpr sys_seconds far = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);

// STANDARD or DAYLIGHT: from these times on, shown by the clock that went before, the offset is `to`.
struct Observance {
  seconds from{}, to{};
  std::vector<local_seconds> begins;
};

std::optional<Observance> read_observance(icalcomponent* component) {
  Observance out;
  icalproperty* const start = first_of(component, ICAL_DTSTART_PROPERTY);
  icalproperty* const from = first_of(component, ICAL_TZOFFSETFROM_PROPERTY);
  icalproperty* const to = first_of(component, ICAL_TZOFFSETTO_PROPERTY);
  if (start == nullptr || from == nullptr || to == nullptr) return std::nullopt;
  out.from = seconds(icalproperty_get_tzoffsetfrom(from));
  out.to = seconds(icalproperty_get_tzoffsetto(to));
  const auto first = shown_by(icalproperty_get_dtstart(start));
  if (!first) return std::nullopt;
  out.begins.push_back(*first);
  for (auto* p = first_of(component, ICAL_RDATE_PROPERTY); p != nullptr;
       p = next_of(component, ICAL_RDATE_PROPERTY))
    if (const auto more = shown_by(icalproperty_get_rdate(p).time)) out.begins.push_back(*more);
  for (auto* p = first_of(component, ICAL_RRULE_PROPERTY); p != nullptr;
       p = next_of(component, ICAL_RRULE_PROPERTY)) {
    const auto rule = rule_of(p);
    if (!rule) continue;
    std::optional<local_seconds> last;
    if (rule->until)
      last = rule->until->at + (rule->until->utc ? out.from : seconds(0)) +
             (rule->until->date ? seconds(86'399) : seconds(0));
    Expansion expansion(*rule, *first, last);
    while (out.begins.size() < most_transitions) {
      const auto next = expansion.next();
      if (!next || sys_seconds(next->time_since_epoch()) >= far) break;
      out.begins.push_back(*next);
    }
  }
  return out;
}

}  // namespace

std::shared_ptr<const CustomZone> read_custom_zone(icalcomponent* component) {
  icalproperty* const name = first_of(component, ICAL_TZID_PROPERTY);
  const char* const text = name == nullptr ? nullptr : icalproperty_get_tzid(name);
  if (text == nullptr || *text == '\0') return nullptr;
  auto out = std::make_shared<CustomZone>();
  out->name = text;
  std::optional<sys_seconds> earliest;
  for (const icalcomponent_kind kind : {ICAL_XSTANDARD_COMPONENT, ICAL_XDAYLIGHT_COMPONENT})
    for (auto* c = icalcomponent_get_first_component(component, kind); c != nullptr;
         c = icalcomponent_get_next_component(component, kind)) {
      const auto observance = read_observance(c);
      if (!observance) continue;
      for (const local_seconds shown : observance->begins) {
        const sys_seconds at(shown.time_since_epoch() - observance->from);
        out->transitions.push_back({at, observance->to});
        if (earliest && *earliest <= at) continue;
        earliest = at;
        out->before = observance->from;
      }
    }
  if (out->transitions.empty()) return nullptr;
  std::ranges::sort(out->transitions, {}, &Transition::at);
  const auto [from, to] = std::ranges::unique(out->transitions, {}, &Transition::at);
  out->transitions.erase(from, to);
  return out;
}

}  // namespace usher::meeting
