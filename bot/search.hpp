// bot/search.hpp: full text over what communities write: proposals, answers. English and Chinese; typos forgiven.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::search {

// What is found: its id and the texts that it is found by, the first counting most. Never words of chat: a deleted
// term may stay in the file.
struct Entry {
  std::string id;
  std::string title, also, body;
};

struct Hit {
  std::string id;
  double score = 0;         // BM25, larger is better; only to be compared within one search
  std::size_t covered = 0;  // how many of the query's words it holds
};

struct Correction {
  std::string typed, used;
};

struct Found {
  std::vector<Hit> hits;  // those that hold most of the words first, then by score
  std::size_t asked = 0;  // how many words were looked for, stop words left out
  std::vector<Correction> corrections;
};

// One shelf of one corpus: corpus "proposals", shelf "nep". A corpus is an FTS5 table of its own, "search_<corpus>", made
// by a migration as schema() says, so that the rarity of a word is measured among its like. Throws DatabaseError.
class Index {
 public:
  Index(Database& db, std::string_view corpus, std::string_view shelf);

  void put(const Entry& entry);  // replaces the entry with this id
  void remove(std::string_view id);
  void clear();

  // Any bytes; only the first 600 and the first 16 words count. A word that no entry holds is taken for the beginning
  // of one that does, else for the nearest by edit distance; Chinese is never corrected.
  Found find(std::string_view query, std::size_t limit) const;

 private:
  struct Asked;
  bool knows(std::string_view plain, std::string_view stem) const;
  Asked ask(std::string_view plain, std::string_view stem, bool han) const;

  Database& db_;
  std::string corpus_, shelf_, table_;
};

// The SQL that makes what all corpora share, and the table of one; `corpus` is a lower-case word.
std::string shared_schema();
std::string schema(std::string_view corpus);

}  // namespace usher::search
