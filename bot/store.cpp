// bot/store.cpp: lock, checks and migrations; what is wrong with a database, and what to do about
// it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"

#include "bot/embedded.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <system_error>

namespace usher {

namespace {

constexpr std::uintmax_t quick_check_limit =
    16U << 20U;  // above, the check runs beside the first minute of service

std::string lock_path(const std::string& database_path) { return database_path + ".lock"; }

int read_pid(int fd) {
  std::string text(32, '\0');
  const auto got = ::pread(fd, text.data(), text.size(), 0);
  int pid = 0;
  if (got > 0) std::from_chars(text.data(), text.data() + got, pid);
  return pid;
}

StoreRefused refused(
    StoreRefused::Why why, const std::string& path, const std::string& problem,
    const std::string& remedy
) {
  return {why, path + ": " + problem + ". " + remedy};
}

void prepare_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code ec;
  if (!folder.empty() && !std::filesystem::exists(folder, ec)) {
    std::filesystem::create_directories(folder, ec);
    if (ec)
      throw refused(
          StoreRefused::Why::unusable, path, "cannot create its folder (" + ec.message() + ")",
          "Choose another [database] path"
      );
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ec);
  }
}

// Nobody but its owner reads what people wrote, whatever the umask says.
void create_private(const std::string& path) {
  const int fd = ::open(
      path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600
  );  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
  if (fd < 0)
    throw refused(
        StoreRefused::Why::unusable, path,
        "cannot be opened (" + std::generic_category().message(errno) + ")",
        "Check the folder's owner and rights"
    );
  ::close(fd);
}

void check(Database& db, const std::string& path, std::string_view pragma) {
  std::string first;
  try {
    auto rows = db.query(pragma);
    if (rows.next()) first = rows.text(0);
  } catch (const DatabaseError& error) {
    first = error.what();
  }
  if (first != "ok")
    throw refused(
        StoreRefused::Why::corrupted, path, "the database is damaged (" + first + ")",
        "Restore the last backup with `usher restore FILE`, and keep the damaged file for "
        "inspection"
    );
}

std::map<std::string, int> applied(Database& db) {
  db.script(
      "CREATE TABLE IF NOT EXISTS migrations (component TEXT NOT NULL, number INTEGER NOT NULL, "
      "name TEXT NOT NULL, "
      "applied INTEGER NOT NULL, PRIMARY KEY (component, number)) STRICT, WITHOUT ROWID"
  );
  std::map<std::string, int> newest;
  auto rows = db.query("SELECT component, max(number) FROM migrations GROUP BY component");
  while (rows.next()) newest[std::string(rows.text(0))] = static_cast<int>(rows.integer(1));
  return newest;
}

void refuse_newer(
    const std::string& path, const std::map<std::string, int>& have,
    std::span<const Migration> known
) {
  for (const auto& [component, number] : have) {
    int newest = 0;
    for (const Migration& migration : known)
      if (migration.component == component) newest = std::max(newest, migration.number);
    // A component that this program does not know belongs to an adapter that is switched off.
    if (newest != 0 && number > newest)
      throw refused(
          StoreRefused::Why::newer, path,
          "it was written by a newer Usher (" + component + " is at " + std::to_string(number) +
              ", this program knows " + std::to_string(newest) + ")",
          "Install that version again, or restore a backup from before the update"
      );
  }
}

void migrate(Database& db, const std::string& path, std::span<const Migration> migrations) {
  db.run("BEGIN IMMEDIATE");
  auto have = applied(db);
  refuse_newer(path, have, migrations);
  std::vector<const Migration*> order;
  for (const Migration& migration : migrations) order.push_back(&migration);
  // By number, then component: one order whatever the adapters' order was.
  std::ranges::sort(order, {}, [](const Migration* m) {
    return std::pair(m->number, m->component);
  });
  for (const Migration* migration : order) {
    int& newest = have[std::string(migration->component)];
    if (migration->number <= newest) continue;
    db.script(std::string(migration->sql));
    db.run(
        "INSERT INTO migrations VALUES(?,?,?,unixepoch())", migration->component, migration->number,
        migration->name
    );
    newest = migration->number;
  }
  db.run("COMMIT");
}

}  // namespace

