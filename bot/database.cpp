// bot/database.cpp: SQLiteCpp and SQLite behind the one handle; statements kept by their text, errors as DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/database.hpp"

#include "bot/text_hash.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <unordered_map>

namespace usher {

namespace {

errc code_of(int sqlite_code) {
  return (sqlite_code & 0xFF) == SQLITE_FULL ? errc::disk_full : errc::storage_failed;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
// SQLite's own: SQLiteCpp copies each text before SQLite does, and counts references for each column.
struct Statement {
  std::unique_ptr<sqlite3_stmt, Finalize> raw;
  bool done = false;  // stepped to its end, and not reset: SQLite would begin it anew
};

Statement& as_statement(void* statement) { return *static_cast<Statement*>(statement); }
sqlite3_stmt* raw(void* statement) { return as_statement(statement).raw.get(); }

// A column that is not there, a value too large, a parameter too many: the fault of who wrote the call, never the disk's.
void checked_bind(int code) {
  if (code != SQLITE_OK) throw StatementError(sqlite3_errstr(code));
}

sqlite3_stmt* at_column(void* statement, int column) {
  if (column < 0 || column >= sqlite3_data_count(raw(statement)))
    throw StatementError("there is no such column, or no row");
  return raw(statement);
}

// SQLite counts what it takes from the heap, behind a lock, for figures that nobody here asks for. Before the first handle: later it
// refuses, and counts on.
void let_memory_be_uncounted() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(once);
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
  std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements;

  Impl(const std::string& path, int flags, const std::string& vfs) : db(path, flags, 5000, vfs) {}
};

Database::Database(const std::string& path, Mode mode, const std::string& vfs) {
  // A handle is one thread's (database.hpp), so that its own lock would guard nothing.
  const int flags = SQLite::OPEN_NOMUTEX |
                    (mode == Mode::read_write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                     : mode == Mode::at_rest  ? SQLite::OPEN_READONLY | SQLite::OPEN_URI
                                              : SQLite::OPEN_READONLY);
  let_memory_be_uncounted();
  try {
    impl_ = std::make_unique<Impl>(mode == Mode::at_rest ? at_rest(path) : path, flags, vfs);
    sqlite3_extended_result_codes(impl_->db.getHandle(), 1);
    impl_->db.exec(
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA "
        "cache_size=-1200"
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
  sqlite3_stmt* made = nullptr;
  sqlite3* const db = impl_->db.getHandle();
  const int code = sqlite3_prepare_v3(
      db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr
  );
  auto statement = std::make_unique<Statement>();
  statement->raw.reset(made);
  if (code != SQLITE_OK) fail(sqlite3_extended_errcode(db), sqlite3_errmsg(db));
  return impl_->statements.emplace(std::string(sql), std::move(statement)).first->second.get();
}

void Database::expect_parameters(void* statement, int count) {
  const int wanted = sqlite3_bind_parameter_count(raw(statement));
  if (count == wanted) return;
  throw StatementError(
      std::string(sqlite3_sql(raw(statement))) + " takes " + std::to_string(wanted) +
      " parameters, not " + std::to_string(count)
  );
}

void Database::bind(void* statement, int at, std::int64_t value) {
  checked_bind(sqlite3_bind_int64(raw(statement), at, value));
}
void Database::bind(void* statement, int at, double value) {
  checked_bind(sqlite3_bind_double(raw(statement), at, value));
}
void Database::bind(Texts texts, void* statement, int at, std::string_view value) {
  // A null pointer would bind NULL; an empty text is not NULL.
  const char* text = value.data() == nullptr ? "" : value.data();
  const auto keep = texts == Texts::stay ? SQLITE_STATIC : SQLITE_TRANSIENT;
  checked_bind(sqlite3_bind_text64(raw(statement), at, text, value.size(), keep, SQLITE_UTF8));
}
void Database::bind(Texts texts, void* statement, int at, Blob value) {
  const char* bytes = value.bytes.data() == nullptr ? "" : value.bytes.data();
  const auto keep = texts == Texts::stay ? SQLITE_STATIC : SQLITE_TRANSIENT;
  checked_bind(sqlite3_bind_blob64(raw(statement), at, bytes, value.bytes.size(), keep));
}
void Database::bind(void* statement, int at, std::nullptr_t) {
  checked_bind(sqlite3_bind_null(raw(statement), at));
}

bool Database::step(void* statement) {
  if (as_statement(statement).done) throw StatementError("a query was read beyond its end");
  const int code = sqlite3_step(raw(statement));
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    as_statement(statement).done = true;
    return false;
  }
  const int extended = sqlite3_extended_errcode(impl_->db.getHandle());
  const std::string what = sqlite3_errmsg(impl_->db.getHandle());
  reset(statement);
  fail(extended != SQLITE_OK ? extended : code, what);
}

void Database::reset(void* statement) noexcept {
  as_statement(statement).done = false;
  sqlite3_reset(raw(statement));
}

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
  return sqlite3_column_int64(at_column(statement_, column), column);
}
double Query::real(int column) const {
  return sqlite3_column_double(at_column(statement_, column), column);
}
std::string_view Query::text(int column) const {
  sqlite3_stmt* const at = at_column(statement_, column);
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(at, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(at, column))};
}
std::string_view Query::blob(int column) const {
  sqlite3_stmt* const at = at_column(statement_, column);
  const void* bytes = sqlite3_column_blob(at, column);
  if (bytes == nullptr) return {};
  return {
      static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(at, column))
  };
}
bool Query::is_null(int column) const {
  return sqlite3_column_type(at_column(statement_, column), column) == SQLITE_NULL;
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
