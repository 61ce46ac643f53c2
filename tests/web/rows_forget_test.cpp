// tests/web/rows_forget_test.cpp: what is taken out of the rows when somebody asks for it, and when it is old.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/doc_codec.hpp"
#include "tests/web/rows_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

const std::string ada = "ada-lovelace";

// Ada and Grace in general, in a group and each with Usher; both have said something everywhere.
struct Full : Store {
  Full() {
    commit([&](Database& db) {
      save(db, {ada, "Ada Lovelace", "maintainer", "en", "Europe/London"}, noon);
      save(db, {"grace", "Grace", "newcomer", "en", ""}, noon);
      for (const char* room : {"general", "group:17"})
        for (const std::string& who : {ada, std::string("grace")}) save_member(db, room, who);
      save_read(db, direct_room(ada), ada, 3, false);
      db.run("INSERT INTO web_forms(id,person,form,at) VALUES(1,?,x'00',?)", ada, noon);
      db.run("INSERT INTO web_homes(person,doc) VALUES(?,x'00')", ada);
    });
    root = add(*this, said(ada, "the engine weaves", ada + "/1"));
    web::Message reply = said("grace", "flowers and leaves", "grace/1");
    reply.thread = root;
    graces = add(*this, reply);
    web::Message in_group = said(ada, "the engine weaves", ada + "/2");
    in_group.room = "group:17";
    grouped = add(*this, in_group);
    web::Message direct = said(ada, "the engine weaves", ada + "/3");
    direct.room = direct_room(ada);
    add(*this, direct);
    add(*this, of_usher("the engine weaves", direct_room(ada)));
    web::Message hers = of_usher("the engine weaves");
    hers.only = ada;
    noted = add(*this, hers, 12);
    commit([&](Database& db) {
      rows::react(db, graces, "👍", ada, true);
      rows::react(db, graces, "👍", "grace", true);
      rows::react(db, noted, "👍", "usher", true);
    });
    seen = rows::newest_rev(*db);
  }
  void forget() {
    commit([](Database& database) { rows::forget(database, ada); });
  }

  std::int64_t root = 0, graces = 0, grouped = 0, noted = 0, seen = 0;
};

}  // namespace

TEST_CASE("nothing of who asked to be forgotten is left in any column") {
  Full store;
  for (const std::string& trace :
       {ada, std::string("Ada Lovelace"), std::string("engine weaves"), std::string("Europe/London")
       }) {
    CAPTURE(trace);
    CHECK_FALSE(store.columns_with(trace).empty());
  }
  store.forget();
  for (const std::string& trace :
       {ada, std::string("Ada Lovelace"), std::string("engine weaves"), std::string("Europe/London")
       }) {
    CAPTURE(trace);
    CHECK(store.columns_with(trace).empty());
  }
}

TEST_CASE("what Usher answered in a room does not name whom it answered") {
  Full store;
  web::Message answer = of_usher("an answer for all to read");
  answer.key = "re:" + ada + "/4711";  // bot/outbox.cpp makes it from the event's id
  const std::int64_t id = add(store, answer, 13);
  store.forget();
  CHECK(store.columns_with(ada).empty());
  CHECK(rows::find(*store.db, id)->doc == answer.doc);
}

TEST_CASE("what Usher said to all and carries somebody's words goes with them") {
  Full store;
  const Catalog english;
  const Say say(english, "en");
  const auto of = [&](Doc doc) {
    web::Message out = of_usher("");
    out.doc = std::move(doc);
    out.key = "answers:1";
    return out;
  };
  Doc with_button, quoted, of_another, only_named;
  with_button.paragraph({Text(std::string("Run pip."))});
  with_button.buttons({Button(say("Helpful"), "a.b", "pip\nen\n" + ada + "\ne1\n0\nhow?")});
  quoted.paragraph({mention(ada, Text(std::string("A. L.")))});
  quoted.quote(Text::lines("how do I weave?"));
  of_another.buttons({Button(say("Helpful"), "a.b", "pip\nen\n" + ada + "-2\ne1\n0\nhow?")});
  only_named.paragraph({mention(ada, Text(std::string("A. L.")))});
  const std::int64_t first = add(store, of(with_button), 21);
  const std::int64_t second = add(store, of(quoted), 22);
  const std::int64_t third = add(store, of(of_another), 23);
  const std::int64_t fourth = add(store, of(only_named), 24);
  store.forget();
  CHECK(rows::find(*store.db, first)->deleted);
  CHECK(rows::find(*store.db, second)->deleted);
  CHECK(rows::find(*store.db, second)->key.empty());
  CHECK_FALSE(rows::find(*store.db, third)->deleted);
  CHECK_FALSE(rows::find(*store.db, fourth)->deleted);
  CHECK(store.columns_with("how do I weave").empty());
}

