// packaging/new_database.cpp: makes the database that a new one begins as, and writes it as a source file. The build runs it.
//
// usage: new_database OUT BASELINE.sql MIGRATION.sql…; those that are newer than the baseline are left to whoever opens it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/new_database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t shortest_gap = 32;  // of zeros that are left out

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

// NNNN.sql, NNNN_name.sql
int number_of(const std::string& path) {
  const std::string file = std::filesystem::path(path).filename().string();
  int number = 0;
  std::from_chars(file.data(), file.data() + 4, number);
  return number;
}

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
struct Free {
  void operator()(void* memory) const { sqlite3_free(memory); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

void run(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db));
}

// As bot/store.cpp does it, but for the time at which it was.
void record(sqlite3* db, int number, const std::string& path) {
  const std::string stem = std::filesystem::path(path).stem().string();
  run(db, fmt::format("INSERT INTO migrations VALUES('usher',{},'{}',0)", number, stem.substr(5)));
}

std::string made(const std::string& baseline, std::span<char*> migrations) {
  sqlite3* raw = nullptr;
  sqlite3_open(":memory:", &raw);
  const Handle db(raw);
  run(db.get(), "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON");
  run(db.get(), usher::migrations_table);
  run(db.get(), read(baseline));
  for (const std::string path : migrations)
    if (number_of(path) <= number_of(baseline)) record(db.get(), number_of(path), path);
  run(db.get(), "VACUUM");
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, Free> file(sqlite3_serialize(db.get(), "main", &size, 0));
  if (!file) throw std::runtime_error("there is no memory");
  return {reinterpret_cast<const char*>(file.get()), static_cast<std::size_t>(size)};
}

std::vector<usher::NewDatabase::Run> runs_of(std::string_view file) {
  std::vector<usher::NewDatabase::Run> out;
  for (std::size_t at = 0; at < file.size(); ++at) {
    if (file[at] == '\0') continue;
    if (!out.empty() && at - (out.back().at + out.back().size) < shortest_gap)
      out.back().size = at + 1 - out.back().at;
    else
      out.push_back({at, 1});
  }
  return out;
}

void write(const std::string& path, int number, std::string_view file) {
  const auto runs = runs_of(file);
  std::string text =
      "// Made by packaging/new_database.cpp.\n#include \"bot/new_database.hpp\"\nnamespace {\n";
  text += "constexpr unsigned char bytes[] = {";
  for (const auto& run : runs)
    for (const char byte : file.substr(run.at, run.size))
      text += fmt::format("{},", static_cast<unsigned char>(byte));
  text += "0};\nconstexpr usher::NewDatabase::Run runs[] = {";
  for (const auto& run : runs) text += fmt::format("{{{},{}}},", run.at, run.size);
  text += fmt::format(
      "}};\n}}\nnamespace usher {{\nNewDatabase new_database() {{\n  return {{{}, {}, runs, "
      "{{reinterpret_cast<const char*>(bytes), sizeof(bytes) - 1}}}};\n}}\n}}\n",
      number, file.size()
  );
  std::ofstream out(path, std::ios::binary);
  if (!(out << text).flush()) throw std::runtime_error(path + " cannot be written");
}

}  // namespace

int main(int argc, char** argv) try {
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  if (args.size() < 4) {
    std::fputs("usage: new_database OUT BASELINE.sql MIGRATION.sql…\n", stderr);
    return 2;
  }
  write(args[1], number_of(args[2]), made(args[2], args.subspan(3)));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "new_database: %s\n", error.what());
  return 1;
}
