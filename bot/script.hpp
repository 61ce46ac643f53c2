// Whether a message is Chinese, and in which script it is written.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>

namespace usher {

// unclear: Chinese that reads the same in both scripts ("收到，辛苦了").
enum class Script : std::uint8_t { not_chinese, unclear, simplified, traditional };

// What the writer speaks, judged by what was written rather than pasted: code, tracebacks and addresses do not count, nor
// do a few Chinese words that an English sentence asks about. Any bytes; the first 8,000 decide.
Script read_script(std::string_view text);

}  // namespace usher
