// bot/net/folder.cpp: openat2 keeps every path beneath the folder; the kernel decides, so no race can fool it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/folder.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace usher::net {
namespace {

errc meaning(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EXDEV:  // openat2: the path leads out of the folder
    case ELOOP:
    case ENXIO:  // a socket
    case ENODEV:
    case ENAMETOOLONG:
      return errc::not_found;
    case EACCES:
    case EPERM:
      return errc::unauthorized;
    default:
      return errc::unavailable;
  }
}

// Non-blocking, or a named pipe would hold the worker for ever.
constexpr int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

int open_beneath(int folder, const char* name) {
  open_how how{};
  how.flags = flags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  for (int tries = 0; tries < 8; ++tries) {
    const long fd = ::syscall(SYS_openat2, folder, name, &how, sizeof how);
    if (fd >= 0) return static_cast<int>(fd);
    if (errno == ENOSYS || errno == EPERM) {
      // A kernel before 5.6, or a sandbox that has not heard of it: then no symlink at all is followed.
      return ::openat(folder, name, flags | O_NOFOLLOW);
    }
    if (errno != EAGAIN && errno != EINTR) return -1;  // EAGAIN: something was renamed meanwhile
  }
  return -1;
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}
Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Folder::Folder(Descriptor descriptor, std::filesystem::path path)
    : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

Result<Folder> Folder::open(const std::filesystem::path& path) {
  Descriptor descriptor{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (descriptor.get() < 0) return std::unexpected(meaning(errno));
  return Folder{std::move(descriptor), path};
}

Result<std::vector<std::string>> Folder::names(std::size_t limit) const {
  return entries(limit, false);
}

Result<std::vector<std::string>> Folder::folders(std::size_t limit) const {
  return entries(limit, true);
}

Result<std::vector<std::string>> Folder::entries(std::size_t limit, bool folders) const {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it{path_, error}, end; !error && it != end;
       it.increment(error)) {
    std::error_code unknown;
    using std::filesystem::file_type;
    const auto type = it->symlink_status(unknown).type();
    const bool wanted = folders ? type == file_type::directory
                                : type == file_type::regular || type == file_type::symlink;
    if (!wanted) continue;
    if (names.size() == limit) return std::unexpected(errc::too_large);
    names.push_back(it->path().filename().string());
  }
  if (error) return std::unexpected(meaning(error.value()));
  return names;
}

Result<Folder::File> Folder::file(const std::string& name) const {
  File file{Descriptor{open_beneath(descriptor_.get(), name.c_str())}, 0};
  if (file.descriptor.get() < 0) return std::unexpected(meaning(errno));
  struct stat status{};
  if (::fstat(file.descriptor.get(), &status) != 0) return std::unexpected(meaning(errno));
  if (!S_ISREG(status.st_mode)) return std::unexpected(errc::not_found);
  file.size = static_cast<std::uint64_t>(status.st_size);
  return file;
}

Result<Folder::File> Folder::file_at(const std::string& path) const {
  const auto slash = path.find('/');
  if (slash == std::string::npos) return file(path);
  const std::string name = path.substr(0, slash);
  Descriptor below{
      ::openat(descriptor_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  };
  if (below.get() < 0) return std::unexpected(meaning(errno));
  return Folder{std::move(below), path_ / name}.file(path.substr(slash + 1));
}

errc read_all(const Folder::File& file, const std::function<void(std::string_view)>& take) {
  std::array<char, 64U << 10U> buffer;
  std::uint64_t left = file.size;
  while (true) {
    const ssize_t got = ::read(file.descriptor.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return meaning(errno);
    if (got == 0) return left == 0 ? errc::ok : errc::unavailable;
    const auto size = static_cast<std::uint64_t>(got);
    if (size > left) return errc::unavailable;
    left -= size;
    take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

}  // namespace usher::net
