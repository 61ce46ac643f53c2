// tests/net/hyperkitty_test.cpp: HyperKitty's JSON, its feed and its dates, as it writes them and as it should not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hyperkitty.hpp"

#include "bot/net/mail_dates.hpp"
#include "bot/net/mail_hash.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace usher;
using namespace usher::net;

namespace {

const std::string base = "https://mail.python.org/archives/api/list/numpy-discussion@python.org/";
const std::string hash_a = "3MT5FBV4PQ6WYTCKVOHIWPNQUHIWPNQU";
const std::string hash_b = "B7PL5FBV4PQ6WYTCKVOHIWPNQUHIWPNQ";

std::string thread(
    const std::string& id, const std::string& first, const std::string& active,
    const std::string& subject
) {
  return fmt::format(
      R"({{"url":"{0}thread/{1}/","mailinglist":"{0}","thread_id":"{1}","subject":"{4}","date_active":"{3}","starting_email":"{0}email/{2}/","emails":"{0}thread/{1}/emails/","votes_total":0,"replies_count":3,"next_thread":null,"prev_thread":null}})",
      base, id, first, active, subject
  );
}

long seconds_of(std::optional<sys_seconds> at) {
  return at ? static_cast<long>(at->time_since_epoch().count()) : -1;
}

const std::string channel_begin =
    R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>NumPy</title><link>https://mail.python.org/</link>
<atom:link href="https://mail.python.org/archives/list/x@y/feed/" rel="self"></atom:link><lastBuildDate>Mon, 26 Oct 2026 18:31:00 +0100</lastBuildDate>)";
const std::string channel_end = "</channel></rss>";

std::string item(const std::string& title, const std::string& link, const std::string& date) {
  return "<item><title>" + title + "</title><link>" + link +
         "</link><description>&lt;item&gt; &amp; text</description><author>a@b "
         "(Ada)</author><pubDate>" +
         date + "</pubDate><guid>" + link + "</guid></item>";
}
const std::string link_a =
    "https://mail.python.org/archives/list/numpy-discussion@python.org/message/" + hash_a + "/";

}  // namespace

TEST_CASE("a page of threads is read, with the query of the next", "[mail]") {
  const auto page = parse_threads(fmt::format(
      R"({{"count":2,"next":"http://mail.python.org/archives/api/list/x/threads/?format=json&page=2","previous":null,"results":[{},{}]}})",
      thread(
          hash_a, hash_b, "2026-10-26T18:31:00+01:00", "[Numpy-discussion] A \\u2014 b\\n\\u202Ec"
      ),
      thread(hash_b, hash_b, "2026-10-25T17:31:00.123456Z", "x")
  ));
  REQUIRE(page);
  REQUIRE(page->threads.size() == 2);
  CHECK(page->threads[0].id == hash_a);
  CHECK(page->threads[0].first == hash_b);
  CHECK(page->threads[0].subject == "[Numpy-discussion] A — b c");
  CHECK(seconds_of(page->threads[0].active) == 1793035860);
  CHECK(seconds_of(page->threads[1].active) == 1792949460);
  CHECK(page->next == "?format=json&page=2");
}

TEST_CASE("an older archive answers with a bare list, and the last page has no next", "[mail]") {
  const auto list = parse_threads("[" + thread(hash_a, hash_a, "2026-10-26T17:31:00Z", "x") + "]");
  REQUIRE(list);
  CHECK(list->threads.size() == 1);
  CHECK(list->next.empty());
  const auto last = parse_threads(R"({"count":0,"next":null,"previous":null,"results":[]})");
  REQUIRE(last);
  CHECK(last->threads.empty());
  CHECK(last->next.empty());
}

