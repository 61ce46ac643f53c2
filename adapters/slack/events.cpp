// adapters/slack/events.cpp: the list.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/events.hpp"

#include <algorithm>
#include <array>

namespace usher::slack {

namespace {

// message.mpim and mpim:history are not asked for: in a group conversation Usher hears its name, and nothing else.
constexpr std::array all{
    Subscription{"app_home_opened", "app_home_opened", ""},
    Subscription{"app_mention", "app_mention", "app_mentions:read"},
    Subscription{"channel_archive", "channel_archive", "channels:read"},
    Subscription{"channel_deleted", "channel_deleted", "channels:read"},
    Subscription{"channel_id_changed", "channel_id_changed", "groups:read"},
    Subscription{"channel_rename", "channel_rename", "channels:read"},
    Subscription{"channel_unarchive", "channel_unarchive", "channels:read"},
    Subscription{"group_archive", "group_archive", "groups:read"},
    Subscription{"group_deleted", "group_deleted", "groups:read"},
    Subscription{"group_rename", "group_rename", "groups:read"},
    Subscription{"group_unarchive", "group_unarchive", "groups:read"},
    Subscription{"member_joined_channel", "member_joined_channel", "channels:read"},
    Subscription{"member_left_channel", "member_left_channel", "channels:read"},
    Subscription{"message.channels", "message", "channels:history"},
    Subscription{"message.groups", "message", "groups:history"},
    Subscription{"message.im", "message", "im:history"},
    Subscription{"reaction_added", "reaction_added", "reactions:read"},
    Subscription{"reaction_removed", "reaction_removed", "reactions:read"},
    Subscription{"team_join", "team_join", "users:read"},
    Subscription{"user_change", "user_change", "users:read"},
};

}  // namespace

std::span<const Subscription> subscriptions() { return all; }

bool hears(std::string_view type) {
  return std::ranges::find(all, type, &Subscription::type) != all.end();
}

}  // namespace usher::slack
