// bot/net/folder.hpp: reading the files of one folder and nothing outside it, whatever its symlinks say.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

// Blocking: for the worker. Errors: not_found, unauthorized, unavailable.
class Folder {
 public:
  static Result<Folder> open(const std::filesystem::path& path);

  // Names of what is not plainly a sub-folder, at most `limit` of them: too_large beyond.
  Result<std::vector<std::string>> names(std::size_t limit) const;
  // Likewise of sub-folders; symlinks are none.
  Result<std::vector<std::string>> folders(std::size_t limit) const;

  struct File {
    Descriptor descriptor;
    std::uint64_t size = 0;
  };
  // A regular file of this folder; not_found also for anything else, and for a symlink that leads out of it.
  Result<File> file(const std::string& name) const;
  // Of a sub-folder: "spec-0001/index.md".
  Result<File> file_at(const std::string& path) const;

 private:
  explicit Folder(Descriptor descriptor, std::filesystem::path path);
  Result<std::vector<std::string>> entries(std::size_t limit, bool folders) const;
  Descriptor descriptor_;
  std::filesystem::path path_;
};

// Hands all `size` bytes to `take`, piece by piece. unavailable when there are more or fewer: the file is changing.
errc read_all(const Folder::File& file, const std::function<void(std::string_view)>& take);

}  // namespace usher::net
