// `usher check`: everything that a community edits, looked at as a whole.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/config.hpp"
#include "bot/problem.hpp"

#include <string_view>
#include <vector>

namespace usher {

// Every mistake in the configuration, in --set, in the secrets' files and in the catalogs: file by file, in the order of
// their lines. Looks at the files that the configuration names, changes nothing, needs no network. `sentences`: the
// program's own list, locale/usher.pot. Only the last catalog of a language must have all of them: it fills the gaps of
// those before it.
std::vector<Problem> check(
    const ConfigInput& config, const std::vector<PoFile>& catalogs, std::string_view sentences
);

// One catalog against `sentences`: what cannot be read, differing placeholders and
// plural forms, and what is missing (where it must be `whole`), unconfirmed, or in the program no more.
std::vector<Problem> check_catalog(
    const PoFile& file, std::string_view sentences, bool whole = true
);

}  // namespace usher
