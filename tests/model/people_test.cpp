// tests/model/people_test.cpp: chosen languages, and the order in which an answer's language is found.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"

#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("p.db"), usher_migrations());
  sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

  std::string negotiated(What what, std::string platform, std::string_view room) {
    Event event;
    event.id = "e";
    event.at.space = "test";
    event.who.id = "ada";
    event.who.lang = std::move(platform);
    event.what = std::move(what);
    return people::negotiate(*db, event, room);
  }
};

Message said(std::string text) { return {std::move(text), false, false}; }

}  // namespace

TEST_CASE("a chosen language is kept for its person in its space, changed, cleared and forgotten") {
  Bench bench;
  Database& db = *bench.db;
  CHECK(people::chosen_language(db, "test", "ada").empty());
  people::choose_language(db, "test", "ada", "zh-Hant", bench.now);
  CHECK(people::chosen_language(db, "test", "ada") == "zh-Hant");
  CHECK(people::chosen_language(db, "test", "grace").empty());
  CHECK(people::chosen_language(db, "elsewhere", "ada").empty());
  people::choose_language(db, "test", "ada", "en", bench.now);
  CHECK(people::chosen_language(db, "test", "ada") == "en");
  people::clear_language(db, "test", "ada");
  CHECK(people::chosen_language(db, "test", "ada").empty());
  people::choose_language(db, "test", "ada", "en", bench.now);
  people::forget(db, "test", "ada");
  CHECK(people::chosen_language(db, "test", "ada").empty());
}

TEST_CASE(
    "an answer's language is the chosen one, else the message's, else the platform's, else the "
    "room's"
) {
  Bench bench;
  CHECK(bench.negotiated(said("hello there"), "", "") == "en");
  CHECK(bench.negotiated(said("hello there"), "", "zh-Hant") == "zh-Hant");
  CHECK(bench.negotiated(said("hello there"), "zh-CN", "zh-Hant") == "zh-CN");
  CHECK(bench.negotiated(said("怎麼安裝？"), "zh-CN", "en") == "zh-Hant");
  CHECK(bench.negotiated(said("怎么安装？"), "zh-TW", "zh-Hant") == "zh-Hans");
  people::choose_language(*bench.db, "test", "ada", "en", bench.now);
  CHECK(bench.negotiated(said("怎麼安裝？"), "zh-TW", "zh-Hant") == "en");
}

TEST_CASE(
    "Chinese of neither script is answered in the asker's Chinese, else the room's, else Simplified"
) {
  Bench bench;
  CHECK(bench.negotiated(said("你好"), "zh-TW", "zh-Hans") == "zh-TW");
  CHECK(bench.negotiated(said("你好"), "en-US", "zh-Hant") == "zh-Hant");
  CHECK(bench.negotiated(said("你好"), "", "en") == "zh-Hans");
  CHECK(bench.negotiated(said("안녕하세요"), "ko", "zh-Hant") == "ko");
}

TEST_CASE("what is said in a command or in an edited message counts as well; a button says nothing"
) {
  Bench bench;
  CHECK(bench.negotiated(Command{"nep", "數組"}, "en", "en") == "zh-Hant");
  CHECK(bench.negotiated(Command{"nep", "0"}, "zh-TW", "en") == "zh-TW");
  CHECK(bench.negotiated(Edited{"first", said("怎么安装"), {}}, "en", "en") == "zh-Hans");
  CHECK(bench.negotiated(Press{"nep.page", "数组", {}, ""}, "en", "zh-Hant") == "en");
}

TEST_CASE("somebody without an id is given no stored choice") {
  Bench bench;
  people::choose_language(*bench.db, "test", "", "zh-Hant", bench.now);
  Event event;
  event.at.space = "test";
  event.what = said("hello");
  CHECK(people::negotiate(*bench.db, event, "en") == "en");
}
