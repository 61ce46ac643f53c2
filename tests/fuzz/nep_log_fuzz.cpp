// tests/fuzz/nep_log_fuzz.cpp: any bytes as what git and GitHub say of the past, and as the log that comes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/git_log.hpp"
#include "bot/net/github_reply.hpp"
#include "commands/proposals/history.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace usher;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const net::LogNames names{"nep-0018-a.rst", "nep-0018"};
  if (const auto entries = net::parse_git_log(bytes, names)) {
    // What was understood is told so that the other side understands it as the same.
    const auto log = proposals::parse_log(net::log_text(*entries));
    must(log.has_value());
    must(log->commits.size() + log->left_out == std::min<std::size_t>(entries->size(), 20'000));
    for (const net::LogEntry& entry : *entries)
      must(net::is_file_name(entry.name) && names.fit(entry.name) > 0);
  }
  const std::string before = net::previous_name(bytes, "doc/neps/", "nep-0018-a.rst");
  must(before.empty() || net::is_file_name(before));
  if (const auto commits = net::parse_commits(bytes))
    for (const net::ListedCommit& commit : *commits) {
      must(net::is_blob_id(commit.id));
      must(commit.parent.empty() || net::is_blob_id(commit.parent));
    }
  (void)net::parse_previous_path(bytes, "doc/neps/nep-0018-a.rst");
  if (const auto log = proposals::parse_log(bytes))
    must(log->commits.size() <= proposals::most_commits);
  return 0;
}
