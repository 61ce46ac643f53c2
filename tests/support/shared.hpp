// tests/support/shared.hpp: test data that is not part of the project: $USHER_SHARED, else ../shared beside the checkout.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

namespace usher::test {

// The path of a file or folder among it. Where it is absent: nothing, said aloud, so that the case can end; with
// USHER_FULL=1 an error, because then nothing may be left out.
inline std::optional<std::string> shared_data(const std::string& name) {
  const char* set =
      std::getenv("USHER_SHARED");  // NOLINT(concurrency-mt-unsafe): tests start no threads before
  const std::string root = set != nullptr ? set : std::string(USHER_SOURCE_DIR) + "/../shared";
  std::string path = root + "/" + name;
  std::error_code ec;
  if (std::filesystem::exists(path, ec)) return path;
  const char* full = std::getenv("USHER_FULL");  // NOLINT(concurrency-mt-unsafe)
  if (full != nullptr && std::string(full) == "1")
    throw std::runtime_error(name + " is not in " + root + "; set USHER_SHARED");
  std::cerr << "skipped: " << name << " is not in " << root << "; set USHER_SHARED\n";
  return std::nullopt;
}

}  // namespace usher::test
