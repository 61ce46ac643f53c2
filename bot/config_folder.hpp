// What a community edits, from the folder of its usher.toml or from the copy that ships inside the program.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/catalog.hpp"
#include "bot/embedded.hpp"
#include "bot/problem.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace usher {

struct ConfigFolder {
  std::string file;               // of the configuration, as it was named; for messages
  std::string text;               // its content
  std::string path;               // the folder on disk; empty for the embedded copy
  std::vector<PoFile> catalogs;   // this folder's own locale/*.po
  std::vector<PoFile> shipped;    // those of the program; beside the folder's own they fill gaps
  std::string sentences;          // locale/usher.pot of the program: every sentence there is
  std::vector<Problem> problems;  // files that could not be read

  // For Catalog::load(): the community's words first, then the program's for what they leave out.
  std::vector<PoFile> all_catalogs() const;
};

// `config`: the path given to --config; nothing: the embedded copy. `embedded` is embedded_config(). Start-up only.
ConfigFolder open_config(
    const std::optional<std::string>& config, std::span<const EmbeddedFile> embedded
);

}  // namespace usher
