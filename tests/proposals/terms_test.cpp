// tests/proposals/terms_test.cpp: text as the search knows it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/terms.hpp"

#include <catch2/catch.hpp>

using usher::search::Term;
using usher::search::terms;

namespace {

using Words = std::vector<std::string>;

Words stems(std::string_view text) {
  Words out;
  for (const Term& term : terms(text)) out.push_back(term.stem);
  return out;
}
Words plains(std::string_view text) {
  Words out;
  for (const Term& term : terms(text)) out.push_back(term.plain);
  return out;
}

}  // namespace

TEST_CASE("English words are folded, parted and stemmed") {
  CHECK(
      stems("Installing ARRAYS, quickly: C-API's ``dtype=object`` __array_function__") ==
      Words{"instal", "array", "quick", "c", "api", "s", "dtype", "object", "array", "function"}
  );
  CHECK(plains("Dispatching UFuncs") == Words{"dispatching", "ufuncs"});
}

TEST_CASE("Accents, full-width letters, Greek and Cyrillic capitals are folded") {
  CHECK(plains("Stéfan Sokół ÅNGSTRÖM Straße") == Words{"stefan", "sokol", "angstrom", "strase"});
  CHECK(plains("ＮＥＰ　１８") == Words{"nep", "18"});
  CHECK(plains("ΑΒΓ МАССИВ") == Words{"αβγ", "массив"});
}

TEST_CASE("Chinese becomes pairs of characters, Traditional like Simplified") {
  CHECK(stems("安装") == Words{"安装"});
  CHECK(stems("如何贡献代码") == Words{"如何", "何贡", "贡献", "献代", "代码"});
  CHECK(stems("如何貢獻代碼") == stems("如何贡献代码"));
  CHECK(stems("用 pip 安裝 numpy") == Words{"用", "pip", "安装", "numpi"});
  CHECK(terms("安装").front().han);
}

TEST_CASE("Any bytes are welcome, and the number of terms is bounded") {
  CHECK(terms("").empty());
  CHECK(terms("  \x01\xFF !!! \xE2\x80\xAE …").empty());
  CHECK(terms("🎉✨").empty());
  std::string long_text;
  for (int i = 0; i < 4000; ++i) long_text += "繁";
  CHECK(terms(long_text, 32).size() == 32);
  CHECK(terms(std::string(100000, 'x')).front().plain.size() == 64);
}

TEST_CASE("Stop words are few and known") {
  CHECK(usher::search::is_stop_word("the"));
  CHECK_FALSE(usher::search::is_stop_word("array"));
  CHECK_FALSE(usher::search::is_stop_word(""));
}
