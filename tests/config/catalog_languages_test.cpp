// tests/config/catalog_languages_test.cpp: languages that a community brings: their header, their plurals, who reads them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/catalog.hpp"
#include "bot/say.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace usher;

namespace {

std::string entry(const std::string& id, const std::string& text) {
  return "msgid \"" + id + "\"\nmsgstr \"" + text + "\"\n";
}

std::string header(
    const std::string& language, const std::string& name,
    const std::string& plural = "nplurals=2; plural=(n != 1);"
) {
  return "msgid \"\"\nmsgstr \"\"\n\"Language: " + language + "\\n\"\n\"X-Language-Name: " + name +
         "\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: " + plural +
         "\\n\"\n\n";
}

PoFile spanish(const std::string& entries) {
  return {"locale/es.po", "es", header("es", "Español") + entries};
}

// Of one file that has a mistake.
Problem only_problem(const PoFile& file) {
  const std::vector<Problem> problems = Catalog::load({file}).problems();
  for (const Problem& problem : problems) UNSCOPED_INFO(to_line(problem));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].file == file.name);
  CHECK_FALSE(problems[0].remedy.empty());
  return problems[0];
}

}  // namespace

TEST_CASE("A catalog of any language is read by those whose language it is") {
  const Catalog catalog = Catalog::load({spanish(entry("Help", "Ayuda"))});
  CHECK(catalog.problems().empty());
  for (const char* tag : {"es", "es-ES", "es-MX", "ES_es", "es-419"}) {
    CAPTURE(tag);
    CHECK(catalog.translate(tag, "Help") == "Ayuda");
    CHECK(catalog.spoken(tag) == "es");
    CHECK(catalog.own_name(tag) == "Español");
  }
  for (const char* tag : {"en", "de", "est", ""}) {
    CAPTURE(tag);
    CHECK(catalog.translate(tag, "Help") == "Help");
    CHECK(catalog.own_name(tag) == "English");
  }
  CHECK(catalog.spoken("en-GB") == "en");
  CHECK(catalog.spoken("zh-HK") == "zh-Hant");
  CHECK(catalog.spoken("de").empty());
  CHECK(catalog.translate("es", "Not translated") == "Not translated");
}

TEST_CASE(
    "A sentence that a country's catalog lacks comes of the language's, and one country stands in "
    "for another"
) {
  const PoFile brazil{
      "pt_BR.po", "pt_BR", header("pt_BR", "Português (Brasil)") + entry("Bus", "Ônibus")
  };
  const PoFile portugal{
      "pt.po", "pt", header("pt", "Português") + entry("Bus", "Autocarro") + entry("Help", "Ajuda")
  };
  const Catalog both = Catalog::load({brazil, portugal});
  CHECK(both.problems().empty());
  CHECK(both.translate("pt-BR", "Bus") == "Ônibus");
  CHECK(both.translate("pt-BR", "Help") == "Ajuda");
  CHECK(both.translate("pt-AO", "Bus") == "Autocarro");
  CHECK(both.spoken("pt-BR") == "pt-BR");
  CHECK(both.spoken("pt-AO") == "pt");
  const Catalog one = Catalog::load({brazil});
  CHECK(one.translate("pt-PT", "Bus") == "Ônibus");
  CHECK(one.spoken("pt") == "pt-BR");
}

TEST_CASE("The languages are offered by their own names, those that are always there first") {
  const Catalog catalog = Catalog::load(
      {spanish(entry("Help", "Ayuda")),
       {"de.po", "de", header("de", "Deutsch") + entry("Help", "Hilfe")},
       {"fr.po", "fr", header("fr", "Français") + entry("Help", "")}}
  );
  // Nothing is translated into French yet.
  CHECK(
      catalog.languages() ==
      std::vector<SpokenLanguage>{
          {"en", "English"},
          {"zh-Hans", "简体中文"},
          {"zh-Hant", "繁體中文"},
          {"de", "Deutsch"},
          {"es", "Español"}
      }
  );
  CHECK(Catalog().languages().size() == 3);
}

TEST_CASE("Each number takes the plural form that the catalog's header says") {
  const std::string days =
      "msgid \"One day left.\"\nmsgid_plural \"{n} days left.\"\nmsgstr[0] \"Остался {n} день.\"\n"
      "msgstr[1] \"Осталось {n} дня.\"\nmsgstr[2] \"Осталось {n} дней.\"\n";
  const Catalog catalog = Catalog::load(
      {{"ru.po", "ru",
        header(
            "ru", "Русский",
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
            "n%100>=20) ? 1 : 2);"
        ) + days}}
  );
  CHECK(catalog.problems().empty());
  const Say say(catalog, "ru-RU");
  const auto left = [&](long n) { return say.plural("One day left.", "{n} days left.", n).str(); };
  CHECK(left(1) == "Остался 1 день.");
  CHECK(left(3) == "Осталось 3 дня.");
  CHECK(left(11) == "Осталось 11 дней.");
  CHECK(left(21) == "Остался 21 день.");
  CHECK(left(0) == "Осталось 0 дней.");
  CHECK(left(-2) == "Осталось -2 дней.");
}

