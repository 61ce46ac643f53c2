// bot/net/directory_tree.hpp: the tree service over a folder of this machine, such as a checkout's doc/neps.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/index_file.hpp"
#include "bot/service.hpp"
#include "bot/worker.hpp"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace usher::net {

struct DirectoryTreeSettings {
  std::string name;  // what Call::service says
  std::filesystem::path path;
  IndexFile index = IndexFile();       // given: files have a folder each, and no others are listed
  std::size_t max_files = 25'000;      // more, and LIST is errc::too_large
  std::uint64_t max_file = 2U << 20U;  // bytes; a larger file is listed, and GET is errc::too_large
  std::uint64_t max_total = std::uint64_t{1} << 30U;  // bytes that one LIST reads
};

// Regular files only. A symlink counts as the file that it leads to when that lies in the folder, else not at all.
// The settings' folder itself may be a symlink. A file whose bytes are no longer those of the id asked for is gone: 404.
// Where the folder lies in a git checkout, its log is told (git_log.hpp); it needs git on this machine.
// Errors: not_found (no such folder), unauthorized (may not be read), timed_out (a minute of git),
// unavailable (the disk, or a file that changed while it was read), too_large, malformed (the path of a
// GET or LOG), unsupported (another method, or no history).
class DirectoryTree final : public Service {
 public:
  // worker outlives the service; all file work happens there.
  DirectoryTree(Worker& worker, DirectoryTreeSettings settings);
  ~DirectoryTree() override { stop_.request_stop(); }  // a worker that ends waits for no git

  std::string_view name() const override { return settings_.name; }
  boost::asio::awaitable<Answer> perform(Call call) override;

 private:
  Worker& worker_;
  DirectoryTreeSettings settings_;
  std::stop_source stop_;
};

// The same without a worker, for look-ups from the command line. Blocking.
Answer list_directory(const DirectoryTreeSettings& settings, std::string_view etag);
Answer get_from_directory(
    const DirectoryTreeSettings& settings, std::string_view path, std::stop_token stop = {}
);
Answer log_of_directory(
    const DirectoryTreeSettings& settings, const Call& call, std::stop_token stop = {}
);

}  // namespace usher::net
