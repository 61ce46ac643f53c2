// bot/answer_scripts.hpp: answers for readers of Traditional Chinese, where nobody has written them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"

#include <vector>

namespace usher::answers {

// Adds "zh-Hant" to each topic that has "zh-Hans" alone, with Taiwan's words (OpenCC's s2twp). Does nothing where OpenCC's tables
// are not installed: then readers of Traditional Chinese read Simplified. Holds 9 MB while it runs.
void add_traditional(std::vector<Topic>& topics);

}  // namespace usher::answers
