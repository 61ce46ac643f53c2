// What the translation units of the store share.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/store.hpp"

#include <string>

namespace usher::store {

// "<path>: <problem>. <remedy>".
StoreRefused refused(
    StoreRefused::Why why, const std::string& path, const std::string& problem,
    const std::string& remedy
);

// Makes the folder of a database, for its owner alone. Throws StoreRefused.
void prepare_folder(const std::string& path);

}  // namespace usher::store