TEST_CASE("threads that cannot be read are left out; what is no page is malformed", "[mail]") {
  const std::string good = thread(hash_a, hash_a, "2026-10-26T17:31:00Z", "x");
  const auto page = parse_threads(
      "[1,null,\"x\",{},{\"thread_id\":7}," +
      thread("../../etc", hash_a, "2026-10-26T17:31:00Z", "x") + "," +
      thread(hash_b, hash_b, "yesterday", "x") + "," + good + "]"
  );
  REQUIRE(page);
  CHECK(page->threads.size() == 1);
  for (const char* bad :
       {"", "<html>", "{", "7", "null", "\"x\"", "{}", R"({"results":7})",
        R"({"detail":"Not found."})", "[{},{}]", "[", "\xFF\xFE"}) {
    INFO(bad);
    CHECK(parse_threads(bad).error() == errc::malformed);
  }
  CHECK(parse_threads(std::string(100000, '[')).error() == errc::malformed);
  // A starting mail that is no address of a mail: the thread's own name stands for it.
  const auto odd =
      parse_threads("[" + thread(hash_a, "..%2f..", "2026-10-26T17:31:00Z", "x") + "]");
  CHECK(odd->threads.at(0).first == hash_a);
  CHECK(parse_threads(R"({"next":"https://h/?a b","results":[]})")->next.empty());
  CHECK(parse_threads(R"({"next":"https://h/#?x","results":[]})")->next.empty());
}

TEST_CASE("the date of a mail is its own", "[mail]") {
  CHECK(
      seconds_of(*parse_email_date(R"({"subject":"x","date":"2026-10-26T18:31:00+01:00"})")) ==
      1793035860
  );
  for (const char* bad : {"", "[]", "{}", R"({"date":7})", R"({"date":"soon"})"})
    CHECK(parse_email_date(bad).error() == errc::malformed);
}

TEST_CASE("dates of archives are instants, whatever their offset", "[mail]") {
  CHECK(seconds_of(parse_iso_date("2026-10-26T17:31:00Z")) == 1793035860);
  CHECK(seconds_of(parse_iso_date("2026-10-26T17:31:00")) == 1793035860);
  CHECK(seconds_of(parse_iso_date("2026-10-26 17:31Z")) == 1793035860);
  CHECK(seconds_of(parse_iso_date("2026-10-26T13:31:00.5-0400")) == 1793035860);
  CHECK(seconds_of(parse_iso_date("2026-10-27T01:31:60+08:00")) == 1793035919);
  CHECK(seconds_of(parse_mail_date("Mon, 26 Oct 2026 18:31:00 +0100")) == 1793035860);
  CHECK(seconds_of(parse_mail_date("26 Oct 2026 17:31 GMT")) == 1793035860);
  CHECK(seconds_of(parse_mail_date("Mon, 5 oct 2026 00:00:00 UTC")) == 1791158400);
  CHECK(seconds_of(parse_mail_date("Mon, 26 Oct 2026 18:31:00 +0100 (CET)")) == 1793035860);
  for (const char* bad :
       {"", "2026", "2026-10-26", "2026-13-26T17:31:00Z", "2026-02-30T17:31:00Z",
        "2026-10-26T24:00:00Z", "2026-10-26T17:61:00Z", "2026-10-26T17:31:00+1",
        "2026-10-26T17:31:00+99:00", "1066-10-26T17:31:00Z", "99999-10-26T17:31:00Z",
        "2026-10-26T17:31:00ZZ", "Mon, 26 Oct 2026", "Mon, 26 Foo 2026 18:31:00 +0100",
        "Mon, 26 Oct 26 18:31:00 +0100", "Mon, 260 Oct 2026 18:31:00 +0100",
        "Mon, 26 Oct 2026 18:31:00 CET", "Mon, 26 Oct 2026 18:31:00"}) {
    INFO(bad);
    CHECK_FALSE(parse_iso_date(bad));
    CHECK_FALSE(parse_mail_date(bad));
  }
}

TEST_CASE("a feed is read: titles without their escapes, links to mails, dates", "[mail]") {
  const auto feed = parse_feed(
      channel_begin +
      item(
          "Proposal to accept NEP #55: &lt;a&gt; &amp;amp; &#8212; &#x2014;&quot;", link_a,
          "Mon, 26 Oct 2026 18:31:00 +0100"
      ) +
      "<!-- <item> --><item><title><![CDATA[a < b && <c>]]></title><link>\n" + link_a +
      "\n</link><pubDate>Mon, 26 Oct 2026 17:31:00 GMT</pubDate><x><title>no</title></x></item>" +
      channel_end
  );
  REQUIRE(feed);
  REQUIRE(feed->size() == 2);
  CHECK(feed->at(0).subject == "Proposal to accept NEP #55: <a> &amp; — —\"");
  CHECK(feed->at(0).id == hash_a);
  CHECK(seconds_of(feed->at(0).date) == 1793035860);
  CHECK(feed->at(1).subject == "a < b && <c>");
  CHECK(parse_feed(channel_begin + channel_end)->empty());
}

TEST_CASE(
    "items that cannot be read are left out; what is no feed, or is cut short, is malformed",
    "[mail]"
) {
  const std::string good = item("x", link_a, "Mon, 26 Oct 2026 18:31:00 +0100");
  const auto feed = parse_feed(
      channel_begin + item("x", "https://e.org/", "Mon, 26 Oct 2026 18:31:00 +0100") +
      item("x", link_a, "yesterday") + "<item/>" + good + channel_end
  );
  REQUIRE(feed);
  CHECK(feed->size() == 1);
  const std::string whole = channel_begin + good + good + channel_end;
  for (std::size_t size = 0; size < whole.size(); ++size)
    REQUIRE(parse_feed(std::string_view(whole).substr(0, size)).error() == errc::malformed);
  CHECK(parse_feed("\xEF\xBB\xBF" + whole + "\n")->size() == 2);
  for (const std::string& bad :
       {std::string("<html><body>"), std::string("<html></html>"), whole + whole, std::string("x"),
        std::string("<rss></rss></rss>"), std::string("<rss></item></rss>"),
        std::string("<rss><></rss>"), std::string("<!DOCTYPE rss [<!ENTITY a \"b\">]>") + whole,
        std::string(1000000, '<')}) {
    INFO(bad.substr(0, 50));
    CHECK(parse_feed(bad).error() == errc::malformed);
  }
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<rss>";
  CHECK(parse_feed(deep).error() == errc::malformed);
}

TEST_CASE(
    "references that mean nothing stay as they are written, and no title is endless", "[mail]"
) {
  const auto feed = parse_feed(
      channel_begin +
      item("&nope; &#0; &#xD800; &#x110000; &#; &", link_a, "Mon, 26 Oct 2026 18:31:00 +0100") +
      item(std::string(100000, 'x'), link_a, "Mon, 26 Oct 2026 18:31:00 +0100") + channel_end
  );
  REQUIRE(feed);
  CHECK(feed->at(0).subject == "&nope; &#0; &#xD800; &#x110000; &#; &");
  CHECK(feed->at(1).subject.size() <= 500);
}

TEST_CASE("a list's address is that of a HyperKitty, or is not read", "[mail]") {
  const auto at =
      list_address("https://mail.python.org/archives/list/numpy-discussion@python.org/");
  REQUIRE(at);
  CHECK(at->page() == "https://mail.python.org/archives/list/numpy-discussion@python.org/");
  CHECK(at->api() == "https://mail.python.org/archives/api/list/numpy-discussion@python.org/");
  CHECK(
      list_address("https://lists.example.org/hyperkitty/list/a.b-c_d@example.org")->root ==
      "https://lists.example.org/hyperkitty"
  );
  for (const char* bad :
       {"", "https://mail.python.org/pipermail/numpy-discussion/",
        "https://mail.python.org/archives/list/numpy/",
        "https://mail.python.org/archives/list/a@b/?x",
        "https://mail.python.org/archives/list/a@b%2f/", "https://example.org/a@b/",
        "mail.python.org/archives/list/a@b/"}) {
    INFO(bad);
    CHECK_FALSE(list_address(bad));
  }
  CHECK(hash_in("https://e.org/list/a@b/message/" + hash_a + "/") == hash_a);
  CHECK(hash_in("https://e.org/list/a@b/thread/" + hash_a + "/").empty());
  CHECK(hash_in("https://e.org/email/a-b/").empty());
  CHECK(hash_in("").empty());
}
