// `usher check`: everything that a community edits, looked at as a whole.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/config.hpp"
#include "bot/problem.hpp"

#include <string_view>
#include <vector>

namespace usher {

struct ConfigFolder;

// Every mistake in the configuration, in --set, in the secrets' files and in the catalogs: file by file, in the order of
// their lines. Reads files, changes nothing, needs no network. `environment` as in ConfigInput.
std::vector<Problem> check(
    const ConfigFolder& folder, const std::vector<std::string>& set,
    std::function<const char*(const char*)> environment = {}
);

// One catalog against `sentences`, the program's own list (usher.pot): what cannot be read, differing placeholders and
// plural forms, and what is missing, unconfirmed, or in the program no more.
std::vector<Problem> check_catalog(const PoFile& file, std::string_view sentences);

}  // namespace usher
