// tests/web/rows_test.cpp: writing messages: once each, and every change under a number of its own.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/rows.hpp"

#include "tests/web/rows_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

TEST_CASE("the same event is one message however often it comes") {
  Store store;
  const auto first =
      store.commit([](Database& db) { return rows::add(db, said("ada", "hello", "ada/1"), 0); });
  const auto again =
      store.commit([](Database& db) { return rows::add(db, said("ada", "hello", "ada/1"), 0); });
  REQUIRE(first.changed.size() == 1);
  CHECK(first.changed[0].id == first.id);
  CHECK(again.id == first.id);
  CHECK(again.changed.empty());
  CHECK(store.number("SELECT count(*) FROM web_messages") == 1);
  CHECK(rows::newest_rev(*store.db) == 1);
  CHECK(rows::id_of_event(*store.db, "ada/1") == first.id);
  CHECK(rows::id_of_event(*store.db, "ada/2") == 0);
  CHECK(rows::id_of_event(*store.db, "") == 0);
}

TEST_CASE("the same row of the outbox is one message however often it is delivered") {
  Store store;
  const std::int64_t first = add(store, of_usher("news"), 7);
  CHECK(add(store, of_usher("news"), 7) == first);
  CHECK(add(store, of_usher("news"), 8) != first);
  CHECK(store.number("SELECT count(*) FROM web_messages") == 2);
}

TEST_CASE("messages without an event and a row are each one of their own") {
  Store store;
  const std::int64_t first = add(store, of_usher("news"));
  CHECK(add(store, of_usher("news")) != first);
}

TEST_CASE("a message is read as it was written") {
  Store store;
  web::Message out = said("ada", "hello\n你好", "ada/1");
  out.only = "grace";
  const auto back = rows::find(*store.db, add(store, out));
  REQUIRE(back);
  CHECK(back->room == "general");
  CHECK(back->author == "ada");
  CHECK(back->only == "grace");
  CHECK(back->text == "hello\n你好");
  CHECK(back->event == "ada/1");
  CHECK(back->at == noon);
  CHECK(back->kind == web::Message::Kind::said);
  CHECK_FALSE(back->edited);
  CHECK_FALSE(back->deleted);
  web::Message doc = of_usher("words");
  doc.key = "a key";
  const auto also = rows::find(*store.db, add(store, doc));
  REQUIRE(also);
  CHECK(also->doc == doc.doc);
  CHECK(also->key == "a key");
  CHECK_FALSE(rows::find(*store.db, 4711));
}

TEST_CASE("each change has the next rev, also after the database was opened anew") {
  Store store;
  const std::int64_t id = add(store, said("ada", "one"));
  CHECK(rows::find(*store.db, id)->rev == 1);
  CHECK(store.commit([&](Database& db) { return rows::set_text(db, id, "two"); })[0].rev == 2);
  store.reopen();
  CHECK(rows::newest_rev(*store.db) == 2);
  CHECK(
      store.commit([&](Database& db) { return rows::react(db, id, "👍", "grace", true); })[0].rev ==
      3
  );
  CHECK(store.commit([&](Database& db) { return rows::remove(db, id); })[0].rev == 4);
  CHECK(rows::find(*store.db, add(store, said("ada", "next")))->rev == 5);
}

TEST_CASE("what was rolled back has taken no rev") {
  Store store;
  add(store, said("ada", "one"));
  CHECK_THROWS(store.commit([](Database& db) {
    rows::add(db, said("ada", "two"), 0);
    throw std::runtime_error("the disk is gone");
  }));
  CHECK(rows::find(*store.db, add(store, said("ada", "three")))->rev == 2);
}

TEST_CASE("a reply counts at the message that its thread hangs on, which changes after it") {
  Store store;
  const std::int64_t root = add(store, said("ada", "root"));
  web::Message reply = said("grace", "reply");
  reply.thread = root;
  const auto added = store.commit([&](Database& db) { return rows::add(db, reply, 0); });
  REQUIRE(added.changed.size() == 2);
  CHECK(added.changed[0].id == added.id);
  CHECK(added.changed[1].id == root);
  CHECK(added.changed[1].replies == 1);
  CHECK(added.changed[0].rev + 1 == added.changed[1].rev);
  add(store, reply);
  CHECK(rows::find(*store.db, root)->replies == 2);
}

TEST_CASE("a text is edited, and only a text") {
  Store store;
  const std::int64_t mine = add(store, said("ada", "before"));
  const std::int64_t ushers = add(store, of_usher("before"));
  const auto changed =
      store.commit([&](Database& db) { return rows::set_text(db, mine, "after"); });
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].text == "after");
  CHECK(changed[0].edited);
  store.commit([&](Database& db) {
    rows::set_text(db, ushers, "after");
    rows::set_doc(db, mine, Doc(phrase("after")));
  });
  CHECK(rows::find(*store.db, ushers)->doc == Doc(phrase("before")));
  CHECK(rows::find(*store.db, mine)->text == "after");
  store.commit([&](Database& db) { rows::set_doc(db, ushers, Doc(phrase("after"))); });
  CHECK(rows::find(*store.db, ushers)->doc == Doc(phrase("after")));
  CHECK_FALSE(rows::find(*store.db, ushers)->edited);
}

TEST_CASE("a deleted message keeps its place, and nothing that was in it") {
  Store store;
  const std::int64_t id = add(store, said("ada", "to be regretted"));
  store.commit([&](Database& db) { rows::react(db, id, "👍", "grace", true); });
  const auto changed = store.commit([&](Database& db) { return rows::remove(db, id); });
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].deleted);
  CHECK(changed[0].author == "ada");
  CHECK(changed[0].text.empty());
  CHECK(changed[0].reactions.empty());
  CHECK(store.columns_with("to be regretted").empty());
  CHECK(store.number("SELECT count(*) FROM web_reactions") == 0);
  store.commit([&](Database& db) { rows::set_text(db, id, "again"); });
  CHECK(rows::find(*store.db, id)->text.empty());
  CHECK(store.columns_with("again").empty());
}

TEST_CASE("a reaction is given once and taken back once") {
  Store store;
  const std::int64_t id = add(store, said("ada", "hi"));
  const auto react = [&](std::string_view who, bool give) {
    return store.commit([&](Database& db) { return rows::react(db, id, "👍", who, give); });
  };
  CHECK(react("grace", false).empty());
  CHECK(react("grace", true).size() == 1);
  CHECK(react("grace", true).empty());
  const auto two = react("ada", true);
  REQUIRE(two.size() == 1);
  REQUIRE(two[0].reactions.size() == 1);
  CHECK(two[0].reactions[0].first == "👍");
  CHECK(two[0].reactions[0].second == std::vector<std::string>{"ada", "grace"});
  CHECK(react("grace", false).size() == 1);
  CHECK(react("grace", false).empty());
  CHECK(rows::newest_rev(*store.db) == 4);
}
