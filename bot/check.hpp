// `usher check`: everything that a community edits, looked at as a whole.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/config.hpp"
#include "bot/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Every mistake in the configuration, in --set, in the secrets' files and in the catalogs: file by file, in the order of
// their lines. Looks at the files that the configuration names, changes nothing, needs no network. `sentences`: the
// program's own list, locale/usher.pot. A catalog may leave out what it likes, but the last one of each Chinese: it fills the
// gaps of those before it.
std::vector<Problem> check(
    const ConfigInput& config, const std::vector<PoFile>& catalogs, std::string_view sentences
);

// One catalog against `sentences`: what cannot be read, differing placeholders and
// plural forms, and what is missing (where it must be `whole`), unconfirmed, or in the program no more.
std::vector<Problem> check_catalog(
    const PoFile& file, std::string_view sentences, bool whole = true
);

// How much of `sentences` a catalog has.
struct Coverage {
  std::string file, locale;
  std::size_t translated = 0, all = 0;
  std::size_t guesses = 0;  // marked fuzzy, and so not used
};
Coverage coverage(const PoFile& file, std::string_view sentences);

}  // namespace usher
