// The one handle through which SQL is spoken. Statements are prepared once and kept.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/errc.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace usher {

// Thrown by every call below when the disk or the file fails. code() is disk_full or storage_failed; the engine turns it
// into an errc.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(errc code, int sqlite_code, const std::string& what)
      : std::runtime_error(what), code_(code), sqlite_code_(sqlite_code) {}
  errc code() const { return code_; }
  int sqlite_code() const { return sqlite_code_; }  // extended result code

 private:
  errc code_;
  int sqlite_code_;
};

// Thrown where the statement itself is at fault (a constraint, a type, a wrong SQL text, a parameter too few or too many,
// a column that is not there): a bug of who wrote it, like any other exception of a feature. The disk and the file are
// fine.
class StatementError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// Bytes that are not text.
struct Blob {
  std::string_view bytes;
};

class Database;

// A running query. Resets its statement when destroyed, so keep it in the narrowest scope; at most
// one at a time for the same SQL text.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query& operator=(Query&&) = delete;
  ~Query();

  bool next();  // moves to the next row; false at the end
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // valid until next(); empty for NULL
  std::string_view blob(int column) const;  // valid until next(); empty for NULL
  bool is_null(int column) const;
  sys_seconds time(int column) const { return sys_seconds(std::chrono::seconds(integer(column))); }

 private:
  friend class Database;
  Query(Database& db, void* statement) : db_(&db), statement_(statement) {}
  Database* db_;
  void* statement_;  // sqlite3_stmt, owned by the Database's cache
};

// Not for several threads: the brain owns the one that writes. Parameters: integers, bool, double,
// text, Blob, nullptr, sys_seconds (stored as seconds since 1970, UTC).
class Database {
 public:
  // at_rest: to read a file that nobody has open and that has no write-ahead log; nothing is made beside it.
  enum class Mode { read_write, read_only, at_rest };
  // Opens with foreign_keys, secure_delete, busy_timeout; WAL and synchronous=FULL when writing.
  // Throws DatabaseError. `vfs` names another SQLite VFS (tests and benchmarks); empty is the
  // default.
  explicit Database(
      const std::string& path, Mode mode = Mode::read_write, const std::string& vfs = {}
  );
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Runs to the end; returns how many rows were changed.
  template <class... Args>
  std::int64_t run(std::string_view sql, const Args&... args) {
    return run_bound(bind_all(Texts::stay, sql, args...));
  }
  template <class... Args>
  Query query(std::string_view sql, const Args&... args) {
    return {*this, bind_all(Texts::are_copied, sql, args...)};
  }
  // Several statements, no parameters (migrations).
  void script(const std::string& sql);
  std::int64_t last_id() const;
  bool in_transaction() const;  // false once SQLite has dropped the transaction by itself
  // Any thread: what runs now fails with a DatabaseError; what runs later does not.
  void interrupt();
  // Bytes of page cache and statements in use (sqlite3_db_status), for health.
  std::int64_t memory_used() const;
  void* handle() const;  // sqlite3*, for backup and status only

 private:
  friend class Query;
  struct Impl;

  // What is run to its end within the call may read texts where they are, a fifth less work where there are many; who reads rows
  // may have given a text that is gone by then.
  enum class Texts : bool { are_copied, stay };

  template <class... Args>
  void* bind_all(Texts texts, std::string_view sql, const Args&... args) {
    void* statement = prepare(sql);
    // One too few would leave there what the statement was last run with.
    expect_parameters(statement, static_cast<int>(sizeof...(args)));
    int at = 0;
    (bind_one(texts, statement, ++at, args), ...);
    return statement;
  }
  template <class Value>
  void bind_one(Texts texts, void* statement, int at, const Value& value) {
    if constexpr (std::same_as<Value, Blob>)
      bind(texts, statement, at, value);
    else if constexpr (std::convertible_to<const Value&, std::string_view>)
      bind(texts, statement, at, std::string_view(value));
    else
      bind(statement, at, value);
  }
  void* prepare(std::string_view sql);
  std::int64_t run_bound(void* statement);
  bool step(void* statement);
  static void reset(void* statement) noexcept;
  static void expect_parameters(void* statement, int count);
  void bind(void* statement, int at, std::int64_t value);
  void bind(void* statement, int at, double value);
  void bind(Texts texts, void* statement, int at, std::string_view value);
  void bind(Texts texts, void* statement, int at, Blob value);
  void bind(void* statement, int at, std::nullptr_t value);
  void bind(void* statement, int at, sys_seconds value) {
    bind(statement, at, static_cast<std::int64_t>(value.time_since_epoch().count()));
  }
  template <std::integral I>
  void bind(void* statement, int at, I value) {
    bind(statement, at, static_cast<std::int64_t>(value));
  }
  [[noreturn]] void fail(int code, std::string_view doing) const;

  std::unique_ptr<Impl> impl_;
};

// A savepoint that is rolled back unless it is released. Where SQLite has dropped the whole
// transaction meanwhile, neither does anything; ask Database::in_transaction().
class Savepoint {
 public:
  Savepoint(Database& db, std::string_view name);  // name: "event" or "feature"
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void release();
  void roll_back();

 private:
  Database& db_;
  bool event_;
  bool open_ = true;
};

}  // namespace usher
