// tests/engine/listing_book_test.cpp: listings of the last hour, counted where a restart does not forget them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/listing_book.hpp"

#include "tests/engine/engine_tools.hpp"

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

#include <optional>

using namespace usher;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

class Book {
 public:
  Book() {
    db.script("CREATE TABLE listings_asked(id INTEGER PRIMARY KEY, service TEXT, at INTEGER)");
  }
  seconds ask(std::string_view service = "nep") { return until_listing(db, service, now, 4); }

  Database db{":memory:"};
  sys_seconds now{seconds(1'800'000'000)};
};

}  // namespace

TEST_CASE("four listings an hour, whoever asks; then as long as the first of them is in the hour") {
  Book book;
  for (int i = 0; i < 4; ++i) {
    CHECK(book.ask() == seconds(0));
    book.now += minutes(5);
  }
  CHECK(book.ask() == minutes(40));
  CHECK(book.ask("pep") == seconds(0));  // another series
  book.now += minutes(39);
  CHECK(book.ask() == minutes(1));
  book.now += minutes(1);
  CHECK(book.ask() == seconds(0));
  CHECK(book.ask() == minutes(5));
}

TEST_CASE("what was asked in the future of a clock that was set back does not hold anything up") {
  Book book;
  for (int i = 0; i < 4; ++i) book.ask();
  book.now -= std::chrono::hours(48);
  CHECK(book.ask() == seconds(0));
}

TEST_CASE("what a service has written is on the disk when it goes on") {
  test::Rig rig;
  rig.start();
  std::optional<errc> ended;
  boost::asio::co_spawn(
      rig.io, rig.engine->write([](Database& db) {
        until_listing(db, "nep", sys_seconds(seconds(1'800'000'000)), 4);
      }),
      [&](const std::exception_ptr&, errc why) { ended = why; }
  );
  rig.until([&] { return ended.has_value(); });
  CHECK(ended == errc::ok);
  CHECK(test::count(rig, "SELECT count(*) FROM listings_asked") == 1);
}
