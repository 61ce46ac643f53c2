// Golden files: what a renderer made once, looked at by a person, and must make again.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace usher::test {

// Compares with tests/golden/<name>. With USHER_UPDATE_GOLDEN=1 in the environment it writes the file instead; look at
// the difference before it is committed.
inline void check_golden(const std::string& name, const std::string& made) {
  const std::filesystem::path path =
      std::filesystem::path(USHER_SOURCE_DIR) / "tests/golden" / name;
  if (std::getenv("USHER_UPDATE_GOLDEN") !=
      nullptr) {  // NOLINT(concurrency-mt-unsafe): a test of one thread
    std::ofstream(path, std::ios::binary) << made;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  INFO(name << " (USHER_UPDATE_GOLDEN=1 writes it anew)");
  REQUIRE(in.good());
  const std::string kept{std::istreambuf_iterator<char>(in), {}};
  CHECK(made == kept);
}

}  // namespace usher::test
