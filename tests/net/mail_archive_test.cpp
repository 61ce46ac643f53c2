// tests/net/mail_archive_test.cpp: the archive of a mailing list, against a server that follows a script to the letter.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/mail_archive.hpp"

#include "tests/support/http_client.hpp"
#include "tests/support/http_peer.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;
using namespace std::chrono_literals;
using Then = HttpPeer::Then;

namespace {

const std::string list = "/archives/list/talk@example.org/";
const std::string api = "/archives/api/list/talk@example.org/";
const std::string threads = "GET " + api + "threads/?format=json";
const std::string feed = "GET " + list + "feed/";

std::string thread(const std::string& id, const std::string& active, const std::string& subject) {
  return fmt::format(
      R"({{"thread_id":"{0}","subject":"{2}","date_active":"{1}","starting_email":"http://x{3}email/{0}/"}})",
      id, active, subject, api
  );
}
std::string page(const std::string& items, const std::string& next = "") {
  return fmt::format(
      R"({{"count":9,"next":{},"previous":null,"results":[{}]}})",
      next.empty() ? "null" : "\"http://elsewhere.example/" + next + "\"", items
  );
}
std::string mail_json(const std::string& date) { return R"({"date":")" + date + R"("})"; }
std::string email(const std::string& id) { return "GET " + api + "email/" + id + "/?format=json"; }
std::string rss(const std::string& items) {
  return R"(<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>)" + items +
         "</channel></rss>";
}
std::string item(const std::string& id, const std::string& date, const std::string& subject) {
  return "<item><title>" + subject + "</title><link>http://x" + list + "message/" + id +
         "/</link><pubDate>" + date + "</pubDate></item>";
}

struct Setup {
  HttpPeer peer;
  ClientUnderTest client;
  ManualClock clock{sys_seconds{1'800'000'000s}};
  MailArchiveSettings settings{
      .name = "nep-mail",
      .list_url = peer.url(list),
      .wanted = [](std::string_view subject) { return subject.starts_with("Proposal"); }
  };
  std::unique_ptr<MailArchive> archive;

  Answer ask(const std::string& etag = {}, const std::string& since = "2026-10-20T00:00:00Z") {
    if (!archive) archive = std::make_unique<MailArchive>(*client, clock, settings);
    Call call;
    call.method = "LIST";
    call.path = since;
    call.etag = etag;
    return run(client.io(), archive->perform(std::move(call)));
  }
  std::string line(
      const std::string& date, const std::string& page_of, const std::string& subject
  ) {
    return date + "\t" + peer.url(list + page_of) + "\t" + subject + "\n";
  }
};

}  // namespace

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
  CHECK(setup.ask().fetched.body == answer.fetched.body);
  setup.peer.expect(threads).reply(304);
  const auto same = setup.ask("\"v1\"");
  CHECK(same.fetched.status == 304);
  CHECK(same.fetched.etag == "\"v1\"");
  CHECK(same.fetched.body.empty());
  CHECK(find(setup.peer.seen().back().headers, "if-none-match") == "\"v1\"");
  CHECK(setup.peer.done());
}

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
    CHECK(setup.ask().fetched.status == 206);
  }
  SECTION("a circle") {
    setup.peer.expect("GET " + api + "threads/?page=2").reply(200, {}, page("", "?page=2"));
    setup.peer.expect(feed).reply(500);
    CHECK(setup.ask().fetched.error == errc::malformed);
  }
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
  CHECK(setup.ask().fetched.status == (count > 100 ? 206 : 200));
  CHECK(setup.peer.done());
}

TEST_CASE("a mail that was taken out of the archive is left out", "[mail]") {
  Setup setup;
  setup.peer.expect(threads).reply(
      200, {}, page(thread("AA", "2026-10-26T17:31:00Z", "Proposal a"))
  );
  setup.peer.expect(email("AA")).reply(404, {}, R"({"detail":"Not found."})");
  const auto answer = setup.ask();
  CHECK(answer.fetched.status == 200);
  CHECK(answer.fetched.body.empty());
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
