// tests/model/doc_test.cpp: what may stand in a Doc, and what may not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/doc.hpp"

#include "bot/catalog.hpp"
#include "bot/say.hpp"

#include <catch2/catch.hpp>

#include <type_traits>

using namespace usher;

// An untranslated literal or a raw string does not compile into a Doc.
static_assert(!std::is_constructible_v<Doc, const char*>);
static_assert(!std::is_constructible_v<Doc, std::string>);
static_assert(!std::is_constructible_v<Inline, const char*>);
static_assert(!std::is_constructible_v<Inline, std::string>);
static_assert(!std::is_constructible_v<Phrase, std::string>);
static_assert(!std::is_constructible_v<Text, const char (&)[6]>);
static_assert(!std::is_convertible_v<std::string, Text>);
static_assert(std::is_constructible_v<Doc, Phrase>);
static_assert(std::is_convertible_v<Text, Inline> && std::is_convertible_v<Phrase, Inline>);

namespace {

Text text(std::string_view from) { return Text(from); }

}  // namespace

TEST_CASE("text from outside is one harmless line, unless its lines are asked for") {
  CHECK(text("a\nb\u202E\x01").str() == "a b");
  CHECK(Text::lines("a\nb\u202E").str() == "a\nb");
  CHECK(Text::number(-42).str() == "-42");
}

TEST_CASE("only web and mail addresses become links; anything else stays a label") {
  for (const char* good :
       {"https://numpy.org", "http://example.org/a?b#c", "HTTPS://EXAMPLE.ORG",
        "mailto:a@example.org"}) {
    const Inline made = link(text("x"), good);
    CHECK(made.kind == Inline::Kind::link);
    CHECK(made.target == good);
  }
  for (const char* bad :
       {"javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "numpy.org", "ftp://x",
        "https://a b", "https://a|b", "https://a>b", "https://a\"b", "https://a\nb", "!channel"}) {
    const Inline made = link(text("x"), bad);
    INFO(bad);
    CHECK(made.kind == Inline::Kind::text);
    CHECK(made.target.empty());
    CHECK(made.text == "x");
  }
  CHECK(link(text("x"), "https://e.org/" + std::string(2000, 'a')).kind == Inline::Kind::text);
}

TEST_CASE("an address loses what would turn its direction round") {
  CHECK(link(text("x"), "https://example.org/\u202Egpj").target == "https://example.org/gpj");
}

TEST_CASE("a button that opens an address carries it only when it is one") {
  const Catalog catalog;
  const Say say(catalog, "en");
  CHECK(Button::open(say("Read"), "https://numpy.org").url == "https://numpy.org");
  CHECK(Button::open(say("Read"), "javascript:alert(1)").url.empty());
}

TEST_CASE("styles add up, whatever is styled") {
  const Inline both = bold(italic(code(text("x"))));
  CHECK(both.style == (Inline::bold | Inline::italic | Inline::code));
  CHECK(bold(link(text("x"), "https://numpy.org")).kind == Inline::Kind::link);
}

TEST_CASE("a row of no buttons is no block") {
  Doc doc;
  doc.buttons({});
  CHECK(doc.empty());
}

TEST_CASE("a Doc reads as plain text, block under block, links with their address") {
  const Catalog catalog;
  const Say say(catalog, "en");
  Doc doc;
  doc.heading({text("NEP 50")})
      .paragraph({say("See "), link(text("the page"), "https://numpy.org/x"), say(".")})
      .paragraph({link(text("https://numpy.org"), "https://numpy.org")})
      .facts({{{say("Status")}, {text("Final")}}, {{say("Type")}, {text("Standards Track")}}})
      .bullets({{text("one")}, {text("two")}})
      .quote(Text::lines("said\nbefore"))
      .preformatted(Text::lines("a = 1"))
      .buttons({{say("Next"), "nep.page", "2"}, {say("Back"), "nep.page", "0"}});
  CHECK(
      plain_text(doc) ==
      "NEP 50\nSee the page (https://numpy.org/x).\nhttps://numpy.org\nStatus: Final\nType: "
      "Standards "
      "Track\n- one\n- two\nsaid\nbefore\na = 1\n[Next][Back]"
  );
}

TEST_CASE("an address to write to stands in plain text once") {
  Doc doc;
  doc.paragraph({link(text("conduct@example.org"), "mailto:conduct@example.org")})
      .paragraph({link(text("the committee"), "mailto:conduct@example.org")});
  CHECK(plain_text(doc) == "conduct@example.org\nthe committee (mailto:conduct@example.org)");
}

TEST_CASE("Docs are appended block by block and compared by value") {
  Doc one;
  one.paragraph({text("a")});
  Doc two;
  two.paragraph({text("b")});
  Doc both;
  both.paragraph({text("a")}).paragraph({text("b")});
  CHECK(one != two);
  CHECK(one.append(two) == both);
  const Catalog catalog;
  Button button(Say(catalog, "en")("Go"), "a.b");
  Button other = button;
  CHECK(button == other);
  other.secret = Secret<std::string>("x");
  CHECK_FALSE(button == other);
}

TEST_CASE("a mention and an instant keep what to fall back to") {
  const Inline who = mention("U1", text("Ada"));
  CHECK(who.kind == Inline::Kind::mention);
  CHECK(who.target == "U1");
  CHECK(who.text == "Ada");
  const auto at = sys_seconds(std::chrono::seconds(1700000000));
  const Inline then = when(at, "Europe/Berlin", text("tonight"));
  CHECK(then.at == at);
  CHECK(then.target == "Europe/Berlin");
  CHECK(then.text == "tonight");
}
