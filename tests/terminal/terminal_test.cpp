// tests/terminal/terminal_test.cpp: lines into events, replies and deliveries onto the screen.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/terminal/terminal_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;
using namespace usher::terminal::test_rig;

TEST_CASE("a line is a command or a message, and its answer is printed", "[terminal]") {
  Rig rig(say_it);
  rig.console->lines = {"/NEP 0 ", "", "  hello there "};
  rig.run();
  CHECK(rig.ended);
  REQUIRE(rig.events.size() == 2);
  CHECK(rig.events[0].as<Command>()->name == "nep");
  CHECK(rig.events[0].as<Command>()->args == "0");
  CHECK(rig.events[0].at == Place{"terminal", "chat", ""});
  CHECK(rig.events[0].who.id == "ada");
  CHECK(rig.events[1].as<Message>()->text == "hello there");
  CHECK(rig.events[1].as<Message>()->direct);
  CHECK(rig.events[1].as<Message>()->mention);
  CHECK(rig.console->screen == "answer\nanswer\n");
}

TEST_CASE("event ids differ, also between two sessions", "[terminal]") {
  Rig one(say_it);
  Rig two(say_it);
  one.console->lines = {"a", "b"};
  two.console->lines = {"a"};
  one.run();
  two.run();
  CHECK(one.events[0].id != one.events[1].id);
  CHECK(one.events[0].id != two.events[0].id);
}

TEST_CASE("control and bidirectional characters do not reach the engine", "[terminal]") {
  Rig rig(say_it);
  rig.console->lines = {"a\x1b[2J\xe2\x80\xae b\xff"};
  rig.run();
  CHECK(rig.events[0].as<Message>()->text == "a[2J b�");
}

TEST_CASE("a number presses the button of the newest message that has some", "[terminal]") {
  Rig rig([](const Event& event) -> Result<Reply> {
    if (event.as<Press>() != nullptr) return Replace{Doc(text("pressed"))};
    return SayReply{with_buttons("choose")};
  });
  rig.console->lines = {"1", "/nep", "2", "1", "7", "3"};
  rig.run();
  REQUIRE(rig.events.size() == 4);
  CHECK(rig.events[0].as<Message>()->text == "1");  // nothing to press yet
  CHECK(rig.events[2].as<Press>()->action == "test.two");
  CHECK(rig.events[3].as<Press>()->value == "1");
  CHECK(
      rig.console->screen.find("There is no button 7; the newest ones are 1 to 3.") !=
      std::string::npos
  );
  CHECK(rig.console->screen.ends_with("Site <https://numpy.org/>\n"));
}

TEST_CASE("a press names the key of the post that it touches", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.run();
  Pending pending = post(1, with_buttons("choose"));
  pending.key = "card";
  REQUIRE(rig.deliver(pending));
  rig.console->give(Input::Kind::line, "1");
  rig.go_on();
  CHECK(rig.events.at(0).as<Press>()->key == "card");
  rig.adapter->stop();
  rig.go_on();
  CHECK(rig.ended);
}

TEST_CASE("what is delivered twice is printed once", "[terminal]") {
  Rig rig(say_it);
  rig.run();
  const auto first = rig.deliver(post(7, Doc(text("news"))));
  const auto again = rig.deliver(post(7, Doc(text("news"))));
  REQUIRE(first);
  REQUIRE(again);
  CHECK(first->ref == again->ref);
  CHECK(rig.console->screen == "news\n");
}

TEST_CASE("nothing is shown to a person for whom it is not meant", "[terminal]") {
  Rig rig(say_it);
  rig.run();
  Pending to_bob = post(1, Doc(text("for Bob")));
  to_bob.to.people = {"bob"};
  CHECK(rig.deliver(to_bob).error().why == errc::guard_failed);
  Pending guarded = post(2, Doc(text("for Bob")));
  guarded.guard.members = {"bob"};
  CHECK(rig.deliver(guarded).error().why == errc::guard_failed);
  Pending mine = post(3, Doc(text("for Ada")));
  mine.to.people = {"ada"};
  mine.guard = {true, true, {"ada", "bob"}};
  CHECK(rig.deliver(mine));
  CHECK(rig.console->screen == "for Ada\n");
}

TEST_CASE("Ctrl-C clears the line, twice leaves", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.console->person = true;
  rig.run();
  rig.console->give(Input::Kind::interrupt, "half a line");
  rig.go_on();
  CHECK_FALSE(rig.ended);
  CHECK(rig.console->screen.ends_with("Press Ctrl-C again to leave.\n"));
  rig.console->give(Input::Kind::interrupt, "another");  // something was typed: only cleared
  rig.go_on();
  CHECK_FALSE(rig.ended);
  rig.console->give(Input::Kind::interrupt, "");
  rig.go_on();
  CHECK(rig.ended);
}

TEST_CASE("quit leaves, unless a feature owns that word", "[terminal]") {
  for (const char* word : {"/quit", "exit", "QUIT", "/exit"}) {
    Rig rig(say_it);
    rig.console->lines = {word, "never"};
    rig.run();
    CHECK(rig.events.empty());
  }
}

TEST_CASE("forgetting a person clears the history of this one only", "[terminal]") {
  Rig rig(say_it);
  Person somebody;
  somebody.id = "bob";
  CHECK_FALSE(rig.adapter->forget(somebody));
  somebody.id = "ada";
  const Write write = rig.adapter->forget(somebody);
  REQUIRE(write);
  Database none(":memory:");
  write(none);
  CHECK(rig.console->forgotten == 1);
}

TEST_CASE("Tab offers commands and their words with what they are for", "[terminal]") {
  Rig rig(say_it);
  rig.run();
  const auto found = rig.console->completer("/n", "en");
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == "/nep");
  CHECK(found[0].note == "Look up");
  CHECK(rig.console->completer("/nep l", "en").at(0).text == "list");
}

TEST_CASE("the chat ends when nobody reads what it prints", "[terminal]") {
  Rig rig(say_it);
  rig.console->lines = {"a", "b", "c"};
  rig.console->nobody_reads = true;
  rig.run();
  CHECK(rig.ended);
  CHECK(rig.events.size() == 1);
  CHECK(rig.deliver(post(1, Doc(text("news")))).error().why == errc::unreachable);
}

TEST_CASE("a line that is too long is refused in words", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.run();
  rig.console->give(Input::Kind::too_long, "");
  rig.go_on();
  CHECK(rig.events.empty());
  CHECK(rig.console->screen.find("That line is too long") != std::string::npos);
}
