// bot/who_may.hpp: the words for those who may not: who may, and where these can be reached.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

// "Only maintainers and administrators can do that. Please ask one of them. …"
Doc who_may(Role needed, const Say& say, const Community& community);

}  // namespace usher
