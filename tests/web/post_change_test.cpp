// tests/web/post_change_test.cpp: what Usher does to messages that are there, forms, home pages, and what is kept nowhere.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/web/form_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

Pending change(Pending::Kind kind, std::int64_t ref, std::string_view text = "") {
  Pending out = pending(900, "general", text);
  out.kind = kind;
  out.ref = std::to_string(ref);
  out.emoji = "🎉";
  return out;
}

// A Replace of what somebody pressed, without a key.
Pending replacing(std::int64_t row, std::string who, std::int64_t message) {
  Pending out = pending(row, "general", "replaced", {std::move(who)});
  out.replace_original = true;
  out.route = to_route({"tab", message});
  return out;
}

errc why_not(const web::Delivered& done) { return done ? errc::ok : done.error().why; }

}  // namespace

TEST_CASE("a post is edited, reacted to and taken back by its reference") {
  Rig rig;
  const std::int64_t id = rig.post(pending(1, "general", "before"));
  const auto edited = rig.deliver(change(Pending::Kind::edit, id, "after"));
  REQUIRE(edited);
  CHECK(edited->ref == std::to_string(id));
  CHECK(edited->at.room == "general");
  CHECK(rig.found(id)->doc == Doc(phrase("after")));
  CHECK_FALSE(rig.found(id)->edited);  // turning a page is no correction
  REQUIRE(rig.deliver(change(Pending::Kind::react, id)));
  REQUIRE(rig.found(id)->reactions.size() == 1);
  CHECK(rig.found(id)->reactions[0].second == std::vector<std::string>{"usher"});
  Pending back = change(Pending::Kind::react, id);
  back.add = false;
  REQUIRE(rig.deliver(back));
  CHECK(rig.found(id)->reactions.empty());
  REQUIRE(rig.deliver(change(Pending::Kind::retract, id)));
  CHECK(rig.found(id)->deleted);
}

