// tests/model/text_test.cpp: UTF-8 from outside made harmless, cut, measured and compared.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace usher;

namespace {

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    // U+FFFD that is written out is three bytes; one that stands for a broken byte is one.
    if (next_code_point(text, at) == 0xFFFD && at - begin != 3) return false;
  }
  return true;
}

using Words = std::vector<std::string_view>;

}  // namespace

TEST_CASE("text that is harmless stays as it is") {
  for (const char* text :
       {"", "plain", "NEP 50 — Promotion", "怎么安装？", "👩‍💻 naïve", "می‌خواهم"})
    CHECK(sanitize(text) == text);
}

TEST_CASE("every broken byte becomes one replacement character, and the rest survives") {
  CHECK(sanitize("a\xFFz") == "a\uFFFDz");
  CHECK(sanitize("\xC0\xAFz") == "\uFFFD\uFFFDz");          // overlong slash
  CHECK(sanitize("\xE0\x80\xAF") == "\uFFFD\uFFFD\uFFFD");  // the same in three bytes
  CHECK(sanitize("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // half of a surrogate pair
  CHECK(sanitize("\xF4\x90\x80\x80z").ends_with("z"));      // above U+10FFFF
  CHECK(sanitize("\xE4\xB8") == "\uFFFD\uFFFD");            // cut off
  CHECK(sanitize("\xE4\xB8中") == "\uFFFD\uFFFD中");        // and what follows is whole
  CHECK(is_valid_utf8(sanitize("\x80\xBF\xF8\xFC\xFE")));
}

TEST_CASE("what reorders, hides or ends a line for some readers is taken out") {
  CHECK(sanitize("a\u202Eb\u2066c\u2069d\u200Fe\u061Cf") == "abcdef");  // bidirectional controls
  CHECK(sanitize("a\u200Bb\uFEFFc\u2060d") == "abcd");                  // zero width
  CHECK(sanitize("a\u2028b\u2029c") == "abc");
  CHECK(
      sanitize("a\x01"
               "b\x7F"
               "c\u0085"
               "d\x1B[31m") == "abcd[31m"
  );
  CHECK(sanitize("a\u206Ab\u206Fc") == "abc");  // deprecated format controls
  CHECK(sanitize("a\U000E0041b") == "ab");      // invisible tags
  CHECK(sanitize(std::string_view("a\0b", 3)) == "ab");
}

TEST_CASE("joiners stay, because scripts and emoji need them") {
  CHECK(sanitize("\u200C\u200D") == "\u200C\u200D");
}

TEST_CASE("line breaks become spaces unless lines are kept") {
  CHECK(sanitize("a\nb\tc") == "a b c");
  CHECK(sanitize("a\nb\tc", true) == "a\nb\tc");
  CHECK(sanitize("a\r\nb", true) == "a\nb");
  CHECK(sanitize("a\r\nb") == "a b");
}

TEST_CASE("a shortened text fits its limit, ends with an ellipsis and never splits a character") {
  CHECK(shorten("short", 5) == "short");
  CHECK(shorten("longer", 5) == "lo…");
  CHECK(shorten("中文字", 9) == "中文字");
  CHECK(shorten("中文字", 8) == "中…");
  CHECK(shorten("中文字", 6) == "中…");
  CHECK(shorten("中文字", 5) == "…");
  CHECK(shorten("ab", 1).empty());
  CHECK(shorten("abcdef", 0).empty());
  const std::string text = "naïve 中文 👩‍💻 end";
  for (std::size_t limit = 0; limit <= text.size(); ++limit) {
    const std::string cut = shorten(text, limit);
    CHECK(cut.size() <= limit);
    CHECK(is_valid_utf8(cut));
    CHECK(shorten(cut, limit) == cut);
  }
}

TEST_CASE("code points survive being taken apart and put together") {
  std::string again;
  const std::string_view text = "a\u00E9中👍\U0010FFFF";
  for (std::size_t at = 0; at < text.size();) append_code_point(again, next_code_point(text, at));
  CHECK(again == text);
}

TEST_CASE("wide characters take two columns in a terminal, combining marks none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("中文") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("👍") == 2);
  CHECK(display_width("ｶﾅ") == 2);
  CHECK(display_width("，") == 2);
  CHECK(display_width("") == 0);
}

TEST_CASE("lower case changes ASCII letters and nothing else") {
  CHECK(to_lower_ascii("NEP-ÄZ中") == "nep-Äz中");
}

TEST_CASE("spaces are trimmed and split at, those of a Chinese keyboard too") {
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim("   ").empty());
  CHECK(trim("\u3000数组\u3000") == "数组");
  CHECK(trim("\u00A0x\u00A0") == "x");
  CHECK(split_words("  one\ttwo\nthree ") == Words{"one", "two", "three"});
  CHECK(split_words("nep\u300018\u00A047") == Words{"nep", "18", "47"});
  CHECK(split_words(" \u3000 ").empty());
  CHECK(split_words("数组　接口") == Words{"数组", "接口"});
}

TEST_CASE("splitting at a character keeps empty parts") {
  CHECK(split("a,,b,", ',') == Words{"a", "", "b", ""});
  CHECK(split("", ',') == Words{""});
}

TEST_CASE("the distance between words counts insertions, deletions, changes and swaps") {
  CHECK(edit_distance("nep", "nep", 2) == 0);
  CHECK(edit_distance("nepp", "nep", 2) == 1);
  CHECK(edit_distance("npe", "nep", 2) == 1);
  CHECK(edit_distance("nap", "nep", 2) == 1);
  CHECK(edit_distance("", "ab", 2) == 2);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("数组", "数列", 2) == 1);  // one character, not one byte
}

TEST_CASE("a distance above the limit is the limit and one") {
  CHECK(edit_distance("abcdef", "uvwxyz", 2) == 3);
  CHECK(edit_distance("a", "abcdef", 2) == 3);
  CHECK(edit_distance("ab", "ba", 0) == 1);
}

TEST_CASE("Words are as far apart as a whole table says, whatever is told of them beforehand") {
  const auto whole = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(
        a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0)
    );
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
      for (std::size_t j = 1; j <= b.size(); ++j) {
        d[i][j] = std::min(
            {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)}
        );
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    return d[a.size()][b.size()];
  };
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same words each time
  const auto word = [&](std::size_t most, std::string_view letters) {
    std::string out(random() % (most + 1), ' ');
    for (char& c : out) c = letters[random() % letters.size()];
    return out;
  };
  for (int i = 0; i < 4000; ++i) {
    // Few letters, so that many are near; those that fall together in a set of 64; and words that are longer than most.
    const std::string_view letters = i % 3 == 0 ? "ab" : i % 3 == 1 ? "aA!b" : "abcdefgh";
    const std::size_t most = i % 10 == 0 ? 70 : 7;
    const std::string a = word(most, letters);
    const std::string b = i % 2 == 0 ? word(most, letters) : a + word(2, letters);
    const std::size_t limit = random() % 4;
    CAPTURE(a, b, limit);
    CHECK(edit_distance(a, b, limit) == std::min(whole(a, b), limit + 1));
    // The same beside a character of another script.
    CHECK(edit_distance("数" + a, "数" + b, limit) == std::min(whole(a, b), limit + 1));
  }
}
