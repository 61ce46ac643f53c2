// adapters/common/finding.hpp: what usher doctor has found.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace usher {

struct Finding {
  enum class Weight : std::uint8_t { fine, advice, fault } weight = Weight::fine;
  std::string what;    // a sentence; never a token
  std::string remedy;  // what to do about it; empty where all is well
};

}  // namespace usher
