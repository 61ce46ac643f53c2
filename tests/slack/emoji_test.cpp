// tests/slack/emoji_test.cpp: emoji and their names.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/emoji.hpp"

#include "adapters/slack/emoji_table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace usher::slack;

TEST_CASE("the emoji in use have names, and names their emoji", "[slack][emoji]") {
  CHECK(emoji_name("👍") == "+1");
  CHECK(emoji_name("✅") == "white_check_mark");
  CHECK(emoji_name("❌") == "x");
  CHECK(emoji_name("👀") == "eyes");
  CHECK(emoji_name("🎉") == "tada");
  CHECK(emoji_name("❤️") == "heart");
  CHECK(emoji_name("❤") == "heart");  // without the selector
  CHECK(emoji_name("1️⃣") == "one");
  CHECK(emoji_name("🇹🇼") == "flag-tw");
  CHECK(emoji_of("+1") == "👍");
  CHECK(emoji_of("thumbsup") == "👍");
  CHECK(emoji_of("heart") == "❤️");
}

TEST_CASE("every emoji of the table comes back, every name is there once", "[slack][emoji]") {
  std::set<std::string_view> names;
  for (const EmojiName& entry : emoji_table()) {
    INFO(entry.name);
    CHECK(names.insert(entry.name).second);
    CHECK(emoji_of(entry.name) == entry.emoji);
    const auto name = emoji_name(entry.emoji);
    REQUIRE(name);
    CHECK(emoji_of(*name) == entry.emoji);
    CHECK(std::ranges::all_of(entry.name, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
    }));
  }
  CHECK(names.size() > 400);
}

TEST_CASE("skin tones are kept both ways", "[slack][emoji]") {
  CHECK(emoji_name("👍🏽") == "+1::skin-tone-4");
  CHECK(emoji_of("+1::skin-tone-4") == "👍🏽");
  CHECK(emoji_of("wave::skin-tone-2") == "👋🏻");
  CHECK(emoji_of("wave::skin-tone-6") == "👋🏿");
  CHECK(emoji_of("+1::skin-tone-9") == "👍");
}

TEST_CASE("a workspace's own emoji is its name, and can be reacted with", "[slack][emoji]") {
  CHECK(emoji_of("numpy") == ":numpy:");
  CHECK(emoji_name(":numpy:") == "numpy");
}

TEST_CASE("what is no emoji of the table cannot be reacted with", "[slack][emoji]") {
  for (const std::string_view text :
       {"", "a", "::", ":a b:", ":<!channel>:", "👍👍", "\xf0\x9f\x91", "你"})
    CHECK_FALSE(emoji_name(text));
  CHECK_FALSE(emoji_name(std::string(1000, 'x')));
}

TEST_CASE("a hostile name of a reaction is harmless", "[slack][emoji]") {
  CHECK(emoji_of("a\nb\x01") == ":a b:");
  CHECK(emoji_of(std::string(1000, 'x')).size() < 110);
}
