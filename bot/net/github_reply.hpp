// bot/net/github_reply.hpp: what GitHub's REST answers mean. Pure: bytes in, values out.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/index_file.hpp"
#include "bot/net/http.hpp"
#include "bot/net/tree.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// "Get repository content" of a folder: its files, without sub-folders, symlinks and submodules, and without names that
// no listing can hold. malformed when it is no such answer; too_large at the API's own limit of 1,000 entries, beyond
// which it leaves entries out without a word.
Result<std::vector<TreeEntry>> parse_contents(std::string_view json);

// "Get a tree" of a folder: the same. too_large where GitHub says that it has left some out. Where files have a folder
// each it is a recursive tree, and of these files alone.
Result<std::vector<TreeEntry>> parse_tree(
    std::string_view json, const IndexFile& index = IndexFile()
);

// "Get a blob": its bytes. malformed when it is no such answer.
Result<std::string> parse_blob(std::string_view json);

// An item of "List commits".
struct ListedCommit {
  std::string id, parent;  // the first parent; empty: it has none
  std::string merged;      // the second parent; empty: it is no merge
  std::string subject;     // the first line of its message, at most 200 bytes
  sys_seconds at{};        // when it was committed, UTC
  std::string name;        // of the file; filled in by who knows it
};
// The newest first. malformed when it is no such answer.
Result<std::vector<ListedCommit>> parse_commits(std::string_view json);

// The parent of a merge from which `branch` itself came: the first, but for "Merge branch 'main' into mine" and such,
// by which somebody took `branch` into a branch of theirs.
const std::string& parent_on(std::string_view branch, const ListedCommit& merge);

// "Get a commit": the path that `path` had before this commit renamed it; empty where it did not. malformed when it
// is no such answer.
Result<std::string> parse_previous_path(std::string_view json, std::string_view path);

// What a response says of the quota, whatever its status.
struct Quota {
  errc error = errc::ok;         // rate_limited when this very request was refused for it
  std::chrono::seconds wait{0};  // no further request before then; 0: go on
  bool told =
      true;  // wait is GitHub's own; false: it named no time, and a minute is what its manual says
  // What is left of the quota, and until when; nothing where it does not say both.
  std::optional<std::int64_t> left{};
  std::chrono::seconds until_reset{0};
};
// GitHub's rules: Retry-After; else, with x-ratelimit-remaining 0, until x-ratelimit-reset; else, for a secondary limit,
// a minute. A 403 that names no limit is none. Waits are between a second and a day.
Quota read_quota(const Response& response, sys_seconds now);

}  // namespace usher::net