DatabaseLock::DatabaseLock(const std::string& database_path) : path_(lock_path(database_path)) {
  prepare_folder(database_path);
  fd_ = ::open(
      path_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600
  );  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
  if (fd_ < 0)
    throw refused(
        StoreRefused::Why::unusable, path_,
        "cannot be opened (" + std::generic_category().message(errno) + ")",
        "Check the folder's owner and rights"
    );
  if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const int pid = read_pid(fd_);
    ::close(fd_);
    throw refused(
        StoreRefused::Why::locked, database_path,
        "another Usher is using it (process " + std::to_string(pid) + ")",
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
      lock_path(database_path).c_str(), O_RDWR | O_CLOEXEC
  );  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX
  if (fd < 0) return 0;
  const bool held = ::flock(fd, LOCK_EX | LOCK_NB) != 0;
  const int pid = held ? read_pid(fd) : 0;
  ::close(fd);
  return pid;
}

std::vector<Migration> usher_migrations() {
  std::vector<Migration> all;
  for (const EmbeddedFile& file : embedded_migrations()) {
    int number = 0;
    std::from_chars(file.name.data(), file.name.data() + 4, number);
    all.push_back({"usher", number, file.name.substr(5, file.name.size() - 9), file.bytes});
  }
  std::ranges::sort(all, {}, &Migration::number);
  return all;
}

std::unique_ptr<Database> open_store(
    const std::string& path, std::span<const Migration> migrations, const std::string& vfs
) {
  prepare_folder(path);
  create_private(path);
  try {
    auto db = std::make_unique<Database>(path, Database::Mode::read_write, vfs);
    std::error_code ec;
    if (std::filesystem::file_size(path, ec) < quick_check_limit && !ec)
      check(*db, path, "PRAGMA quick_check(1)");
    migrate(*db, path, migrations);
    return db;
  } catch (const DatabaseError& error) {
    const int primary = error.sqlite_code() & 0xFF;
    constexpr int sqlite_busy = 5;
    constexpr int sqlite_corrupt = 11;
    constexpr int sqlite_notadb = 26;
    if (primary == sqlite_busy)
      throw refused(
          StoreRefused::Why::locked, path, "another program holds a lock on it",
          "Close that program and start again"
      );
    if (primary == sqlite_corrupt || primary == sqlite_notadb)
      throw refused(
          StoreRefused::Why::corrupted, path,
          std::string("the database is damaged (") + error.what() + ")",
          "Restore the last backup with `usher restore FILE`, and keep the damaged file for "
          "inspection"
      );
    throw refused(
        StoreRefused::Why::unusable, path, error.what(), "Is the disk full, or mounted read-only?"
    );
  } catch (const StatementError& error) {
    throw refused(
        StoreRefused::Why::unusable, path, std::string("a migration failed (") + error.what() + ")",
        "Keep the file and report this"
    );
  }
}

std::unique_ptr<Database> open_store_read_only(const std::string& path) {
  if (!std::filesystem::exists(path)) return nullptr;
  try {
    auto db = std::make_unique<Database>(path, Database::Mode::read_only);
    std::map<std::string, int> have;
    {
      auto rows = db->query("SELECT component, max(number) FROM migrations GROUP BY component");
      while (rows.next()) have[std::string(rows.text(0))] = static_cast<int>(rows.integer(1));
    }
    const auto known = usher_migrations();
    refuse_newer(path, have, known);
    const bool older = std::ranges::any_of(known, [&](const Migration& m) {
      return m.number > have[std::string(m.component)];
    });
    if (older)
      return nullptr;  // not migrated yet: as good as none for a look-up that must not write
    return db;
  } catch (const DatabaseError&) {
    return nullptr;
  } catch (const StatementError&) {
    return nullptr;  // no table of migrations: not ours
  }
}

std::string quick_check(const std::string& path) {
  try {
    Database db(path, Database::Mode::read_only);
    check(db, path, "PRAGMA quick_check(1)");
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

void checkpoint(Database& db) {
  auto rows = db.query("PRAGMA wal_checkpoint(TRUNCATE)");
  while (rows.next()) {
  }
}

}  // namespace usher
