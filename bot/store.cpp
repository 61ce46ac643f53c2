// bot/store.cpp: checks and migrations; what is wrong with a database, and what to do about it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"

#include "bot/baseline.hpp"
#include "bot/new_database.hpp"
#include "bot/store_impl.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <map>
#include <system_error>
#include <thread>

namespace usher {

using store::prepare_folder;
using store::refused;

namespace {

constexpr std::uintmax_t quick_check_limit =
    16U << 20U;  // above, the check runs beside the first minute of service

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

constexpr int sqlite_busy = 5;
constexpr int sqlite_interrupt = 9;
constexpr int sqlite_corrupt = 11;
constexpr int sqlite_notadb = 26;

bool means_damage(const DatabaseError& error) {
  const int primary = error.sqlite_code() & 0xFF;
  return primary == sqlite_corrupt || primary == sqlite_notadb;
}

StoreRefused damaged(const std::string& path, const std::string& how) {
  return refused(
      StoreRefused::Why::corrupted, path, "the database is damaged (" + how + ")",
      "Restore the last backup with `usher restore FILE`, and keep the damaged file for inspection"
  );
}

// A disk that cannot be read or a lock of somebody else's is no damage: that passes through.
void check(Database& db, const std::string& path, std::string_view pragma) {
  std::string first;
  try {
    auto rows = db.query(pragma);
    if (rows.next()) first = rows.text(0);
  } catch (const DatabaseError& error) {
    if (!means_damage(error)) throw;
    first = error.what();
  }
  if (first != "ok") throw damaged(path, first);
}

std::map<std::string, int> applied(Database& db) {
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

// Whether these are the very migrations that stand for the engine's up to that number.
bool has_own(std::span<const Migration> migrations, int number) {
  const auto own = usher_migrations();
  return std::ranges::all_of(own, [&](const Migration& of) {
    return of.number > number || std::ranges::any_of(migrations, [&](const Migration& m) {
             return m.component == of.component && m.number == of.number && m.sql == of.sql;
           });
  });
}

// Not synced by itself: the transaction that follows brings it to the disk with its own, or neither is there.
void begin_anew(Database& db, std::span<const Migration> migrations) {
  if (!has_own(migrations, new_database().number)) return;
  db.script("PRAGMA synchronous=NORMAL");
  copy_new_database(db);
  db.script("PRAGMA synchronous=FULL");
}

void migrate(Database& db, const std::string& path, std::span<const Migration> migrations) {
  begin_anew(db, migrations);
  db.run("BEGIN IMMEDIATE");
  db.script(migrations_table);
  db.run("UPDATE migrations SET applied=unixepoch() WHERE applied=0");
  auto have = applied(db);
  refuse_newer(path, have, migrations);
  std::vector<const Migration*> order;
  for (const Migration& migration : migrations) order.push_back(&migration);
  // By number, then component: one order whatever the adapters' order was.
  std::ranges::sort(order, {}, [](const Migration* m) {
    return std::pair(m->number, m->component);
  });
  int made = 0;  // up to which migration the baseline has brought what it does
  if (const Baseline baseline = usher_baseline();
      have.empty() && has_own(migrations, baseline.number)) {
    db.script(std::string(baseline.sql));
    made = baseline.number;
  }
  for (const Migration* migration : order) {
    int& newest = have[std::string(migration->component)];
    if (migration->number <= newest) continue;
    const bool there = migration->component == "usher" && migration->number <= made;
    if (!there) db.script(std::string(migration->sql));
    db.run(
        "INSERT INTO migrations VALUES(?,?,?,unixepoch())", migration->component, migration->number,
        migration->name
    );
    newest = migration->number;
  }
  db.run("COMMIT");
}

}  // namespace

std::unique_ptr<Database> open_store(
    const std::string& path, std::span<const Migration> migrations, const std::string& vfs
) {
  prepare_folder(path);
  create_private(path);
  try {
    auto db = std::make_unique<Database>(path, Database::Mode::read_write, vfs);
    if (checked_at_open(path)) check(*db, path, "PRAGMA quick_check(1)");
    migrate(*db, path, migrations);
    return db;
  } catch (const DatabaseError& error) {
    if ((error.sqlite_code() & 0xFF) == sqlite_busy)
      throw refused(
          StoreRefused::Why::locked, path, "another program holds a lock on it",
          "Close that program and start again"
      );
    if (means_damage(error)) throw damaged(path, error.what());
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
  std::error_code ec;
  if (!std::filesystem::exists(path, ec)) return nullptr;
  try {
    const bool resting =
        DatabaseLock::holder(path) == 0 && !std::filesystem::exists(path + "-wal", ec);
    auto db = std::make_unique<Database>(
        path, resting ? Database::Mode::at_rest : Database::Mode::read_only
    );
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

bool checked_at_open(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return !error && size < quick_check_limit;
}

std::string quick_check(const std::string& path, const std::stop_token& stop) {
  try {
    Database db(path, Database::Mode::read_only);
    const auto here = std::this_thread::get_id();
    std::atomic<bool> over{false};
    // A call to interrupt before the statement has begun does nothing: called until the check is over.
    const std::stop_callback interrupting(stop, [&] {
      while (std::this_thread::get_id() != here && !over.load()) {
        db.interrupt();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
    const std::unique_ptr<std::atomic<bool>, void (*)(std::atomic<bool>*)> ending(
        &over, [](std::atomic<bool>* flag) { flag->store(true); }
    );
    if (stop.stop_requested())
      throw DatabaseError(errc::cancelled, sqlite_interrupt, "the check was stopped");
    check(db, path, "PRAGMA quick_check(1)");
    return {};
  } catch (const DatabaseError& error) {
    if (!means_damage(error)) throw;
    return error.what();
  } catch (const StoreRefused& refusal) {
    return refusal.what();
  }
}

void touch(Database& db) {
  db.script("PRAGMA user_version=0");  // the tables of migrations are used instead of it
}

bool checkpoint(Database& db) {
  auto rows = db.query("PRAGMA wal_checkpoint(TRUNCATE)");
  bool busy = false;
  while (rows.next()) busy = busy || rows.integer(0) != 0;
  return !busy;
}

bool rewrite(Database& db) {
  // A copy in memory leaves nothing anywhere else; a large one would take more than the machine may have.
  constexpr std::int64_t most_in_memory = std::int64_t{64} << 20;
  std::int64_t size = 0;
  {
    auto rows = db.query("SELECT page_count*page_size FROM pragma_page_count(),pragma_page_size()");
    if (rows.next()) size = rows.integer(0);
  }
  const bool large = size > most_in_memory;
  if (large) db.script("PRAGMA temp_store=FILE");
  const auto back = [&] {
    if (large) db.script("PRAGMA temp_store=MEMORY");
  };
  try {
    db.script("VACUUM");
  } catch (...) {
    back();
    throw;
  }
  back();
  return checkpoint(db);
}

}  // namespace usher