TEST_CASE("their messages leave gaps that every page hears of") {
  Full store;
  store.forget();
  std::vector<std::int64_t> gaps;
  for (const web::Message& one : rows::since(*store.db, store.seen, 99)) {
    if (!one.deleted) continue;
    gaps.push_back(one.id);
    CHECK(one.author.empty());
    CHECK(one.event.empty());
    CHECK(one.text.empty());
    CHECK(one.rev > store.seen);
  }
  CHECK(gaps == std::vector<std::int64_t>{store.root, store.grouped});
  CHECK(rows::find(*store.db, store.root)->replies == 1);
}

TEST_CASE("what others said stays, and loses their reactions") {
  Full store;
  store.forget();
  const auto graces = rows::find(*store.db, store.graces);
  REQUIRE(graces);
  CHECK(graces->text == "flowers and leaves");
  CHECK(graces->author == "grace");
  CHECK(graces->rev > store.seen);
  REQUIRE(graces->reactions.size() == 1);
  CHECK(graces->reactions[0].second == std::vector<std::string>{"grace"});
  CHECK(store.number("SELECT count(*) FROM web_people") == 1);
  CHECK(store.number("SELECT count(*) FROM web_members WHERE person='grace'") == 2);
}

TEST_CASE("what was for them alone is gone altogether, with what hung on it") {
  Full store;
  store.forget();
  CHECK_FALSE(rows::find(*store.db, store.noted));
  CHECK(store.number("SELECT count(*) FROM web_messages WHERE room LIKE 'dm:%'") == 0);
  CHECK(
      store.number(
          "SELECT count(*) FROM web_reactions WHERE message NOT IN (SELECT id FROM web_messages)"
      ) == 0
  );
}

TEST_CASE("somebody whose id begins alike keeps everything") {
  Store store;
  const std::int64_t hers = add(store, said("ada", "gone", "ada/1"));
  std::vector<std::int64_t> others;
  for (const std::string who : {"ada-2", "ada0", "adam", "ad", "Ada"}) {
    others.push_back(add(store, said(who, "stays", who + "/1")));
    store.commit([&](Database& db) { rows::react(db, others.back(), "👍", who, true); });
  }
  store.commit([](Database& db) { rows::forget(db, "ada"); });
  CHECK(rows::find(*store.db, hers)->deleted);
  for (const std::int64_t id : others) {
    CHECK(rows::find(*store.db, id)->text == "stays");
    CHECK(rows::find(*store.db, id)->reactions.size() == 1);
  }
}

TEST_CASE("who is named like Usher takes nothing of Usher's along") {
  Full store;
  const std::int64_t id = add(store, of_usher("mine"));
  store.commit([](Database& db) { rows::forget(db, "usher"); });
  REQUIRE(rows::find(*store.db, id));
  CHECK_FALSE(rows::find(*store.db, id)->deleted);
}

TEST_CASE("messages go after 90 days and forms after one, and what is younger stays") {
  Store store;
  const auto day = [](int n) { return noon + std::chrono::days(n); };
  const auto at = [&](sys_seconds when) {
    web::Message out = said("ada", "x");
    out.at = when;
    return out;
  };
  const std::int64_t old = add(store, at(day(0)));
  const std::int64_t young = add(store, at(day(2)));
  store.commit([&](Database& db) {
    for (const std::int64_t id : {old, young}) rows::react(db, id, "👍", "grace", true);
    db.run("INSERT INTO web_forms(id,person,form,at) VALUES(1,'ada',x'00',?)", day(89));
    db.run("INSERT INTO web_forms(id,person,form,at) VALUES(2,'ada',x'00',?)", day(91));
  });
  CHECK(store.commit([&](Database& db) { return rows::prune(db, day(90)); }) == 0);
  CHECK(store.commit([&](Database& db) { return rows::prune(db, day(91)); }) == 1);
  CHECK_FALSE(rows::find(*store.db, old));
  REQUIRE(rows::find(*store.db, young));
  CHECK(rows::find(*store.db, young)->reactions.size() == 1);
  CHECK(store.number("SELECT count(*) FROM web_reactions") == 1);
  CHECK(store.number("SELECT count(*) FROM web_forms") == 1);
  CHECK(store.number("SELECT id FROM web_forms") == 2);
}

TEST_CASE("much that is old goes in slices, and ids are not given again") {
  Store store;
  store.commit([](Database& db) {
    for (int i = 0; i < 1200; ++i) rows::add(db, said("ada", "x"), 0);
  });
  const auto prune = [&] {
    return store.commit([](Database& db) { return rows::prune(db, noon + std::chrono::days(91)); });
  };
  CHECK(prune() == rows::slice);
  CHECK(prune() == rows::slice);
  CHECK(prune() == 200);
  CHECK(prune() == 0);
  CHECK(add(store, said("ada", "next")) == 1201);
  CHECK(rows::newest_rev(*store.db) == 1201);
}
