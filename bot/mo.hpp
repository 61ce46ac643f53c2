// gettext's binary catalog, made in memory: what Boost.Locale reads.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <map>
#include <string>
#include <vector>

namespace usher {

// Keys: msgid, or msgid NUL msgid_plural. Values: the translation, plural forms parted by NUL. The
// entry "" is the header.
using MoEntries = std::map<std::string, std::string, std::less<>>;

// With a hash table, because Boost.Locale then serves from these very bytes instead of copying them
// into a map.
std::vector<char> make_mo(const MoEntries& entries);

}  // namespace usher
