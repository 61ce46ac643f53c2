// tests/web/limits_test.cpp: what one person cannot do to the others, and what a repeat cannot undo.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

std::string longest() {
  std::string out;
  for (int i = 0; i < 4000; ++i) out += "字";
  return out;
}

std::string emoji(int number) {
  std::string out;
  append_code_point(out, static_cast<char32_t>(0x1F600 + number));
  return out;
}

}  // namespace

TEST_CASE(
    "rooms full of the longest messages still fit into one welcome, and can be read back to the "
    "first"
) {
  Rig rig;
  rig.member("random", "ada");
  for (const char* room : {"general", "random"})
    for (int i = 0; i < 60; ++i) rig.say("ada", room, longest());
  const json::object welcome = rig.welcome("ada");
  CHECK(json::serialize(welcome).size() < (1U << 20U));
  const json::array& shown = list(welcome, "messages");
  REQUIRE_FALSE(shown.empty());
  CHECK(list(welcome, "more").size() == 1);

  std::int64_t before = num(shown.front().as_object(), "id");
  std::size_t seen = shown.size();
  bool more = true;
  while (more) {
    const json::object page = rig.take("ada", frame::History{"general", before, 0});
    CHECK(json::serialize(page).size() < (1U << 20U));
    const json::array& messages = list(page, "messages");
    REQUIRE_FALSE(messages.empty());
    seen += messages.size();
    before = num(messages.front().as_object(), "id");
    more = flag(page, "more");
  }
  CHECK(seen == 60);
}

TEST_CASE("who has missed more than fits into a frame begins anew") {
  Rig rig;
  rig.say("grace", "general", "first");
  const std::int64_t rev = num(rig.welcome("ada"), "rev");
  for (int i = 0; i < 60; ++i) rig.say("grace", "general", longest());
  const json::object welcome = rig.welcome("ada", rev);
  CHECK(flag(welcome, "reset"));
  CHECK(json::serialize(welcome).size() < (1U << 20U));
}

TEST_CASE("a message takes twenty different reactions, and any number of people for each") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "hello");
  for (int i = 0; i < 20; ++i)
    CHECK(outcome(rig.take("ada", frame::React{id, emoji(i), true})) == "ok");
  CHECK(outcome(rig.take("ada", frame::React{id, emoji(20), true})) == "too_many");
  CHECK(outcome(rig.take("grace", frame::React{id, emoji(3), true})) == "ok");
  CHECK(rig.found(id)->reactions.size() == 20);
  // Two at once are judged by the rows.
  rig.store.commit([&](Database& db) { CHECK(rows::react(db, id, emoji(21), "ada", true).empty()); }
  );
}

TEST_CASE("an edit that comes again does not undo a later one") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "one");
  const Frame second{"e-1", frame::Edit{id, "two"}};
  CHECK(outcome(rig.take("ada", second)) == "ok");
  CHECK(outcome(rig.take("ada", Frame{"e-2", frame::Edit{id, "three"}})) == "ok");
  CHECK(outcome(rig.take("ada", second)) == "ok");
  CHECK(rig.found(id)->text == "three");
}

TEST_CASE(
    "a command is written down nowhere: not by an edit, and not with the slash of Chinese keyboards"
) {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "hello");
  CHECK(outcome(rig.take("ada", frame::Edit{id, "/report somebody"})) == "no_edit");
  CHECK(rig.found(id)->text == "hello");
  CHECK(outcome(rig.take("ada", frame::Send{"general", 0, "／report somebody"})) == "ok");
  REQUIRE(rig.event);
  REQUIRE(rig.event->as<Command>() != nullptr);
  CHECK(rig.event->as<Command>()->name == "report");
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("nobody answers, for all to see, below a message that they alone see") {
  Rig rig;
  const std::int64_t only = rig.post(pending(1, "general", "for you", {"ada"}));
  REQUIRE(only != 0);
  CHECK(outcome(rig.take("ada", frame::Send{"general", only, "thanks"})) == "no_message");
}

TEST_CASE("a message that is stored is acknowledged again though its writer has left the room") {
  Rig rig;
  const Frame said{"s-1", frame::Send{"general", 0, "hello"}};
  const std::int64_t id = num(rig.take("ada", said), "message");
  CHECK(outcome(rig.take("ada", frame::Leave{"general"})) == "ok");
  const json::object again = rig.take("ada", said);
  CHECK(outcome(again) == "ok");
  CHECK(num(again, "message") == id);
}

TEST_CASE("what was on its way from who has just been forgotten leaves nothing behind") {
  Rig rig;
  const std::int64_t graces = rig.say("grace", "general", "hello");
  rig.store.commit([](Database& db) { rows::forget(db, "ada"); });
  // The roster has not heard of it yet.
  rig.take("ada", frame::Send{"general", 0, "hello"});
  rig.take("ada", frame::React{graces, emoji(1), true});
  rig.take("ada", frame::Me{"zh-Hant", "Asia/Taipei"});
  CHECK(rig.store.number("SELECT count(*) FROM web_people WHERE id='ada'") == 0);
  CHECK(rig.store.number("SELECT count(*) FROM web_messages WHERE author='ada'") == 0);
  CHECK(rig.store.number("SELECT count(*) FROM web_reactions") == 0);
  CHECK(rig.store.number("SELECT count(*) FROM web_acts") == 0);
}

TEST_CASE("a secret form is in memory for an hour and no longer") {
  Rig rig;
  Pending open = pending(7, "general", "", {"ada"});
  open.kind = Pending::Kind::open;
  open.form.id = "test.form";
  open.form.secret = true;
  const web::Delivered done = rig.deliver(std::move(open));
  REQUIRE(done);
  CHECK(list(rig.welcome("ada"), "forms").size() == 1);
  rig.clock.advance(std::chrono::minutes(61));
  rig.space->sweep();
  CHECK(rig.space->secret_forms.empty());
  CHECK(list(rig.welcome("ada"), "forms").empty());
}
