// tests/engine/calls_test.cpp: a Call is answered by exactly one Fetched, whatever the service does.
// SPDX-License-Identifier: BSD-3-Clause
// Long because all its cases speak to one feature, whose rig stands here.
#include "bot/calls.hpp"

#include "tests/support/engine_rig.hpp"
#include "tests/support/scripted_service.hpp"
#include "tests/support/store_tools.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::number;
using test::Rig;
using test::ScriptedService;

namespace {

// A feature that calls when it is spoken to, and notes what it hears.
struct Calling {
  ScriptedService* service = nullptr;
  std::vector<std::string> heard;
  Call call{.tag = "t", .service = "files", .method = "GET", .path = "a b", .etag = "old"};
  bool broken = false;
  Rig rig{{.ack_carries = {Kind::message}}
  };  // last: its engine ends before what its feature writes to

  explicit Calling(std::vector<Answer> script) {
    auto made = std::make_unique<ScriptedService>(rig.io);
    service = made.get();
    service->script = std::move(script);
    rig.service(std::move(made));
    listen(rig);
    rig.start();
  }
  void listen(Rig& to) {
    to.feature("caller", {Kind::message}, [this](const Event& event, Context& context) -> Outcome {
      if (const auto* fetched = event.as<Fetched>()) {
        context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'caller','heard')");
        if (broken) throw std::runtime_error("on purpose");
        heard.push_back(
            fetched->tag + " " + std::to_string(fetched->status) + " " + fetched->body + " " +
            std::string(describe(fetched->error))
        );
        return {};
      }
      const auto* message = event.as<Message>();
      if (message == nullptr) return {};
      if (message->text == "forget me") return {None{}, {ForgetPerson{event.who}}};
      return {None{}, {call}};
    });
  }
  void ask(std::string id = "e1") {
    const Event go = rig.message(std::move(id), "go");
    CHECK(rig.adapter->send(go));
  }
  // Until no call is open any more, and what was heard may be read on this thread.
  void until_answered() {
    rig.until([this] { return rows() == 0; });
    rig.settle();
  }
  std::int64_t rows() {
    std::int64_t count = -1;
    rig.query([&](Database& db) { count = number(db, "SELECT count(*) FROM calls"); });
    return count;
  }
};

using Heard = std::vector<std::string>;

Answer answer(int status, std::string body) {
  return ScriptedService::answer(status, std::move(body));
}
Answer failure(errc why, std::chrono::milliseconds after = 0ms) {
  return ScriptedService::failure(why, after);
}

}  // namespace

TEST_CASE(
    "a call reaches its service as it was asked, its answer the feature as it came, and the row "
    "goes"
) {
  Calling bench({answer(200, "body")});
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard == Heard{"t 200 body fine"});
  REQUIRE(bench.service->asked.size() == 1);
  const Call& asked = bench.service->asked[0];
  CHECK(asked.method == "GET");
  CHECK(asked.path == "a b");
  CHECK(asked.etag == "old");
  CHECK(bench.rows() == 0);
}

TEST_CASE("an answer that is a refusal is an answer: it is not asked again") {
  const auto status = GENERATE(304, 404);
  Calling bench({answer(status, "")});
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard == Heard{"t " + std::to_string(status) + "  fine"});
  CHECK(bench.service->asked.size() == 1);
}

TEST_CASE(
    "a failure that may pass is tried again until there is an answer, and the feature hears only "
    "that"
) {
  Calling bench({failure(errc::unreachable), failure(errc::unavailable), answer(200, "at last")});
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard.empty());
  CHECK(bench.rows() == 1);
  bench.rig.clock.advance(10min);
  bench.rig.until([&] { return bench.service->asked.size() == 2; });
  bench.rig.clock.advance(10min);
  bench.until_answered();
  CHECK(bench.heard == Heard{"t 200 at last fine"});
  CHECK(bench.service->asked.size() == 3);
  CHECK(bench.rows() == 0);
}

TEST_CASE("a failure that will not pass reaches the feature at once") {
  Calling bench({failure(errc::too_large)});
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard == Heard{"t 0  too large"});
  CHECK(bench.service->asked.size() == 1);
  CHECK(bench.rows() == 0);
}

