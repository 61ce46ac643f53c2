// bot/compose_files.cpp: reading a community's files.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_files.hpp"

#include "bot/embedded.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>

namespace usher {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view config_name = "usher.toml";
constexpr std::uintmax_t max_config = 1U << 20U;
constexpr std::uintmax_t max_file = 4U << 20U;

std::string built_in(std::string_view name) {
  return "config/numpy/" + std::string(name) + " (built in)";
}

Result<std::string> read(const fs::path& path, std::uintmax_t limit) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) && !fs::is_character_file(path, error) &&
      !fs::is_fifo(path, error))
    return std::unexpected(errc::not_found);
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(errc::unauthorized);
  std::string text;
  for (std::istreambuf_iterator<char> at(in), end; at != end; ++at) {
    if (text.size() == limit) return std::unexpected(errc::too_large);
    text.push_back(*at);
  }
  return text;
}

}  // namespace

Result<CommunityFiles::File> CommunityFiles::config() const {
  if (!config_.empty()) {
    auto text = read(config_, max_config);
    if (!text) return std::unexpected(text.error());
    return File{config_, std::move(*text)};
  }
  for (const EmbeddedFile& file : embedded_config())
    if (file.name == config_name) return File{built_in(file.name), std::string(file.bytes)};
  return std::unexpected(errc::not_found);
}

std::vector<CommunityFiles::File> CommunityFiles::in(
    std::string_view folder, std::string_view ending
) const {
  const std::string prefix = std::string(folder) + "/";
  std::map<std::string, File> found;
  for (const EmbeddedFile& file : embedded_config())
    if (file.name.starts_with(prefix) && file.name.ends_with(ending))
      found.insert_or_assign(
          std::string(file.name), File{built_in(file.name), std::string(file.bytes)}
      );
  if (!config_.empty()) {
    std::error_code error;
    const fs::path beside = fs::path(config_).parent_path() / folder;
    for (fs::directory_iterator at(beside, error), end; !error && at != end; at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (!name.ends_with(ending)) continue;
      if (auto text = read(at->path(), max_file))
        found.insert_or_assign(prefix + name, File{at->path().string(), std::move(*text)});
    }
  }
  std::vector<File> out;
  for (auto& [name, file] : found) out.push_back(std::move(file));
  return out;
}

}  // namespace usher
