// bot/baseline.cpp: the engine's migrations and their baseline, as they lie in the program.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/baseline.hpp"

#include "bot/embedded.hpp"
#include "bot/store.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace usher {

namespace {

// NNNN.sql, NNNN_name.sql
int number_of(const EmbeddedFile& file) {
  int number = 0;
  const std::string_view digits = file.name.substr(0, 4);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::vector<Migration> usher_migrations() {
  std::vector<Migration> all;
  for (const EmbeddedFile& file : embedded_migrations())
    all.push_back({"usher", number_of(file), file.name.substr(5, file.name.size() - 9), file.bytes}
    );
  std::ranges::sort(all, {}, &Migration::number);
  return all;
}

Baseline usher_baseline() {
  Baseline newest;
  for (const EmbeddedFile& file : embedded_baseline())
    if (number_of(file) > newest.number) newest = {number_of(file), file.bytes};
  return newest;
}

void make_tables(Database& db) {
  const Baseline baseline = usher_baseline();
  db.script(std::string(baseline.sql));
  for (const Migration& migration : usher_migrations())
    if (migration.number > baseline.number) db.script(std::string(migration.sql));
}

}  // namespace usher
