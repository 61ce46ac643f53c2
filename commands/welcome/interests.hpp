// commands/welcome/interests.hpp: what a newcomer may be interested in, and what they are shown for it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

#include <string_view>
#include <vector>

namespace usher::welcome {

inline constexpr std::string_view interests_form = "welcome.interests";
inline constexpr std::string_view interests_field = "interests";

// Whether Usher has words of its own for an interest of that name, in every language. For the configuration.
bool has_words(std::string_view name);
// "Documentation", in the reader's language.
Phrase label_of(const InterestSettings& interest, const Say& say);

Form ask(const Settings& settings, const Say& say);
// Those of the configuration that were chosen, in its order. values: a line each.
std::vector<const InterestSettings*> chosen(const Settings& settings, std::string_view values);
// Rooms, texts, a first issue, the next meeting for newcomers: for a person at this event.
Doc shown(
    const std::vector<const InterestSettings*>& interests, const Settings& settings,
    const Event& event, const Context& context
);

}  // namespace usher::welcome
