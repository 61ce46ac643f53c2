// bot/store_lock.cpp: one bot a database: the lock file, and the folder that it lies in.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"
#include "bot/store_impl.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>

namespace usher {

namespace store {

StoreRefused refused(
    StoreRefused::Why why, const std::string& path, const std::string& problem,
    const std::string& remedy
) {
  return {why, path + ": " + problem + ". " + remedy};
}

void prepare_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code ec;
  if (folder.empty() || std::filesystem::exists(folder, ec)) return;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), ec);
  // The last one is never open to others, not even for a moment.
  if (!ec && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    ec = {errno, std::generic_category()};
  if (ec)
    throw refused(
        StoreRefused::Why::unusable, path, "cannot create its folder (" + ec.message() + ")",
        "Choose another [database] path"
    );
}

}  // namespace store

using store::refused;

namespace {

// Of the open file, not of the process: two holders in one process exclude each other too, and who only asks takes none.
struct flock whole_file() {
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

std::string lock_path(const std::string& database_path) { return database_path + ".lock"; }

int read_pid(int fd) {
  std::string text(32, '\0');
  const auto got = ::pread(fd, text.data(), text.size(), 0);
  int pid = 0;
  if (got > 0) std::from_chars(text.data(), text.data() + got, pid);
  return pid;
}

}  // namespace

DatabaseLock::DatabaseLock(const std::string& database_path) : path_(lock_path(database_path)) {
  store::prepare_folder(database_path);
  fd_ = ::open(
      path_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600
  );  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
  if (fd_ < 0)
    throw refused(
        StoreRefused::Why::unusable, path_,
        "cannot be opened (" + std::generic_category().message(errno) + ")",
        "Check the folder's owner and rights"
    );
  struct flock lock = whole_file();
  if (::fcntl(fd_, F_OFD_SETLK, &lock) != 0) {  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
    const bool taken = errno == EAGAIN || errno == EACCES;
    const std::string why = std::generic_category().message(errno);
    const int holder = read_pid(fd_);
    ::close(fd_);
    if (!taken)
      throw refused(
          StoreRefused::Why::unusable, path_, "cannot be locked (" + why + ")",
          "Choose a [database] path on a disk of this machine"
      );
    throw refused(
        StoreRefused::Why::locked, database_path,
        "another Usher is using it (process " + std::to_string(holder) + ")",
        "Stop that one first, or choose another [database] path"
    );
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd_, 0) != 0 || ::pwrite(fd_, pid.data(), pid.size(), 0) < 0) {
    ::close(fd_);
    throw refused(StoreRefused::Why::unusable, path_, "cannot be written", "Is the disk full?");
  }
}

DatabaseLock::~DatabaseLock() {
  // The file stays: removing it would let two holders lock two files of the same name.
  if (fd_ >= 0) ::close(fd_);
}

int DatabaseLock::holder(const std::string& database_path) {
  const int fd = ::open(
      lock_path(database_path).c_str(), O_RDONLY | O_CLOEXEC
  );  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
  if (fd < 0) return 0;
  struct flock lock = whole_file();
  const bool held =
      ::fcntl(fd, F_OFD_GETLK, &lock) == 0 &&  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
      lock.l_type != F_UNLCK;
  const int pid = held ? read_pid(fd) : 0;
  ::close(fd);
  return pid;
}

}  // namespace usher
