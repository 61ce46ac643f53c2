// bot/search_rank.cpp: which entries may be meant, and BM25 over those: FTS5 finds, and we weigh.
//
// FTS5's own bm25() looks at every entry that holds a word, twice, to weigh any: tens of milliseconds for a common word
// among ten thousand. The formula here is the same.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace usher::search {

namespace {

constexpr std::size_t most_candidates = 150;
// A word that so many entries hold is as common as any: they are not counted further.
constexpr std::size_t most_counted = 500;

constexpr double k1 = 1.2;
constexpr double b = 0.75;
constexpr std::array<double, 3> column_weights = {3.0, 2.0, 1.0};  // title, also, body
constexpr double least_idf = 1e-6;

// Terms hold letters and digits only, so quoting them is enough.
std::string any_of(const std::vector<std::string>& stems) {
  std::string out = "(";
  for (const std::string& stem : stems) {
    if (out.size() > 1) out += " OR ";
    out += '"';
    out += stem;
    out += '"';
  }
  return out += ')';
}

}  // namespace

// How many entries of the corpus hold a stem, counted to an end.
std::size_t Index::holders(std::string_view stem) const {
  auto row = db_.query(
      fmt::format("SELECT count(*) FROM (SELECT 1 FROM {0} WHERE {0} MATCH ? LIMIT ?)", table_),
      fmt::format("\"{}\"", stem), most_counted
  );
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

// Appends the rows that match and are not there yet, as long as there may be more.
void Index::gather(const std::string& match, std::vector<std::int64_t>& rows, std::size_t most)
    const {
  if (rows.size() >= most) return;
  std::unordered_set<std::int64_t> seen(rows.begin(), rows.end());
  auto row = db_.query(
      fmt::format(
          "SELECT rowid FROM {0} WHERE {0} MATCH ? AND rowid>? AND rowid<? LIMIT ?", table_
      ),
      match, first_row(), end_row(), most + rows.size()
  );
  while (row.next() && rows.size() < most)
    if (seen.insert(row.integer(0)).second) rows.push_back(row.integer(0));
}

// Those that hold all words come first, whatever their score: where they are enough, the many that hold some of them are
// not looked at.
std::vector<std::int64_t> Index::candidates(
    const std::vector<Asked>& asked, const std::vector<std::size_t>& by_rarity, std::size_t limit
) const {
  std::string in_title;
  std::string anywhere;
  for (const Asked& one : asked) {
    const std::string stems = any_of(one.stems);
    in_title += fmt::format("{}title : {}", in_title.empty() ? "" : " AND ", stems);
    anywhere += fmt::format("{}{}", anywhere.empty() ? "" : " AND ", stems);
  }
  std::vector<std::int64_t> rows;
  gather(in_title, rows, most_candidates);
  gather(anywhere, rows, most_candidates);
  if (rows.size() >= limit || asked.size() == 1) return rows;
  for (const std::size_t word : by_rarity)
    gather("title : " + any_of(asked[word].stems), rows, most_candidates);
  for (const std::size_t word : by_rarity) gather(any_of(asked[word].stems), rows, most_candidates);
  return rows;
}

std::vector<Hit> Index::rank(const std::vector<Asked>& asked, std::size_t limit) const {
  double entries = 0;
  double tokens = 0;
  {
    auto row = db_.query(
        "SELECT total(entries),total(tokens) FROM search_shelves WHERE corpus=?", corpus_
    );
    if (row.next()) {
      entries = row.real(0);
      tokens = row.real(1);
    }
  }
  std::vector<Hit> hits;
  if (number_ == 0 || tokens <= 0) return hits;
  const double mean_length = tokens / entries;

  std::unordered_map<std::string_view, double> rarity;    // BM25's idf of a stem
  std::vector<std::pair<std::size_t, std::size_t>> held;  // by how many entries, and which word
  for (std::size_t word = 0; word < asked.size(); ++word) {
    held.emplace_back(0, word);
    for (const std::string& stem : asked[word].stems) {
      const auto holding = static_cast<double>(holders(stem));
      held.back().first += static_cast<std::size_t>(holding);
      rarity[stem] = std::max(std::log((entries - holding + 0.5) / (holding + 0.5)), least_idf);
    }
  }
  std::ranges::sort(held);
  std::vector<std::size_t> by_rarity;
  by_rarity.reserve(held.size());
  for (const auto& [by, word] : held) by_rarity.push_back(word);

  for (const std::int64_t at : candidates(asked, by_rarity, limit)) {
    auto row = db_.query("SELECT id,title,also,body FROM search_entries WHERE row=?", at);
    if (!row.next()) continue;
    std::map<std::string_view, double> frequency;  // weighed by column
    double length = 0;
    for (std::size_t column = 0; column < column_weights.size(); ++column)
      for (std::string_view rest = row.text(static_cast<int>(column) + 1); !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (const auto stem = rarity.find(rest.substr(0, end)); stem != rarity.end())
          frequency[stem->first] += column_weights.at(column);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        length += 1;
      }
    Hit hit{std::string(row.text(0)), 0, 0};
    for (const auto& [stem, often] : frequency)
      hit.score +=
          rarity.at(stem) * often * (k1 + 1) / (often + k1 * (1 - b + b * length / mean_length));
    for (const Asked& one : asked)
      hit.covered +=
          std::ranges::any_of(
              one.stems, [&](const std::string& stem) { return frequency.contains(stem); }
          )
              ? 1U
              : 0U;
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace usher::search
