// tests/engine/waiting_keys_test.cpp: until a post is there, its row of the outbox stands for its key; then one of posted does.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/outbox_bench.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace usher;
using test::number;

namespace {

constexpr sys_seconds now = OutboxBench::now;

}  // namespace

TEST_CASE("a post is written down as posted once it is there, and is queued once") {
  OutboxBench bench;
  const auto row = bench.post("k");
  REQUIRE(row);
  CHECK(row->takes);
  CHECK(bench.kept() == 0);
  CHECK_FALSE(bench.post("k"));
  CHECK(bench.post(bench.posted, "k", {.place = bench.here.place, .people = {"bob"}}));
  bench.deliver(*row);
  CHECK(bench.kept() == 1);
  CHECK(
      bench.kept(
          "space='test' AND key='k' AND room='C1' AND thread='t1' AND ref='7' AND asker='ada' "
          "AND dead=0 AND hash<>0"
      ) == 1
  );
  CHECK(bench.waiting() == 1);
  CHECK_FALSE(bench.post("k"));
}

TEST_CASE("what waits is known after a restart, and what was queued before keys waited is filled in"
) {
  OutboxBench bench;
  const auto row = bench.post("k");
  REQUIRE(row);
  Posted again(*bench.db);
  CHECK_FALSE(bench.post(again, "k", bench.here));
  const auto loaded = outbox::load(*bench.db, again, row->queue, 0, 10, now);
  REQUIRE(loaded.size() == 1);
  CHECK(loaded[0].takes);
  SECTION("its delivery writes it down") {
    outbox::delivered(*bench.db, again, loaded[0], {bench.here.place, "7"}, now);
    CHECK(bench.kept("ref='7'") == 1);
    CHECK_FALSE(bench.post(again, "k", bench.here));
  }
  SECTION("there is a row of posted already") {
    bench.db->run("UPDATE outbox SET takes=0");
    again.add(
        *bench.db, {.space = "test", .key = "k", .to_key = "general\n", .asker = "ada", .at = now}
    );
    const auto old = outbox::load(*bench.db, again, row->queue, 0, 10, now);
    REQUIRE(old.size() == 1);
    CHECK_FALSE(old[0].takes);
    CHECK_FALSE(bench.post(again, "k", bench.here));
    outbox::delivered(*bench.db, again, old[0], {bench.here.place, "7"}, now);
    CHECK(bench.kept() == 1);
    CHECK(bench.kept("ref='7' AND room='general'") == 1);
  }
}

TEST_CASE("what was taken back was neither queued nor delivered") {
  OutboxBench bench;
  const auto first = bench.post("first");
  REQUIRE(first);
  bench.db->run("BEGIN");
  CHECK(bench.post("second"));
  bench.deliver(*first);
  CHECK_FALSE(bench.post("first"));
  bench.db->run("ROLLBACK");
  bench.posted.drop_caches();
  CHECK(bench.kept() == 0);
  CHECK_FALSE(bench.post("first"));
  CHECK(bench.post("second"));
  bench.deliver(*first);
  CHECK(bench.kept() == 1);
}

TEST_CASE("what was read again in the middle of what was taken back is read once more") {
  OutboxBench bench;
  const auto first = bench.post("first");
  REQUIRE(first);
  bench.db->run("BEGIN");
  bench.deliver(*first);
  bench.posted.drop_caches();  // a part of it was taken back
  CHECK_FALSE(bench.post("first"));
  SECTION("all of it is taken back") {
    bench.db->run("ROLLBACK");
    bench.posted.drop_caches();
    CHECK(bench.kept() == 0);
    CHECK_FALSE(bench.post("first"));
    bench.deliver(*first);
  }
  SECTION("the rest of it is kept") {
    bench.db->run("COMMIT");
    bench.posted.committed();
    CHECK_FALSE(bench.post("first"));
    // Nothing was written since: there is nothing to read again, nor is anything lost by it.
    bench.posted.drop_caches();
    CHECK_FALSE(bench.post("first"));
  }
  CHECK(bench.kept("key='first'") == 1);
}