TEST_CASE("the same change delivered twice is fine") {
  Rig rig;
  const std::int64_t id = rig.post(pending(1, "general", "before"));
  for (const auto kind : {Pending::Kind::edit, Pending::Kind::react, Pending::Kind::retract})
    for (int i = 0; i < 2; ++i) CHECK(rig.deliver(change(kind, id, "after")));
  CHECK(rig.found(id)->deleted);
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("a change of a message that is not there is not found") {
  Rig rig;
  for (const auto kind : {Pending::Kind::edit, Pending::Kind::react, Pending::Kind::retract}) {
    CHECK(why_not(rig.deliver(change(kind, 4711))) == errc::not_found);
    for (const char* ref : {"", "x", "12x", "-1"}) {
      Pending odd = change(kind, 0);
      odd.ref = ref;
      CHECK(why_not(rig.deliver(odd)) == errc::not_found);
    }
  }
}

TEST_CASE("the pressed message is replaced where it is that person's own") {
  Rig rig;
  const std::int64_t noted = rig.post(pending(1, "general", "before", {"ada"}));
  const auto done = rig.deliver(replacing(2, "ada", noted));
  REQUIRE(done);
  CHECK(done->ref == std::to_string(noted));
  CHECK(rig.found(noted)->doc == Doc(phrase("replaced")));
  const std::int64_t direct = rig.post(pending(3, "dm:ada", "before"));
  REQUIRE(rig.deliver(replacing(4, "ada", direct)));
  CHECK(rig.found(direct)->doc == Doc(phrase("replaced")));
}

TEST_CASE("what all see, or another has, is not replaced by who pressed it") {
  Rig rig;
  const std::int64_t shared = rig.post(pending(1, "general", "before"));
  const std::int64_t noted = rig.post(pending(2, "general", "before", {"grace"}));
  const std::int64_t gone = rig.post(pending(3, "general", "before", {"ada"}));
  REQUIRE(rig.deliver(change(Pending::Kind::retract, gone)));
  const std::int64_t adas = rig.say("ada", "dm:ada", "my own words");
  std::int64_t row = 10;
  for (const std::int64_t id : {shared, noted, gone, adas, std::int64_t{4711}, std::int64_t{0}}) {
    CAPTURE(id);
    const std::int64_t made = rig.post(replacing(++row, "ada", id));
    CHECK(made != id);
    REQUIRE(rig.found(made));
    CHECK(rig.found(made)->only == "ada");
  }
  CHECK(rig.found(shared)->doc == Doc(phrase("before")));
  CHECK(rig.found(noted)->doc == Doc(phrase("before")));
  CHECK(rig.found(adas)->text == "my own words");
}

TEST_CASE("a form that is opened waits in a row, once") {
  Rig rig;
  Form form = all_fields();
  form.fields.pop_back();  // the secret one
  REQUIRE(rig.deliver(opening(7, form)));
  REQUIRE(rig.deliver(opening(7, form)));
  CHECK(rig.store.number("SELECT count(*) FROM web_forms WHERE person='ada'") == 1);
  rig.start();
  const json::object welcome = rig.welcome("ada");
  REQUIRE(list(welcome, "forms").size() == 1);
  const json::object shown = list(welcome, "forms").at(0).as_object();
  CHECK(str(shown, "title") == "A form");
  const auto ticket =
      rig.space->seal->open(str(shown, "ticket"), "ada", rig.space->clock.seconds());
  REQUIRE(ticket);
  CHECK(ticket->id == 7);
  CHECK(ticket->room == "general");
  CHECK(list(rig.welcome("grace"), "forms").empty());
}

TEST_CASE("a secret form waits in memory only, for an hour") {
  for (const bool whole : {true, false}) {
    Rig rig;
    Form form = all_fields();
    if (whole) form.fields.pop_back();
    form.secret = whole;
    form.title = "Not to be written";
    REQUIRE(rig.deliver(opening(7, form)));
    CHECK(rig.store.columns_with("Not to be written").empty());
    CHECK(rig.store.number("SELECT count(*) FROM web_forms") == 0);
    CHECK(list(rig.welcome("ada"), "forms").size() == 1);
    CHECK(list(rig.welcome("grace"), "forms").empty());
    rig.clock.advance(std::chrono::minutes(61));
    CHECK(list(rig.welcome("ada"), "forms").empty());
  }
}

TEST_CASE("a form for somebody who is not there is not found, and elsewhere it is theirs alone") {
  Rig rig;
  Pending out = opening(7, all_fields());
  out.to.people = {"nobody"};
  CHECK(why_not(rig.deliver(out)) == errc::not_found);
  out.to.people = {"ada"};
  out.to.place.room = "committee";
  const auto done = rig.deliver(out);
  REQUIRE(done);
  CHECK(done->at.room == "dm:ada");
}

TEST_CASE("the home page is the newest one that was written") {
  Rig rig;
  CHECK(rig.welcome("ada").at("home").is_null());
  for (const char* text : {"first", "second"}) {
    Pending home = pending(5, "", text, {"ada"});
    home.kind = Pending::Kind::home;
    REQUIRE(rig.deliver(home));
  }
  CHECK(json::serialize(list(rig.welcome("ada"), "home")) == R"([{"p":[{"t":"second"}]}])");
  CHECK(rig.welcome("grace").at("home").is_null());
  Pending lost = pending(6, "", "x", {"nobody"});
  lost.kind = Pending::Kind::home;
  CHECK(why_not(rig.deliver(lost)) == errc::not_found);
}

TEST_CASE("a sealed post is read while Usher runs and stands in no row") {
  Rig rig;
  Pending out = pending(7, "dm:ada", "a cry for help");
  out.sealed = true;
  const std::int64_t id = rig.post(out);
  REQUIRE(id != 0);
  CHECK(rig.store.columns_with("cry for help").empty());
  const auto shown = [&] {
    const json::object ack = rig.take("ada", frame::History{"dm:ada", 0, 0});
    return json::serialize(list(ack, "messages").at(0).as_object().at("doc"));
  };
  CHECK(shown().contains("a cry for help"));
  CHECK(json::serialize(rig.welcome("ada")).contains("a cry for help"));
  rig.start();
  CHECK_FALSE(shown().contains("a cry for help"));
  CHECK(shown().contains("shown once and is kept nowhere"));
  CHECK(json::serialize(rig.welcome("ada")).contains("shown once and is kept nowhere"));
  // The next attempt at the same row says it again.
  CHECK(rig.post(out) == id);
  CHECK(shown().contains("a cry for help"));
  CHECK(rig.store.columns_with("cry for help").empty());
}
