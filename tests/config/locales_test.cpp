// tests/config/locales_test.cpp: which catalogs a reader's language leads to.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/locales.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("A reader's tag leads to the nearest catalog, and to English in the end") {
  CHECK(locales_for("pt-BR") == Names{"pt_BR", "pt", "en"});
  CHECK(locales_for("es") == Names{"es", "en"});
  CHECK(locales_for("ES_es") == Names{"es_ES", "es", "en"});
  CHECK(locales_for("es-419") == Names{"es_419", "es", "en"});
  CHECK(locales_for("sr-Latn-RS") == Names{"sr_Latn_RS", "sr_Latn", "sr_RS", "sr", "en"});
  CHECK(locales_for("de-DE-u-co-phonebk") == Names{"de_DE", "de", "en"});
  CHECK(locales_for("fil") == Names{"fil", "en"});
  CHECK(locales_for("en-GB") == Names{"en_GB", "en"});
  for (const char* none : {"", "C", "x", "klingon", "12", "-", "es2", "\xff\xfe"}) {
    CAPTURE(none);
    CHECK(locales_for(none) == Names{"en"});
  }
  CHECK(locales_for(std::string(100'000, 'a')) == Names{"en"});
  CHECK(locales_for("es-" + std::string(100'000, '-')) == Names{"es", "en"});
}

TEST_CASE("Chinese leads to the catalog of its script, and of its region before that") {
  for (const char* tag : {"zh-Hans", "zh-CN", "zh", "zh_CN", "ZH-hans-TW", "zh-Hans-HK"}) {
    CAPTURE(tag);
    CHECK(locales_for(tag) == Names{"zh_CN", "en"});
  }
  for (const char* tag : {"zh-Hant", "zh-TW", "zh_TW", "zh-hant-CN", "zh-Hant-TW"}) {
    CAPTURE(tag);
    CHECK(locales_for(tag) == Names{"zh_TW", "en"});
  }
  CHECK(locales_for("zh-SG") == Names{"zh_SG", "zh_CN", "en"});
  CHECK(locales_for("zh-HK") == Names{"zh_HK", "zh_TW", "en"});
  CHECK(locales_for("zh-Hant-MO") == Names{"zh_MO", "zh_TW", "en"});
}

TEST_CASE("A catalog is named after its language, as gettext does") {
  for (const char* name :
       {"es", "fil", "pt_BR", "es_419", "sr_Latn", "sr_Latn_RS", "zh_CN", "zh_HK"}) {
    CAPTURE(name);
    CHECK(is_locale(name));
  }
  for (const char* name :
       {"", "e", "ES", "es-MX", "es_mx", "es_MX_", "es_MX.UTF-8", "klingon", "zh", "zh_Hant",
        "es_Latn_MX_x", "_", "usher"}) {
    CAPTURE(name);
    CHECK_FALSE(is_locale(name));
  }
  CHECK(tag_of("zh_TW") == "zh-Hant");
  CHECK(tag_of("pt_BR") == "pt-BR");
}

TEST_CASE("A language of another country stands in, one of another script does not") {
  CHECK(are_akin("es_ES", "es_MX"));
  CHECK(are_akin("es", "es_MX"));
  CHECK_FALSE(are_akin("sr_Latn", "sr_RS"));
  CHECK_FALSE(are_akin("zh_CN", "zh_TW"));
  CHECK_FALSE(are_akin("pt", "es"));
  CHECK_FALSE(are_akin("", ""));
}