TEST_CASE("an edit waits for no post that was queued after it") {
  OutboxBench bench;
  const auto row = bench.post("k");
  REQUIRE(row);
  const auto edit = bench.edit("k");
  REQUIRE(edit);
  bench.deliver(*row);
  bench.db->run("DELETE FROM posted");  // as after /forget me
  REQUIRE(bench.post("k"));
  CHECK(
      outbox::claim(*bench.db, bench.posted, edit->pending.id, Pending::Kind::edit).go ==
      outbox::Claim::Go::drop
  );
}

TEST_CASE("a post that was given up keeps its key, and an edit of it is a post") {
  OutboxBench bench;
  const auto row = bench.post("k");
  REQUIRE(row);
  outbox::died(*bench.db, bench.posted, row->pending.id, errc::refused, now);
  CHECK(bench.kept("dead<>0 AND ref='' AND asker='ada'") == 1);
  CHECK_FALSE(bench.post("k"));
  const auto edit = bench.edit("k");
  REQUIRE(edit);
  CHECK_FALSE(edit->takes);
  const auto claim = outbox::claim(*bench.db, bench.posted, edit->pending.id, Pending::Kind::edit);
  CHECK(claim.go == outbox::Claim::Go::send);
  CHECK(claim.kind == Pending::Kind::post);
}

TEST_CASE("an edit that takes the place of a post is the newest of what was posted") {
  OutboxBench bench;
  const auto row = bench.post("k");
  REQUIRE(row);
  outbox::died(*bench.db, bench.posted, row->pending.id, errc::refused, now);
  const auto later = bench.post("later");
  REQUIRE(later);
  bench.deliver(*later);
  const auto edit = bench.edit("k");
  REQUIRE(edit);
  const sys_seconds then = now + std::chrono::hours(1);
  outbox::delivered(*bench.db, bench.posted, *edit, {{"test", "C1", "t1"}, "8"}, then);
  CHECK(bench.kept() == 2);
  CHECK(bench.kept("key='k' AND dead=0 AND ref='8' AND asker='ada' AND room='C1'") == 1);
  CHECK(
      number(*bench.db, "SELECT max(at) FROM posted WHERE key='k'") ==
      then.time_since_epoch().count()
  );
  CHECK(
      number(*bench.db, "SELECT id FROM posted WHERE key='k'") >
      number(*bench.db, "SELECT id FROM posted WHERE key='later'")
  );
  CHECK_FALSE(bench.post("k"));
  // Another edit of what is there changes nothing of where it is.
  const auto again = bench.edit("k");
  REQUIRE(again);
  outbox::delivered(*bench.db, bench.posted, *again, {{"test", "C1", "t1"}, "9"}, then);
  CHECK(bench.kept("key='k' AND ref='8'") == 1);
  CHECK(bench.kept() == 2);
}

TEST_CASE("what follows a post goes by its lane, and waits until where it went is written down") {
  OutboxBench bench;
  const auto row = bench.post(bench.posted, "k", bench.here, Lane::reminder);
  REQUIRE(row);
  const auto edit = bench.edit("k");
  REQUIRE(edit);
  CHECK(edit->pending.lane == Lane::reminder);
  CHECK(edit->queue == row->queue);
  const auto claim = [&] {
    return outbox::claim(*bench.db, bench.posted, edit->pending.id, Pending::Kind::edit);
  };
  CHECK(claim().go == outbox::Claim::Go::later);
  bench.deliver(*row);
  CHECK(claim().go == outbox::Claim::Go::send);
  CHECK(claim().ref == "7");
  CHECK_FALSE(bench.edit("another"));
}

TEST_CASE("of an answer that is to leave no trace nothing is written down") {
  OutboxBench bench;
  auto row = bench.post("k");
  REQUIRE(row);
  outbox::leave_no_trace(*bench.db, bench.posted, *row);
  CHECK_FALSE(row->takes);
  const auto loaded = outbox::load(*bench.db, bench.posted, row->queue, 0, 10, now);
  REQUIRE(loaded.size() == 1);
  CHECK_FALSE(loaded[0].takes);
  bench.deliver(*row);
  CHECK(bench.kept() == 0);
  CHECK(bench.waiting() == 0);
}

