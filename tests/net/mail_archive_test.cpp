// tests/net/mail_archive_test.cpp: the archive of a mailing list, against a server that follows a script to the letter.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/net/mail_rig.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace usher::testing::mail;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

TEST_CASE("the wanted mails of active discussions are told of, by their own dates", "[mail]") {
  Setup setup;
  setup.peer.expect(threads).reply(
      200, {{"ETag", "\"v1\""}},
      page(
          thread("AA", "2026-10-26T17:31:00Z", "Proposal one") + "," +
              thread("BB", "2026-10-25T17:31:00Z", "Other") + "," +
              thread("CC", "2026-10-01T00:00:00Z", "Proposal of long ago"),
          "?page=2"
      )
  );
  setup.peer.expect(email("AA")).reply(200, {}, mail_json("2026-10-24T10:00:00+02:00"));
  setup.quiet_feed();
  const auto answer = setup.ask();
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.etag == "\"v1\"");
  CHECK(answer.fetched.body == setup.line("2026-10-24T08:00:00Z", "thread/AA/", "Proposal one"));
  CHECK(setup.peer.done());
  CHECK(find(setup.peer.seen().at(0).headers, "accept").starts_with("application/json"));
  CHECK(setup.archive->name() == "nep-mail");

  // What a mail's date is never changes.
  setup.peer.expect(threads).reply(
      200, {}, page(thread("AA", "2026-10-27T17:31:00Z", "Proposal one"))
  );
  setup.quiet_feed();
  CHECK(setup.ask().fetched.body == answer.fetched.body);
  setup.peer.expect(threads).reply(304);
  const auto same = setup.ask("\"v1\"");
  CHECK(same.fetched.status == 304);
  CHECK(same.fetched.etag == "\"v1\"");
  CHECK(same.fetched.body.empty());
  CHECK(find(setup.peer.seen().back().headers, "if-none-match") == "\"v1\"");
  CHECK(setup.peer.done());
}

TEST_CASE("a mail that was taken out of the archive is left out", "[mail]") {
  Setup setup;
  setup.peer.expect(threads).reply(
      200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "Proposal a"))
  );
  setup.peer.expect(email("AA")).reply(404, {}, R"({"detail":"Not found."})");
  setup.quiet_feed();
  const auto answer = setup.ask();
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.body.empty());
}

TEST_CASE("a mail within a thread of another subject is told of by the feed", "[mail]") {
  Setup setup;
  const std::string when = "2026-10-26T17:31:00Z";
  setup.peer.expect(threads).reply(
      200, {{"ETag", "\"v1\""}},
      page(
          thread("AA", when, "Draft of a proposal") + "," + thread("BB", when, "Proposal one") +
          "," + thread("CC", when, "Proposal taken out")
      )
  );
  setup.peer.expect(email("BB")).reply(200, {}, mail_json(when));
  setup.peer.expect(email("CC")).reply(404);
  const auto proposed = setup.line(when, "thread/BB/", "Proposal one");
  std::string found = proposed;
  std::string etag = "\"v1\"";
  SECTION("there is one") {
    setup.peer.expect(feed).reply(
        200, {},
        rss(item("DD", "Mon, 26 Oct 2026 17:30:00 +0000", "Proposal two") +
            item("EE", "Mon, 26 Oct 2026 17:29:00 +0000", "Re: Proposal two") +
            item("FF", "Mon, 26 Oct 2026 17:28:00 +0000", "Proposal one") +  // an answer
            item("BB", "Mon, 26 Oct 2026 17:31:00 +0000", "Proposal one, corrected") +
            item("CC", "Mon, 26 Oct 2026 17:31:00 +0000", "Proposal taken out") +
            item("GG", "Mon, 19 Oct 2026 17:31:00 +0000", "Proposal of long ago"))
    );
    found += setup.line("2026-10-26T17:30:00Z", "message/DD/", "Proposal two");
  }
  SECTION("there is no feed") { setup.peer.expect(feed).reply(404); }
  SECTION("the feed is none") { setup.peer.expect(feed).reply(200, {}, "<html></html>"); }
  SECTION("the feed is down, and asked again though nothing changes") {
    setup.peer.expect(feed).reply(502);
    etag.clear();
  }
  const auto answer = setup.ask();
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.etag == etag);
  CHECK(answer.fetched.body == found);
  CHECK(setup.peer.done());
}

