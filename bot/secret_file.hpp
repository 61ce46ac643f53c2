// Reads a credential, or many, from a file that nobody but its owner can read.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config_checks.hpp"
#include "bot/secret.hpp"

#include <expected>
#include <string>

namespace usher {

// The file's one line, without what surrounds it. Refused: a file that its group or others can read or write, one that
// is no regular file, is empty, over 8 KiB, or holds more than one word. Nothing of its content is ever in a Flaw.
std::expected<Secret<std::string>, Flaw> read_secret_file(const std::string& path);

// The whole of a file with many lines, under the same rules, up to 1 MiB. What its lines may be is the caller's business.
std::expected<Secret<std::string>, Flaw> read_private_file(const std::string& path);

// The same rules as a secret file's for a value from the environment.
Verdict check_secret(std::string_view value);

}  // namespace usher
