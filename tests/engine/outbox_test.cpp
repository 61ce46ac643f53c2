// tests/engine/outbox_test.cpp: rows of the outbox as SQL sees them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/outbox.hpp"

#include "bot/outbox_keys.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::number;
using test::words;

namespace {

constexpr sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("o.db"), usher_migrations());
  Posted posted{*db};
  Event event;

  Bench() {
    event.id = "e1";
    event.at = {"test", "general", ""};
    event.who.id = "ada";
    event.route.bytes = "route";
  }
  std::optional<OutboxRow> post(std::string key, std::string_view text) {
    return outbox::enqueue(
        *db, posted, {"feature", &event},
        Post{.to = {.place = event.at, .people = {}}, .body = words(text), .key = std::move(key)},
        now
    );
  }
};

}  // namespace

TEST_CASE("a row that is loaded equals the one that was queued") {
  Bench bench;
  const auto queued = bench.post("k", "hello");
  REQUIRE(queued);
  const auto rows = outbox::load(*bench.db, bench.posted, queued->queue, 0, 10, now);
  REQUIRE(rows.size() == 1);
  const OutboxRow& row = rows[0];
  CHECK(row.queue == queued->queue);
  CHECK(row.created == now);
  CHECK(row.pending.id == queued->pending.id);
  CHECK(row.pending.to == queued->pending.to);
  CHECK(row.pending.doc == words("hello"));
  CHECK(row.pending.key == "k");
  CHECK(row.pending.event == "e1");
  CHECK(row.pending.route.bytes == "route");
}

TEST_CASE("a row whose bytes are damaged becomes a dead letter, and those behind it are loaded") {
  Bench bench;
  const auto first = bench.post("a", "one");
  const auto second = bench.post("b", "two");
  REQUIRE(second);
  bench.db->run("UPDATE outbox SET payload=x'FFFF' WHERE id=?", first->pending.id);
  const auto rows = outbox::load(*bench.db, bench.posted, first->queue, 0, 10, now);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].pending.id == second->pending.id);
  CHECK(number(*bench.db, "SELECT count(*) FROM outbox WHERE dead<>0") == 1);
  CHECK(number(*bench.db, "SELECT count(*) FROM notices") == 1);
}

TEST_CASE("people, room and thread together make the recipient; no two of them look the same") {
  const auto key = [](std::string room, std::string thread, std::vector<std::string> people) {
    return outbox::to_key({.place = {"test", std::move(room), std::move(thread)}, .people = people}
    );
  };
  const std::vector<std::string> keys = {key("a", "", {}),    key("", "a", {}),
                                         key("", "", {"a"}),  key("a", "b", {}),
                                         key("a", "", {"b"}), key("", "", {"a", "b"}),
                                         key("", "", {})};
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(keys[i] != keys[j]);
}

TEST_CASE("an announcement to a room is remembered for ever, one to people for 90 days") {
  Bench bench;
  const auto announce = [&](const std::string& key, const std::vector<std::string>& people) {
    const auto row = outbox::enqueue(
        *bench.db, bench.posted, {"feature", nullptr},
        Post{
            .to = {.place = bench.event.at, .people = people},
            .body = words("news"),
            .key = key,
            .lane = Lane::announcement
        },
        now
    );
    REQUIRE(row);
    outbox::delivered(*bench.db, bench.posted, *row, {bench.event.at, "1"}, now);
  };
  announce("room", {});
  announce("one", {"ada"});
  announce("several", {"ada", "bob"});
  auto rows = bench.db->query("SELECT key FROM posted WHERE forever=1");
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "room");
  CHECK_FALSE(rows.next());
}
