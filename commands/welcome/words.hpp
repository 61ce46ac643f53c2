// commands/welcome/words.hpp: what the welcome says, and in which language.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

#include <string>
#include <string_view>

namespace usher::welcome {

inline constexpr std::string_view language_action = "welcome.language";  // value: a tag
inline constexpr std::string_view interests_action = "welcome.choose";
inline constexpr std::string_view again_action = "welcome.again";
inline constexpr std::string_view stop_action = "welcome.stop";
inline constexpr std::chrono::hours again_after{72};

// The tag of a language that Usher speaks ("zh-Hant"); empty for one that it does not, and for none.
std::string spoken(const Context& context, std::string_view lang);
// What somebody is written to in who has not spoken to Usher: what they have chosen, else what their platform says; empty where
// neither is known, or is no language of Usher's.
std::string language_of(const Context& context, std::string_view space, std::string_view person);

// The message, at most six lines. lang: as spoken() has it; empty: English, with a sentence in each other language that says which
// button to press.
Doc hello(const Settings& settings, const Context& context, std::string_view lang);
// For who wanted it: one line.
Doc asking_again(const Context& context, std::string_view lang);
Doc stopped(const Context& context, const Say& say);

Button again_button(const Say& say);
// Words of the community's or of people's, on a button as they are.
Phrase as_it_is(const Say& say, std::string_view words);

}  // namespace usher::welcome
