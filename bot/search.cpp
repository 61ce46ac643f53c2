// bot/search.cpp: an FTS5 table of our own tokens, and a list of plain words for the correction of typos.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <fmt/core.h>

#include <algorithm>
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

Index::Asked Index::ask(std::string_view plain, std::string_view stem, bool han) const {
  if (han) return {{std::string(stem)}, {}};
  auto known = db_.query(
      "SELECT 1 FROM search_words WHERE corpus=? AND shelf=? AND (plain=? OR stem=?) LIMIT 1",
      corpus_, shelf_, plain, stem
  );
  if (known.next()) return {{std::string(stem)}, {}};

  std::size_t best = forgiven(plain) + 1;
  bool begins = false;
  Asked asked;
  auto words = db_.query(
      "SELECT DISTINCT plain, stem FROM search_words WHERE corpus=? AND shelf=?", corpus_, shelf_
  );
  while (words.next()) {
    const std::string_view candidate = words.text(0);
    const bool beginning = plain.size() >= 3 && candidate.starts_with(plain);
    if (begins && !beginning) continue;
    const std::size_t distance =
        beginning   ? 0
        : best == 0 ? 1
                    : edit_distance(plain, candidate, std::min(best, forgiven(plain)));
    if (!beginning && (distance > best || distance > forgiven(plain))) continue;
    if (beginning != begins || distance < best) asked.stems.clear();
    begins = beginning;
    best = distance;
    if (asked.stems.empty()) asked.used = beginning ? std::string() : std::string(candidate);
    const std::string_view found = words.text(1);
    if (asked.stems.size() < most_alternatives &&
        std::ranges::find(asked.stems, found) == asked.stems.end())
      asked.stems.emplace_back(found);
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
      "MATCH ? ORDER BY rank LIMIT ?",
      table_
  );
  auto rows = db_.query(
      sql, fmt::format("shelf : \"{}\" AND {{title also body}} : ({})", shelf_, match),
      most_candidates
  );
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
         "CREATE INDEX search_words_id ON search_words (corpus, shelf, id);\n";
}

std::string schema(std::string_view corpus) {
  return fmt::format(
      "CREATE VIRTUAL TABLE search_{} USING fts5(shelf, id UNINDEXED, title, also, body, tokenize "
      "= 'unicode61');\n",
      corpus
  );
}

}  // namespace usher::search
