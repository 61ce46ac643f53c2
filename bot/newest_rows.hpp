// The newest rows of a table that is indexed in groups (docs/adr/0014): what finds them is known in memory, in parts, until some
// hundreds that lie beside each other go into the table's index at once.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace usher {

// Entry: what finds a row, ordered by the hash in it, whose first four bits are entry.part(). Brain thread only.
template <class Entry>
class NewestRows {
 public:
  static constexpr std::size_t parts = 16;
  // So many are known in memory before any is indexed: the more there are, the more of them share a page of the index.
  static constexpr std::size_t most = 4096;
  // One part of them at a time, and no sooner again: a millisecond of the brain at most.
  static constexpr std::size_t between = 256;

  bool loaded() const { return loaded_; }
  // What was written is taken back, or may be: all is to be read again.
  void unload() { loaded_ = false; }

  // Reads up to which row each part is indexed: upto_sql gives part and row, of which each part has one. The later rows are
  // the caller's to add().
  void load(Database& db, std::string_view upto_sql) {
    for (auto& part : entries_) part.clear();
    count_ = since_ = 0;
    upto_.fill(0);
    auto row = db.query(upto_sql);
    while (row.next()) upto_.at(static_cast<std::size_t>(row.integer(0))) = row.integer(1);
    loaded_ = true;
  }
  std::int64_t first_upto() const { return *std::ranges::min_element(upto_); }
  std::int64_t last_upto() const { return *std::ranges::max_element(upto_); }
  bool indexed(const Entry& entry, std::int64_t row) const { return row <= upto_[entry.part()]; }
  // Rows went, and their ids will be given again.
  void no_further_than(std::int64_t row) {
    for (std::int64_t& upto : upto_) upto = std::min(upto, row);
  }

  void add(const Entry& entry) {
    auto& part = entries_[entry.part()];
    part.insert(std::ranges::lower_bound(part, entry), entry);
    ++count_;
    ++since_;
  }
  // Those of entry's part, in order.
  std::vector<Entry>& beside(const Entry& entry) { return entries_[entry.part()]; }
  // How many were taken out of beside().
  void went(std::size_t so_many) { count_ -= so_many; }

  struct Group {
    std::size_t part = 0;
    std::vector<Entry> entries;
  };
  bool full() const { return since_ >= between && count_ >= most; }
  // The part that has waited longest, no longer known here; upto: the newest row of all, up to which it is to be indexed.
  Group take(std::int64_t upto) {
    const auto oldest = std::ranges::min_element(upto_);
    *oldest = upto;
    Group out{static_cast<std::size_t>(oldest - upto_.begin()), {}};
    out.entries = std::exchange(entries_[out.part], {});
    count_ -= out.entries.size();
    since_ = 0;
    return out;
  }

 private:
  std::array<std::int64_t, parts> upto_{};
  std::array<std::vector<Entry>, parts> entries_;
  std::size_t count_ = 0;  // of all entries
  std::size_t since_ = 0;  // added since a part was taken
  bool loaded_ = false;
};

}  // namespace usher
