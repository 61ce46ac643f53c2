// bot/documents.cpp: rows of documents (bot/migrations/0021_documents.sql).
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/documents.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher {

namespace {

// Of a row that ends with changed, version, length(bytes), which begin at `column`. What was withdrawn and is there again
// counts from one: the instant and the length tell it from before.
std::string tag_in(const Query& row, int column) {
  return fmt::format(
      "\"{}-{}-{}\"", row.integer(column), row.integer(column + 1), row.integer(column + 2)
  );
}

}  // namespace

bool publish(Database& db, std::string_view feature, const Document& document, sys_seconds now) {
  return db.run(
             "INSERT INTO documents(path,feature,type,bytes,changed,version) VALUES(?,?,?,?,?,1) "
             "ON CONFLICT(path) DO UPDATE SET feature=excluded.feature,type=excluded.type,"
             "bytes=excluded.bytes,changed=excluded.changed,version=version+1 WHERE "
             "bytes<>excluded.bytes OR type<>excluded.type OR feature<>excluded.feature",
             document.path, feature, document.type, Blob{document.bytes}, now
         ) > 0;
}

void withdraw(Database& db, std::string_view path) {
  db.run("DELETE FROM documents WHERE path=?", path);
}

void withdraw_all_but(Database& db, const std::vector<std::string_view>& features) {
  std::vector<std::string> gone;
  {
    auto row = db.query("SELECT DISTINCT feature FROM documents");
    while (row.next()) {
      const std::string feature(row.text(0));
      if (std::ranges::find(features, feature) == features.end()) gone.push_back(feature);
    }
  }
  for (const std::string& one : gone) db.run("DELETE FROM documents WHERE feature=?", one);
}

std::vector<std::string> published_by(Database& db, std::string_view feature) {
  std::vector<std::string> out;
  auto row = db.query("SELECT path FROM documents WHERE feature=? ORDER BY path", feature);
  while (row.next()) out.emplace_back(row.text(0));
  return out;
}

bool is_published(Database& db, std::string_view path) {
  return db.query("SELECT 1 FROM documents WHERE path=?", path).next();
}

std::optional<std::string> document_tag(Database& db, std::string_view path) {
  auto row = db.query("SELECT changed,version,length(bytes) FROM documents WHERE path=?", path);
  return row.next() ? std::optional(tag_in(row, 0)) : std::nullopt;
}

std::optional<PublishedDocument> document_at(Database& db, std::string_view path) {
  auto row =
      db.query("SELECT type,bytes,changed,version,length(bytes) FROM documents WHERE path=?", path);
  if (!row.next()) return std::nullopt;
  return PublishedDocument{
      {std::string(path), std::string(row.text(0)), std::string(row.blob(1))}, tag_in(row, 2)
  };
}

}  // namespace usher
