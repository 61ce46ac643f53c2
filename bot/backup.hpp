// Copies of the database: made while a bot runs, put back while none does.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher {

// A whole copy of the database at `path` in the new file `to` (mode 0600): read in one transaction, checked, and only then
// given its name. Throws StoreRefused or DatabaseError with what to do.
void back_up(const std::string& path, const std::string& to);

// Puts the backup in the place of the database at `path`, whatever state that is in. The caller holds its DatabaseLock.
// A backup that is damaged, no database of Usher's, or newer than this program is refused, and nothing is changed.
// A database that is damaged is kept beside it; returns under which name, or nothing where it was whole or not there.
std::string put_back(const std::string& from, const std::string& path);

}  // namespace usher