TEST_CASE("a service that keeps failing is given up after so many tries, and the feature hears why"
) {
  Calling bench({failure(errc::unavailable)});
  bench.ask();
  bench.rig.settle();
  bench.call.tag = "nudge";  // a new call makes the engine look at those that wait
  for (int i = 0; i < 12 && bench.heard.empty(); ++i) {
    bench.rig.clock.advance(10min);
    bench.ask("nudge" + std::to_string(i));
    bench.rig.settle();
  }
  CHECK(bench.heard == Heard{"t 0  unavailable"});
  const auto tries = std::ranges::count(bench.service->asked, "t", &Call::tag);
  CHECK(tries == bench.rig.settings.max_tries);
}

TEST_CASE(
    "a service that wants to be left alone for longer than the call may take is not waited for"
) {
  Calling bench({failure(errc::rate_limited, 1h), answer(200, "too late")});
  bench.call.within = 60s;
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard == Heard{"t 0  rate limited"});
  CHECK(bench.rows() == 0);
}

TEST_CASE("a call to a service that is not configured is answered as not supported") {
  Calling bench({answer(200, "")});
  bench.call.service = "nobody";
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard == Heard{"t 0  not supported here"});
  CHECK(bench.rows() == 0);
}

TEST_CASE(
    "a service that never answers is given up when the call's time has passed; a late answer is "
    "not heard"
) {
  Calling bench({});
  bench.call.within = 1s;
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard.empty());
  bench.rig.clock.advance(2s);
  bench.until_answered();
  CHECK(bench.heard == Heard{"t 0  timed out"});
  CHECK(bench.rows() == 0);
  bench.service->release();
  bench.rig.settle();
  CHECK(bench.heard.size() == 1);
}

TEST_CASE("services that never answer do not keep other calls waiting for ever") {
  Calling bench({});
  bench.call.within = 1s;
  for (int i = 0; i < 20; ++i) bench.ask("e" + std::to_string(i));
  bench.rig.settle();
  bench.rig.clock.advance(2s);
  bench.until_answered();
  CHECK(bench.heard == Heard(20, "t 0  timed out"));
  CHECK(bench.service->asked.size() == 8);  // the others had waited for too long before their turn
  bench.service->release();
  bench.rig.settle();
  CHECK(bench.heard.size() == 20);
}

TEST_CASE(
    "a feature that fails over an answer has heard it: its writes are taken back, the call is over"
) {
  Calling bench({answer(200, "x")});
  bench.broken = true;
  bench.ask();
  bench.rig.settle();
  CHECK(bench.heard.empty());
  CHECK(bench.rows() == 0);
  bench.rig.query([](Database& db) {
    CHECK(number(db, "SELECT count(*) FROM notices WHERE what='heard'") == 0);
    CHECK(number(db, "SELECT count(*) FROM notices WHERE what LIKE 'failed:%'") == 1);
  });
}

TEST_CASE("many calls are asked at once, but no more than eight, and each is answered once") {
  Calling bench({});
  for (int i = 0; i < 30; ++i) bench.ask("e" + std::to_string(i));
  bench.rig.settle();
  CHECK(bench.service->asked.size() == 8);
  bench.service->script = {answer(200, "x")};
  bench.service->release();
  bench.until_answered();
  CHECK(bench.heard.size() == 30);
  CHECK(bench.rows() == 0);
}

