// The words of the page itself: what the script in adapters/web/page shows, by key. The server words
// them in the reader's language at /api/words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"

#include <span>
#include <string_view>

namespace usher::web {

// {placeholders} are the page's to replace; they are left standing here.
struct Word {
  std::string_view key;
  Msgid text;
};

std::span<const Word> words();

}  // namespace usher::web
