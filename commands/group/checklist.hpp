// commands/group/checklist.hpp: what is to be done for an event, and by when: counted back from its start. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "commands/meeting/zone.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::group {

enum class Item : std::uint8_t { venue, announce, speaker, remind, check_in, host, thanks };
struct ItemSpec {
  Item item = Item::venue;
  std::string_view id;  // as stored, and as it is typed
  int days = 0;         // from the day of the event
};
inline constexpr std::array<ItemSpec, 7> all_items = {{
    {Item::venue, "venue", -30},
    {Item::announce, "announce", -14},
    {Item::speaker, "speaker", -7},
    {Item::remind, "remind", -2},
    {Item::check_in, "check-in", -1},
    {Item::host, "host", 0},
    {Item::thanks, "thanks", 1},
}};
// By its number, from 1 on, or its word; nothing where it is neither.
std::optional<Item> item_typed(std::string_view word);
const ItemSpec& spec_of(Item item);

// At nine in the morning of that day by the clocks of `zone`; the host is due at the start itself.
sys_seconds due(Item item, sys_seconds event, const meeting::Zone& zone);
// When its owner is reminded of it: then; the host an hour before.
sys_seconds remind_at(Item item, sys_seconds event, const meeting::Zone& zone);

}  // namespace usher::group
