// tests/web/desk_test.cpp: buttons, reactions, history, completion and the home page.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/desk.hpp"

#include "tests/web/web_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;
using Texts = std::vector<std::string>;

namespace {

// Usher's post with buttons; its number.
std::int64_t card(Rig& rig, std::string room = "general", std::vector<std::string> people = {}) {
  Pending out = pending(100 + rig.rows_of_messages(), std::move(room), "", std::move(people));
  out.doc = with_buttons();
  out.key = "card";
  return rig.post(std::move(out));
}

}  // namespace

TEST_CASE("a press says what the button means, as it is stored and not as the page thinks") {
  Rig rig;
  const std::int64_t id = card(rig);
  const json::object ack = rig.take("grace", Frame{"p-1", frame::Press{id, 1}});
  CHECK(outcome(ack) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->id == "grace/p-1");
  CHECK(rig.event->at == Place{"web", "general", ""});
  CHECK(rig.event->who.id == "grace");
  const auto* press = rig.event->as<Press>();
  REQUIRE(press != nullptr);
  CHECK(press->action == "test.two");
  CHECK(press->value == "2");
  CHECK(press->key == "card");
  CHECK(read_route(rig.event->route).message == id);
  CHECK(read_route(rig.event->route).tab == "tab");
  CHECK(rig.rows_of_messages() == 1);
}

TEST_CASE("what is no button, or opens a page, is not pressed") {
  Rig rig;
  const std::int64_t id = card(rig);
  for (const std::int64_t button : {2, 3, 4711}) {
    CAPTURE(button);
    CHECK(outcome(rig.take("ada", frame::Press{id, button})) == "no_button");
  }
  const std::int64_t said = rig.say("ada", "general", "hello");
  CHECK(outcome(rig.take("ada", frame::Press{said, 0})) == "no_button");
  CHECK_FALSE(rig.asked);
}

TEST_CASE("only who sees a message presses its buttons") {
  Rig rig;
  const std::int64_t noted = card(rig, "general", {"grace"});
  CHECK(outcome(rig.take("ada", frame::Press{noted, 0})) == "no_message");
  CHECK(outcome(rig.take("grace", frame::Press{noted, 0})) == "ok");
  const std::int64_t secret = card(rig, "committee");
  CHECK(outcome(rig.take("root", frame::Press{secret, 0})) == "no_message");
  CHECK(outcome(rig.take("kay", frame::Press{secret, 0})) == "ok");
}

TEST_CASE("a press in a thread happens in that thread") {
  Rig rig;
  const std::int64_t root = rig.say("ada", "general", "root");
  Pending reply = pending(7, "general", "");
  reply.to.place.thread = std::to_string(root);
  reply.doc = with_buttons();
  rig.take("ada", frame::Press{rig.post(reply), 0});
  REQUIRE(rig.event);
  CHECK(rig.event->at == Place{"web", "general", std::to_string(root)});
}

TEST_CASE("the home page has buttons of its own, for its person") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Press{0, 0})) == "no_button");
  Pending home = pending(5, "", "", {"ada"});
  home.kind = Pending::Kind::home;
  home.doc = with_buttons();
  REQUIRE(rig.deliver(home));
  CHECK(outcome(rig.take("grace", frame::Press{0, 0})) == "no_button");
  CHECK(outcome(rig.take("ada", frame::Press{0, 0})) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->at == Place{"web", "dm:ada", ""});
  REQUIRE(rig.event->as<Press>() != nullptr);
  CHECK(rig.event->as<Press>()->action == "test.one");
  CHECK(rig.event->as<Press>()->key.empty());
}

TEST_CASE("looking at the home page is an event") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Home{})) == "ok");
  REQUIRE(rig.event);
  CHECK(rig.event->as<Opened>() != nullptr);
  CHECK(rig.event->at == Place{"web", "dm:ada", ""});
}

TEST_CASE("a reaction is kept, and Usher hears of one to a post of its own that has a key") {
  Rig rig;
  const std::int64_t said = rig.say("ada", "general", "hello");
  CHECK(outcome(rig.take("grace", frame::React{said, "👍", true})) == "ok");
  CHECK_FALSE(rig.event);
  REQUIRE(rig.found(said)->reactions.size() == 1);
  CHECK(rig.found(said)->reactions[0].second == Texts{"grace"});
  CHECK(outcome(rig.take("grace", frame::React{said, "👍", false})) == "ok");
  CHECK(rig.found(said)->reactions.empty());
  CHECK(outcome(rig.take("grace", frame::React{card(rig), "🎉", true})) == "ok");
  REQUIRE(rig.event);
  const auto* reacted = rig.event->as<Reacted>();
  REQUIRE(reacted != nullptr);
  CHECK(reacted->key == "card");
  CHECK(reacted->emoji == "🎉");
  CHECK(reacted->added);
}

