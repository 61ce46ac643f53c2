// bot/text_hash.hpp: tables by text are looked into by any text, without a copy of it: with std::equal_to<> beside it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace usher {

struct TextHash {
  using is_transparent = void;
  // Not noexcept: libstdc++ would then take it for a quick one, keep no hashes, and hash the neighbours at each look.
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace usher
