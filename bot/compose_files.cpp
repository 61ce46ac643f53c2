// bot/compose_files.cpp: reading a community's files.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/compose_files.hpp"

#include "bot/embedded.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
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

Problem why_not(const std::string& path, errc why) {
  if (why == errc::too_large)
    return {path, 0, "The file is over 4 MiB and is not used.", "Shorten it, or remove it."};
  if (why == errc::unauthorized)
    return {
        path, 0, "The file may not be read and is not used.",
        "Give its reading right to the user that runs usher."
    };
  return {path, 0, "This is no file and is not used.", "Remove it, or put the file in its place."};
}

}  // namespace

Result<CommunityFiles::File> CommunityFiles::config() const {
  if (!config_.empty()) {
    auto text = read(config_, max_config);
    if (!text) return std::unexpected(text.error());
    return File{config_, std::move(*text), false};
  }
  for (const EmbeddedFile& file : embedded_config())
    if (file.name == config_name) return File{built_in(file.name), std::string(file.bytes), true};
  return std::unexpected(errc::not_found);
}

std::optional<CommunityFiles::File> CommunityFiles::beside(
    std::string_view name, std::vector<Problem>& unread
) const {
  if (config_.empty()) {
    for (const EmbeddedFile& file : embedded_config())
      if (file.name == name) return File{built_in(name), std::string(file.bytes), true};
    return std::nullopt;
  }
  const fs::path path = fs::path(config_).parent_path() / name;
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  auto text = read(path, max_config);
  if (text) return File{path.string(), std::move(*text), false};
  unread.push_back(why_not(path.string(), text.error()));
  return std::nullopt;
}

bool CommunityFiles::any_own(std::string_view folder, std::string_view ending) const {
  const std::string prefix = std::string(folder) + "/";
  if (config_.empty())
    return std::ranges::any_of(embedded_config(), [&](const EmbeddedFile& file) {
      return file.name.starts_with(prefix) && file.name.ends_with(ending);
    });
  std::error_code error;
  for (fs::directory_iterator at(fs::path(config_).parent_path() / folder, error), end;
       !error && at != end; at.increment(error))
    if (at->path().filename().string().ends_with(ending)) return true;
  return false;
}

std::vector<CommunityFiles::File> CommunityFiles::in(
    std::string_view folder, std::string_view ending, std::vector<Problem>& unread
) const {
  std::vector<File> out;
  if (!config_.empty()) {
    const fs::path beside = fs::path(config_).parent_path() / folder;
    std::error_code error;
    std::set<fs::path> names;
    for (fs::directory_iterator at(beside, error), end; !error && at != end; at.increment(error))
      if (at->path().filename().string().ends_with(ending)) names.insert(at->path());
    if (error && error != std::errc::no_such_file_or_directory)
      unread.push_back(
          {beside.string(), 0, "This folder cannot be read (" + error.message() + ").",
           "Let the user that runs usher read it, or remove it."}
      );
    for (const fs::path& path : names) {
      if (auto text = read(path, max_file))
        out.push_back({path.string(), std::move(*text), false});
      else
        unread.push_back(why_not(path.string(), text.error()));
    }
  }
  const std::string prefix = std::string(folder) + "/";
  for (const EmbeddedFile& file : embedded_config())
    if (file.name.starts_with(prefix) && file.name.ends_with(ending))
      out.push_back({built_in(file.name), std::string(file.bytes), true});
  return out;
}

}  // namespace usher
