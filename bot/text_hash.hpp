// bot/text_hash.hpp: tables by text are looked into by any text, without a copy of it: with std::equal_to<> beside it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string_view>

namespace usher {

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

}  // namespace usher
