// commands/group/checklist.cpp: days counted by the clocks of the place.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/checklist.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <chrono>

namespace usher::group {

std::optional<Item> item_typed(std::string_view word) {
  word = trim(word);
  while (word.starts_with('#')) word.remove_prefix(1);
  if (word.size() == 1 && word.front() >= '1' && word.front() <= '7')
    return all_items[static_cast<std::size_t>(word.front() - '1')].item;
  const auto* const found = std::ranges::find_if(all_items, [&](const ItemSpec& one) {
    return same_ascii(one.id, word);
  });
  return found == all_items.end() ? std::nullopt : std::optional(found->item);
}

const ItemSpec& spec_of(Item item) { return *std::ranges::find(all_items, item, &ItemSpec::item); }

sys_seconds due(Item item, sys_seconds event, const meeting::Zone& zone) {
  if (item == Item::host) return event;
  using std::chrono::days;
  constexpr std::chrono::hours morning{9};
  const auto day = std::chrono::floor<days>(zone.to_local(event));
  return zone.to_utc(std::chrono::local_seconds(day + days(spec_of(item).days)) + morning);
}

sys_seconds remind_at(Item item, sys_seconds event, const meeting::Zone& zone) {
  const sys_seconds at = due(item, event, zone);
  return item == Item::host ? at - std::chrono::hours(1) : at;
}

}  // namespace usher::group
