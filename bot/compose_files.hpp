// The files of a community: those inside the program, and over them those beside the configuration that was named.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

class CommunityFiles {
 public:
  struct File {
    std::string name;  // for messages: as the person would open it
    std::string text;
    bool shipped = false;  // one of those inside the program
  };

  // config: what --config says; empty for the copy inside the program.
  explicit CommunityFiles(std::string config) : config_(std::move(config)) {}

  // The TOML. not_found, unauthorized, or too_large (over 1 MiB).
  Result<File> config() const;
  // Those in a folder ("locale") whose names end so (".po"), by name: first those beside the configuration, then the
  // built-in ones, whose names may be the same: where it does not matter that they are whole, the first one counts.
  // A file that cannot be read, or is over 4 MiB, is left out and told in `unread`.
  std::vector<File> in(
      std::string_view folder, std::string_view ending, std::vector<Problem>& unread
  ) const;
  // Whether in() would find any for this community alone: without reading them, and without what is another's.
  bool any_own(std::string_view folder, std::string_view ending) const;
  // A file beside the configuration ("meetings.toml"): only there where a configuration was named, for what the program
  // ships with is another community's. Nothing where there is none; told in `unread` where it cannot be read.
  std::optional<File> beside(std::string_view name, std::vector<Problem>& unread) const;

 private:
  std::string config_;
};

}  // namespace usher
