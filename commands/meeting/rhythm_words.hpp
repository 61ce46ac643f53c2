// commands/meeting/rhythm_words.hpp: a rhythm in words. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"
#include "commands/meeting/rhythm.hpp"

#include <chrono>

namespace usher::meeting {

// "every 2 weeks on Wed, 18:00 Europe/Berlin, until Wed 30 Jun 2027"
Phrase rhythm_words(const Rhythm& rhythm, const Say& say);
// "Wed 30 Jun 2027"
Phrase local_day_words(std::chrono::local_days day, const Say& say);

}  // namespace usher::meeting