TEST_CASE("whoever is forgotten while a post is on its way is in nothing that is written down") {
  OutboxBench bench;
  const To bob{.place = {"test", "", ""}, .people = {"bob"}};
  const To several{.place = {"test", "", ""}, .people = {"bob", "ada"}};
  const auto theirs = bench.post(bench.posted, "theirs", bob);
  const auto group = bench.post(bench.posted, "group", several);
  const auto report = bench.post(bench.posted, "report", bob, Lane::report);
  const auto answer = bench.post("answer");
  REQUIRE((theirs && group && report && answer));
  SECTION("who asked") {
    outbox::forget(*bench.db, "test", "ada");
    for (const auto* one : {&theirs, &group, &report, &answer}) bench.deliver(**one);
    CHECK(bench.kept("asker<>''") == 0);
    CHECK(bench.kept("key='answer'") == 0);
    CHECK(bench.kept("key IN ('theirs','group','report')") == 3);
  }
  SECTION("who is told") {
    outbox::forget(*bench.db, "test", "bob");
    for (const auto* one : {&theirs, &group, &report, &answer}) bench.deliver(**one);
    CHECK(bench.kept("key='theirs'") == 0);
    CHECK(bench.kept("key='group' AND person='' AND instr(to_key,'bob')=0") == 1);
    CHECK(bench.kept("key='report' AND person='bob'") == 1);
    CHECK(bench.post(bench.posted, "theirs", bob));
  }
}

TEST_CASE("those whom a post is on its way to are its recipients") {
  OutboxBench bench;
  const To bob{.place = {"test", "", ""}, .people = {"bob"}};
  const To cleo{.place = {"test", "", ""}, .people = {"cleo"}};
  const auto first = bench.post(bench.posted, "k", bob);
  REQUIRE(first);
  bench.deliver(*first);
  CHECK(bench.post(bench.posted, "k", cleo));
  CHECK(bench.post(bench.posted, "k", {.place = {"test", "", ""}, .people = {"bob", "cleo"}}));
  const auto all = outbox::recipients(*bench.db, bench.posted, "test", "k");
  REQUIRE(all.size() == 2);
  CHECK(all[0] == bob);
  CHECK(all[1] == cleo);
}

TEST_CASE("whatever is queued, delivered, given up, taken back and restarted, a key is taken once"
) {
  OutboxBench bench;
  std::mt19937 random(20261128);
  auto by = std::make_unique<Posted>(*bench.db);
  std::map<std::string, OutboxRow> under_way;
  std::map<std::string, OutboxRow> before;  // as they were when the transaction began
  std::map<std::string, bool> known;        // key: whether it was delivered or given up
  std::map<std::string, bool> known_before;
  for (int turn = 0; turn < 3000; ++turn) {
    bench.db->run("BEGIN");
    before = under_way;
    known_before = known;
    for (int step = 0; step < 4; ++step) {
      const std::string key = "k" + std::to_string(random() % 400);
      if (const auto at = under_way.find(key); at != under_way.end()) {
        CHECK_FALSE(bench.post(*by, key, bench.here));
        if (random() % 3 == 0)
          outbox::died(*bench.db, *by, at->second.pending.id, errc::refused, now);
        else
          outbox::delivered(*bench.db, *by, at->second, {bench.here.place, key}, now);
        known[key] = true;
        under_way.erase(at);
      } else if (known.contains(key)) {
        CHECK_FALSE(bench.post(*by, key, bench.here));
      } else {
        auto row = bench.post(*by, key, bench.here);
        REQUIRE(row);
        under_way.emplace(key, std::move(*row));
      }
    }
    if (random() % 5 == 0) {
      bench.db->run("ROLLBACK");
      by->drop_caches();
      under_way = before;
      known = known_before;
    } else {
      bench.db->run("COMMIT");
    }
    if (random() % 50 == 0) by = std::make_unique<Posted>(*bench.db);
  }
  CHECK(bench.waiting() == static_cast<std::int64_t>(under_way.size()));
  CHECK(bench.kept() == static_cast<std::int64_t>(known.size()));
  CHECK(number(*bench.db, "SELECT count(DISTINCT key) FROM posted") == bench.kept());
}
