// The {named} places of a sentence: what a translation must keep.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace usher {

// What stands between the braces of each replacement field ("number", "size:.1f"), sorted, each
// once; views into `sentence`. Nothing where the braces do not match ("{{" and "}}" are literal
// braces).
std::optional<std::vector<std::string_view>> placeholders(std::string_view sentence);

// Whether a translated form holds every placeholder that all source forms share, and none that no
// source form has. A sentence without plural forms is given twice. False where braces do not match.
bool same_placeholders(std::string_view one, std::string_view many, std::string_view translated);

}  // namespace usher
