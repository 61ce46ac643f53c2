// tests/config/catalog_test.cpp: which words a reader gets, and what stands in where they are missing.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/catalog.hpp"

#include "bot/placeholders.hpp"
#include "bot/say.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <thread>
#include <vector>

using namespace usher;

namespace {

PoFile simplified(std::string text) { return {"locale/zh_CN.po", "zh_CN", std::move(text)}; }
PoFile traditional(std::string text) { return {"locale/zh_TW.po", "zh_TW", std::move(text)}; }

std::string entry(const std::string& id, const std::string& text) {
  return "msgid \"" + id + "\"\nmsgstr \"" + text + "\"\n";
}

}  // namespace

TEST_CASE("Each reader gets their own language, and English where there is none") {
  const Catalog catalog = Catalog::load(
      {simplified(entry("Help", "帮助") + entry("Status", "状态")),
       traditional(entry("Help", "說明") + entry("Status", "狀態"))}
  );
  CHECK(catalog.problems().empty());
  CHECK(catalog.translate("zh-Hans-CN", "Help") == "帮助");
  CHECK(catalog.translate("zh-HK", "Help") == "說明");
  CHECK(catalog.translate("en", "Help") == "Help");
  CHECK(catalog.translate("fr", "Help") == "Help");
  CHECK(catalog.translate("zh-TW", "Unknown sentence") == "Unknown sentence");
  CHECK(catalog.translate("zh-TW", "").empty());
}

TEST_CASE("What Traditional Chinese lacks is made from Simplified, in the words of Taiwan") {
  const Catalog catalog = Catalog::load(
      {simplified(entry("Memory of {name}", "{name} 的内存") + entry("Help", "帮助")),
       traditional(entry("Help", "說明"))}
  );
  CHECK(catalog.translate("zh-TW", "Memory of {name}") == "{name} 的記憶體");
  CHECK(catalog.translate("zh-TW", "Help") == "說明");
  CHECK(catalog.has("zh_TW", "Help"));
  CHECK_FALSE(catalog.has("zh_TW", "Memory of {name}"));
  CHECK(catalog.has("zh_CN", "Memory of {name}"));
  CHECK_FALSE(catalog.has("zh_CN", "Unknown"));
  CHECK_FALSE(catalog.has("en", "Help"));
}

TEST_CASE("Readers who come at once wait for the files, and read the same") {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += entry("Sentence " + std::to_string(i), "句子 " + std::to_string(i));
  const Catalog catalog = Catalog::load({simplified(text), traditional(text)});
  std::array<std::string, 4> read;
  {
    std::vector<std::jthread> readers;
    readers.reserve(read.size());
    for (std::string& into : read)
      readers.emplace_back([&] { into = catalog.translate("zh-TW", "Sentence 299"); });
  }
  for (const std::string& one : read) CHECK(one == "句子 299");
}

TEST_CASE("Mistakes are told before anybody has read a sentence") {
  const Catalog catalog = Catalog::load({simplified(entry("Hello {name}", "你好"))});
  CHECK(catalog.problems().size() == 1);
  CHECK(catalog.translate("zh", "Hello {name}") == "Hello {name}");
}

TEST_CASE("Plurals: two forms in English, one in Chinese") {
  const Catalog catalog = Catalog::load({simplified(
      "msgid \"One day left.\"\nmsgid_plural \"{n} days left.\"\nmsgstr[0] \"还剩 {n} 天。\"\n"
  )});
  CHECK(catalog.problems().empty());
  const Say english(catalog, "en");
  const Say chinese(catalog, "zh-Hans");
  const Say taiwan(catalog, "zh-Hant");
  CHECK(english.plural("One day left.", "{n} days left.", 1).str() == "One day left.");
  CHECK(english.plural("One day left.", "{n} days left.", 0).str() == "0 days left.");
  CHECK(english.plural("One day left.", "{n} days left.", 5).str() == "5 days left.");
  CHECK(chinese.plural("One day left.", "{n} days left.", 1).str() == "还剩 1 天。");
  CHECK(chinese.plural("One day left.", "{n} days left.", 5).str() == "还剩 5 天。");
  CHECK(chinese.plural("One day left.", "{n} days left.", -3).str() == "还剩 -3 天。");
  CHECK(taiwan.plural("One day left.", "{n} days left.", 2).str() == "還剩 2 天。");
}

TEST_CASE("A translation whose placeholders are wrong is not used, and its line is named") {
  const Catalog catalog = Catalog::load({simplified(
      entry("Hello, {name}.", "你好，{nmae}。") + entry("Bye, {name}.", "再见。") +
      entry("Yes, {name}.", "好，{name") + entry("Size {size:.1f}", "大小 {size}") +
      entry("{a} and {b}", "{b}和{a}") +
      "msgid \"One\"\nmsgid_plural \"{n} of {all}\"\nmsgstr[0] \"{n}/{total}\"\n" +
      "msgid \"Two\"\nmsgid_plural \"{n}\"\nmsgstr[0] \"{n}\"\nmsgstr[1] \"{n}\"\n"
  )});
  const Say say(catalog, "zh-CN");
  CHECK(say("Hello, {name}.", fmt::arg("name", Text(std::string("Ada")))).str() == "Hello, Ada.");
  CHECK(say("Bye, {name}.", fmt::arg("name", 1)).str() == "Bye, 1.");
  CHECK(say("Yes, {name}.", fmt::arg("name", 1)).str() == "Yes, 1.");
  CHECK(say("Size {size:.1f}", fmt::arg("size", 1.25)).str() == "Size 1.2");
  CHECK(say("{a} and {b}", fmt::arg("a", 1), fmt::arg("b", 2)).str() == "2和1");
  REQUIRE(catalog.problems().size() == 6);
  CHECK(catalog.problems()[0].file == "locale/zh_CN.po");
  CHECK(catalog.problems()[0].line == 1);
  CHECK(catalog.problems()[1].line == 3);
  CHECK(catalog.problems()[4].line == 11);
  CHECK(catalog.problems()[5].line == 14);
}

TEST_CASE("Fuzzy and empty translations count as missing") {
  const Catalog catalog = Catalog::load(
      {simplified("#, fuzzy\n" + entry("Help", "帮帮") + entry("Status", "") + entry("Yes", "是"))}
  );
  CHECK(catalog.problems().empty());
  CHECK(catalog.translate("zh", "Help") == "Help");
  CHECK(catalog.translate("zh", "Status") == "Status");
  CHECK(catalog.translate("zh", "Yes") == "是");
}

TEST_CASE("Sentences outside ASCII and many of them are found") {
  std::string text;
  for (int i = 0; i < 2000; ++i)
    text += entry("“Sentence” " + std::to_string(i) + " …", "句 " + std::to_string(i));
  const Catalog catalog = Catalog::load({simplified(text), traditional(text)});
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "“Sentence” " + std::to_string(i) + " …";
    REQUIRE(catalog.translate("zh", id.c_str()) == "句 " + std::to_string(i));
  }
}

TEST_CASE("Placeholders are found between braces, and braces that do not match are noticed") {
  CHECK(placeholders("{b} {{x}} {a:>3} {b}") == std::vector<std::string_view>{"a:>3", "b"});
  CHECK(placeholders("none")->empty());
  CHECK_FALSE(placeholders("{open").has_value());
  CHECK_FALSE(placeholders("close}").has_value());
  CHECK_FALSE(placeholders("{a{b}}").has_value());
}

TEST_CASE("An English sentence whose own argument is missing is shown as it stands") {
  const Catalog catalog;
  CHECK(Say(catalog, "en")("Hello, {name}.").str() == "Hello, {name}.");
}
