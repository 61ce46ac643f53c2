// The terminal's adapter between a scripted console and an engine that the test plays.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/terminal.hpp"
#include "bot/catalog.hpp"
#include "tests/support/fake_console.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace usher::terminal::test_rig {

namespace asio = boost::asio;

inline const Catalog catalog;
inline const ManualClock clock(sys_seconds(std::chrono::seconds(1'800'000'000)));
inline constexpr WordSpec words[] = {{.word = "list", .grammar = "", .summary = mark("List them")}};
inline constexpr CommandSpec specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up"), .words = words},
    {.name = "report", .grammar = "", .summary = mark("Report")}
};

inline Phrase text(std::string_view what) {
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

inline Doc with_buttons(std::string_view what) {
  Doc doc(text(what));
  doc.buttons(
      {Button(text("One"), "test.one", "1"), Button(text("Two"), "test.two", "2"),
       Button::open(text("Site"), "https://numpy.org/")}
  );
  return doc;
}

inline Form one_field() {
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
        io.get_executor(), clock, catalog, commands, std::move(settings), std::move(fake)
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

inline Pending post(std::int64_t id, Doc doc) {
  Pending pending;
  pending.id = id;
  pending.to.place = {"terminal", "chat", ""};
  pending.doc = std::move(doc);
  return pending;
}

inline Result<Reply> say_it(const Event&) { return SayReply{Doc(text("answer"))}; }

}  // namespace usher::terminal::test_rig
