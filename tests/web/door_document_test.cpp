// tests/web/door_document_test.cpp: what features have published is served to everybody, and sent once.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/documents.hpp"
#include "tests/web/door_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

struct Publishing : DoorRig {
  void put(std::string path, std::string bytes) {
    store.commit([this, path = std::move(path), bytes = std::move(bytes)](Database& db) {
      publish(db, "test", {path, "text/calendar; charset=utf-8", bytes}, clock.seconds());
    });
  }
};

}  // namespace

TEST_CASE("a document is served without signing in") {
  Publishing rig;
  rig.put("/calendar/all.ics", "BEGIN:VCALENDAR\r\n");
  const auto answer = rig.get("/calendar/all.ics");
  CHECK(answer.status == 200);
  CHECK(answer.body == "BEGIN:VCALENDAR\r\n");
  CHECK(header(answer, "Content-Type") == "text/calendar; charset=utf-8");
  CHECK(header(answer, "Cache-Control").starts_with("public"));
  CHECK(header(answer, "Access-Control-Allow-Origin") == "*");
  CHECK(rig.get("/calendar/all.ics?anything").body == answer.body);
  CHECK(rig.take(rig.request("HEAD", "/calendar/all.ics")).status == 200);
}

TEST_CASE("a document that somebody has already is not sent again until it changes") {
  Publishing rig;
  rig.put("/calendar/all.ics", "one");
  const std::string tag = header(rig.get("/calendar/all.ics"), "ETag");
  REQUIRE(tag.size() > 2);
  const auto with = [&](std::string field) {
    return rig.get("/calendar/all.ics", {{"If-None-Match", std::move(field)}});
  };
  for (const std::string& field : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const auto answer = with(field);
    CAPTURE(field);
    CHECK(answer.status == 304);
    CHECK(answer.body.empty());
    CHECK(header(answer, "ETag") == tag);
  }
  for (const std::string& field : {std::string("\"other\""), std::string(), tag.substr(1)})
    CHECK(with(field).status == 200);
  rig.put("/calendar/all.ics", "two");
  const auto answer = with(tag);
  CHECK(answer.status == 200);
  CHECK(answer.body == "two");
  CHECK(header(answer, "ETag") != tag);
  rig.restart();
  CHECK(header(rig.get("/calendar/all.ics"), "ETag") == header(answer, "ETag"));
}

TEST_CASE("paths are those that were published, however they are written") {
  Publishing rig;
  rig.put("/calendar/series/会议.ics", "x");
  rig.put("/healthz", "no");
  CHECK(rig.get("/calendar/series/%E4%BC%9A%E8%AE%AE.ics").status == 200);
  CHECK(rig.get("/calendar/series/%e4%bc%9a%e8%ae%ae.ics").status == 200);
  CHECK(rig.get("/calendar/series/会议.ics").status == 200);
  for (const char* target :
       {"/calendar/series/%E4.ics", "/calendar/series/%", "/calendar/series/%4",
        "/calendar/series/%zz.ics", "/calendar/", "/calendar/series/", "/calendar/../healthz",
        "/calendar/series/%00.ics"}) {
    CAPTURE(target);
    CHECK(rig.get(target).status == 404);
  }
  CHECK(rig.get("/calendar/" + std::string(5'000, 'a')).status == 404);
  // What is the adapter's own stays that.
  CHECK(rig.get("/healthz").body == "ok\n");
  CHECK(rig.post("/calendar/series/%E4%BC%9A%E8%AE%AE.ics", "{}").status == 404);
}

TEST_CASE("before the database is open, what is not there is not yet there") {
  Publishing rig;
  rig.put("/calendar/all.ics", "x");
  rig.space->reader.reset();
  CHECK(rig.get("/calendar/all.ics").status == 503);
}
