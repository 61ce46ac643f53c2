// bot/search_entries.cpp: what the search knows: entries as full text of our own tokens, and each plain word once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"
#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace usher::search {

namespace {

std::string joined(const std::vector<Term>& list) {
  std::string out;
  for (const Term& term : list) {
    if (!out.empty()) out += ' ';
    out += term.stem;
  }
  return out;
}

// A word and its stem.
using Spelling = std::pair<std::string_view, std::string_view>;

// Nearly all are there already.
void add_words(Database& db, std::int64_t shelf, std::vector<Spelling>& words) {
  std::ranges::sort(words, [](const Spelling& a, const Spelling& b) {
    return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
  });
  const auto twice = std::ranges::unique(words, {}, &Spelling::first);
  words.erase(twice.begin(), twice.end());
  std::int64_t added = 0;
  for (const auto& [plain, stem] : words)
    added += db.run(
        "INSERT OR IGNORE INTO search_words(shelf,size,plain,stem) VALUES(?,?,?,?)", shelf,
        plain.size(), plain, stem
    );
  if (added != 0) db.run("UPDATE search_shelves SET version=version+1 WHERE number=?", shelf);
}

void count(Database& db, std::int64_t shelf, std::int64_t entries, std::int64_t tokens) {
  db.run(
      "UPDATE search_shelves SET entries=entries+?,tokens=tokens+? WHERE number=?", entries, tokens,
      shelf
  );
}

}  // namespace

Index::Index(Database& db, std::string_view corpus, std::string_view shelf, Words* remembered)
    : db_(db),
      corpus_(corpus),
      shelf_(shelf),
      table_(fmt::format("search_{}", corpus)),
      remembered_(remembered) {
  auto row =
      db.query("SELECT number FROM search_shelves WHERE corpus=? AND name=?", corpus_, shelf_);
  if (row.next()) number_ = row.integer(0);
}

std::int64_t Index::last_row() const {
  auto row = db_.query(
      "SELECT coalesce(max(row),?) FROM search_entries WHERE row>=? AND row<?", first_row(),
      first_row(), end_row()
  );
  return row.next() ? row.integer(0) : first_row();
}

// The tokens that it had; nothing where there is none of this id.
std::optional<std::int64_t> Index::take_out(std::string_view id) {
  std::int64_t row = 0;
  std::array<std::string, 3> texts;
  {
    auto entry = db_.query(
        "SELECT row,title,also,body FROM search_entries WHERE shelf=? AND id=?", number_, id
    );
    if (!entry.next()) return std::nullopt;
    row = entry.integer(0);
    for (int i = 0; i < 3; ++i) texts.at(static_cast<std::size_t>(i)) = entry.text(i + 1);
  }
  std::int64_t tokens = 0;
  for (const std::string& text : texts)
    tokens += static_cast<std::int64_t>(split_words(text).size());
  db_.run(
      fmt::format("INSERT INTO {0}({0},rowid,title,also,body) VALUES('delete',?,?,?,?)", table_),
      row, texts[0], texts[1], texts[2]
  );
  db_.run("DELETE FROM search_entries WHERE row=?", row);
  return tokens;
}

void Index::put(std::span<const Entry> entries) {
  if (entries.empty()) return;
  if (number_ == 0) {
    db_.run(
        "INSERT INTO search_shelves(corpus,name,entries,tokens,version) VALUES(?,?,0,0,0)", corpus_,
        shelf_
    );
    number_ = db_.last_id();
  }
  const std::string add =
      fmt::format("INSERT INTO {}(rowid,title,also,body) VALUES(?,?,?,?)", table_);
  std::int64_t row = last_row();
  std::int64_t more = 0;
  std::int64_t tokens = 0;
  std::vector<std::array<std::vector<Term>, 3>> texts;  // which the words are views of
  texts.reserve(entries.size());
  std::vector<Spelling> words;
  for (const Entry& entry : entries) {
    if (const auto before = take_out(entry.id)) {
      tokens -= *before;
      --more;
    }
    const auto& text =
        texts.emplace_back(std::array{terms(entry.title), terms(entry.also), terms(entry.body)});
    for (const auto& list : text) {
      tokens += static_cast<std::int64_t>(list.size());
      for (const Term& term : list)
        if (!term.han) words.emplace_back(term.plain, term.stem);
    }
    const std::array stems{joined(text[0]), joined(text[1]), joined(text[2])};
    db_.run(
        "INSERT INTO search_entries(row,shelf,id,title,also,body) VALUES(?,?,?,?,?,?)", ++row,
        number_, entry.id, stems[0], stems[1], stems[2]
    );
    db_.run(add, row, stems[0], stems[1], stems[2]);
    ++more;
  }
  add_words(db_, number_, words);
  count(db_, number_, more, tokens);
}

void Index::remove(std::string_view id) {
  if (const auto tokens = take_out(id)) count(db_, number_, -1, -*tokens);
}

void Index::clear() {
  db_.run(
      fmt::format(
          "INSERT INTO {0}({0},rowid,title,also,body) SELECT 'delete',row,title,also,body FROM "
          "search_entries WHERE shelf=?",
          table_
      ),
      number_
  );
  db_.run("DELETE FROM search_entries WHERE shelf=?", number_);
  db_.run("DELETE FROM search_words WHERE shelf=?", number_);
  db_.run("UPDATE search_shelves SET entries=0,tokens=0,version=version+1 WHERE number=?", number_);
}

std::int64_t Index::size() const {
  auto row = db_.query("SELECT entries FROM search_shelves WHERE number=?", number_);
  return row.next() ? row.integer(0) : 0;
}

std::string shared_schema() {
  return "CREATE TABLE search_shelves (number INTEGER PRIMARY KEY, corpus TEXT NOT NULL, "
         "name TEXT NOT NULL, entries INTEGER NOT NULL, tokens INTEGER NOT NULL, "
         "version INTEGER NOT NULL, UNIQUE (corpus, name)) STRICT;\n"
         "CREATE TABLE search_entries (row INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, "
         "id TEXT NOT NULL, title TEXT NOT NULL, also TEXT NOT NULL, body TEXT NOT NULL, "
         "UNIQUE (shelf, id)) STRICT;\n"
         "CREATE TABLE search_words (shelf INTEGER NOT NULL, size INTEGER NOT NULL, "
         "plain TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (shelf, size, plain)) STRICT, "
         "WITHOUT ROWID;\n";
}

std::string schema(std::string_view corpus) {
  return fmt::format(
      "CREATE VIRTUAL TABLE search_{} USING fts5(title, also, body, content = 'search_entries', "
      "content_rowid = 'row', columnsize = 0, tokenize = 'unicode61');\n",
      corpus
  );
}

}  // namespace usher::search
