// commands/answers/small_talk.hpp: what people say to whom they take for polite: "hello", "thanks", "are you a bot?". Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace usher::answers {

enum class SmallTalk : std::uint8_t {
  none,
  greeting,
  thanks,
  parting,    // "bye", "ok, got it": nothing more is wanted
  who,        // "are you a human?", "what can you do?"
  wants_help  // "can you help me?", before what with
};

inline constexpr std::size_t most_small_talk = 16;  // words; what has more is none

// Only where all that was said is small talk: "hello, how do I build it" is a question, "thanks, he hit me" is no thanks. Of several
// kinds the one that wants an answer most. Words as search::folded_words() makes them (bot/terms.hpp); English, Chinese, and what people
// of other languages greet and thank with.
SmallTalk small_talk(std::span<const std::string> words);
SmallTalk small_talk_in(std::string_view text);

}  // namespace usher::answers
