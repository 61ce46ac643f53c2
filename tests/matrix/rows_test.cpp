// tests/matrix/rows_test.cpp: what is written down, and what goes again.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/rows_tools.hpp"

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using usher::test::number;

namespace {

const sys_seconds now{std::chrono::seconds(1'764'072'000)};

}  // namespace

TEST_CASE("the account keeps its token, and another account begins anew", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  CHECK(rows::account(db).identity.user.empty());
  rows::keep_identity(db, {"@usher:localhost", "localhost", "Usher"}, "USHER", now);
  rows::keep_since(db, "s1", now);
  rows::keep_identity(db, {"@usher:localhost", "localhost", "Usher II"}, "USHER", now);
  const auto same = rows::account(db);
  CHECK(same.since == "s1");
  CHECK(same.identity.name == "Usher II");
  CHECK(same.identity.server == "localhost");
  CHECK(same.device == "USHER");
  CHECK(same.installation.size() == 16);
  rows::keep_identity(db, {"@other:localhost", "localhost", ""}, "USHER", now);
  CHECK(rows::account(db).since.empty());
  CHECK(rows::account(db).installation == same.installation);
}

TEST_CASE("a transaction is taken once, and the newest thousand are known", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  for (int n = 0; n < 1010; ++n) rows::take(db, std::to_string(n), now);
  rows::take(db, "1009", now);
  CHECK(number(db, "SELECT count(*) FROM matrix_transactions") == 1010);
  CHECK(rows::prune(db, now) == 10);
  CHECK_FALSE(rows::took(db, "9"));
  CHECK(rows::took(db, "10"));
  CHECK(rows::took(db, "1009"));
}

TEST_CASE("a room comes back as it was", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  rows::keep_room(db, conversation(), now);
  Room other;
  other.id = "!other";
  other.mine = Room::Mine::invited;
  other.encrypted = other.space = other.readable = true;
  other.replaced_by = "!next";
  rows::keep_room(db, other, now);
  const auto all = rows::rooms(db);
  REQUIRE(all.size() == 2);
  CHECK((all[0].id == "!room" ? all[0] : all[1]) == conversation());
  CHECK((all[0].id == "!room" ? all[1] : all[0]) == other);
}

TEST_CASE("writing a room anew leaves its levels and its question alone", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  rows::keep_room(db, conversation(), now);
  const Standing standing{
      json_object(R"({"users":{"@ada:localhost":"50"}})"), {"@ada:localhost", "@bo:localhost"}
  };
  rows::keep_standing(db, "!room", standing);
  rows::mark_secret(db, "!room", true);
  rows::keep_room(db, conversation(), now);
  CHECK(rows::standing(db, "!room") == standing);
  CHECK(rows::asks_secret(db, "!room"));
  rows::mark_secret(db, "!room", false);
  CHECK_FALSE(rows::asks_secret(db, "!room"));
  CHECK_FALSE(rows::standing(db, "!unknown"));
}

TEST_CASE("an encrypted room is not unencrypted by an older copy of it", "[matrix][rows]") {
  const MatrixStore store;
  Room room = conversation();
  room.encrypted = true;
  rows::keep_room(*store.db, room, now);
  rows::keep_room(*store.db, conversation(), now);
  CHECK(rows::rooms(*store.db).front().encrypted);
  CHECK(rows::direct_room(*store.db, "@ada:localhost").empty());
}

TEST_CASE("a secret question can be marked where nothing else is known", "[matrix][rows]") {
  const MatrixStore store;
  rows::mark_secret(*store.db, "!new", true);
  CHECK(rows::asks_secret(*store.db, "!new"));
  CHECK_FALSE(rows::asks_secret(*store.db, "!other"));
  rows::keep_room(*store.db, conversation(), now);
  CHECK(rows::asks_secret(*store.db, "!new"));
}

TEST_CASE("the conversation with a person is the newest that stands", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  rows::keep_room(db, conversation(), now);
  Room later = conversation();
  later.id = "!later";
  later.joined += std::chrono::hours(1);
  rows::keep_room(db, later, now);
  CHECK(rows::direct_room(db, "@ada:localhost") == "!later");
  rows::drop_room(db, "!later");
  CHECK(rows::direct_room(db, "@ada:localhost") == "!room");
  CHECK(rows::direct_room(db, "").empty());
}

TEST_CASE("what is to be done is there once, in order, until it is done", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  const Doing tell = doing(Doing::What::tell, "encrypted"),
              open = doing(Doing::What::open, "invited");
  rows::add_doing(db, tell, now);
  rows::add_doing(db, open, now);
  rows::put_off(db, tell, 3, now + std::chrono::minutes(5));
  rows::add_doing(db, tell, now);
  const auto all = rows::doings(db);
  REQUIRE(all.size() == 2);
  CHECK(all[0].doing.why == "encrypted");
  CHECK(all[0].doing.via == "localhost,elsewhere");
  CHECK(all[0].tries == 3);
  CHECK(all[0].at == now + std::chrono::minutes(5));
  CHECK(all[1].doing.what == Doing::What::open);
  rows::done(db, tell);
  CHECK(rows::doings(db).size() == 1);
}

TEST_CASE("what was told is told once, until it is over", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  CHECK(rows::tell_once(db, "silenced:!room", now));
  CHECK_FALSE(rows::tell_once(db, "silenced:!room", now));
  CHECK(rows::was_told(db, "silenced:!room"));
  rows::untell(db, "silenced:!room");
  CHECK(rows::tell_once(db, "silenced:!room", now));
}

TEST_CASE(
    "with a room goes what was to be done there, but not what is to be done elsewhere for it",
    "[matrix][rows]"
) {
  const MatrixStore store;
  Database& db = *store.db;
  rows::keep_room(db, conversation(), now);
  rows::add_doing(db, doing(Doing::What::tell, "silenced"), now);
  rows::add_doing(db, doing(Doing::What::open, "invited"), now);
  rows::tell_once(db, "hello:!room", now);
  rows::drop_room(db, "!room");
  CHECK(rows::rooms(db).empty());
  REQUIRE(rows::doings(db).size() == 1);
  CHECK(rows::doings(db).front().doing.what == Doing::What::open);
  CHECK_FALSE(rows::was_told(db, "hello:!room"));
}

TEST_CASE(
    "a button is found by its message and number, and an edit's take its place", "[matrix][rows]"
) {
  const MatrixStore store;
  Database& db = *store.db;
  const Catalog catalog;
  const Say say(catalog, "en");
  const std::vector<Button> two{{say("More"), "test.more", "18"}, {say("Less"), "test.less"}};
  rows::keep_buttons(db, "!room", "$event", "key", "@ada:localhost", two, now);
  const auto second = rows::button(db, "$event", 2);
  REQUIRE(second);
  CHECK(second->action == "test.less");
  CHECK(second->key == "key");
  CHECK(second->event == "$event");
  CHECK(rows::button(db, "$event", 1)->value == "18");
  CHECK_FALSE(rows::button(db, "$event", 3));
  CHECK(rows::key_of(db, "matrix:localhost", "!room", "$event") == "key");
  CHECK_FALSE(rows::key_of(db, "matrix:localhost", "!elsewhere", "$event"));
  rows::keep_buttons(db, "!room", "$event", "key", "@ada:localhost", {two[0]}, now);
  CHECK_FALSE(rows::button(db, "$event", 2));
}

TEST_CASE("a post is known by each of its messages, in its own room and space", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  const auto posted = [&](std::string_view key, std::string_view ref, bool forever) {
    db.run(
        "INSERT INTO posted(space,key,to_key,lane,room,ref,person,asker,at,forever) "
        "VALUES('matrix:localhost',?,'',1,'!room',?,'','',?,?)",
        key, ref, now, forever
    );
  };
  posted("one", "$first,$second", false);
  posted("news", "$announced", true);
  const auto key = [&](std::string_view event, std::string_view room = "!room",
                       std::string_view space = "matrix:localhost") {
    return rows::key_of(db, space, room, event).value_or("");
  };
  CHECK(key("$first") == "one");
  CHECK(key("$second") == "one");
  CHECK(key("$announced") == "news");
  CHECK(key("$firs").empty());
  CHECK(key("$first,$second").empty());
  CHECK(key("").empty());
  CHECK(key("$first", "!other").empty());
  CHECK(key("$first", "!room", "matrix:elsewhere").empty());
}

TEST_CASE("a reaction is known for a day, what was offered for thirty", "[matrix][rows]") {
  const MatrixStore store;
  Database& db = *store.db;
  rows::keep_reaction(db, {"$reaction", "!room", "$event", "👍", "@ada:localhost"}, now);
  const Catalog catalog;
  rows::keep_buttons(
      db, "!room", "$event", "key", "", {{Say(catalog, "en")("More"), "test.more"}}, now
  );
  CHECK(rows::reaction(db, "$reaction")->emoji == "👍");
  CHECK(rows::prune(db, now + std::chrono::hours(23)) == 0);
  CHECK(rows::prune(db, now + std::chrono::hours(25)) == 1);
  CHECK_FALSE(rows::reaction(db, "$reaction"));
  CHECK(rows::prune(db, now + std::chrono::days(31)) == 1);
  CHECK_FALSE(rows::button(db, "$event", 1));
}
