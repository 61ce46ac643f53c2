// tests/terminal/terminal_form_test.cpp: forms as prompts, while other things happen.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/terminal/terminal_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;
using namespace usher::terminal::test_rig;

TEST_CASE("a form that arrives while somebody types gives the line back afterwards", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.run();
  rig.console->draft = "half a sen";
  Pending open = post(1, {});
  open.kind = Pending::Kind::open;
  open.form = one_field();
  REQUIRE(rig.deliver(open));
  CHECK(rig.console->withdrawn == 1);
  CHECK(rig.console->asked.back().prompt == "> ");
  CHECK(rig.console->screen.find("Your name") != std::string::npos);
  rig.console->give(Input::Kind::line, "Ada");
  rig.go_on();
  REQUIRE(rig.events.size() == 1);
  CHECK(rig.events[0].as<Submit>()->fields.at("name") == "Ada");
  CHECK(rig.console->asked.back().initial == "half a sen");
  CHECK(rig.console->asked.back().command);
}

TEST_CASE("who leaves while a question is being printed is not asked it", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.run();
  rig.console->on_print = [&rig] {
    if (rig.console->screen.find("Your name") != std::string::npos) rig.adapter->stop();
  };
  Pending open = post(1, {});
  open.kind = Pending::Kind::open;
  open.form = one_field();
  REQUIRE(rig.deliver(open));
  rig.go_on();
  CHECK(rig.ended);
}

TEST_CASE("the line after a command that opens a form answers that form", "[terminal]") {
  Rig rig([](const Event& event) -> Result<Reply> {
    if (event.as<Submit>() != nullptr) return SayReply{Doc(text("thanks"))};
    return None{};
  });
  rig.console->lines = {"/nep", "Ada", "bye"};
  rig.answer = [&rig, inner = rig.answer](const Event& event) {
    if (event.as<Command>() != nullptr) {
      Pending open = post(1, {});
      open.kind = Pending::Kind::open;
      open.form = one_field();
      asio::co_spawn(
          rig.io, rig.adapter->deliver(std::move(open)),
          [](const std::exception_ptr&, const auto&) {}
      );
    }
    return inner(event);
  };
  rig.run();
  REQUIRE(rig.events.size() == 3);
  CHECK(rig.events[1].as<Submit>()->fields.at("name") == "Ada");
  CHECK(rig.events[2].as<Message>()->text == "bye");
}

TEST_CASE(
    "a rejected form is asked again at the field at fault, an updated one is the next", "[terminal]"
) {
  int submissions = 0;
  Rig rig([&](const Event& event) -> Result<Reply> {
    if (event.as<Submit>() == nullptr) return Update{one_field()};
    if (++submissions == 1) {
      Reject no;
      no.errors["name"] = "Taken.";
      return no;
    }
    return Close{};
  });
  rig.console->lines = {"/nep", "Ada", "Eve"};
  rig.run();
  CHECK(submissions == 2);
  CHECK(rig.events.back().as<Submit>()->fields.at("name") == "Eve");
  CHECK(rig.console->screen.find("✗ Taken.") != std::string::npos);
}

TEST_CASE("leaving a form tells its owner, at the end of input as well", "[terminal]") {
  for (const bool by_command : {true, false}) {
    Rig rig([](const Event& event) -> Result<Reply> {
      if (event.as<Cancelled>() != nullptr) return None{};
      return Update{one_field()};
    });
    rig.console->lines = {"/nep"};
    if (by_command) rig.console->lines.emplace_back("/cancel");
    rig.run();
    REQUIRE(rig.events.size() == 2);
    CHECK(rig.events[1].as<Cancelled>()->form == "test.form");
    CHECK(rig.console->screen.find("nothing was sent") != std::string::npos);
  }
}

TEST_CASE("a form survives a disk that is full", "[terminal]") {
  int submissions = 0;
  Rig rig([&](const Event& event) -> Result<Reply> {
    if (event.as<Submit>() == nullptr) return Update{one_field()};
    if (++submissions == 1) return std::unexpected(errc::disk_full);
    return Close{};
  });
  rig.console->lines = {"/nep", "Ada", ""};
  rig.run();
  CHECK(rig.console->screen.find("The disk is full") != std::string::npos);
  CHECK(rig.events.back().as<Submit>()->fields.at("name") == "Ada");
}

TEST_CASE("reports and forms stay out of the history", "[terminal]") {
  Rig rig([](const Event& event) -> Result<Reply> {
    if (event.as<Submit>() != nullptr) return Close{};
    if (const auto* command = event.as<Command>(); command != nullptr && command->args == "form")
      return Update{one_field()};
    return SayReply{Doc(text("answer"))};
  });
  rig.console->lines = {"/nep 0", "/report somebody", "/nepp 1", "/nep form", "secret", "hello"};
  rig.run();
  const std::vector<std::pair<std::string, bool>> expected{
      {"/nep 0", true}, {"/nepp 1", false}, {"/nep form", true}, {"hello", false}
  };
  CHECK(rig.console->remembered == expected);
}
