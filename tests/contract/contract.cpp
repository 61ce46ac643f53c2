// tests/contract/contract.cpp: the feature that every adapter carries in these tests, and what all rigs share.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/contract/contract.hpp"

#include "commands/help.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace usher::contract {
namespace {

constexpr CommandSpec specs[] = {
    {.name = "look", .grammar = "", .summary = mark("Look")},
    {.name = "hush", .grammar = "", .summary = mark("For you alone")},
    {.name = "tell", .grammar = "", .summary = mark("In a conversation")},
    {.name = "notice", .grammar = "", .summary = mark("In the room")},
    {.name = "form", .grammar = "", .summary = mark("A form")}
};

Phrase phrase(std::string_view what) {
  static const Catalog catalog;
  return Say(catalog, "en")("{what}", fmt::arg("what", what));
}

Form form() {
  Form out;
  out.id = "test.form";
  out.title = "A form";
  out.submit = "Send";
  out.fields.push_back({.name = "why", .label = "Why", .type = Field::Type::line});
  return out;
}

Outcome obey(const Event& event, const Command& command) {
  if (command.name == "look") {
    Doc doc = test::words("Looked " + command.args);
    doc.buttons({Button(phrase("More"), "test.more", command.args)});
    return {SayReply{doc, false}, {}};
  }
  if (command.name == "hush") return {SayReply{test::words("Hush " + command.args), true}, {}};
  if (command.name == "form") return {None{}, {Open{event.who, form()}}};
  Post post{.body = test::words("Told " + command.args), .key = "told:" + event.id};
  if (command.name == "tell") {
    post.to = {.place = {event.at.space, "", ""}, .people = {event.who.id}};
    post.audience = Audience::direct;
  } else {
    post.to = {.place = {event.at.space, event.at.room, ""}};
  }
  return {None{}, {post}};
}

// Nothing but /help and what does not exist: of what is said to Usher the feature above is asked.
class OnlyCommands final : public Feature {
 public:
  std::string_view name() const override { return help_.name(); }
  std::span<const CommandSpec> commands() const override { return help_.commands(); }
  Outcome on(const Event& event, Context& context) override { return help_.on(event, context); }

 private:
  Help help_;
};

Outcome hear(const Event& event, Context&) {
  if (const auto* command = event.as<Command>()) return obey(event, *command);
  if (const auto* message = event.as<Message>()) {
    if (!message->mention && !message->direct) return {};
    const std::string& text = message->text;
    const auto from = text.find("hear ");
    if (from == std::string::npos) return {};
    return {SayReply{test::words("Heard " + text.substr(from + 5)), false}, {}};
  }
  if (const auto* press = event.as<Press>())
    return {SayReply{test::words("Pressed " + press->value), false}, {}};
  if (const auto* submit = event.as<Submit>()) {
    const auto found = submit->fields.find("why");
    const std::string why = found == submit->fields.end() ? "" : found->second;
    if (why == "bad") return {Reject{{{"why", "Not this."}}}, {}};
    Post post{
        .to = {.place = {event.at.space, "", ""}, .people = {event.who.id}},
        .audience = Audience::direct,
        .body = test::words("Submitted " + why),
        .key = "submitted:" + event.id
    };
    return {Close{}, {post}};
  }
  return {};
}

}  // namespace

Cast usual_cast() {
  const auto help = [](Engine& engine) { engine.add(std::make_unique<OnlyCommands>()); };
  return {hear, specs, test::Carried(help)};
}

void Rig::until(const std::function<bool()>& condition) {
  for (int i = 0; i < 20000; ++i) {
    if (condition()) return;
    turn(1);
  }
  throw std::runtime_error("what the test waits for did not happen");
}

void Rig::until_idle(const Clock& clock) {
  Database db(database(), Database::Mode::read_only);
  const auto any = [&db](const char* sql, sys_seconds now) { return db.query(sql, now).next(); };
  int quiet = 0;
  until([&] {
    const sys_seconds now = clock.seconds();
    const bool busy = engine().figures().under_way != 0 ||
                      any("SELECT 1 FROM jobs WHERE at<=? LIMIT 1", now) ||
                      any("SELECT 1 FROM calls WHERE created<=? LIMIT 1", now) ||
                      any("SELECT 1 FROM outbox WHERE dead=0 AND created<=? LIMIT 1", now);
    quiet = busy ? 0 : quiet + 1;
    return quiet >= 5;
  });
}

void Rig::heard(const std::function<void()>& act) {
  const auto before = engine().figures().accepted;
  act();
  until([&] { return engine().figures().accepted > before; });
}

std::size_t Rig::count(std::string_view person, std::string_view words) {
  return static_cast<std::size_t>(std::ranges::count_if(sees(person), [&](const auto& one) {
    return one.contains(words);
  }));
}

void Rig::until_sees(std::string_view person, std::string_view words) {
  for (int i = 0; i < 4000; ++i) {
    if (count(person, words) > 0) return;
    turn(5);
  }
  std::string seen;
  for (const std::string& one : sees(person)) seen += "\n  " + one;
  throw std::runtime_error(
      std::string(person) + " never saw “" + std::string(words) + "”, but:" + seen
  );
}

namespace {

Made on_slack(std::string_view name, bool by_http) {
  return {name, "slack:U0ADA", "slack:U0BO", "slack:C0GENERAL", [=](const Cast& cast) {
            return slack_rig(by_http, cast);
          }};
}

Made on_matrix(std::string_view name, bool as_service) {
  return {
      name, "matrix:@ada:localhost", "matrix:@bo:localhost", "matrix:!general",
      [=](const Cast& cast) { return matrix_rig(as_service, cast); }
  };
}

}  // namespace

std::vector<Made> rigs() {
  return {
      {"the space in the browser", "web:ada", "web:bo", "web:general", web_rig},
      {"the terminal", "terminal:ada", "", "terminal:chat", terminal_rig},
      on_slack("Slack, by Socket Mode", false),
      on_slack("Slack, over HTTP", true),
      on_matrix("Matrix, by /sync", false),
      on_matrix("Matrix, as an application service", true)
  };
}

}  // namespace usher::contract
