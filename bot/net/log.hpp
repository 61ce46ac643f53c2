// bot/net/log.hpp: the log of a file, as every tree service tells it (bot/service.hpp).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/model.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

inline constexpr std::size_t most_log = 2000;  // commits
inline constexpr int most_renames = 3;  // that are followed, beside those that keep the beginning

struct LogEntry {
  std::string commit;
  sys_seconds at{};  // when it was committed, UTC
  std::string name;
  bool operator==(const LogEntry&) const = default;
};

// Which names of the folder are the file's.
struct LogNames {
  std::string name;       // now
  std::string beginning;  // what all of them begin with; empty: there is only that one

  // How well a name fits: 0 not at all, 3 the very same.
  int fit(std::string_view other) const;
};
// Of a LOG; nothing where path or body cannot be what they should.
std::optional<LogNames> log_names(const Call& call);

// "<commit> <ISO 8601 UTC> <name>\n" for each.
std::string log_text(const std::vector<LogEntry>& entries);

// The path of a GET at a commit: "@<commit> <name>".
struct CommitPath {
  std::string commit, name;
};
std::optional<CommitPath> parse_commit_path(std::string_view path);

// "2018-09-09T02:10:15Z" and nothing else.
std::optional<sys_seconds> parse_utc(std::string_view text);

}  // namespace usher::net
