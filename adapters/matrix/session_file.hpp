// adapters/matrix/session_file.hpp: the session's file: one JSON object, readable by its owner alone, replaced as a whole.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/session_machine.hpp"

#include <expected>
#include <optional>
#include <string>

namespace usher::matrix {

// Beside the database ("<database>.matrix", 0600) and not in it: a token is no part of a backup. Written to a file of its own,
// fsync, rename, fsync of the folder: the old refresh token is good until the new one was used, so a crash in between loses
// nothing. Start-up and I/O thread (a millisecond, at logins and refreshes alone). The error is in words for the operator and
// never holds a token.
std::expected<void, std::string> write_session(
    const std::string& path, const std::string& homeserver, const Grant& grant
);
// Nothing where there is no file, or it is another homeserver's, user's or device's. A file that others may read is refused.
std::expected<std::optional<Grant>, std::string> read_session(
    const std::string& path, const std::string& homeserver, const std::string& user,
    const std::string& device
);
void erase_session(const std::string& path);  // after the session was ended for good

}  // namespace usher::matrix
