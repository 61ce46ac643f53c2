// commands/meeting/join_links.hpp: what an event's texts link to: the call, its agenda, the numbers to dial. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// http and https addresses in a text, in order, without what ends the sentence around them.
std::vector<std::string> addresses_in(std::string_view text);

// A room of Zoom, Google Meet, Teams, Jitsi, Whereby, Webex or BigBlueButton.
bool is_call(std::string_view url);

struct JoinLinks {
  std::string join;  // the call; of two, the one in the event's URL
  std::string
      other;  // another room, where the event names two: the organisers must say which holds
  std::string agenda;   // a page that everybody can write on
  std::string dial_in;  // numbers to call from a telephone
};
// Of an event: its URL, its place, its description.
JoinLinks links_of(std::string_view url, std::string_view place, std::string_view description);

// Whether both lead into the same room with the same passcode, as far as they say one.
bool same_call(std::string_view a, std::string_view b);

}  // namespace usher::meeting
