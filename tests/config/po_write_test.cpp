// tests/config/po_write_test.cpp: the catalog that a translator begins with, and one that is brought up to date.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/po_write.hpp"

#include "bot/catalog.hpp"
#include "bot/check.hpp"
#include "bot/locales.hpp"
#include "tests/config/files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::test;

namespace {

constexpr std::string_view sentences =
    "# Every sentence.\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
    "#. {name} is a person.\n#: a.cpp\nmsgid \"Hello, {name}.\"\nmsgstr \"\"\n\n"
    "#: b.cpp\nmsgid \"One day.\"\nmsgid_plural \"{n} days.\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n"
    "#: c.cpp\nmsgid \"\"\n\"Two \\\"lines\\\"\\n\"\n\"and a \\\\\"\nmsgstr \"\"\n";

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("A new catalog has every sentence, its author's words, and as many forms as the language"
) {
  const std::string spanish = new_catalog("es", sentences);
  CHECK(has(spanish, "\"Language: es\\n\"\n\"X-Language-Name: Español\\n\"\n"));
  CHECK(has(spanish, "#. {name} is a person.\n#: a.cpp\nmsgid \"Hello, {name}.\"\nmsgstr \"\"\n"));
  CHECK(has(spanish, "msgstr[0] \"\"\nmsgstr[1] \"\"\n"));
  CHECK_FALSE(has(spanish, "msgstr[2]"));
  CHECK_FALSE(has(spanish, "Every sentence."));
  CHECK(has(new_catalog("ru", sentences), "msgstr[2] \"\"\n"));
  CHECK_FALSE(has(new_catalog("ja", sentences), "msgstr[1]"));
  CHECK(has(
      new_catalog("es_MX", sentences), "\"Language: es_MX\\n\"\n\"X-Language-Name: Español\\n\"\n"
  ));
  const std::string any = new_catalog("", sentences);
  CHECK(has(any, "\"Plural-Forms: \\n\""));
  CHECK(has(any, "msgstr[1] \"\"\n"));
}

TEST_CASE(
    "What Usher knows of languages is right in form, and a catalog of each is without mistakes"
) {
  for (const char* locale :
       {"ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et",    "eu",   "fa", "fi",
        "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "lt", "nl", "nb",    "pl",   "pt", "pt_BR",
        "ro", "ru", "sk", "sr", "sv", "ta", "th", "tr", "uk", "vi", "zh_CN", "zh_TW"}) {
    CAPTURE(locale);
    const PoFile made{"made.po", locale, new_catalog(locale, sentences)};
    for (const Problem& problem : Catalog::load({made}).problems()) FAIL_CHECK(to_line(problem));
    const Coverage share = coverage(made, sentences);
    CHECK(share.translated == 0);
    CHECK(share.all == 3);
  }
}

TEST_CASE("A catalog is brought up to date with all that was translated") {
  PoFile file{
      "es.po", "es",
      "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\"X-Language-Name: Castellano\\n\"\n"
      "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Last-Translator: Ada\\n\"\n"
      "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
      "msgid \"Gone.\"\nmsgstr \"Ido.\"\n\n"
      "#, fuzzy\nmsgid \"Hello, {name}.\"\nmsgstr \"Hola, {name}.\"\n\n"
      "msgid \"Two \\\"lines\\\"\\nand a \\\\\"\nmsgstr \"\\\"Dos\\\"\\ny \\\\\"\n"
  };
  const UpdatedCatalog made = updated_catalog(file, sentences);
  CHECK(made.added == 1);
  CHECK(made.gone == 1);
  CHECK(has(made.text, "\"X-Language-Name: Castellano\\n\""));
  CHECK(has(made.text, "\"Last-Translator: Ada\\n\""));
  CHECK(has(made.text, "#, fuzzy\nmsgid \"Hello, {name}.\"\nmsgstr \"Hola, {name}.\"\n"));
  CHECK_FALSE(has(made.text, "Gone"));
  file.text = made.text;
  CHECK(Catalog::load({file}).problems().empty());
  CHECK(Catalog::load({file}).translate("es", "Two \"lines\"\nand a \\") == "\"Dos\"\ny \\");
  CHECK(coverage(file, sentences).guesses == 1);
  const UpdatedCatalog again = updated_catalog(file, sentences);
  CHECK(again.text == made.text);
  CHECK(again.added == 0);
}

TEST_CASE("The catalogs that ship are brought up to date without a loss") {
  const std::string all = read_file(source_dir() + "/config/numpy/locale/usher.pot");
  for (const char* locale : {"zh_CN", "zh_TW"}) {
    const std::string name = source_dir() + "/config/numpy/locale/" + locale + ".po";
    PoFile file{name, locale, read_file(name)};
    const Coverage before = coverage(file, all);
    const UpdatedCatalog made = updated_catalog(file, all);
    CHECK(made.gone == 0);
    file.text = made.text;
    CHECK(check_catalog(file, all).empty());
    CHECK(coverage(file, all).translated == before.translated);
  }
}
