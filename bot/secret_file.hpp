// Reads a credential, or many, from a file that nobody but its owner can read.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config_checks.hpp"
#include "bot/secret.hpp"

#include <expected>
#include <string>

namespace usher {

// What a token may be, in a file or in the environment: one word of ASCII. A password: one line of text.
Verdict check_secret(std::string_view value);
Verdict check_password(std::string_view value);

// The file's one line, without what surrounds it. Refused: a file that its group or others can read or write, one that
// is no regular file, is empty, over 8 KiB, or holds what `check` does not take. Nothing of its content is ever in a Flaw.
std::expected<Secret<std::string>, Flaw> read_secret_file(
    const std::string& path, const Check& check = check_secret
);

// The whole of a file with many lines, under the same rules, up to 1 MiB. What its lines may be is the caller's business.
std::expected<Secret<std::string>, Flaw> read_private_file(const std::string& path);

}  // namespace usher
