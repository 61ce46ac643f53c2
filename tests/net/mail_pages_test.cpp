// tests/net/mail_pages_test.cpp: how far back an archive is read, and that it says so where that is not far enough.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/net/mail_rig.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::testing;
using namespace usher::testing::mail;

TEST_CASE(
    "pages are read back to the instant asked for, on the archive's own host, and no thread twice",
    "[mail]"
) {
  Setup setup;
  setup.peer.expect(threads).reply(
      200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "Proposal a"), "?page=2")
  );
  setup.peer.expect("GET " + api + "threads/?page=2")
      .reply(
          200, {},
          page(
              thread("AA", "2026-10-26T17:31:00Z", "Proposal a") + "," +
                  thread("BB", "2026-10-25T17:31:00Z", "Proposal b"),
              "?page=3"
          )
      );
  setup.peer.expect("GET " + api + "threads/?page=3")
      .reply(200, {}, page(thread("CC", "2026-10-19T17:31:00Z", "Proposal c"), "?page=4"));
  setup.peer.expect(email("AA")).reply(200, {}, mail_json("2026-10-26T17:31:00Z"));
  setup.peer.expect(email("BB")).reply(200, {}, mail_json("2026-10-25T17:31:00Z"));
  setup.quiet_feed();
  const auto answer = setup.ask();
  CHECK(answer.fetched.status == 200);
  CHECK(
      answer.fetched.body == setup.line("2026-10-26T17:31:00Z", "thread/AA/", "Proposal a") +
                                 setup.line("2026-10-25T17:31:00Z", "thread/BB/", "Proposal b")
  );
  CHECK(setup.peer.done());
}

TEST_CASE(
    "too many pages are said to be too many, and pages in a circle are no archive", "[mail]"
) {
  Setup setup;
  setup.settings.most_pages = 2;
  setup.peer.expect(threads).reply(
      200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "x"), "?page=2")
  );
  SECTION("too many") {
    setup.peer.expect("GET " + api + "threads/?page=2").reply(200, {}, page("", "?page=3"));
    setup.quiet_feed();
    CHECK(setup.ask().fetched.status == 206);
  }
  SECTION("a circle") {
    setup.peer.expect("GET " + api + "threads/?page=2").reply(200, {}, page("", "?page=2"));
    setup.peer.expect(feed).reply(500);
    CHECK(setup.ask().fetched.error == errc::malformed);
  }
  CHECK(setup.peer.done());
}

TEST_CASE("more threads on a page than are looked at are said to be too many", "[mail]") {
  Setup setup;
  std::string items;
  const int count = GENERATE(500, 501);
  // An older HyperKitty lists all there are.
  const std::string last = GENERATE("2026-10-26T17:31:00Z", "2026-10-01T00:00:00Z");
  for (int i = 0; i < count; ++i)
    items += (i == 0 ? "" : ",") +
             thread(fmt::format("A{}", i), i < 499 ? "2026-10-26T17:31:00Z" : last, "Talk");
  setup.peer.expect(threads).reply(200, {}, "[" + items + "]");
  setup.quiet_feed();
  const bool missed = count > 500 && last.starts_with("2026-10-26");
  CHECK(setup.ask().fetched.status == (missed ? 206 : 200));
  CHECK(setup.peer.done());
}

TEST_CASE("more wanted mails than are told of at once are said to be too many", "[mail]") {
  Setup setup;
  std::string items;
  const std::string when = "2026-10-26T17:31:00Z";
  const int count = GENERATE(100, 101);
  for (int i = 0; i < count; ++i)
    items += (i == 0 ? "" : ",") + thread(fmt::format("A{}", i), when, "Proposal a");
  setup.peer.expect(threads).reply(200, {}, page(items));
  for (int i = 0; i < 100; ++i)
    setup.peer.expect(email(fmt::format("A{}", i))).reply(200, {}, mail_json(when));
  setup.quiet_feed();
  CHECK(setup.ask().fetched.status == (count > 100 ? 206 : 200));
  CHECK(setup.peer.done());
}
