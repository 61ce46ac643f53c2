// adapters/slack/events.hpp: the events that Usher hears, once: read_event (inbound.hpp) knows these, and the app's manifest
// subscribes to these. A test holds the two together.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string_view>

namespace usher::slack {

struct Subscription {
  std::string_view name;   // as in the manifest's bot_events: "message.channels"
  std::string_view type;   // of the event that comes: "message"
  std::string_view scope;  // that it takes (docs.slack.dev, the event's page); empty: none
};

// In the order of the alphabet.
std::span<const Subscription> subscriptions();

// Whether there is one for events of this type. (Presses, forms, shortcuts and commands come without being subscribed to.)
bool hears(std::string_view type);

}  // namespace usher::slack
