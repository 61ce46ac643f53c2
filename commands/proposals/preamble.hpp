// commands/proposals/preamble.hpp: which fields a header has, in which order. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace usher::proposals {

// Where a field belongs: in headers of fields as NEP 0 lists them, in mail-like ones as PEP 1 does, its model. Nothing
// where the list has no such field. `key` is in lower case.
std::optional<std::size_t> place_in_preamble(std::string_view key, bool mail_like);

// As people write it: "replaced-by" → "Replaced-By".
std::string field_name(std::string_view key);

}  // namespace usher::proposals
