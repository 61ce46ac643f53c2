// commands/meeting/addresses.hpp: parts of addresses. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::meeting {

// As a part of an address (RFC 3986, 2.1): all but unreserved characters, and those in `plain`, as %XX.
std::string percent_encoded(std::string_view text, std::string_view plain = {});

}  // namespace usher::meeting
