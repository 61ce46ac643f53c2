// tests/matrix/tables_test.cpp: the adapter's tables are made beside the engine's.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/matrix.hpp"
#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

using namespace usher;

TEST_CASE(
    "a database has one Matrix account from the beginning, with an installation of its own",
    "[rows]"
) {
  const test::TempFolder folder;
  std::vector<Migration> all = usher_migrations();
  for (const Migration& one : matrix::matrix_migrations()) all.push_back(one);
  const std::string path = folder.file("usher.db");
  const DatabaseLock lock(path);
  const auto db = open_store(path, all);
  auto row = db->query("SELECT installation,user,since FROM matrix_account");
  REQUIRE(row.next());
  CHECK(row.text(0).size() == 16);
  CHECK(row.text(1).empty());
  CHECK(row.text(2).empty());
  CHECK_FALSE(row.next());
}
