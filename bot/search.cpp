// bot/search.cpp: an FTS5 table of our own tokens, and a list of plain words for the correction of typos.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>

namespace usher::search {

namespace {

constexpr std::size_t longest_query = 600;
constexpr std::size_t most_words = 16;
constexpr std::size_t most_candidates = 200;
constexpr std::size_t most_alternatives = 8;

std::string joined(const std::vector<Term>& list) {
  std::string out;
  for (const Term& term : list) out += (out.empty() ? "" : " ") + term.stem;
  return out;
}

// How many typos a word of this length may hold.
std::size_t forgiven(std::string_view plain) {
  return plain.size() < 4 ? 0 : plain.size() < 8 ? 1 : 2;
}

// Which bytes a word has, folded into a set of 64.
std::uint64_t letters_of(std::string_view plain) {
  std::uint64_t set = 0;
  for (const char c : plain) set |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return set;
}

// Terms hold letters and digits only, so quoting them is enough.
std::string any_of(const std::vector<std::string>& stems) {
  std::string out;
  for (const std::string& stem : stems)
    out += fmt::format("{}\"{}\"", out.empty() ? "" : " OR ", stem);
  return out;
}

}  // namespace

// A word of the query and what stands for it in the index.
struct Index::Asked {
  std::vector<std::string> stems;
  std::string used;  // the word that replaced a mistyped one
};

Index::Index(Database& db, std::string_view corpus, std::string_view shelf)
    : db_(db), corpus_(corpus), shelf_(shelf), table_(fmt::format("search_{}", corpus)) {}

void Index::put(const Entry& entry) {
  remove(entry.id);
  const auto title = terms(entry.title);
  const auto also = terms(entry.also);
  const auto body = terms(entry.body);
  db_.run(
      fmt::format("INSERT INTO {}(shelf,id,title,also,body) VALUES(?,?,?,?,?)", table_), shelf_,
      entry.id, joined(title), joined(also), joined(body)
  );
  for (const auto* list : {&title, &also, &body})
    for (const Term& term : *list) {
      if (term.han) continue;
      db_.run(
          "INSERT OR IGNORE INTO search_words(corpus,shelf,plain,id,stem) VALUES(?,?,?,?,?)",
          corpus_, shelf_, term.plain, entry.id, term.stem
      );
    }
}

void Index::remove(std::string_view id) {
  db_.run(fmt::format("DELETE FROM {} WHERE id=? AND shelf=?", table_), id, shelf_);
  db_.run("DELETE FROM search_words WHERE corpus=? AND shelf=? AND id=?", corpus_, shelf_, id);
}

void Index::clear() {
  db_.run(fmt::format("DELETE FROM {} WHERE shelf=?", table_), shelf_);
  db_.run("DELETE FROM search_words WHERE corpus=? AND shelf=?", corpus_, shelf_);
}

bool Index::knows(std::string_view plain, std::string_view stem) const {
  auto as_typed = db_.query(
      "SELECT 1 FROM search_words WHERE corpus=? AND shelf=? AND plain=? LIMIT 1", corpus_, shelf_,
      plain
  );
  if (as_typed.next()) return true;
  auto inflected = db_.query(
      "SELECT 1 FROM search_words WHERE corpus=? AND shelf=? AND stem=? LIMIT 1", corpus_, shelf_,
      stem
  );
  return inflected.next();
}

Index::Asked Index::ask(std::string_view plain, std::string_view stem, bool han) const {
  if (han || knows(plain, stem)) return {{std::string(stem)}, {}};

  // The nearest words, or, where there are such, all that begin so.
  const std::size_t most = forgiven(plain);
  const std::uint64_t letters = letters_of(plain);
  std::size_t best = most + 1;
  bool begins = false;
  std::vector<std::string> near;
  auto words = db_.query(
      "SELECT DISTINCT plain FROM search_words WHERE corpus=? AND shelf=?", corpus_, shelf_
  );
  while (words.next()) {
    const std::string_view candidate = words.text(0);
    const bool beginning = plain.size() >= 3 && candidate.starts_with(plain);
    if (begins && !beginning) continue;
    std::size_t distance = 0;
    if (!beginning) {
      // One typo changes two letters of the set at most: nearly all words part here.
      if (static_cast<std::size_t>(std::popcount(letters ^ letters_of(candidate))) > 2 * most)
        continue;
      distance = edit_distance(plain, candidate, std::min(best, most));
      if (distance > best || distance > most) continue;
    }
    if (beginning != begins || distance < best) near.clear();
    begins = beginning;
    best = distance;
    near.emplace_back(candidate);
  }

  Asked asked;
  if (!near.empty() && !begins) asked.used = near.front();
  for (const std::string& word : near) {
    auto row = db_.query(
        "SELECT stem FROM search_words WHERE corpus=? AND shelf=? AND plain=? LIMIT 1", corpus_,
        shelf_, word
    );
    if (!row.next() || asked.stems.size() == most_alternatives) break;
    if (std::ranges::find(asked.stems, row.text(0)) == asked.stems.end())
      asked.stems.emplace_back(row.text(0));
  }
  if (asked.stems.empty()) asked.stems.emplace_back(stem);
  return asked;
}

Found Index::find(std::string_view query, std::size_t limit) const {
  std::vector<Term> wanted = terms(query.substr(0, longest_query), most_words * 2);
  const bool only_stop_words =
      std::ranges::all_of(wanted, [](const Term& term) { return is_stop_word(term.plain); });
  if (!only_stop_words)
    std::erase_if(wanted, [](const Term& term) { return is_stop_word(term.plain); });
  if (wanted.size() > most_words) wanted.resize(most_words);

  Found found;
  std::vector<Asked> asked;
  std::string match;
  std::set<std::string> seen;
  for (const Term& term : wanted) {
    if (!seen.insert(term.stem).second) continue;
    Asked one = ask(term.plain, term.stem, term.han);
    if (!one.used.empty()) found.corrections.push_back({term.plain, one.used});
    match += (match.empty() ? "" : " OR ") + any_of(one.stems);
    asked.push_back(std::move(one));
  }
  found.asked = asked.size();
  if (asked.empty()) return found;

  const std::string sql = fmt::format(
      "SELECT id, bm25({0}, 0.0, 0.0, 3.0, 2.0, 1.0) AS rank, title, also, body FROM {0} WHERE {0} "
      "MATCH ? AND shelf=? ORDER BY rank LIMIT ?",
      table_
  );
  auto rows = db_.query(sql, match, shelf_, most_candidates);
  while (rows.next()) {
    std::set<std::string_view> here;
    for (int column = 2; column <= 4; ++column)
      for (const std::string_view word : split_words(rows.text(column))) here.insert(word);
    Hit hit{std::string(rows.text(0)), -rows.real(1), 0};
    for (const Asked& one : asked)
      hit.covered += std::ranges::any_of(
                         one.stems, [&](const std::string& stem) { return here.contains(stem); }
                     )
                         ? 1U
                         : 0U;
    found.hits.push_back(std::move(hit));
  }
  std::ranges::sort(found.hits, [](const Hit& a, const Hit& b) {
    if (a.covered != b.covered) return a.covered > b.covered;
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  if (found.hits.size() > limit) found.hits.resize(limit);
  return found;
}

std::string shared_schema() {
  return "CREATE TABLE search_words (corpus TEXT NOT NULL, shelf TEXT NOT NULL, plain TEXT NOT "
         "NULL, id TEXT NOT NULL, "
         "stem TEXT NOT NULL, PRIMARY KEY (corpus, shelf, plain, id)) STRICT, WITHOUT ROWID;\n"
         "CREATE INDEX search_words_id ON search_words (corpus, shelf, id);\n"
         "CREATE INDEX search_words_stem ON search_words (corpus, shelf, stem);\n";
}

std::string schema(std::string_view corpus) {
  return fmt::format(
      "CREATE VIRTUAL TABLE search_{} USING fts5(shelf UNINDEXED, id UNINDEXED, title, also, body, "
      "tokenize "
      "= 'unicode61');\n",
      corpus
  );
}

}  // namespace usher::search
