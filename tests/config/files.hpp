// Files for the tests: reading the project's own, and a folder that goes away.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config_checks.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace usher::test {

inline std::string source_dir() { return USHER_SOURCE_DIR; }

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string shown_path(const std::string& path) { return shown(path); }

class TemporaryFolder {
 public:
  // `name` may lead into folders below, which are made.
  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    return folder_.write(name, text).string();
  }

 private:
  testing::TempFolder folder_;
};

}  // namespace usher::test
