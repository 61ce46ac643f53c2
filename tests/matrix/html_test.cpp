// tests/matrix/html_test.cpp: a Doc as body and HTML.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/html.hpp"

#include "tests/matrix/docs.hpp"
#include "tests/support/golden.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

matrix::Message only(const Doc& doc, const Look& look = {}) {
  std::vector<matrix::Message> all = render(doc, look);
  REQUIRE(all.size() == 1);
  CHECK(faults(doc, all) == std::vector<std::string>{});
  return std::move(all.front());
}

Doc line(Line pieces) {
  Doc doc;
  doc.paragraph(std::move(pieces));
  return doc;
}

}  // namespace

TEST_CASE("every kind of block is rendered as it was approved", "[matrix][html]") {
  const Doc doc = everything();
  const auto messages = render(doc, {.cities = cities()});
  CHECK(faults(doc, messages) == std::vector<std::string>{});
  test::check_golden("matrix/everything.txt", shown(messages));
}

TEST_CASE("plain words need no HTML", "[matrix][html]") {
  const auto one = only(paragraph("NEP 18 is Final."));
  CHECK(one.body == "NEP 18 is Final.");
  CHECK(one.html.empty());
  Doc two = paragraph("One.");
  two.append(paragraph("Two."));
  CHECK(only(two).body == "One.\n\nTwo.");
  CHECK(only(two).html.empty());
}

TEST_CASE("styles are tags, and code has backquotes in the body", "[matrix][html]") {
  const auto one = only(
      line({bold(words("a")), words(" "), italic(words("b")), words(" "), bold(code(words("c<d")))})
  );
  CHECK(one.body == "a b `c<d`");
  CHECK(one.html == "<p><strong>a</strong> <em>b</em> <strong><code>c&lt;d</code></strong></p>");
  CHECK(only(line({code(words("a`b"))})).body == "a`b");  // where would it end?
}

TEST_CASE("a link has its address in the body too", "[matrix][html]") {
  const auto one = only(line({link(words("NEP 18"), "https://numpy.org/?a=1&b=2")}));
  CHECK(one.body == "NEP 18 (https://numpy.org/?a=1&b=2)");
  CHECK(one.html == "<p><a href=\"https://numpy.org/?a=1&amp;b=2\">NEP 18</a></p>");
  const auto bare_one = only(line({link(words("https://numpy.org/"), "https://numpy.org/")}));
  CHECK(bare_one.body == "https://numpy.org/");
  CHECK(only(line({link(words(""), "https://numpy.org/")})).body == "https://numpy.org/");
}

TEST_CASE("what is no address of the web or of mail is no link", "[matrix][html]") {
  for (const std::string url :
       {"javascript:alert(1)", "data:text/html,x", "ftp://x/y", "matrix:u/ada:localhost",
        "https://", "https:///x", "https://a\"b", "https://a\\b", "HTTP:x", "",
        "https://matrix.to/#/@ada:localhost", "https://matrix.to/#/%40ada:localhost",
        "HTTPS://MATRIX.TO/#/@ada:localhost", "https://matrix.to/?x#/@ada:localhost",
        "https://x@matrix.to/#/@ada:localhost", "https://matrix.to:443/#/@ada:localhost"}) {
    Inline piece = words("label");
    piece.kind = Inline::Kind::link;
    piece.target = url;
    INFO(url);
    const auto one = only(line({piece}));
    CHECK(one.body == "label");
    CHECK(one.html.empty());
  }
  CHECK_FALSE(only(line({link(words("a room"), "https://matrix.to/#/!abc:x?via=x")})).html.empty());
  CHECK_FALSE(only(line({link(words("a room"), "https://matrix.to/#/#numpy:x")})).html.empty());
}

TEST_CASE("a mention is a link to the person, and in m.mentions", "[matrix][html]") {
  const auto one = only(line(
      {mention("@ada:localhost", Text(std::string("Ada <3"))), words(" and "),
       mention("@ada:localhost", Text(std::string("Ada")))}
  ));
  CHECK(one.body == "Ada <3 and Ada");
  CHECK(one.html.starts_with("<p><a href=\"https://matrix.to/#/@ada:localhost\">Ada &lt;3</a> and")
  );
  CHECK(one.mentions == std::vector<std::string>{"@ada:localhost"});
}

TEST_CASE("who is nobody of Matrix is named, not mentioned", "[matrix][html]") {
  for (const std::string id : {"U0ADA", "ada", "", "@", "@ada", "@a b:x", "@ada:\"><b>", "!r:x"}) {
    const auto one = only(line({mention(id, Text(std::string("Ada")))}));
    CHECK(one.body == "Ada");
    CHECK(one.html.empty());
    CHECK(one.mentions.empty());
  }
}

