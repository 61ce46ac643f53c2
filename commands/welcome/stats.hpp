// commands/welcome/stats.hpp: /welcome stats: counts, month by month; nobody is named.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

namespace usher::welcome {

Doc stats(const Settings& settings, const Context& context, const Say& say);

}  // namespace usher::welcome
