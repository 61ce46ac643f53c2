// What the commands about meetings share.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace usher {

// A calendar file's bytes, "-" for what comes in. Nothing, and it is said why, where it cannot be read.
std::optional<std::string> calendar_bytes(const std::string& file);
// "2026-01-14T18:00:00"
std::string clock_shown(std::chrono::local_seconds shown);

}  // namespace usher
