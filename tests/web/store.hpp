// tests/web/store.hpp: a database with the web adapter's tables, in a folder that is gone at the end.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/web.hpp"
#include "bot/catalog.hpp"
#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace usher::web::test_rig {

inline const sys_seconds noon{std::chrono::seconds(1'764'072'000)};  // 2025-11-25, 12:00

inline std::vector<Migration> all_migrations() {
  std::vector<Migration> out = usher_migrations();
  for (const Migration& one : web_migrations()) out.push_back(one);
  return out;
}

// Usher's words for tests, where say("…") would ask for translations.
inline Phrase phrase(std::string_view what) {
  static const Catalog catalog;
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

struct Store {
  Store() { reopen(); }

  void reopen() {
    db.reset();
    db = open_store(path, all_migrations());
  }
  // As the brain does: all of it or nothing.
  template <class Work>
  auto commit(const Work& work) {
    db->run("BEGIN IMMEDIATE");
    try {
      if constexpr (std::is_void_v<decltype(work(*db))>) {
        work(*db);
        db->run("COMMIT");
      } else {
        auto out = work(*db);
        db->run("COMMIT");
        return out;
      }
    } catch (...) {
      db->run("ROLLBACK");
      throw;
    }
  }
  // The first column of the first row; -1 where there is none.
  std::int64_t number(std::string_view sql) const {
    auto row = db->query(sql);
    return row.next() ? row.integer(0) : -1;
  }
  // Columns of the adapter's tables in which these bytes stand: "web_messages.body".
  std::vector<std::string> columns_with(std::string_view bytes) const;

  test::TempFolder folder;
  std::string path = folder.file("usher.db");
  std::unique_ptr<Database> db;
};

inline std::vector<std::string> Store::columns_with(std::string_view bytes) const {
  std::vector<std::string> columns;
  {
    auto row = db->query(
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE "
        "t.type='table' AND t.name LIKE 'web\\_%' ESCAPE '\\'"
    );
    while (row.next())
      columns.push_back(std::string(row.text(0)) + "\".\"" + std::string(row.text(1)));
  }
  std::vector<std::string> out;
  for (const std::string& column : columns) {
    const auto split = column.find("\".\"");
    const std::string table = column.substr(0, split);
    const std::string name = column.substr(split + 3);
    const std::string sql =
        fmt::format(R"(SELECT count(*) FROM "{}" WHERE instr(CAST("{}" AS BLOB),?))", table, name);
    auto row = db->query(sql, Blob{bytes});
    if (row.next() && row.integer(0) != 0) out.push_back(fmt::format("{}.{}", table, name));
  }
  return out;
}

}  // namespace usher::web::test_rig
