// tests/proposals/search_test.cpp: finding, ranking and forgiving, in English and Chinese.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"

#include "tests/proposals/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using search::Found;
using search::Index;

namespace {

struct Rig {
  static Database& filled(Database& db) {
    db.script(search::shared_schema() + search::schema("test"));
    return db;
  }
  Database db{":memory:"};
  Index index{filled(db), "test", "a"};
};

std::vector<std::string> ids(const Found& found) {
  std::vector<std::string> out;
  out.reserve(found.hits.size());
  for (const search::Hit& hit : found.hits) out.push_back(hit.id);
  return out;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("Entries that hold all words come before those that hold some; the title counts most") {
  Rig rig;
  rig.index.put({"body", "Something else", "", "the array api standard"});
  rig.index.put({"title", "Array API standard", "", ""});
  rig.index.put({"half", "Arrays of all kinds", "", ""});
  rig.index.put({"none", "Fair play", "", ""});
  const Found found = rig.index.find("the array api", 10);
  CHECK(ids(found) == Ids{"title", "body", "half"});
  CHECK(found.asked == 2);
  CHECK(found.hits[0].covered == 2);
  CHECK(found.hits[2].covered == 1);
  CHECK(found.corrections.empty());
}

TEST_CASE("A mistyped word is corrected and said; a beginning is completed and not said") {
  Rig rig;
  rig.index.put({"1", "Dispatching promotion rules", "", ""});
  rig.index.put({"2", "Fair play", "", ""});
  const Found typo = rig.index.find("promtion", 10);
  CHECK(ids(typo) == Ids{"1"});
  REQUIRE(typo.corrections.size() == 1);
  CHECK(typo.corrections[0].typed == "promtion");
  CHECK(typo.corrections[0].used == "promotion");
  CHECK(ids(rig.index.find("dispatchnig", 10)) == Ids{"1"});
  const Found beginning = rig.index.find("dispat", 10);
  CHECK(ids(beginning) == Ids{"1"});
  CHECK(beginning.corrections.empty());
  CHECK(rig.index.find("zzzzzz", 10).hits.empty());
  CHECK(rig.index.find("fai", 10).hits.size() == 1);
  CHECK(rig.index.find("xy", 10).hits.empty());
}

TEST_CASE("Inflected words find each other") {
  Rig rig;
  rig.index.put({"1", "Overriding ufuncs", "", ""});
  CHECK(ids(rig.index.find("override ufunc", 10)) == Ids{"1"});
}

TEST_CASE("Chinese is found by words of two characters, in either script") {
  Rig rig;
  rig.index.put({"install", "如何安装 NumPy", "安装 下载", "用 pip 安装"});
  rig.index.put({"contribute", "如何贡献代码", "", "提交拉取请求"});
  CHECK(ids(rig.index.find("安装", 10)) == Ids{"install"});
  CHECK(ids(rig.index.find("怎麼安裝", 10)).front() == "install");
  CHECK(ids(rig.index.find("貢獻代碼", 10)).front() == "contribute");
  CHECK(rig.index.find("沒有這個詞語", 10).hits.empty());
}

TEST_CASE("An entry is replaced, removed, and kept apart from other shelves") {
  Rig rig;
  Index other(rig.db, "test", "b");
  rig.index.put({"1", "Arrays", "", ""});
  other.put({"1", "Arrays of another shelf", "", ""});
  rig.index.put({"1", "Strings", "", ""});
  CHECK(rig.index.find("arrays", 10).hits.empty());
  CHECK(ids(rig.index.find("strings", 10)) == Ids{"1"});
  CHECK(ids(other.find("arrays", 10)) == Ids{"1"});
  rig.index.remove("1");
  CHECK(rig.index.find("strings", 10).hits.empty());
  CHECK(rig.index.find("string", 10).corrections.empty());
  other.clear();
  CHECK(other.find("arrays", 10).hits.empty());
  rig.index.clear();
  auto words = rig.db.query("SELECT count(*) FROM search_words");
  REQUIRE(words.next());
  CHECK(words.integer(0) == 0);
}

TEST_CASE("No query breaks the search: its own operators, quotes, stop words, other scripts, length"
) {
  Rig rig;
  rig.index.put({"1", "Not near and", "", ""});
  for (const char* query :
       {"\"", "a AND", "NEAR(", "title:x", "*", "-x", "(", "^a", "{a b}:c", "''; DROP TABLE x",
        "\xFF\xFE", "", " "})
    CHECK_NOTHROW(rig.index.find(query, 10));
  CHECK(ids(rig.index.find("the", 10)).empty());
  CHECK(ids(rig.index.find("and", 10)) == Ids{"1"});
  std::string chinese;
  for (int i = 0; i < 4000; ++i) chinese += "陣列";
  CHECK(rig.index.find(chinese, 10).hits.empty());
  CHECK(rig.index.find(std::string(100000, 'a'), 10).hits.empty());
}

TEST_CASE("The migrations make the tables that the search asks for") {
  Database db(":memory:");
  test::migrate(db);
  Index index(db, "proposals", "nep");
  index.put({"18", "A dispatch mechanism", "Ada", ""});
  CHECK(index.find("dispatch", 10).hits.size() == 1);
  Database bare(":memory:");
  bare.script(search::shared_schema() + search::schema("proposals"));
  for (const char* table :
       {"search_shelves", "search_entries", "search_words", "search_proposals"}) {
    const auto columns = [&](Database& in) {
      std::string out;
      auto rows = in.query("SELECT name FROM pragma_table_info(?)", table);
      while (rows.next()) out += std::string(rows.text(0)) + " ";
      return out;
    };
    CHECK(columns(db) == columns(bare));
  }
}

TEST_CASE(
    "Among hundreds that hold the words, titles come first, then what is rare; nothing is lost of "
    "a few"
) {
  Rig rig;
  std::vector<search::Entry> entries;
  entries.reserve(903);
  for (int i = 0; i < 900; ++i)
    entries.push_back({std::to_string(i), "Common words", "", "of a common text"});
  entries.push_back({"title", "Common rarity", "", ""});
  entries.push_back({"body", "Something", "", "common rarity"});
  entries.push_back({"rare", "Another rarity", "", ""});
  rig.index.put(entries);
  CHECK(rig.index.size() == 903);
  CHECK(ids(rig.index.find("common rarity", 3)) == Ids{"title", "body", "rare"});
  CHECK(rig.index.find("common", 5).hits.size() == 5);
  // A word in a title is worth more than the same in a text.
  CHECK(ids(rig.index.find("rarity", 3)) == Ids{"rare", "title", "body"});
}

TEST_CASE("The words that are remembered between searches follow those of the entries") {
  Rig rig;
  search::Words remembered;
  const auto corrected = [&](std::string_view typed) {
    const Found found = Index(rig.db, "test", "a", &remembered).find(typed, 3);
    return found.corrections.empty() ? std::string() : found.corrections[0].used;
  };
  rig.index.put({"1", "Promotion", "", ""});
  CHECK(corrected("promotoin") == "promotion");
  rig.index.put({"1", "Strings", "", ""});
  CHECK(corrected("strigns") == "strings");
  CHECK(corrected("promotoin").empty());
  Index other(rig.db, "test", "b");
  other.put({"1", "Promotion", "", ""});
  CHECK(corrected("promotoin").empty());
}

TEST_CASE("A word that no entry holds any more is not corrected to") {
  Rig rig;
  rig.index.put(std::vector<search::Entry>{{"1", "Promotion", "", ""}, {"2", "Promotions", "", ""}}
  );
  rig.index.put({"2", "Strings", "", ""});
  CHECK(ids(rig.index.find("promotoin", 3)) == Ids{"1"});
  rig.index.remove("1");
  rig.index.remove("1");
  CHECK(rig.index.size() == 1);
  CHECK(rig.index.find("promotoin", 3).corrections.empty());
  CHECK(rig.index.find("promo", 3).hits.empty());
  CHECK(ids(rig.index.find("strigns", 3)) == Ids{"2"});
}
