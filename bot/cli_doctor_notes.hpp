// bot/cli_doctor_notes.hpp: usher doctor, of where notes of meetings go.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/common/finding.hpp"
#include "bot/compose.hpp"

#include <vector>

namespace usher {

// Whether the repository can be reached and written with the token. Nothing where none is configured.
std::vector<Finding> look_at_archive(const Setup& setup);
// Whether HackMD knows the token, and shows the pages. Nothing where none is configured.
std::vector<Finding> look_at_pads(const Setup& setup);

}  // namespace usher
