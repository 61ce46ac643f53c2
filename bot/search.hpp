// bot/search.hpp: full text over what communities write: proposals, answers. English and Chinese; typos forgiven.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

// The plain words of a shelf, for the correction of typos: looking through their rows would take milliseconds. Read when
// they are first wanted, and again when they have changed; about 25 bytes a word.
class Words {
 public:
  void forget() { *this = {}; }

 private:
  friend class Index;
  struct One {
    std::uint64_t letters = 0;  // which bytes it has, folded into a set of 64
    std::uint32_t at = 0, size = 0;
  };
  void read(Database& db, std::int64_t shelf);
  std::string_view text(const One& one) const {
    return std::string_view(texts_).substr(one.at, one.size);
  }

  std::int64_t shelf_ = 0, version_ = -1;
  std::string texts_;
  std::vector<One> words_;
};

// One shelf of one corpus: corpus "proposals", shelf "nep". A corpus is an FTS5 table of its own, "search_<corpus>", made
// by a migration as schema() says, so that the rarity of a word is measured among its like. Throws DatabaseError.
class Index {
 public:
  // `remembered`: where the caller keeps the words of this shelf between searches; it outlives the index.
  Index(Database& db, std::string_view corpus, std::string_view shelf, Words* remembered = nullptr);

  // Each replaces the entry with its id. Many at once cost less than one by one.
  void put(std::span<const Entry> entries);
  void put(const Entry& entry) { put({&entry, 1}); }
  void remove(std::string_view id);
  void clear();
  std::int64_t size() const;  // entries

  // Any bytes; only the first 600 and the first 16 words count. A word that no entry holds is taken for the beginning
  // of one that does, else for the nearest by edit distance; Chinese is never corrected. Where hundreds hold the words,
  // those that have them in their titles are ranked first, then those with the rarest, and not all.
  Found find(std::string_view query, std::size_t limit) const;

 private:
  // A word of the query and what stands for it in the index.
  struct Asked {
    std::vector<std::string> stems;
    std::string used;  // the word that replaced a mistyped one
  };
  struct Word {
    std::string plain, stem;
  };
  bool holds(std::string_view stem) const;
  std::vector<Word> that_are_held(std::vector<Word> words) const;
  std::vector<Word> that_begin(std::string_view plain) const;
  std::vector<Word> nearest(std::string_view plain) const;
  std::string stem_of(std::string_view plain) const;
  Asked ask(std::string_view plain, std::string_view stem, bool han) const;

  // --- search_rank.cpp ---
  std::vector<Hit> rank(const std::vector<Asked>& asked, std::size_t limit) const;
  std::size_t holders(std::string_view stem) const;
  void gather(const std::string& match, std::vector<std::int64_t>& rows, std::size_t most) const;
  std::vector<std::int64_t> candidates(
      const std::vector<Asked>& asked, const std::vector<std::size_t>& by_rarity, std::size_t limit
  ) const;

  // --- search_entries.cpp ---
  std::optional<std::int64_t> take_out(std::string_view id);
  std::int64_t last_row() const;

  // The rows of shelf n begin at n * 2^40.
  std::int64_t first_row() const { return number_ << 40; }
  std::int64_t end_row() const { return (number_ + 1) << 40; }

  Database& db_;
  std::string corpus_, shelf_, table_;
  Words* remembered_;
  std::int64_t number_ = 0;  // of the shelf; 0: it has nothing yet
};

// The SQL that makes what all corpora share, and the table of one; `corpus` is a lower-case word.
std::string shared_schema();
std::string schema(std::string_view corpus);

}  // namespace usher::search
