// User groups out of [groups] and the texts in groups/.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/compose_files.hpp"

#include <vector>

namespace usher {

// Setup::groups, where they are configured. What is wrong with the texts is a remark.
void add_groups(Setup& setup, const CommunityFiles& files);

// Ideas that cannot be read, that a language has not, or that English has not; files of no known name.
std::vector<Problem> check_group_texts(const CommunityFiles& files);

}  // namespace usher
