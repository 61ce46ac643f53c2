// commands/proposals/example.hpp: a line of help: what one can type, and what comes of it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/doc.hpp"

#include <string>
#include <utility>

namespace usher::proposals {

// "/nep watch new – each that is new"
inline Line example_line(const Text& typed, Phrase words) {
  return {code(typed), Text(std::string(" – ")), std::move(words)};
}

}  // namespace usher::proposals
