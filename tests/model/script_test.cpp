// tests/model/script_test.cpp: which script a message is in, measured on real questions and on the hard cases between.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/script.hpp"

#include "bot/han.hpp"
#include "bot/people.hpp"
#include "bot/text.hpp"
#include "tests/support/shared.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <fstream>

using namespace usher;

namespace {

bool has_mark(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (han_form(next_code_point(text, at)) != HanForm::either) return true;
  return false;
}

}  // namespace

TEST_CASE("a character counts for a script only where the other script's writers do not use it") {
  for (const char32_t c : U"这个们来对时为说国学么体种网")
    if (c != 0) CHECK((c == U'来' || han_form(c) == HanForm::simplified));
  for (const char32_t c : U"這個們來對時為說國學麼體種網後於")
    if (c != 0) CHECK(han_form(c) == HanForm::traditional);
  for (const char32_t c : U"后里面只台云干松了我的是在a，0\U00020000")
    if (c != 0) CHECK(han_form(c) == HanForm::either);
}

TEST_CASE("Chinese with English names in it is Chinese") {
  const auto simplified = [](std::string_view text) {
    INFO(text);
    CHECK(read_script(text) == Script::simplified);
    CHECK(people::script_of(text) == "zh-Hans");
  };
  const auto traditional = [](std::string_view text) {
    INFO(text);
    CHECK(read_script(text) == Script::traditional);
    CHECK(people::script_of(text) == "zh-Hant");
  };
  simplified("怎么 pip install numpy");
  simplified("怎么用 numpy.lib.stride_tricks.sliding_window_view？");
  simplified("我想 contribute to the docs，应该怎么开始？");
  simplified("请看https://numpy.org/a/very/long/address/that/is/longer/than/the/sentence这个");
  simplified(
      "这个报错怎么解决\n```\nTraceback (most recent call last):\n" + std::string(900, 'x') +
      " the of to a\n```"
  );
  simplified(
      "这个报错怎么办\nTraceback (most recent call last):\n  File \"a.py\", line 3\nValueError: "
      "The truth value of an "
      "array with more than one element is ambiguous, what are you to do"
  );
  traditional("怎麼安裝 numpy");
  traditional("請問 dtype 和 shape 有什麼區別？");
}

TEST_CASE("English with Chinese words in it is English") {
  for (const char* text :
       {"What does 数组 mean?", "How do I translate '这个函数返回一个新的数组' in the docs?",
        "NumPy array documentation translation 数组 review needed ASAP",
        "The 數組 page should be moved to the docs."}) {
    INFO(text);
    CHECK(read_script(text) == Script::not_chinese);
  }
}

TEST_CASE("Chinese that reads the same in both scripts is Chinese of neither") {
  for (const char* text : {"收到，辛苦了", "你好", "在哪里可以看到所有的 NEP 列表？"}) {
    INFO(text);
    CHECK(read_script(text) == Script::unclear);
    CHECK(people::script_of(text).empty());
  }
}

TEST_CASE("other languages, numbers, signs and broken bytes are not Chinese") {
  for (const char* text :
       {"", "hello", "日本語のドキュメントはどこですか", "문서는 어디에 있나요 文書", "123 !?",
        "👍", "\xE4\xB8", "```"})
    CHECK(read_script(text) == Script::not_chinese);
}

TEST_CASE("real questions are taken for what they are") {
  const auto path = test::shared_data("data/questions.jsonl");
  if (!path) return;
  std::ifstream in(*path);
  int marked = 0;
  int right = 0;
  int english = 0;
  int chinese = 0;
  for (std::string line; std::getline(in, line);) {
    const boost::json::value question = boost::json::parse(line);
    const auto& raw = question.at("q").as_string();
    const std::string_view text(raw.data(), raw.size());
    const auto& lang = question.at("lang").as_string();
    INFO(line);
    if (lang == "en") {
      ++english;
      CHECK(read_script(text) == Script::not_chinese);
      continue;
    }
    ++chinese;
    CHECK(read_script(text) != Script::not_chinese);
    if (!has_mark(text)) continue;
    ++marked;
    if (people::script_of(text) == std::string_view(lang.data(), lang.size())) ++right;
  }
  CHECK(english > 100);
  CHECK(chinese > 70);
  CHECK(marked * 10 >= chinese * 9);
  CHECK(right * 100 >= marked * 98);
}
