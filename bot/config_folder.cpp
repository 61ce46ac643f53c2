// bot/config_folder.cpp: usher.toml and the catalogs beside it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_folder.hpp"

#include "bot/config_checks.hpp"
#include "bot/po.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace usher {

namespace {

namespace fs = std::filesystem;

// One byte more than any reader takes: those say themselves that a file is too large.
constexpr std::size_t enough = po::max_bytes + 1;

std::optional<std::string> read(const fs::path& path, std::vector<Problem>& problems) {
  std::error_code error;
  const auto refuse = [&](std::string problem, std::string remedy) {
    problems.push_back({path.string(), 0, std::move(problem), std::move(remedy)});
    return std::nullopt;
  };
  if (!fs::exists(path, error))
    return refuse(
        "There is no such file.", "Mend the path; a relative one starts where usher is run."
    );
  if (!fs::is_regular_file(path, error))
    return refuse("This is not a file.", "Name the file itself.");
  std::ifstream in(path, std::ios::binary);
  std::string text(enough, '\0');
  if (!in) return refuse("The file may not be read.", "Let the user that runs usher read it.");
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  text.shrink_to_fit();
  return text;
}

void read_catalogs(ConfigFolder& folder) {
  const fs::path locale = fs::path(folder.path) / "locale";
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator at(locale, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".po") files.push_back(at->path());
  std::ranges::sort(files);
  for (const fs::path& path : files)
    if (auto text = read(path, folder.problems))
      folder.catalogs.push_back({path.string(), path.stem().string(), std::move(*text)});
}

}  // namespace

std::vector<PoFile> ConfigFolder::all_catalogs() const {
  std::vector<PoFile> all = catalogs;
  all.insert(all.end(), shipped.begin(), shipped.end());
  return all;
}

ConfigFolder open_config(
    const std::optional<std::string>& config, std::span<const EmbeddedFile> embedded
) {
  ConfigFolder folder;
  for (const EmbeddedFile& file : embedded) {
    const fs::path path(file.name);
    if (file.name == "locale/usher.pot")
      folder.sentences = file.bytes;
    else if (path.parent_path() == "locale" && path.extension() == ".po")
      folder.shipped.push_back(
          {"the program's own " + path.string(), path.stem().string(), std::string(file.bytes)}
      );
    else if (file.name == "usher.toml" && !config)
      folder.text = file.bytes;
  }
  if (!config) {
    folder.file = "the program's own usher.toml";
    return folder;
  }
  folder.file = *config;
  const fs::path path(*config);
  folder.path = path.has_parent_path() ? path.parent_path().string() : ".";
  if (auto text = read(path, folder.problems)) folder.text = std::move(*text);
  read_catalogs(folder);
  return folder;
}

}  // namespace usher
