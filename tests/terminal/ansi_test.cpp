// tests/terminal/ansi_test.cpp: a Doc on the screen.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/ansi.hpp"

#include "bot/catalog.hpp"
#include "bot/say.hpp"
#include "tests/support/golden.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;

namespace {

Inline words(std::string_view text) { return Text(text); }

// One of everything, in two languages.
Doc sample() {
  const Catalog catalog;
  const Say say(catalog, "en");
  Doc doc;
  doc.heading({link(
      words("NEP 18 — A dispatch mechanism for NumPy’s high level array functions"),
      "https://numpy.org/neps/nep-0018.html"
  )});
  doc.paragraph(
      {words("Superseded by "), bold(link(words("NEP 47"), "https://numpy.org/neps/nep-0047.html")),
       words(", see "), code(words("/nep 47")), words(". "), italic(words("As of today."))}
  );
  doc.facts(
      {{{words("Status")}, {words("✓ Final")}},
       {{words("Type")}, {words("Standards Track")}},
       {{words("Authors")},
        {words("Stephan Hoyer, Matthew Rocklin, Marten van Kerkwijk, Hameer Abbasi, Eric Wieser")}}}
  );
  doc.facts(
      {{{words("狀態")}, {words("活動中")}},
       {{words("類型")}, {words("流程")}},
       {{words("作者")}, {words("Jarrod Millman")}}}
  );
  doc.bullets(
      {{words("the first point, which is a little longer than a line of fifty columns can hold")},
       {words("第二点：这一行是中文，没有空格，也必须在正确的地方换行，标点不能出现在行首。")}}
  );
  doc.quote(Text::lines("What somebody said,\nin two lines."));
  doc.preformatted(
      Text::lines("a = np.zeros(3)\n  # kept as it is, however long the line may become in the end")
  );
  doc.paragraph(
      {mention("ada", Text(std::string_view("Ada"))), words(" meets at "),
       when(sys_seconds(std::chrono::seconds(1'800'000'000)), "UTC", words("2027-01-15 08:00 UTC"))}
  );
  doc.buttons(
      {Button(say("Next page"), "a", "1"), Button(say("First page"), "b"),
       Button::open(say("Open"), "https://numpy.org/neps/")}
  );
  return doc;
}

}  // namespace

TEST_CASE("a Doc is wrapped at the width of the terminal, without colours", "[ansi]") {
  test::check_golden("terminal/plain_50.txt", ansi(sample(), {.width = 50}));
}

TEST_CASE("a Doc in colours, with hyperlinks that can be clicked", "[ansi]") {
  test::check_golden(
      "terminal/colour_80.txt",
      ansi(sample(), {.colour = true, .hyperlinks = true, .width = 80, .zone = "Asia/Taipei"})
  );
}

TEST_CASE("a Doc for a pipe has one line for each paragraph", "[ansi]") {
  test::check_golden("terminal/pipe.txt", ansi(sample(), {}));
}

TEST_CASE("no escape sequence of somebody else's reaches the terminal", "[ansi]") {
  Doc doc;
  doc.paragraph({words("a\x1b[31mred\x1b]8;;http://x/\x1b\\b\x07")});
  doc.preformatted(Text::lines("\x1b[2Jgone\rover"));
  const std::string out = ansi(doc, {.colour = true, .hyperlinks = true});
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.find('\a') == std::string::npos);
  CHECK(out.find('\r') == std::string::npos);
}

TEST_CASE(
    "an instant is shown in the reader's zone, and as it was worded where that is unknown", "[ansi]"
) {
  const sys_seconds at(std::chrono::seconds(1'800'000'000));
  CHECK(local_time(at, "Asia/Taipei") == "2027-01-15 16:00 Asia/Taipei");
  CHECK(local_time(at, "Nowhere/City").empty());
  Doc doc;
  doc.paragraph({when(at, "UTC", words("tomorrow"))});
  CHECK(ansi(doc, {}) == "tomorrow\n");
}

TEST_CASE("an address that is its own link is said once", "[ansi]") {
  Doc doc;
  doc.paragraph(
      {link(words("team@example.org"), "mailto:team@example.org"),
       link(words("https://example.org/"), "https://example.org/")}
  );
  const std::string text = ansi(doc, {});
  CHECK(text.contains("team@example.org"));
  CHECK_FALSE(text.contains("mailto:"));
  CHECK_FALSE(text.contains("<"));
}

TEST_CASE("buttons are numbered over all rows of a message", "[ansi]") {
  const Catalog catalog;
  const Say say(catalog, "en");
  Doc doc;
  doc.buttons({Button(say("One"), "1")}).buttons({Button(say("Two"), "2")});
  CHECK(ansi(doc, {}) == "[1] One\n[2] Two\n");
  REQUIRE(buttons_of(doc).size() == 2);
  CHECK(buttons_of(doc)[1].action == "2");
}

TEST_CASE("an empty Doc prints nothing", "[ansi]") { CHECK(ansi({}, {.width = 40}).empty()); }
