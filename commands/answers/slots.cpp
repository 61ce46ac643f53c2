// commands/answers/slots.cpp: the next date of a meeting, a proposal's state, addresses and names.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/slots.hpp"

#include "commands/meeting/card.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/table.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/table.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::string_view next_kind = "next";
constexpr int most_dates = 12;

const proposals::Settings* series_of(const Slot& slot, const SlotSources& sources) {
  const auto at = std::ranges::find(sources.series, slot.kind, &proposals::Settings::command);
  return at == sources.series.end() ? nullptr : &*at;
}

std::optional<int> number_of(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

Line next_date(
    const Slot& slot, const SlotSources& sources, const Context& context, const Say& say
) {
  const meeting::Settings settings = meeting::with_made(*sources.meetings, context.db);
  meeting::Reader reader{settings, context, say};
  for (const meeting::Series& series : meeting::series_typed(context.db, settings, slot.what)) {
    // Not another one with such a word in its title.
    const meeting::SeriesSettings* known = meeting::settings_of(settings, series.key);
    if (known == nullptr || known->name != slot.what) continue;
    const auto dates = meeting::dates_after(context.db, series.id, context.now, most_dates);
    const auto next =
        std::ranges::find(dates, meeting::OccurrenceState::scheduled, &meeting::MeetingDate::state);
    if (next != dates.end()) return meeting::line_of({series, *next}, reader);
  }
  return {say("the calendar says when")};
}

// "NEP 29 – Recommend Python and NumPy version support – ★ Final"
Line proposal(
    const Slot& slot, const proposals::Settings& series, const Context& context, const Say& say
) {
  const auto number = number_of(slot.what);
  auto shelf = proposals::facts_from_database(context.db, series.command);
  if (!shelf) shelf = proposals::facts_from_index(series.index);
  const proposals::Proposal* found = shelf && number ? shelf->find(*number) : nullptr;
  const Text name(fmt::format("{} {}", series.label, slot.what));
  if (found == nullptr) return {name};
  const Text dash(std::string(" – "));
  Line line{link(name, proposals::page_of(series, *found)), dash, Text(found->header.title), dash};
  std::ranges::move(
      proposals::status_line(found->header.status, series, say), std::back_inserter(line)
  );
  return line;
}

}  // namespace

bool slot_is_known(const Slot& slot, const SlotSources& sources) {
  if (slot.kind == next_kind)
    return sources.meetings != nullptr &&
           std::ranges::find(sources.meetings->series, slot.what, &meeting::SeriesSettings::name) !=
               sources.meetings->series.end();
  if (const proposals::Settings* series = series_of(slot, sources)) {
    const auto number = number_of(slot.what);
    const auto shelf = proposals::facts_from_index(series->index);
    return number && *number >= 0 && (!shelf || shelf->find(*number) != nullptr);
  }
  return sources.texts.contains(slot.kind + ":" + slot.what);
}

Line fill(const Slot& slot, const SlotSources& sources, const Context& context, const Say& say) {
  if (slot.kind == next_kind && sources.meetings != nullptr)
    return next_date(slot, sources, context, say);
  if (const proposals::Settings* series = series_of(slot, sources))
    return proposal(slot, *series, context, say);
  const auto at = sources.texts.find(slot.kind + ":" + slot.what);
  if (at == sources.texts.end()) return {say("(not known)")};
  const Text text(at->second);
  if (slot.kind == "contact" && at->second.contains('@') && !at->second.contains(' '))
    return {link(text, "mailto:" + at->second)};
  return {text};
}

}  // namespace usher::answers
