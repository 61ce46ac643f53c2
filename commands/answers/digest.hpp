// commands/answers/digest.hpp: once a week maintainers are told what nobody could be answered. Brain thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"
#include "commands/answers/clusters.hpp"
#include "commands/answers/settings.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

inline constexpr std::string_view daily_job = "daily";
inline constexpr std::chrono::days between_digests{7};

// The standing job, soon after each start.
Effect first_daily(Context& context);
// Whether a digest is due, and has been for less than an hour: then the answers are to be read first, whose reviews may be over.
bool digest_is_due(Context& context);
// Prunes. Where the last digest was a week ago, one goes to each maintainer that the configuration names, in their language, and
// none where there is nothing to tell. book: null where nobody has asked since the start: then nothing is said of reviews that
// are over.
Outcome daily(const Settings& settings, const Book* book, Context& context);

// What was asked in vain in so many days, what is alike together, and which answers did not help.
struct Missing {
  int days = 0;
  std::vector<Cluster> clusters;
  std::vector<Tally> topics;
};
Missing missing_in(int days, Context& context);
// Empty where there is nothing to tell.
Doc missing_doc(const Missing& missing, const Book* book, Context& context, const Say& say);

// In which language somebody is written to unasked.
std::string language_of(const To& to, const Context& context);

}  // namespace usher::answers
