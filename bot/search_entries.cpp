// bot/search_entries.cpp: what the search knows: entries as full text of our own tokens, and each plain word once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"
#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
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

// How many entries more, or fewer, hold a word.
struct Count {
  std::string stem;  // none where it is only taken back
  std::int64_t more = 0;
};
using Counts = std::unordered_map<std::string, Count>;

void take_back(Counts& counts, std::string_view words) {
  for (const std::string_view word : split_words(words)) --counts[std::string(word)].more;
}

void write(Database& db, std::int64_t shelf, const Counts& counts) {
  // In the order of their rows.
  std::vector<const Counts::value_type*> words;
  words.reserve(counts.size());
  for (const auto& word : counts)
    if (word.second.more != 0) words.push_back(&word);
  std::ranges::sort(words, [](const auto* a, const auto* b) {
    return a->first.size() != b->first.size() ? a->first.size() < b->first.size()
                                              : a->first < b->first;
  });
  std::int64_t moved = 0;  // words that came or went
  for (const auto* word : words) {
    const auto& [plain, count] = *word;
    // Nearly all are there already.
    const auto changed = db.run(
        "UPDATE search_words SET entries=entries+? WHERE shelf=? AND size=? AND plain=?",
        count.more, shelf, plain.size(), plain
    );
    if (changed == 0 && count.more > 0)
      moved += db.run(
          "INSERT INTO search_words(shelf,size,plain,stem,entries) VALUES(?,?,?,?,?)", shelf,
          plain.size(), plain, count.stem, count.more
      );
    if (count.more < 0)
      moved += db.run(
          "DELETE FROM search_words WHERE shelf=? AND size=? AND plain=? AND entries<=0", shelf,
          plain.size(), plain
      );
  }
  if (moved != 0) db.run("UPDATE search_shelves SET version=version+1 WHERE number=?", shelf);
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

// False where there is none of this id.
bool Index::take_out(std::string_view id, Taken& taken) {
  std::int64_t row = 0;
  std::string title;
  std::string also;
  std::string body;
  {
    auto entry = db_.query(
        "SELECT row,title,also,body,words FROM search_entries WHERE shelf=? AND id=?", number_, id
    );
    if (!entry.next()) return false;
    row = entry.integer(0);
    title = entry.text(1);
    also = entry.text(2);
    body = entry.text(3);
    taken.words = entry.text(4);
  }
  for (const std::string* text : {&title, &also, &body})
    taken.tokens += static_cast<std::int64_t>(split_words(*text).size());
  db_.run(
      fmt::format("INSERT INTO {0}({0},rowid,title,also,body) VALUES('delete',?,?,?,?)", table_),
      row, title, also, body
  );
  db_.run("DELETE FROM search_entries WHERE row=?", row);
  return true;
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
  Counts counts;
  for (const Entry& entry : entries) {
    if (Taken before; take_out(entry.id, before)) {
      take_back(counts, before.words);
      tokens -= before.tokens;
      --more;
    }
    const auto title = terms(entry.title);
    const auto also = terms(entry.also);
    const auto body = terms(entry.body);
    std::vector<const Term*> plain;
    plain.reserve(title.size() + also.size() + body.size());
    for (const auto* list : {&title, &also, &body})
      for (const Term& term : *list)
        if (!term.han) plain.push_back(&term);
    std::ranges::sort(plain, {}, &Term::plain);
    const auto twice = std::ranges::unique(plain, {}, &Term::plain);
    plain.erase(twice.begin(), twice.end());
    std::string words;
    for (const Term* term : plain) {
      Count& word = counts[term->plain];
      ++word.more;
      if (word.stem.empty()) word.stem = term->stem;
      if (!words.empty()) words += ' ';
      words += term->plain;
    }
    const std::string stems[] = {joined(title), joined(also), joined(body)};
    db_.run(
        "INSERT INTO search_entries(row,shelf,id,title,also,body,words) VALUES(?,?,?,?,?,?,?)",
        ++row, number_, entry.id, stems[0], stems[1], stems[2], words
    );
    db_.run(add, row, stems[0], stems[1], stems[2]);
    tokens += static_cast<std::int64_t>(title.size() + also.size() + body.size());
    ++more;
  }
  write(db_, number_, counts);
  count(db_, number_, more, tokens);
}

void Index::remove(std::string_view id) {
  Taken before;
  if (!take_out(id, before)) return;
  Counts counts;
  take_back(counts, before.words);
  write(db_, number_, counts);
  count(db_, number_, -1, -before.tokens);
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
  return "CREATE TABLE search_shelves (number INTEGER PRIMARY KEY, corpus TEXT NOT NULL, name TEXT "
         "NOT NULL, entries INTEGER NOT NULL, tokens INTEGER NOT NULL, version INTEGER NOT NULL, "
         "UNIQUE (corpus, name)) "
         "STRICT;\n"
         "CREATE TABLE search_entries (row INTEGER PRIMARY KEY, shelf INTEGER NOT NULL, id TEXT "
         "NOT "
         "NULL, title TEXT NOT NULL, also TEXT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL, "
         "UNIQUE (shelf, id)) STRICT;\n"
         "CREATE TABLE search_words (shelf INTEGER NOT NULL, size INTEGER NOT NULL, plain TEXT NOT "
         "NULL, stem TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (shelf, size, plain)) "
         "STRICT, WITHOUT ROWID;\n";
}

std::string schema(std::string_view corpus) {
  return fmt::format(
      "CREATE VIRTUAL TABLE search_{} USING fts5(title, also, body, content = 'search_entries', "
      "content_rowid = 'row', columnsize = 0, tokenize = 'unicode61');\n",
      corpus
  );
}

}  // namespace usher::search
