// tests/web/rows_read_test.cpp: pages of a room, what changed since, and what is unread.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/rows_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;
using Ids = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

namespace {

web::Message only(std::string who, std::string text) {
  web::Message out = said("usher", std::move(text));
  out.only = std::move(who);
  return out;
}
web::Message in_thread(std::int64_t root, std::string text) {
  web::Message out = said("grace", std::move(text));
  out.thread = root;
  return out;
}
web::Message notice(std::string who) {
  web::Message out = said(std::move(who), "");
  out.kind = web::Message::Kind::joined;
  return out;
}

rows::Page page(Store& store, std::int64_t before, int limit, std::string_view who = "ada") {
  return rows::page(*store.db, "general", 0, who, before, limit);
}

}  // namespace

TEST_CASE("a page holds the newest of a room, oldest first, and says whether there are more") {
  Store store;
  for (int i = 1; i <= 5; ++i) add(store, said("ada", std::to_string(i)));
  rows::Page newest = page(store, 0, 2);
  CHECK(texts(newest.messages) == Texts{"4", "5"});
  CHECK(newest.more);
  newest = page(store, newest.messages[0].id, 2);
  CHECK(texts(newest.messages) == Texts{"2", "3"});
  CHECK(newest.more);
  newest = page(store, newest.messages[0].id, 2);
  CHECK(texts(newest.messages) == Texts{"1"});
  CHECK_FALSE(newest.more);
  newest = page(store, newest.messages[0].id, 2);
  CHECK(newest.messages.empty());
  CHECK_FALSE(newest.more);
  CHECK_FALSE(page(store, 0, 5).more);
}

TEST_CASE("a page is of one room, and of one thread of it") {
  Store store;
  const std::int64_t root = add(store, said("ada", "root"));
  add(store, in_thread(root, "reply"));
  web::Message elsewhere = said("ada", "elsewhere");
  elsewhere.room = "random";
  add(store, elsewhere);
  CHECK(texts(page(store, 0, 9).messages) == Texts{"root"});
  const auto thread = rows::page(*store.db, "general", root, "ada", 0, 9);
  CHECK(texts(thread.messages) == Texts{"reply"});
  CHECK(thread.messages[0].thread == root);
  CHECK(rows::page(*store.db, "random", root, "ada", 0, 9).messages.empty());
}

TEST_CASE("what one person alone may see is on nobody else's page") {
  Store store;
  add(store, said("kay", "for all"));
  add(store, only("ada", "for ada"));
  add(store, only("grace", "for grace"));
  CHECK(texts(page(store, 0, 9, "ada").messages) == Texts{"for all", "for ada"});
  CHECK(texts(page(store, 0, 9, "grace").messages) == Texts{"for all", "for grace"});
  CHECK(texts(page(store, 0, 9, "kay").messages) == Texts{"for all"});
  // It takes no place on a page either.
  const auto small = page(store, 0, 1, "kay");
  CHECK(small.messages.size() == 1);
  CHECK_FALSE(small.more);
}

TEST_CASE("what changed since is told in the order of the changes") {
  Store store;
  const std::int64_t first = add(store, said("ada", "first"));
  const std::int64_t second = add(store, said("ada", "second"));
  const std::int64_t seen = rows::newest_rev(*store.db);
  CHECK(rows::since(*store.db, seen, 9).empty());
  const std::int64_t third = add(store, only("grace", "third"));
  store.commit([&](Database& db) {
    rows::set_text(db, first, "mended");
    rows::set_text(db, first, "mended twice");
    rows::remove(db, second);
  });
  const auto changed = rows::since(*store.db, seen, 9);
  CHECK(ids(changed) == Ids{third, first, second});
  CHECK(changed[1].text == "mended twice");
  CHECK(changed[2].deleted);
  CHECK(ids(rows::since(*store.db, seen, 2)) == Ids{third, first});
  CHECK(ids(rows::since(*store.db, 0, 9)) == Ids{third, first, second});
}

TEST_CASE("reactions come with the message, people in one order") {
  Store store;
  const std::int64_t id = add(store, said("ada", "hi"));
  store.commit([&](Database& db) {
    for (const char* who : {"kay", "ada", "grace"}) rows::react(db, id, "👍", who, true);
    rows::react(db, id, "🎉", "kay", true);
  });
  const auto reactions = page(store, 0, 9).messages.at(0).reactions;
  REQUIRE(reactions.size() == 2);
  CHECK(reactions[0].second.size() + reactions[1].second.size() == 4);
  const auto& thumbs = reactions[0].first == "👍" ? reactions[0] : reactions[1];
  CHECK(thumbs.second == Texts{"ada", "grace", "kay"});
}

TEST_CASE("unread is what others have said since one last read") {
  Store store;
  const auto mark = [&] { return rows::mark(*store.db, "general", "ada"); };
  const auto read = [&](std::int64_t id) {
    store.commit([&](Database& db) { save_read(db, "general", "ada", id, true); });
  };
  store.commit([](Database& db) { save_member(db, "general", "ada"); });
  CHECK(mark().unread == 0);
  const std::int64_t first = add(store, said("grace", "one"));
  add(store, of_usher("two"));
  CHECK(mark().unread == 2);
  CHECK(mark().read == 0);
  read(first);
  CHECK(mark().read == first);
  CHECK(mark().unread == 1);
  read(first - 1);
  CHECK(mark().read == first);  // never back
}

TEST_CASE("one's own words, notices, replies and others' secrets are not unread") {
  Store store;
  store.commit([](Database& db) { save_member(db, "general", "ada"); });
  const std::int64_t mine = add(store, said("ada", "my own"));
  add(store, notice("grace"));
  add(store, in_thread(mine, "in a thread"));
  add(store, only("grace", "for grace"));
  const std::int64_t gone = add(store, said("grace", "deleted"));
  store.commit([&](Database& db) { rows::remove(db, gone); });
  CHECK(rows::mark(*store.db, "general", "ada").unread == 0);
  add(store, only("ada", "for ada"));
  CHECK(rows::mark(*store.db, "general", "ada").unread == 1);
}

TEST_CASE("more than a hundred unread are a hundred") {
  Store store;
  store.commit([](Database& db) {
    for (int i = 0; i < 130; ++i) rows::add(db, said("grace", "x"), 0);
  });
  CHECK(rows::mark(*store.db, "general", "ada").unread == 100);
}

TEST_CASE("having read a room does not bring back who has left it") {
  Store store;
  store.commit([](Database& db) {
    save_member(db, "general", "ada");
    erase_member(db, "general", "ada");
    save_read(db, "general", "ada", 5, true);
  });
  CHECK(store.number("SELECT count(*) FROM web_members") == 0);
  // Where there are no rows of members, only this is kept.
  store.commit([](Database& db) {
    save_read(db, "dm:ada", "ada", 5, false);
    save_read(db, "dm:ada", "ada", 4, false);
  });
  CHECK(rows::mark(*store.db, "dm:ada", "ada").read == 5);
}