TEST_CASE(
    "What a header lacks or has wrong is told, each with its line, and its sentences are used all "
    "the same"
) {
  const std::string help = entry("Help", "Ayuda");
  CHECK(only_problem({"es.po", "es", help}).problem.contains("no header"));
  CHECK(Catalog::load({{"es.po", "es", help}}).translate("es", "Help") == "Ayuda");
  CHECK(Catalog::load({{"es.po", "es", help}}).own_name("es") == "es");

  const Problem other = only_problem({"es.po", "es", header("ca", "Español") + help});
  CHECK(other.line == 3);
  CHECK(other.problem.contains("says the language is ca, and the file's name es"));
  const Problem nameless = only_problem({"es.po", "es", header("es", "") + help});
  CHECK(nameless.line == 4);
  CHECK(nameless.problem.contains("does not say X-Language-Name"));
  const Problem names = only_problem({"es.po", "es", header("es", std::string(41, 'x')) + help});
  CHECK(names.problem.contains("too long for a button"));
  std::string latin = header("es", "Español") + help;
  latin.replace(latin.find("UTF-8"), 5, "ISO-8859-1");
  CHECK(only_problem({"es.po", "es", latin}).line == 5);
  const Problem rule =
      only_problem({"es.po", "es", header("es", "Español", "nplurals=2; plural=n+1;") + help});
  CHECK(rule.line == 6);
  CHECK(rule.problem.contains("“+1;” is not understood"));
  CHECK(only_problem({"es.po", "es", header("es", "English") + help})
            .problem.contains("also the name of en"));
  CHECK(
      only_problem({"zh_CN.po", "zh_CN",
                    "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n>1;\"\n"})
          .line == 1
  );
}

TEST_CASE("A file whose name is no language's is refused, with what to call it") {
  CHECK(only_problem({"spanish.po", "spanish", entry("Help", "Ayuda")})
            .remedy.contains("es.po, pt_BR.po"));
  CHECK(only_problem({"zh.po", "zh", entry("Help", "帮助")}).remedy.contains("zh_CN.po or zh_TW.po")
  );
}

TEST_CASE("Each plural form keeps the placeholders, and there are as many forms as the header says"
) {
  const std::string begin = "msgid \"One of {all}.\"\nmsgid_plural \"{n} of {all}.\"\n";
  const std::size_t line = 8;
  const auto problem = [&](const std::string& forms) {
    return only_problem(spanish(begin + forms));
  };
  CHECK(Catalog::load({spanish(begin + "msgstr[0] \"Uno de {all}.\"\nmsgstr[1] \"{n} de {all}.\"\n")
                      })
            .problems()
            .empty());
  const Problem differs = problem("msgstr[0] \"Uno de {all}.\"\nmsgstr[1] \"{n} de {todos}.\"\n");
  CHECK(differs.line == static_cast<int>(line));
  CHECK(differs.problem.contains("{placeholders} differ"));
  CHECK(problem("msgstr[0] \"{all}\"\n").problem.contains("has 2 plural forms, and this sentence 1")
  );
  CHECK(problem("msgstr[0] \"{all}\"\nmsgstr[1] \"{all}\"\nmsgstr[2] \"{all}\"\n")
            .remedy.contains("msgstr[0] to msgstr[1]"));
  CHECK(problem("msgstr[0] \"{all}\"\nmsgstr[1] \"\"\n").problem.contains("is empty"));
}

TEST_CASE("What is put in a catalog's place is what everybody reads from then on") {
  Catalog catalog = Catalog::load({spanish(entry("Help", "Ayuda"))});
  const Say say(catalog, "es");
  CHECK(say("Help").str() == "Ayuda");
  catalog.put(Catalog::load(
      {spanish(entry("Help", "Socorro")),
       {"de.po", "de", header("de", "Deutsch") + entry("Help", "Hilfe")}}
  ));
  CHECK(say("Help").str() == "Socorro");
  CHECK(catalog.translate("de", "Help") == "Hilfe");
  CHECK(catalog.languages().size() == 5);
  catalog.put(Catalog());
  CHECK(say("Help").str() == "Help");
  CHECK(catalog.spoken("es").empty());
}

TEST_CASE("Words are read while others are put in their place") {
  Catalog catalog;
  std::atomic<bool> ended = false;
  std::thread reader([&] {
    while (!ended) {
      const std::string said = catalog.translate("es", "Help");
      if (said != "Help" && said != "Ayuda") std::abort();
    }
  });
  for (int i = 0; i < 200; ++i)
    catalog.put(i % 2 == 0 ? Catalog::load({spanish(entry("Help", "Ayuda"))}) : Catalog());
  ended = true;
  reader.join();
  CHECK(catalog.translate("es", "Help") == "Help");
}
