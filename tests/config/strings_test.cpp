// tests/config/strings_test.cpp: every sentence that the program says is there in every language.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"
#include "bot/placeholders.hpp"
#include "bot/po.hpp"
#include "tests/config/files.hpp"
#include "tests/support/shared.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <sys/wait.h>

#include <cstdlib>
#include <iostream>

using namespace usher;
using namespace usher::test;

namespace {

std::string locale_file(const std::string& name) {
  return source_dir() + "/config/numpy/locale/" + name;
}

PoFile shipped(const std::string& locale) {
  return {"config/numpy/locale/" + locale + ".po", locale, read_file(locale_file(locale + ".po"))};
}

// NOLINTNEXTLINE(cert-env33-c,concurrency-mt-unsafe): a fixed command, in a test without threads
int run(const std::string& command) { return WEXITSTATUS(std::system(command.c_str())); }

}  // namespace

TEST_CASE(
    "Both Chinese catalogs are complete: nothing missing, no placeholder and no plural form differs"
) {
  const std::string sentences = read_file(locale_file("usher.pot"));
  REQUIRE(po::parse(sentences).entries.size() > 100);
  for (const char* locale : {"zh_CN", "zh_TW"})
    for (const Problem& problem : check_catalog(shipped(locale), sentences))
      FAIL_CHECK(to_line(problem));
}

TEST_CASE("The list of sentences is what the sources say") {
  if (run("command -v xgettext msgmerge python3 >/dev/null") != 0) {
    const char* full = std::getenv("USHER_FULL");  // NOLINT(concurrency-mt-unsafe)
    if (full != nullptr && std::string(full) == "1")
      FAIL("xgettext is not installed: install the package gettext");
    std::cerr << "skipped: xgettext is not installed: install the package gettext\n";
    return;
  }
  CHECK(run("python3 -B '" + source_dir() + "/packaging/extract_strings.py' --check") == 0);
}

TEST_CASE("The braces of every English sentence match") {
  for (const po::Entry& entry : po::parse(read_file(locale_file("usher.pot"))).entries) {
    CAPTURE(entry.id);
    CHECK(placeholders(entry.id).has_value());
    CHECK(placeholders(entry.plural).has_value());
  }
}

TEST_CASE("Status and type words in Traditional Chinese are those of NEP 0's translation") {
  const auto path = shared_data("data/nep_terms_zh.json");
  if (!path) return;
  const Catalog catalog = Catalog::load({shipped("zh_CN"), shipped("zh_TW")});
  const boost::json::value terms = boost::json::parse(read_file(*path));
  for (const auto& [group, words] : terms.as_object())
    for (const auto& [english, chinese] : words.as_object()) {
      const std::string word(english);
      CAPTURE(word);
      CHECK(catalog.translate("zh-Hant", word.c_str()) == std::string_view(chinese.as_string()));
    }
}

TEST_CASE("Traditional Chinese has no Simplified characters and no words of the mainland") {
  const std::string text = shipped("zh_TW").text;
  for (const char* word :
       {"这", "说", "们", "问", "开", "发", "语", "请", "内存", "信息", "默認", "網絡", "數據",
        "軟件", "命令"}) {
    CAPTURE(word);
    CHECK(text.find(word) == std::string::npos);
  }
}
