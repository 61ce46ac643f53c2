// The features of the program, as the configuration wants them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/compose.hpp"
#include "bot/feature.hpp"
#include "bot/worker.hpp"

#include <memory>
#include <vector>

namespace usher {

// In the order in which they are asked. read: what the folder of a directory source holds now, so that no answer before
// the first poll is about anything else. worker: for what takes long and is wanted soon; null where nobody will want it.
std::vector<std::unique_ptr<Feature>> make_features(
    const Setup& setup, const Clock& clock, bool read, Worker* worker
);

}  // namespace usher
