// bot/database.cpp: SQLiteCpp behind the one handle; statements kept by their text, errors as
// DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <unordered_map>

namespace usher {

namespace {

// The table of prepared statements is looked up by the SQL's text, which is nearly always the same
// literal: no copy.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

errc code_of(int sqlite_code) {
  return (sqlite_code & 0xFF) == SQLITE_FULL ? errc::disk_full : errc::storage_failed;
}

SQLite::Statement& as_statement(void* statement) {
  return *static_cast<SQLite::Statement*>(statement);
}

// A column that is not there, a parameter too many: the fault of who wrote the call, never the disk's.
template <class Call>
auto checked(Call call) {
  try {
    return call();
  } catch (const SQLite::Exception& error) {
    throw StatementError(error.what());
  }
}

SQLite::Column column_of(void* statement, int column) {
  return as_statement(statement).getColumn(column);
}

// Without "immutable" even a reader makes a shared-memory file, and leaves it behind.
std::string at_rest(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#')
      uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    else
      uri.push_back(c);
  }
  return uri + "?immutable=1";
}

}  // namespace

struct Database::Impl {
  SQLite::Database db;
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, TextHash, std::equal_to<>>
      statements;

  Impl(const std::string& path, int flags, const std::string& vfs) : db(path, flags, 5000, vfs) {}
};

Database::Database(const std::string& path, Mode mode, const std::string& vfs) {
  const int flags = mode == Mode::read_write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                    : mode == Mode::at_rest  ? SQLite::OPEN_READONLY | SQLite::OPEN_URI
                                             : SQLite::OPEN_READONLY;
  try {
    impl_ = std::make_unique<Impl>(mode == Mode::at_rest ? at_rest(path) : path, flags, vfs);
    sqlite3_extended_result_codes(impl_->db.getHandle(), 1);
    impl_->db.exec(
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA "
        "cache_size=-2000"
    );
    if (mode == Mode::read_write)
      impl_->db.exec(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=8000"
      );
  } catch (const SQLite::Exception& error) {
    throw DatabaseError(
        code_of(error.getErrorCode()), error.getExtendedErrorCode(),
        "cannot open " + path + ": " + error.what()
    );
  }
}

Database::~Database() = default;

void* Database::prepare(std::string_view sql) {
  const auto known = impl_->statements.find(sql);
  if (known != impl_->statements.end()) {
    // A statement left halfway by an exception would refuse new parameters.
    reset(known->second.get());
    return known->second.get();
  }
  try {
    std::string text(sql);
    auto statement = std::make_unique<SQLite::Statement>(impl_->db, text);
    void* raw = statement.get();
    impl_->statements.emplace(std::move(text), std::move(statement));
    return raw;
  } catch (const SQLite::Exception& error) {
    fail(error.getExtendedErrorCode(), error.what());
  }
}

void Database::expect_parameters(void* statement, int count) {
  const int wanted = as_statement(statement).getBindParameterCount();
  if (count == wanted) return;
  throw StatementError(
      as_statement(statement).getQuery() + " takes " + std::to_string(wanted) +
      " parameters, not " + std::to_string(count)
  );
}

void Database::bind(void* statement, int at, std::int64_t value) {
  checked([&] { as_statement(statement).bind(at, value); });
}
void Database::bind(void* statement, int at, double value) {
  checked([&] { as_statement(statement).bind(at, value); });
}
void Database::bind(void* statement, int at, std::string_view value) {
  checked([&] { as_statement(statement).bind(at, std::string(value)); });
}
void Database::bind(void* statement, int at, Blob value) {
  // A null pointer would bind NULL; an empty blob is not NULL.
  const char* bytes = value.bytes.empty() ? "" : value.bytes.data();
  checked([&] { as_statement(statement).bind(at, bytes, static_cast<int>(value.bytes.size())); });
}
void Database::bind(void* statement, int at, std::nullptr_t) {
  checked([&] { as_statement(statement).bind(at); });
}

bool Database::step(void* statement) {
  const int code = as_statement(statement).tryExecuteStep();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const int extended = sqlite3_extended_errcode(impl_->db.getHandle());
  const std::string what = sqlite3_errmsg(impl_->db.getHandle());
  reset(statement);
  fail(extended != SQLITE_OK ? extended : code, what);
}

void Database::reset(void* statement) noexcept { as_statement(statement).tryReset(); }

std::int64_t Database::run_bound(void* statement) {
  while (step(statement)) {
  }
  reset(statement);
  return sqlite3_changes64(impl_->db.getHandle());
}

void Database::script(const std::string& sql) {
  try {
    impl_->db.exec(sql);
  } catch (const SQLite::Exception& error) {
    fail(error.getExtendedErrorCode(), error.what());
  }
}

std::int64_t Database::last_id() const { return impl_->db.getLastInsertRowid(); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(impl_->db.getHandle()) == 0; }
void Database::interrupt() { sqlite3_interrupt(impl_->db.getHandle()); }
void* Database::handle() const { return impl_->db.getHandle(); }

std::int64_t Database::memory_used() const {
  int cache = 0;
  int statements = 0;
  int peak = 0;
  sqlite3_db_status(impl_->db.getHandle(), SQLITE_DBSTATUS_CACHE_USED, &cache, &peak, 0);
  sqlite3_db_status(impl_->db.getHandle(), SQLITE_DBSTATUS_STMT_USED, &statements, &peak, 0);
  return cache + statements;
}

void Database::fail(int code, std::string_view doing) const {
  switch (code & 0xFF) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      throw StatementError(std::string(doing));
    default:
      throw DatabaseError(code_of(code), code, std::string(doing));
  }
}

Query::Query(Query&& other) noexcept : db_(other.db_), statement_(other.statement_) {
  other.statement_ = nullptr;
}
Query::~Query() {
  if (statement_ != nullptr) Database::reset(statement_);
}
bool Query::next() { return db_->step(statement_); }
std::int64_t Query::integer(int column) const {
  return checked([&] { return column_of(statement_, column).getInt64(); });
}
double Query::real(int column) const {
  return checked([&] { return column_of(statement_, column).getDouble(); });
}
std::string_view Query::text(int column) const {
  return checked([&] {
    const SQLite::Column value = column_of(statement_, column);
    const char* bytes = value.getText("");
    return std::string_view(bytes, static_cast<std::size_t>(value.getBytes()));
  });
}
std::string_view Query::blob(int column) const {
  return checked([&] {
    const SQLite::Column value = column_of(statement_, column);
    const void* bytes = value.getBlob();
    if (bytes == nullptr) return std::string_view{};
    return std::string_view(
        static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes())
    );
  });
}
bool Query::is_null(int column) const {
  return checked([&] { return column_of(statement_, column).isNull(); });
}

Savepoint::Savepoint(Database& db, std::string_view name) : db_(db), event_(name == "event") {
  db_.run(event_ ? "SAVEPOINT event" : "SAVEPOINT feature");
}
Savepoint::~Savepoint() {
  if (!open_ || !db_.in_transaction()) return;
  try {
    roll_back();
  } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): the transaction is gone; the
                                    // brain asks for that
  }
}
void Savepoint::release() {
  open_ = false;
  db_.run(event_ ? "RELEASE event" : "RELEASE feature");
}
void Savepoint::roll_back() {
  open_ = false;
  db_.run(event_ ? "ROLLBACK TO event" : "ROLLBACK TO feature");
  db_.run(event_ ? "RELEASE event" : "RELEASE feature");
}

}  // namespace usher
