// bot/net/github_reply.hpp: what GitHub's REST answers mean. Pure: bytes in, values out.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"
#include "bot/net/http.hpp"
#include "bot/net/tree.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// "Get repository content" of a folder: its files, without sub-folders, symlinks and submodules, and without names that
// no listing can hold. malformed when it is no such answer; too_large at the API's own limit of 1,000 entries, beyond
// which it leaves entries out without a word.
Result<std::vector<TreeEntry>> parse_contents(std::string_view json);

// "Get a blob": its bytes. malformed when it is no such answer.
Result<std::string> parse_blob(std::string_view json);

// What a response says of the quota, whatever its status.
struct Quota {
  errc error = errc::ok;         // rate_limited when this very request was refused for it
  std::chrono::seconds wait{0};  // no further request before then; 0: go on
};
// GitHub's rules: Retry-After; else, with x-ratelimit-remaining 0, until x-ratelimit-reset; else, for a secondary limit,
// a minute. A 403 that names no limit is none. Waits are between a second and a day.
Quota read_quota(const Response& response, sys_seconds now);

}  // namespace usher::net
