// bot/index_file.hpp: names for files that have a folder of their own: "spec-0001.md" stands for "spec-0001/index.md". Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher {

class IndexFile {
 public:
  // `name`: what the file in each folder is called, "index.md"; empty: files lie in the folder itself, and names are paths.
  explicit IndexFile(std::string name = {});

  bool given() const { return !name_.empty(); }
  // "spec-0001.md" → "spec-0001/index.md". Empty for what is no such name.
  std::string path_of(std::string_view name) const;
  // "spec-0001/index.md" → "spec-0001.md". Empty for what is no such path.
  std::string name_of(std::string_view path) const;
  // Of the file in this folder.
  std::string name_in(std::string_view folder) const;

 private:
  std::string name_, ending_;
};

}  // namespace usher
