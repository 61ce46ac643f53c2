// bot/backup.cpp: VACUUM INTO, and renaming when all is well.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/backup.hpp"

#include "bot/store.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <system_error>

namespace usher {

namespace {

namespace fs = std::filesystem;

StoreRefused refused(const std::string& path, const std::string& why) {
  return {StoreRefused::Why::unusable, path + ": " + why};
}

// A file that nobody else can read and that is gone unless it was given its name.
class Draft {
 public:
  explicit Draft(std::string name) : name_(std::move(name)) {
    fs::remove(name_);  // what an earlier attempt left behind
    const int fd = ::open(name_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
      throw refused(name_, "cannot be written (" + std::generic_category().message(errno) + ")");
    ::close(fd);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (!name_.empty()) fs::remove(name_, ignored);
  }
  const std::string& name() const { return name_; }

  // Survives a power cut from here on.
  void become(const std::string& path) {
    sync(name_, O_RDONLY);
    fs::rename(name_, path);
    name_.clear();
    const fs::path folder = fs::path(path).parent_path();
    sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
  }

 private:
  static void sync(const std::string& path, int flags) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
  }
  std::string name_;
};

// VACUUM INTO takes an empty file as none, reads one snapshot, and leaves no erased rows in the copy.
void copy(Database& from, const std::string& to) { from.run("VACUUM INTO ?", to); }

void check(const std::string& path, const std::string& what) {
  std::string wrong;
  try {
    wrong = quick_check(path);
  } catch (const DatabaseError& error) {
    wrong = error.what();
  }
  if (!wrong.empty()) throw refused(path, what + " (" + wrong + ")");
}

// Also one that cannot be looked at: what is in it is not thrown away.
bool is_damaged(const std::string& path) {
  if (!fs::exists(path)) return false;
  try {
    return !quick_check(path).empty();
  } catch (const DatabaseError&) {
    return true;
  }
}

// `name`, with the day and the second where that is taken: an earlier one is kept as well.
std::string free_name(const std::string& name) {
  if (!fs::exists(name)) return name;
  // gmtime, because fmt takes an instant for one on the local clock.
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::string dated = fmt::format("{}-{:%Y%m%dT%H%M%SZ}", name, fmt::gmtime(now));
  while (fs::exists(dated)) dated += "-";
  return dated;
}

// Any database of Usher's, also one that is older than this program.
std::unique_ptr<Database> open_to_read(const std::string& path, const std::string& where_else) {
  if (!fs::exists(path)) throw refused(path, "there is no such file. " + where_else);
  auto db = std::make_unique<Database>(path, Database::Mode::read_only);
  bool ours = false;
  try {
    ours = db->query("SELECT 1 FROM migrations").next();
  } catch (const DatabaseError& error) {
    throw refused(path, std::string("it cannot be read (") + error.what() + ")");
  } catch (const StatementError&) {
    // no table of migrations
  }
  if (!ours) throw refused(path, "this is no database of Usher's. " + where_else);
  return db;
}

}  // namespace

void back_up(const std::string& path, const std::string& to) {
  if (fs::exists(to))
    throw refused(to, "exists already. Choose another name, or move it away first");
  const auto db =
      open_to_read(path, "Start usher once, or name the database with --set database.path=FILE");
  Draft draft(to + ".part");
  copy(*db, draft.name());
  check(draft.name(), "the copy is damaged");
  draft.become(to);
}

std::string put_back(const std::string& from, const std::string& path) {
  const auto backup = open_to_read(from, "Name what `usher backup` wrote");
  const auto newer =
      open_store_read_only(from);  // throws for one that this program would refuse to start with
  check(from, "the backup is damaged. Use an older one");
  Draft draft(path + ".part");
  copy(*backup, draft.name());
  check(draft.name(), "the copy is damaged");
  // The old write-ahead log must not be played into the new file. Without it the old database is at most a little older.
  std::string kept;
  if (is_damaged(path)) {
    kept = free_name(path + ".damaged");
    fs::create_hard_link(path, kept);  // and not renamed: at no time is there no database
    if (fs::exists(path + "-wal")) fs::rename(path + "-wal", kept + "-wal");
  }
  for (const char* rest : {"-wal", "-shm"}) fs::remove(path + rest);
  draft.become(path);
  return kept;
}

}  // namespace usher
