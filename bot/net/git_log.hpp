// bot/net/git_log.hpp: what the history of a checkout says of one of its files.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/log.hpp"
#include "bot/net/subprocess.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// What `git log -z --name-status` prints, each commit begun by U+0001, its id and its seconds. Of a commit that touched
// several names it is the best of them. malformed when it is no such text.
Result<std::vector<LogEntry>> parse_git_log(std::string_view bytes, const LogNames& names);

// What `git diff-tree -z -M --name-status` prints: the name, within `folder` ("doc/neps/"), that `name` had before.
// Empty where it was not renamed.
std::string previous_name(std::string_view bytes, std::string_view folder, std::string_view name);

// A folder that lies in a checkout. Runs git for each question, with nothing of the user's configuration and nothing
// that configuration could make it run. Blocking: for the worker.
class Checkout {
 public:
  using Deadline = std::chrono::steady_clock::time_point;
  // unsupported where the folder lies in none, or there is no git. Everything that is then asked of it, however many
  // gits that takes, is timed_out at the deadline, and as soon as it is to stop.
  static Result<Checkout> around(
      const std::filesystem::path& folder, Deadline until = one_minute(), std::stop_token stop = {}
  );
  static Deadline one_minute() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(60);
  }

  // The newest first; not_found when there are none. At most `most_log` of them.
  Result<std::vector<LogEntry>> log(const LogNames& names) const;
  // Of a file in a sub-folder, which never had another name: "spec-0001/index.md", called `name` in the log.
  Result<std::vector<LogEntry>> log_below(const std::string& path, const std::string& name) const;
  // not_found where there was no such file. `name`: also a path to a sub-folder's.
  Result<std::string> bytes_at(std::string_view commit, std::string_view name, std::size_t limit)
      const;

 private:
  Checkout(std::string top, std::string folder, Deadline until, std::stop_token stop)
      : top_(std::move(top)), folder_(std::move(folder)), until_(until), stop_(std::move(stop)) {}
  Result<std::string> git(std::vector<std::string> arguments, std::string input, std::size_t limit)
      const;
  Result<std::vector<LogEntry>> part(
      const std::string& from, std::vector<std::string> paths, const LogNames& names
  ) const;

  std::string top_;     // the checkout's own folder
  std::string folder_;  // within it, with a slash at its end: "doc/neps/"; empty: the top
  Deadline until_;
  std::stop_token stop_;
};

}  // namespace usher::net