TEST_CASE(
    "a call whose answer was lost in a crash is asked again by the next process, and answered once"
) {
  test::TempFolder keep;
  {
    Calling first({});
    first.ask();
    first.rig.settle();
    CHECK(first.rows() == 1);
    for (const char* suffix : {"", "-wal"})
      std::filesystem::copy(first.rig.path + suffix, keep.file("usher.db") + suffix);
    first.service->release();
    first.rig.settle();
  }
  {
    Database(keep.file("usher.db")).script("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  Rig second({.ack_carries = {Kind::message}});
  second.take_over(keep.file("usher.db"));
  auto made = std::make_unique<ScriptedService>(second.io);
  made->script = {answer(200, "again")};
  ScriptedService& service = *made;
  second.service(std::move(made));
  Heard heard;
  second.feature("caller", {}, [&](const Event& event, Context&) -> Outcome {
    heard.push_back(event.id + " " + event.as<Fetched>()->body);
    return {};
  });
  second.start();
  second.settle();
  CHECK(heard == Heard{"call:1 again"});
  CHECK(service.asked.size() == 1);
  second.query([](Database& db) { CHECK(number(db, "SELECT count(*) FROM calls") == 0); });
}

TEST_CASE("how often a call was tried, and when it is due again, survives a restart") {
  test::TempFolder folder;
  const auto db = open_store(folder.file("c.db"), usher_migrations());
  const sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
  Call call{
      .tag = "t",
      .service = "s",
      .method = "PUT",
      .path = "p",
      .body = std::string("\0\xFF", 2),
      .etag = "e",
      .within = 90s
  };
  const calls::Row added = calls::add(*db, "f", call, nullptr, now);
  calls::retry_later(*db, added.id, 3, now + 1500ms);
  const auto rows = calls::all(*db);
  REQUIRE(rows.size() == 1);
  const calls::Row& row = rows[0];
  CHECK(row.id == added.id);
  CHECK(row.feature == "f");
  CHECK(row.call.tag == "t");
  CHECK(row.call.service == "s");
  CHECK(row.call.method == "PUT");
  CHECK(row.call.path == "p");
  CHECK(row.call.body == call.body);
  CHECK(row.call.etag == "e");
  CHECK(row.call.within == 90s);
  CHECK(row.created == now);
  CHECK(row.tries == 3);
  CHECK(row.due == now + 1500ms);
  CHECK(calls::take(*db, added.id));
  CHECK_FALSE(calls::take(*db, added.id));
}

TEST_CASE("what somebody asks is in no row, and after a restart it is not asked again") {
  test::TempFolder folder;
  const auto db = open_store(folder.file("c.db"), usher_migrations());
  const sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
  Event cause;
  cause.at.space = "web";
  cause.who.id = "ada";
  Call call{.tag = "t", .service = "s", .method = "OPEN", .path = {}, .body = "quokka", .etag = {}};
  call.of_asker = true;
  const calls::Row added = calls::add(*db, "f", call, &cause, now);
  CHECK(added.call.body == "quokka");  // who asks now has it
  CHECK_FALSE(added.lost);
  CHECK(number(*db, "SELECT count(*) FROM calls WHERE instr(body,'quokka')") == 0);
  REQUIRE(calls::all(*db).size() == 1);
  CHECK(calls::all(*db).front().lost);
  call.body.clear();  // nothing to lose
  calls::add(*db, "f", call, &cause, now);
  CHECK_FALSE(calls::all(*db).back().lost);
  cause.who.id = "grace";
  calls::add(*db, "f", call, &cause, now);
  call.of_asker = false;
  calls::add(*db, "f", call, &cause, now);
  calls::forget(*db, "slack", "ada");
  CHECK(calls::all(*db).size() == 4);
  calls::forget(*db, "web", "ada");
  CHECK(calls::all(*db).size() == 2);
  calls::forget(*db, "web", "");
  CHECK(calls::all(*db).size() == 2);
}

TEST_CASE("who asked something and is forgotten meanwhile is answered nothing") {
  Calling bench({});
  bench.call.of_asker = true;
  bench.call.body = "quokka";
  bench.ask();
  bench.rig.until([&] { return !bench.service->asked.empty(); });
  CHECK(bench.service->asked.front().body == "quokka");
  CHECK(bench.rows() == 1);
  CHECK(bench.rig.adapter->send(bench.rig.message("e2", "forget me")));
  bench.until_answered();
  bench.service->release();
  bench.rig.settle();
  CHECK(bench.heard.empty());
}

TEST_CASE("the end waits for a service that answers in moments, and delivers what comes of it") {
  Calling bench({});
  bench.service->prompt = true;
  bench.ask();
  bench.rig.until([&] { return !bench.service->asked.empty(); });
  bench.rig.engine->stop();
  bench.rig.settle();
  CHECK(bench.rig.running());
  bench.service->release();
  bench.rig.settle();
  CHECK_FALSE(bench.rig.running());
  CHECK(bench.heard == Heard{"t 200 late fine"});
}
