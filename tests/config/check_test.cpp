// tests/config/check_test.cpp: what `usher check` finds in a folder.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/check.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;

namespace {

constexpr const char* nothing(const char*) { return nullptr; }

constexpr std::string_view sentences =
    "msgid \"\"\nmsgstr \"\"\n\n"
    "msgid \"Help\"\nmsgstr \"\"\n\n"
    "msgid \"Hello, {name}.\"\nmsgstr \"\"\n\n"
    "msgid \"One day.\"\nmsgid_plural \"{n} days.\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n"
    "msgid \"Yes\"\nmsgstr \"\"\n\n"
    "msgid \"No\"\nmsgstr \"\"\n";

bool has(const std::vector<Problem>& problems, int line, std::string_view words) {
  return std::ranges::any_of(problems, [&](const Problem& problem) {
    return problem.line == line && problem.problem.find(words) != std::string::npos &&
           !problem.remedy.empty();
  });
}

}  // namespace

TEST_CASE("A catalog's gaps and mistakes are found, each at its line") {
  const std::vector<Problem> problems = check_catalog(
      {"zh_TW.po", "zh_TW",
       "msgid \"Help\"\nmsgstr \"\"\n"                          // 1: not translated
       "msgid \"Hello, {name}.\"\nmsgstr \"你好，{nmae}。\"\n"  // 3: placeholder
       "msgid \"One day.\"\nmsgid_plural \"{n} days.\"\nmsgstr[0] \"{n} 天\"\n"  // 5
       "msgstr[1] \"{n} 天天\"\n"                                                //    two forms
       "#, fuzzy\nmsgid \"Yes\"\nmsgstr \"是\"\n"                                // 10: a guess
       "msgid \"Nope\"\nmsgstr \"否\"\n"},  // 12: unknown; and No is missing
      sentences
  );
  for (const Problem& problem : problems) UNSCOPED_INFO(to_line(problem));
  CHECK(problems.size() == 6);
  CHECK(has(problems, 1, "not translated"));
  CHECK(has(problems, 3, "{placeholders} differ"));
  CHECK(has(problems, 5, "has 1 plural form, and this sentence 2"));
  CHECK(has(problems, 10, "guess"));
  CHECK(has(problems, 12, "does not say \"Nope\""));
  CHECK(has(problems, 14, "no entry for \"No\""));
  CHECK(std::ranges::all_of(problems, [](const Problem& problem) {
    return problem.file == "zh_TW.po";
  }));
}

TEST_CASE("A sentence that has become a plural is noticed") {
  const auto problems =
      check_catalog({"zh_CN.po", "zh_CN", "msgid \"One day.\"\nmsgstr \"一天\"\n"}, sentences);
  CHECK(has(problems, 1, "plural"));
}

TEST_CASE("check looks at the configuration, --set and every catalog") {
  ConfigInput config;
  config.file = "usher.toml";
  config.text = "[community]\nname = \"\"\n";
  config.set = {"log.level=loud"};
  config.environment = nothing;
  const std::vector<Problem> problems = check(
      config,
      {{"zh_CN.po", "zh_CN", "msgid \"Help\"\nmsgstr \"帮\"\nnonsense\n"},
       {"de.po", "de", "msgid \"Help\"\nmsgstr \"Hilfe\"\nmsgid \"Hi\"\nmsgstr \"Hallo\"\n"}},
      sentences
  );
  const auto count = [&](std::string_view name) {
    return std::ranges::count(problems, name, &Problem::file);
  };
  CHECK(count("usher.toml") == 1);
  CHECK(count("--set log.level") == 1);
  CHECK(count("zh_CN.po") == 6);  // a line is nonsense and spoils its entry, so five are missing
  CHECK(
      count("de.po") == 2
  );  // it has no header, and the program does not say Hi; what is missing is no mistake
}

TEST_CASE("A community's own catalog may be partial where another fills its gaps") {
  ConfigInput config;
  config.environment = nothing;
  const std::string whole =
      "msgid \"Help\"\nmsgstr \"帮助\"\nmsgid \"Hello, {name}.\"\nmsgstr \"{name}，你好。\"\n"
      "msgid \"One day.\"\nmsgid_plural \"{n} days.\"\nmsgstr[0] \"{n} 天\"\n"
      "msgid \"Yes\"\nmsgstr \"是\"\nmsgid \"No\"\nmsgstr \"否\"\n";
  const PoFile theirs{"theirs", "zh_CN", "msgid \"Yes\"\nmsgstr \"对\"\n"};
  CHECK(check(config, {theirs, {"shipped", "zh_CN", whole}}, sentences).empty());
  CHECK(check(config, {{"shipped", "zh_CN", whole}, theirs}, sentences).size() == 4);
  CHECK(check(config, {theirs, {"shipped", "zh_TW", whole}}, sentences).size() == 4);
}

TEST_CASE(
    "Of another language as much is translated as its people like, and how much that is is counted"
) {
  const PoFile file{
      "es.po", "es",
      "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\"X-Language-Name: Español\\n\"\n"
      "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
      "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
      "msgid \"Help\"\nmsgstr \"Ayuda\"\n#, fuzzy\nmsgid \"Yes\"\nmsgstr \"Sí\"\n"
      "msgid \"No\"\nmsgstr \"\"\n"
      "msgid \"One day.\"\nmsgid_plural \"{n} days.\"\nmsgstr[0] \"Un día.\"\nmsgstr[1] \"{n} "
      "días.\"\n"
  };
  ConfigInput config;
  config.environment = nothing;
  for (const Problem& problem : check(config, {file}, sentences)) FAIL_CHECK(to_line(problem));
  const Coverage has = coverage(file, sentences);
  CHECK(has.file == "es.po");
  CHECK(has.locale == "es");
  CHECK(has.translated == 2);
  CHECK(has.guesses == 1);
  CHECK(has.all == 5);
}

TEST_CASE("A community's language needs a catalog, unless it is one that is always there") {
  ConfigInput config;
  config.file = "usher.toml";
  config.environment = nothing;
  const auto flaws = [&](const std::string& language, std::vector<std::string> locales) {
    config.text = "[community]\nlanguage = \"" + language + "\"\n";
    config.locales = std::move(locales);
    return load_config(config).problems;
  };
  for (const char* always : {"en", "en-GB", "zh-Hant", "zh-CN"}) CHECK(flaws(always, {}).empty());
  CHECK(has(flaws("es", {"de"}), 2, "does not speak \"es\""));
  CHECK(flaws("es", {"es"}).empty());
  CHECK(flaws("es-MX", {"es"}).empty());
  CHECK(flaws("es", {"es_ES"}).empty());
  CHECK(has(flaws("klingon", {"klingon"}), 2, "no language's tag"));
  config.locales.reset();  // nobody looked
  config.text = "[community]\nlanguage = \"es\"\n";
  CHECK(load_config(config).problems.empty());
}

TEST_CASE("A community's catalog comes first, the program's fills the gaps") {
  const Catalog catalog = Catalog::load(
      {{"theirs", "zh_CN", "msgid \"Yes\"\nmsgstr \"对\"\n"},
       {"shipped", "zh_CN", "msgid \"Yes\"\nmsgstr \"是\"\nmsgid \"Help\"\nmsgstr \"帮助\"\n"}}
  );
  CHECK(catalog.problems().empty());
  CHECK(catalog.translate("zh-CN", "Yes") == "对");
  CHECK(catalog.translate("zh-CN", "Help") == "帮助");
}
