// bot/index_file.cpp: from a name to a path, and back.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/index_file.hpp"

#include <algorithm>
#include <utility>

namespace usher {

IndexFile::IndexFile(std::string name)
    : name_(std::move(name)), ending_(name_.substr(std::min(name_.rfind('.'), name_.size()))) {}

std::string IndexFile::path_of(std::string_view name) const {
  if (!given()) return std::string(name);
  if (!name.ends_with(ending_) || name.size() == ending_.size()) return {};
  return std::string(name.substr(0, name.size() - ending_.size())) + "/" + name_;
}

std::string IndexFile::name_of(std::string_view path) const {
  if (!given()) return std::string(path);
  const auto slash = path.find('/');
  if (slash == 0 || slash == std::string_view::npos || path.substr(slash + 1) != name_) return {};
  return name_in(path.substr(0, slash));
}

std::string IndexFile::name_in(std::string_view folder) const {
  return std::string(folder) + ending_;
}

}  // namespace usher