TEST_CASE("nobody can call everybody, in capitals, in pieces or in an address", "[matrix][html]") {
  for (const char* text : {"@room", "@ROOM hi", "(@Room)", "@room@room", "x@room.example"}) {
    const auto one = only(paragraph(text));
    CHECK_FALSE(calls_everybody(one.body));
    CHECK(bare(one.body) == bare(text));
  }
  CHECK_FALSE(calls_everybody(only(line({words("@"), bold(words("room"))})).body));
  const auto mail = only(line({link(words("mail"), "mailto:ada@room.example")}));
  CHECK(mail.body == "mail (mailto:ada%40room.example)");
}

TEST_CASE("an instant is said in UTC and by the clocks of the cities", "[matrix][html]") {
  CHECK(worded(evening, cities()) == "2026-11-26 18:00 UTC, 02:00 (+1) Beijing, 19:00 Berlin");
  CHECK(worded(evening, {}) == "2026-11-26 18:00 UTC");
  const std::vector<City> west{{"Honolulu", "Pacific/Honolulu"}};
  const sys_seconds night{std::chrono::seconds(1'795'651'200)};  // 2026-11-26, 00:00 UTC
  CHECK(worded(night, west) == "2026-11-26 00:00 UTC, 14:00 (-1) Honolulu");
  // Around Berlin's change to summer time.
  const std::vector<City> berlin{{"Berlin", "Europe/Berlin"}};
  const sys_seconds change{std::chrono::seconds(1'774'746'000)};  // 2026-03-29, 01:00 UTC
  CHECK(worded(change - std::chrono::seconds(60), berlin) == "2026-03-29 00:59 UTC, 01:59 Berlin");
  CHECK(worded(change, berlin) == "2026-03-29 01:00 UTC, 03:00 Berlin");
  CHECK(worded(sys_seconds(std::chrono::seconds(-62'135'596'801)), {}).empty());
  CHECK(worded(sys_seconds::max(), cities()).empty());
}

TEST_CASE("without cities an instant is the Doc's words, with UTC", "[matrix][html]") {
  const auto said = [](std::string_view fallback, const Look& look = {}) {
    return only(line({when(evening, "UTC", words(fallback))}), look).body;
  };
  CHECK(said("2026-11-26 18:00 UTC") == "2026-11-26 18:00 UTC");
  CHECK(said("Thursday, 19:00") == "Thursday, 19:00 (2026-11-26 18:00 UTC)");
  CHECK(said("") == "2026-11-26 18:00 UTC");
  CHECK(said("Thursday", {.cities = cities()}) == worded(evening, cities()));
}

TEST_CASE("buttons have numbers, and those that open an address are links", "[matrix][html]") {
  Doc doc;
  doc.buttons({Button(phrase("More"), "a.more"), Button::open(phrase("Site"), "https://numpy.org/")}
  );
  doc.buttons({Button(phrase("Less"), "a.less"), Button::open(phrase("No site"), "javascript:x")});
  const auto one = only(doc);
  CHECK(one.body == "1️⃣ More\nSite (https://numpy.org/)\n\n2️⃣ Less\nNo site");
  CHECK(
      one.html == "<p>1️⃣ More<br><a href=\"https://numpy.org/\">Site</a></p><p>2️⃣ Less<br>No site</p>"
  );
  CHECK(only(doc, {.first_button = 11}).body.starts_with("11. More"));
}

TEST_CASE("quotes, lists, facts and code read well without HTML", "[matrix][html]") {
  Doc doc;
  doc.heading({words("Title")}).bullets({{words("a")}, {}, {words("b")}});
  doc.quote(Text::lines(std::string("one\ntwo")));
  doc.preformatted(Text::lines(std::string("x = 1\n  y")));
  doc.facts({{{words("Status")}, {words("Final")}}, {{words("By")}, {words("Ada")}}});
  const auto one = only(doc);
  CHECK(one.body == "Title\n- a\n- b\n\n| one\n| two\n\nx = 1\n  y\n\nStatus: Final\nBy: Ada");
  CHECK(
      one.html ==
      "<h4>Title</h4><ul><li>a</li><li>b</li></ul><blockquote>one<br>two</blockquote>"
      "<pre><code>x = 1\n  y</code></pre>"
      "<p><strong>Status</strong>: Final<br><strong>By</strong>: Ada</p>"
  );
}

TEST_CASE("an empty Doc is a message all the same", "[matrix][html]") {
  CHECK(only(Doc()).body == "…");
  Doc hollow;
  hollow.paragraph({}).heading({}).bullets({{}, {words("")}}).quote(Text(std::string()));
  hollow.preformatted(Text(std::string("  "))).facts({{}}).buttons({});
  CHECK(only(hollow).body == "…");
  CHECK(only(hollow).html.empty());
}