TEST_CASE("a reaction is one sign, not a text") {
  Rig rig;
  const std::int64_t id = rig.say("ada", "general", "hello");
  for (const std::string& bad :
       {std::string(), std::string(" "), std::string("two words"), std::string(33, 'x'),
        std::string("\n")}) {
    CAPTURE(bad);
    CHECK(outcome(rig.take("ada", frame::React{id, bad, true})) == "not_understood");
  }
  for (const char* good : {"👨‍👩‍👧‍👦", "1️⃣", "❤️"}) {
    CAPTURE(good);
    CHECK(outcome(rig.take("ada", frame::React{id, good, true})) == "ok");
  }
}

TEST_CASE("history is told to who is in the room, without what others alone may see") {
  Rig rig;
  for (int i = 1; i <= 60; ++i) rig.say("ada", "general", std::to_string(i));
  rig.post(pending(1, "general", "for Grace", {"grace"}));
  const json::object newest = rig.take("ada", frame::History{"general", 0, 0});
  CHECK(outcome(newest) == "ok");
  CHECK(list(newest, "messages").size() == 50);
  CHECK(flag(newest, "more"));
  CHECK(column(newest, "messages", "text").back() == "60");
  const std::int64_t oldest = numbers(newest, "messages", "id").front();
  const json::object older = rig.take("ada", frame::History{"general", oldest, 0});
  CHECK(list(older, "messages").size() == 10);
  CHECK_FALSE(flag(older, "more"));
  CHECK(has(older, "more"));
  CHECK(outcome(rig.take("ada", frame::History{"random", 0, 0})) == "not_member");
  CHECK(outcome(rig.take("root", frame::History{"committee", 0, 0})) == "no_room");
  CHECK(outcome(rig.take("ada", frame::History{"dm:grace", 0, 0})) == "no_room");
}

TEST_CASE("what completes a line is what the person's role may say") {
  Rig rig;
  const auto found = [&](const char* who, std::string line) {
    return column(rig.take(who, frame::Complete{std::move(line)}), "found", "text");
  };
  CHECK(found("ada", "/n") == Texts{"/nep"});
  CHECK(found("root", "/n") == Texts{"/nep", "/notices"});
  CHECK(found("ada", "/nep l") == Texts{"list"});
  CHECK(found("ada", "hello").empty());
  CHECK(found("ada", "/" + std::string(5000, 'n')).empty());
  const json::object ack = rig.take("ada", frame::Complete{"/nep "});
  CHECK(column(ack, "found", "summary") == Texts{"List"});
}

TEST_CASE("what the configuration lets a person do is completed too") {
  Settings from = settings();
  from.roles = [](std::string_view person, Roles here) {
    return person == "ada" ? Roles{Role::administrator} : here;
  };
  Rig rig(std::move(from));
  const auto found = [&](const char* who) {
    return column(rig.take(who, frame::Complete{"/n"}), "found", "text");
  };
  CHECK(found("ada") == Texts{"/nep", "/notices"});
  CHECK(found("kay") == Texts{"/nep"});
}

TEST_CASE("a community without proposals is offered no command for them, in any spelling") {
  const std::span<const CommandSpec> all(specs);
  Rig rig(settings(), all.subspan(1));
  const auto found = [&](std::string line) {
    return column(rig.take("root", frame::Complete{std::move(line)}), "found", "text");
  };
  CHECK(found("/") == Texts{"/help", "/notices"});
  CHECK(found("/n") == Texts{"/notices"});
  CHECK(found("/nep").empty());
  CHECK(found("/nep l").empty());
}

TEST_CASE("a second hello is not understood") {
  Rig rig;
  CHECK(outcome(rig.take("ada", frame::Hello{0, "tab"})) == "not_understood");
}

TEST_CASE("a route tells the tab and the message again") {
  const Way way = read_route(to_route({"tab-1", 4711}));
  CHECK(way.tab == "tab-1");
  CHECK(way.message == 4711);
  for (const char* bytes : {"", "x", "4711", "x y", " "}) {
    CAPTURE(bytes);
    CHECK(read_route({bytes}).message == 0);
  }
}

TEST_CASE("a failed press may be sent again") {
  Rig rig;
  const json::object ack =
      rig.take("ada", frame::Press{card(rig), 0}, std::unexpected(errc::shutting_down));
  CHECK(outcome(ack) == "shutting_down");
  CHECK(flag(ack, "again"));
}
