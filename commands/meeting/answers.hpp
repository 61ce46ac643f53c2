// commands/meeting/answers.hpp: what /meeting answers. An answer with effects has changed what is to be said when.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <expected>
#include <string_view>

namespace usher::meeting {

// Somebody asks. Refers to what the caller owns, for the length of one event.
struct Asked {
  const Settings& settings;
  const Event& event;
  Context& context;

  Say say() const { return context.say(event.who); }
  Subscriber person() const { return {event.at.space, "", event.who.id}; }
  Subscriber room() const { return {event.at.space, event.at.room, ""}; }
  // In whose zone they are told: what they have chosen, else what their platform says.
  Reader reader(bool with_links) const;
};

Outcome list_meetings(const Asked& asked);
Outcome next_meeting(std::string_view typed, const Asked& asked);
// The same, of Usher's own accord: without a reply's circumstances. For the command line.
Doc list_doc(const Reader& to);
Doc next_doc(const std::vector<Series>& found, const Reader& to);

Outcome subscribe_to(std::string_view typed, const Asked& asked);
Outcome unsubscribe_from(std::string_view typed, const Asked& asked);
Outcome what_is_mine(const Asked& asked);
Outcome snooze(std::string_view typed, const Asked& asked);
Outcome set_zone(std::string_view typed, const Asked& asked);

// "24 hours, 10 minutes before, and when it starts"
Phrase leads_words(const std::vector<Lead>& leads, const Say& say);
// That nothing of that name is there, and what is.
Doc no_such(std::string_view typed, const Asked& asked, const std::vector<std::string>& several);

// The one series that is meant, else the answer that says what there is.
std::expected<Series, Doc> series_meant(std::string_view typed, const Asked& asked);

// An effect that changes nothing, and says that the plan has: see Meetings::on.
Effect plan_changed(const Context& context);

}  // namespace usher::meeting
