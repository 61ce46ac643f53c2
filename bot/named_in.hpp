// bot/named_in.hpp: rooms and people as the configuration calls them, and what that is in one space.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace usher {

// The id in this space ("slack:T1") of the room or person that is called so: "slack:C1" in every workspace, "slack:T1:C1" in that
// one, "matrix:!abc:example.org", "web:ada". Empty where it is none of this space. A view into `named`. Any thread.
std::string_view named_in(std::string_view named, std::string_view space);

}  // namespace usher
