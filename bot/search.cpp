// bot/search.cpp: finding: which words are meant, and which entries hold them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"
#include "bot/typos.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <set>

namespace usher::search {

namespace {

constexpr std::size_t longest_query = 600;
constexpr std::size_t most_words = 16;
constexpr std::size_t most_meant = 24;         // words that one may be taken for
constexpr std::size_t most_alternatives = 8;   // and stems of those
constexpr std::size_t shortest_beginning = 3;  // bytes
constexpr std::size_t longest_term = 68;       // bytes: terms() ends a word there

}  // namespace

bool Index::holds(std::string_view stem) const {
  std::vector<std::int64_t> rows;
  gather(fmt::format("\"{}\"", stem), rows, 1);
  return !rows.empty();
}

// In the order of the alphabet, the first few. Words stay when their last entry goes: those are passed over.
std::vector<Index::Word> Index::that_are_held(std::vector<Word> words) const {
  std::ranges::sort(words, {}, &Word::plain);
  std::vector<Word> out;
  for (Word& word : words) {
    if (out.size() == most_meant) break;
    if (holds(word.stem)) out.push_back(std::move(word));
  }
  return out;
}

// A look at each size, rather than at each word.
std::vector<Index::Word> Index::that_begin(std::string_view plain) const {
  std::vector<Word> words;
  if (plain.size() < shortest_beginning) return words;
  for (std::size_t size = plain.size(); size <= longest_term; ++size) {
    auto row = db_.query(
        "SELECT plain,stem FROM search_words WHERE shelf=? AND size=? AND plain>=? ORDER BY "
        "plain",
        number_, size, plain
    );
    while (row.next() && row.text(0).starts_with(plain))
      words.push_back({std::string(row.text(0)), std::string(row.text(1))});
  }
  return that_are_held(std::move(words));
}

void Words::read(Database& db, std::int64_t shelf) {
  std::int64_t version = -1;
  {
    auto row = db.query("SELECT version FROM search_shelves WHERE number=?", shelf);
    if (row.next()) version = row.integer(0);
  }
  if (shelf == shelf_ && version == version_) return;
  *this = {};
  auto row = db.query("SELECT plain FROM search_words WHERE shelf=?", shelf);
  while (row.next()) {
    const std::string_view plain = row.text(0);
    words_.push_back(
        {letters_of(plain), static_cast<std::uint32_t>(texts_.size()),
         static_cast<std::uint32_t>(plain.size())}
    );
    texts_ += plain;
  }
  shelf_ = shelf;
  version_ = version;
}

std::string Index::stem_of(std::string_view plain) const {
  auto row = db_.query(
      "SELECT stem FROM search_words WHERE shelf=? AND size=? AND plain=?", number_, plain.size(),
      plain
  );
  return row.next() ? std::string(row.text(0)) : std::string(plain);
}

// All that are equally near. A typo changes the size of a word by one letter, of up to four bytes.
std::vector<Index::Word> Index::nearest(std::string_view plain) const {
  const std::size_t most = typos_forgiven(plain);
  if (most == 0) return {};
  Words own;
  Words& words = remembered_ == nullptr ? own : *remembered_;
  words.read(db_, number_);
  const std::uint64_t letters = letters_of(plain);
  std::array<std::vector<Word>, 3> near;  // by distance
  for (const Words::One& one : words.words_) {
    if (one.size + most * 4 < plain.size() || one.size > plain.size() + most * 4) continue;
    // One typo changes two letters of the set at most: nearly all words part here.
    if (static_cast<std::size_t>(std::popcount(letters ^ one.letters)) > 2 * most) continue;
    const std::string_view candidate = words.text(one);
    const std::size_t distance = edit_distance(plain, candidate, most);
    if (distance <= most) near[distance].push_back({std::string(candidate), {}});
  }
  for (std::vector<Word>& words_at : near) {
    for (Word& word : words_at) word.stem = stem_of(word.plain);
    words_at = that_are_held(std::move(words_at));
    if (!words_at.empty()) return std::move(words_at);
  }
  return {};
}

Index::Asked Index::ask(std::string_view plain, std::string_view stem, bool han) const {
  if (han || holds(stem)) return {{std::string(stem)}, {}};
  std::vector<Word> near = that_begin(plain);
  const bool begins = !near.empty();
  if (!begins) near = nearest(plain);

  Asked asked;
  if (!near.empty() && !begins) asked.used = near.front().plain;
  for (Word& word : near) {
    if (asked.stems.size() == most_alternatives) break;
    if (std::ranges::find(asked.stems, word.stem) == asked.stems.end())
      asked.stems.push_back(std::move(word.stem));
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
  std::set<std::string> seen;
  for (const Term& term : wanted) {
    if (!seen.insert(term.stem).second) continue;
    Asked one = ask(term.plain, term.stem, term.han);
    if (!one.used.empty()) found.corrections.push_back({term.plain, one.used});
    asked.push_back(std::move(one));
  }
  found.asked = asked.size();
  if (asked.empty()) return found;

  found.hits = rank(asked, limit);
  std::ranges::sort(found.hits, [](const Hit& a, const Hit& b) {
    if (a.covered != b.covered) return a.covered > b.covered;
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  if (found.hits.size() > limit) found.hits.resize(limit);
  return found;
}

}  // namespace usher::search