TEST_CASE("where the API has no answer, the feed stands in", "[mail]") {
  Setup setup;
  SECTION("it is not there") { setup.peer.expect(threads).reply(404); }
  SECTION("it is closed") { setup.peer.expect(threads).reply(403); }
  SECTION("it is down") { setup.peer.expect(threads).reply(502); }
  SECTION("it is no JSON") { setup.peer.expect(threads).reply(200, {}, "<html>sign in</html>"); }
  SECTION("it is cut short") {
    setup.peer.expect(threads)
        .reply(200, {{"Content-Length", "9999"}}, "{\"results\":[")
        .then(Then::close);
  }
  SECTION("the connection is reset") { setup.peer.expect(threads).then(Then::reset); }
  SECTION("a mail has no date") {
    setup.peer.expect(threads).reply(
        200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "Proposal a"))
    );
    setup.peer.expect(email("AA")).reply(200, {}, "{}");
  }
  setup.peer.expect(feed).reply(
      200, {{"ETag", "\"f\""}},
      rss(item("AA", "Mon, 26 Oct 2026 18:31:00 +0100", "Proposal &lt;a&gt;") +
          item("BB", "Mon, 26 Oct 2026 18:30:00 +0100", "Re: Proposal") +
          item("CC", "Mon, 19 Oct 2026 18:30:00 +0100", "Proposal of long ago"))
  );
  const auto answer = setup.ask();
  CHECK(answer.fetched.error == errc::ok);
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.etag.empty());
  CHECK(answer.fetched.body == setup.line("2026-10-26T17:31:00Z", "message/AA/", "Proposal <a>"));
  CHECK(setup.peer.done());
}

TEST_CASE("a feed that does not reach back far enough says so", "[mail]") {
  Setup setup;
  setup.peer.expect(threads).reply(404);
  setup.peer.expect(feed).reply(
      200, {}, rss(item("AA", "Mon, 26 Oct 2026 18:31:00 +0100", "Proposal a"))
  );
  const auto answer = setup.ask();
  CHECK(answer.fetched.status == 206);
  CHECK(answer.fetched.body == setup.line("2026-10-26T17:31:00Z", "message/AA/", "Proposal a"));
}

TEST_CASE("an archive that fails says why, and the feed hides nothing", "[mail]") {
  Setup setup;
  const auto fails = [&](errc why, int status) {
    const auto answer = setup.ask();
    CHECK(answer.fetched.error == why);
    CHECK(answer.fetched.status == status);
    CHECK(answer.fetched.body.empty());
    CHECK(setup.peer.done());
  };
  SECTION("both are down") {
    setup.peer.expect(threads).reply(503);
    setup.peer.expect(feed).reply(503);
    fails(errc::unavailable, 503);
  }
  SECTION("the feed is none") {
    setup.peer.expect(threads).reply(404);
    setup.peer.expect(feed).reply(200, {}, "<html></html>");
    fails(errc::not_found, 404);
  }
  SECTION("silent") {
    setup.settings.limits.total = 50ms;
    setup.peer.expect(threads).then(Then::stall);
    fails(errc::timed_out, 0);
  }
  SECTION("an answer that was not asked for") {
    setup.peer.expect(threads).reply(304);
    setup.peer.expect(feed).reply(404);
    fails(errc::malformed, 304);
  }
  SECTION("a redirect to a private address") {
    setup.peer.expect(threads).reply(302, {{"Location", "http://10.1.2.3/"}});
    fails(errc::refused_address, 0);
  }
  SECTION("a page in the middle") {
    setup.peer.expect(threads).reply(
        200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "Proposal a"), "?page=2")
    );
    setup.peer.expect("GET " + api + "threads/?page=2").reply(502);
    setup.peer.expect(feed).reply(502);
    fails(errc::unavailable, 502);
  }
}

TEST_CASE("when the archive says wait, neither it nor its feed is asked until then", "[mail]") {
  Setup setup;
  setup.peer.expect(threads).reply(429, {{"Retry-After", "120"}});
  const auto refused = setup.ask();
  CHECK(refused.fetched.error == errc::rate_limited);
  CHECK(refused.retry_after == 120s);
  setup.clock.advance(119s);
  CHECK(setup.ask().retry_after == 1s);
  CHECK(setup.peer.seen().size() == 1);
  setup.clock.advance(1s);
  setup.peer.expect(threads).reply(200, {}, page(""));
  setup.quiet_feed();
  CHECK(setup.ask().fetched.status == 200);
}

TEST_CASE(
    "what is no list's address is a mistake at start-up, and what is no question is no answer",
    "[mail]"
) {
  Setup setup;
  auto settings = setup.settings;
  settings.list_url = "https://mail.python.org/pipermail/x/";
  CHECK_THROWS_AS((MailArchive{*setup.client, setup.clock, settings}), std::invalid_argument);
  CHECK(setup.ask("", "yesterday").fetched.error == errc::malformed);
  Call call;
  call.method = "GET";
  CHECK(run(setup.client.io(), setup.archive->perform(call)).fetched.error == errc::unsupported);
}
