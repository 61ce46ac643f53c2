// bot/e5_embedder.hpp: multilingual-e5-small, a language model of 72 MB for some hundred languages, where Usher was built with it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/embedder.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>

namespace usher {

// Whether this Usher was built with -DUSHER_EMBEDDER=ON. Where not, there is no code of it, and opening it always fails.
bool has_e5();

inline constexpr std::uintmax_t e5_file_size = 71'622'400;  // bytes

// Reads the file once, some tenths of a second, and refuses any other than the one whose digest was built in: the code behind it
// believes what a file says. Then the file is mapped, so replace it by renaming another one to its name. The error is a sentence.
std::expected<std::shared_ptr<const Embedder>, std::string> open_e5(const std::string& path);

}  // namespace usher
