// tests/matrix/buttons_test.cpp: the numbers of buttons, and what sealed messages offer.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/buttons.hpp"

#include "tests/matrix/out_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;

namespace {

Pending sealed_with(std::vector<Button> buttons) {
  Pending out;
  out.key = "case:1";
  out.sealed = true;
  out.to.people = {"@ada:localhost"};
  out.doc.buttons(std::move(buttons));
  return out;
}

}  // namespace

TEST_CASE("a number is read however it is typed", "[matrix][buttons]") {
  for (const char* two : {"2", " 2 ", "2️⃣", "2\u20E3", "２", "②", "2.", "2)", "2。", "02"})
    CHECK(number_in(two) == 2U);
  CHECK(number_in("🔟") == 10U);
  CHECK(number_in("10") == 10U);
  CHECK(number_in("⑳") == 20U);
  for (std::size_t n = 1; n <= 30; ++n) CHECK(number_in(keycap(n)) == n);
  for (const char* none :
       {"", "0", "two", "2 of them", "2 3", "222", "-2", "2.5", "2..", "👍", ".", "2️⃣2️⃣", "#2"})
    CHECK_FALSE(number_in(none));
}

TEST_CASE("what opens an address has no number", "[matrix][buttons]") {
  Doc doc;
  doc.buttons({Button(phrase("A"), "x.a"), Button::open(phrase("B"), "https://numpy.org")});
  doc.buttons({Button::open(phrase("C"), "javascript:x"), Button(phrase("D"), "x.d")});
  const auto offered = matrix::Buttons::offered(doc);
  REQUIRE(offered.size() == 2);
  CHECK(offered[1].action == "x.d");
}

TEST_CASE("what a sealed message offers is in memory alone", "[matrix][buttons]") {
  matrix::Buttons buttons;
  Button one(phrase("Take"), "report.take", "v");
  one.secret = Secret<std::string>(std::string("hush"));
  CHECK_FALSE(buttons.keep(sealed_with({one}), "!r", "$e", sys_seconds{}));
  const auto found = buttons.find("!r", "$e", "1️⃣");
  REQUIRE(found);
  CHECK(found->action == "report.take");
  CHECK(found->key == "case:1");
  CHECK(found->secret.reveal() == "hush");
  CHECK_FALSE(buttons.find("!r", "$e", "2️⃣"));
  CHECK_FALSE(buttons.find("!r", "$other", "1️⃣"));
  CHECK(buttons.pick("!r", "", "1"));
  CHECK(buttons.pick("!r", "$e", "1."));
  buttons.said("!r");
  CHECK_FALSE(buttons.pick("!r", "", "1"));
  CHECK(buttons.pick("!r", "$e", "1"));
  buttons.forgotten("@ada:localhost");
  CHECK_FALSE(buttons.pick("!r", "$e", "1"));
}

TEST_CASE("a button is known before the disk has taken what it means", "[matrix][buttons]") {
  matrix::Buttons buttons;
  Pending shown = sealed_with({Button(phrase("More"), "x.more", "17")});
  shown.sealed = false;
  CHECK(buttons.keep(shown, "!r", "$e", sys_seconds{}));
  const auto found = buttons.find("!r", "$e", "1️⃣");
  REQUIRE(found);
  CHECK(found->action == "x.more");
  CHECK(found->value == "17");
  // An edit that takes the button away takes it at once.
  shown.kind = Pending::Kind::edit;
  shown.doc = Doc(phrase("Done"));
  CHECK(buttons.keep(shown, "!r", "$e", sys_seconds{}));
  CHECK_FALSE(buttons.find("!r", "$e", "1️⃣"));
}

TEST_CASE(
    "a post that is on its way is settled by its own end, whatever follows", "[matrix][buttons]"
) {
  matrix::Buttons buttons;
  CHECK(buttons.arriving("!r").expired());
  auto first = buttons.under_way("!r");
  const auto other = buttons.under_way("!other");
  auto beside = buttons.under_way("!r");
  const auto arriving = buttons.arriving("!r");
  first.reset();
  CHECK_FALSE(arriving.expired());
  beside.reset();
  CHECK(arriving.expired());
  const auto next = buttons.under_way("!r");
  CHECK(arriving.expired());
  CHECK_FALSE(buttons.arriving("!r").expired());
  // Rooms without end take no memory without end, and what is under way stays known.
  for (int room = 0; room < 20'000; ++room) buttons.under_way("!" + std::to_string(room));
  CHECK_FALSE(buttons.arriving("!other").expired());
}

TEST_CASE("a message without buttons ends what bare numbers mean", "[matrix][buttons]") {
  matrix::Buttons buttons;
  CHECK_FALSE(buttons.keep(sealed_with({Button(phrase("A"), "x.a")}), "!r", "$1", sys_seconds{}));
  CHECK_FALSE(buttons.keep(sealed_with({}), "!r", "$2", sys_seconds{}));
  CHECK_FALSE(buttons.pick("!r", "", "1"));
  Pending open = sealed_with({Button(phrase("A"), "x.a")});
  open.sealed = false;
  CHECK(buttons.keep(open, "!r", "$3", sys_seconds{}));  // rows
}
