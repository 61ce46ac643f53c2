// tests/terminal/terminal_test.cpp: lines into events, replies and deliveries onto the screen.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/terminal.hpp"

#include "bot/catalog.hpp"
#include "tests/support/fake_console.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;
namespace asio = boost::asio;

namespace {

const Catalog catalog;
constexpr WordSpec words[] = {{.word = "list", .grammar = "", .summary = mark("List them")}};
constexpr CommandSpec specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up"), .words = words},
    {.name = "report", .grammar = "", .summary = mark("Report")}
};

Phrase text(std::string_view what) { return Say(catalog, "en")("{what}", fmt::arg("what", what)); }

Doc with_buttons(std::string_view what) {
  Doc doc(text(what));
  doc.buttons(
      {Button(text("One"), "test.one", "1"), Button(text("Two"), "test.two", "2"),
       Button::open(text("Site"), "https://numpy.org/")}
  );
  return doc;
}

Form one_field() {
  Form form;
  form.id = "test.form";
  form.title = "A form";
  form.fields.emplace_back();
  form.fields.back().name = "name";
  form.fields.back().label = "Your name";
  return form;
}

// An adapter between a scripted console and an engine that the test plays.
struct Rig {
  explicit Rig(std::function<Result<Reply>(const Event&)> engine) : answer(std::move(engine)) {
    commands.add("test", specs);
    auto fake = std::make_unique<test::FakeConsole>();
    console = fake.get();
    Settings settings;
    settings.user.id = "ada";
    settings.user.roles = {Role::administrator};
    settings.language = "en";
    settings.community = "Tests";
    adapter = std::make_unique<TerminalAdapter>(
        io.get_executor(), catalog, commands, std::move(settings), std::move(fake)
    );
  }

  void run() {
    const Accept accept([this](Inbound in, std::move_only_function<void(Result<Reply>)> done) {
      events.push_back(*in.event);
      done(answer(*in.event));
    });
    asio::co_spawn(io, adapter->run(accept), [this](const std::exception_ptr& thrown) {
      ended = true;
      if (thrown) std::rethrow_exception(thrown);
    });
    go_on();
  }
  // Until the adapter has ended, or waits for a line that the test has yet to type.
  void go_on() {
    while (!ended && !console->waiting() && io.run_one() != 0) {
    }
    while (io.poll() != 0) {
    }
    io.restart();
  }
  std::expected<Receipt, Setback> deliver(Pending pending) {
    std::expected<Receipt, Setback> out = std::unexpected(Setback(errc::bug));
    asio::co_spawn(
        io, adapter->deliver(std::move(pending)),
        [&](const std::exception_ptr& thrown, std::expected<Receipt, Setback> got) {
          if (thrown) std::rethrow_exception(thrown);
          out = std::move(got);
        }
    );
    while (io.poll() != 0) {
    }
    io.restart();
    return out;
  }

  asio::io_context io;
  CommandTable commands;
  std::function<Result<Reply>(const Event&)> answer;
  std::vector<Event> events;
  bool ended = false;
  test::FakeConsole* console = nullptr;
  std::unique_ptr<TerminalAdapter> adapter;
};

Pending post(std::int64_t id, Doc doc) {
  Pending pending;
  pending.id = id;
  pending.to.place = {"terminal", "chat", ""};
  pending.doc = std::move(doc);
  return pending;
}

Result<Reply> say_it(const Event&) { return SayReply{Doc(text("answer"))}; }

}  // namespace

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
  rig.deliver(std::move(pending));
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
  CHECK(rig.deliver(std::move(to_bob)).error().why == errc::guard_failed);
  Pending guarded = post(2, Doc(text("for Bob")));
  guarded.guard.members = {"bob"};
  CHECK(rig.deliver(std::move(guarded)).error().why == errc::guard_failed);
  Pending mine = post(3, Doc(text("for Ada")));
  mine.to.people = {"ada"};
  mine.guard = {true, true, {"ada", "bob"}};
  CHECK(rig.deliver(std::move(mine)));
  CHECK(rig.console->screen == "for Ada\n");
}

TEST_CASE("a form that arrives while somebody types gives the line back afterwards", "[terminal]") {
  Rig rig(say_it);
  rig.console->then_end = false;
  rig.run();
  rig.console->draft = "half a sen";
  Pending open = post(1, {});
  open.kind = Pending::Kind::open;
  open.form = one_field();
  REQUIRE(rig.deliver(std::move(open)));
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
      {"/nep 0", true}, {"/nepp 1", false}, {"/nep form", true}, {"hello", true}
  };
  CHECK(rig.console->remembered == expected);
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
