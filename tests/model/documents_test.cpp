// tests/model/documents_test.cpp: what features publish has a tag that changes when it does, and only then.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/documents.hpp"

#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;

namespace {

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("d.db"), usher_migrations());
  sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 1 / 10)};

  bool put(std::string path, std::string bytes, std::string_view feature = "meeting") {
    return publish(*db, feature, {std::move(path), "text/calendar", std::move(bytes)}, now);
  }
  std::string tag(std::string_view path) const {
    const auto found = document_at(*db, path);
    return found ? found->tag : std::string();
  }
};

}  // namespace

TEST_CASE("a document is there as it was published, byte by byte") {
  Bench bench;
  const std::string bytes("a\0b\r\n\xff", 6);
  CHECK(bench.put("/calendar/all.ics", bytes));
  const auto found = document_at(*bench.db, "/calendar/all.ics");
  REQUIRE(found);
  CHECK(found->document.bytes == bytes);
  CHECK(found->document.type == "text/calendar");
  CHECK(found->document.path == "/calendar/all.ics");
  CHECK(is_published(*bench.db, "/calendar/all.ics"));
  CHECK_FALSE(document_at(*bench.db, "/calendar/ALL.ics"));
  CHECK_FALSE(document_at(*bench.db, ""));
}

TEST_CASE("the same once more changes nothing, not even its tag") {
  Bench bench;
  bench.put("/a", "one");
  const std::string first = bench.tag("/a");
  CHECK(first.starts_with('"'));
  CHECK(first.ends_with('"'));
  bench.now += 24h;
  CHECK_FALSE(bench.put("/a", "one"));
  CHECK(bench.tag("/a") == first);
  CHECK(bench.put("/a", "two"));
  const std::string second = bench.tag("/a");
  CHECK(second != first);
  // Back to what it was: whoever has the first may have missed the second, and no harm is done; the tag is a new one.
  CHECK(bench.put("/a", "one"));
  CHECK(bench.tag("/a") != first);
  CHECK(bench.tag("/a") != second);
}

TEST_CASE("two changes in one second have two tags, and so has what comes back") {
  Bench bench;
  bench.put("/a", "one");
  const std::string one = bench.tag("/a");
  bench.put("/a", "two");
  CHECK(bench.tag("/a") != one);
  withdraw(*bench.db, "/a");
  CHECK(bench.tag("/a").empty());
  bench.now += 1s;
  bench.put("/a", "one");
  CHECK(bench.tag("/a") != one);
}

TEST_CASE("each feature knows its own") {
  Bench bench;
  bench.put("/b", "1");
  bench.put("/a", "2");
  bench.put("/c", "3", "proposals");
  CHECK(published_by(*bench.db, "meeting") == std::vector<std::string>{"/a", "/b"});
  CHECK(published_by(*bench.db, "proposals") == std::vector<std::string>{"/c"});
  CHECK(bench.put("/a", "2", "proposals"));
  CHECK(published_by(*bench.db, "meeting") == std::vector<std::string>{"/b"});
}

TEST_CASE("what a feature has published goes when it is in the program no more") {
  Bench bench;
  bench.put("/calendar/all.ics", "one");
  bench.put("/other", "two", "other");
  withdraw_all_but(*bench.db, {"other", "third"});
  CHECK_FALSE(is_published(*bench.db, "/calendar/all.ics"));
  CHECK_FALSE(document_tag(*bench.db, "/calendar/all.ics"));
  CHECK(document_tag(*bench.db, "/other") == bench.tag("/other"));
}
