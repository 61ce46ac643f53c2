// tests/system/terminal_peer.cpp: the terminal adapter over a real engine, with a feature that opens forms, sends
// messages later and shows buttons. For tests/system/terminal_peer_test.py and for trying things by hand:
//   terminal_peer DATABASE
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/local_user.hpp"
#include "adapters/terminal/terminal.hpp"
#include "bot/engine.hpp"
#include "bot/store.hpp"
#include "tests/system/peer.hpp"

#include <boost/asio/io_context.hpp>

#include <csignal>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace {

using namespace usher;  // NOLINT(google-build-using-namespace): a test program of one file

constexpr std::string_view examples[] = {"/form"};
constexpr WordSpec words[] = {
    {.word = "red", .grammar = "", .summary = mark("The colour red")},
    {.word = "green", .grammar = "", .summary = mark("The colour green")},
    {.word = "grey", .grammar = "", .summary = mark("The colour grey")},
};
constexpr CommandSpec specs[] = {
    {.name = "form", .grammar = "", .summary = mark("Open a form"), .examples = examples},
    {.name = "later", .grammar = "[SECONDS]", .summary = mark("Send a message later")},
    {.name = "paint", .grammar = "[COLOUR]", .summary = mark("Choose a colour"), .words = words},
    {.name = "pages", .grammar = "", .summary = mark("Show buttons")},
    {.name = "report", .grammar = "[TEXT]", .summary = mark("Tell something in confidence")},
};

Form make_form() {
  Form form;
  form.id = "peer.form";
  form.title = "A form";
  form.submit = "Send";
  const auto add = [&](const char* name, const char* label, Field::Type type) -> Field& {
    Field& field = form.fields.emplace_back();
    field.name = name;
    field.label = label;
    field.type = type;
    return field;
  };
  add("name", "Your name", Field::Type::line).max_length = 10;
  add("colour", "Colour", Field::Type::choice).choices = {{"r", "Red"}, {"g", "Green"}};
  add("days", "Days", Field::Type::choices).choices = {
      {"mo", "Monday"}, {"tu", "Tuesday"}, {"we", "Wednesday"}
  };
  form.fields.back().optional = true;
  add("when", "Date", Field::Type::date).optional = true;
  add("story", "Story", Field::Type::text).hint = "What happened";
  add("word", "Password", Field::Type::line).secret = true;
  return form;
}

class Peer final : public Feature {
 public:
  std::string_view name() const override { return "peer"; }
  std::span<const CommandSpec> commands() const override { return specs; }
  Kinds wants() const override { return {Kind::message}; }

  Outcome on(const Event& event, Context& context) override {
    const Say say = context.say(event.who);
    if (const auto* command = event.as<Command>()) return on_command(event, *command, context, say);
    if (const auto* message = event.as<Message>())
      return {SayReply{Doc(say("You said: {text}", fmt::arg("text", Text(message->text))))}, {}};
    if (const auto* press = event.as<Press>()) return page(std::stoi(press->value), say);
    if (const auto* submit = event.as<Submit>()) return on_submit(*submit, say);
    if (const auto* tick = event.as<Tick>()) {
      const To to{{"terminal", "chat", ""}, {}};
      return {None{}, {Post{.to = to, .body = Doc(say("A reminder arrives.")), .key = tick->job}}};
    }
    if (event.as<Cancelled>() != nullptr) return {SayReply{Doc(say("Cancelled, I see."))}, {}};
    return {};
  }

 private:
  static Outcome on_command(
      const Event& event, const Command& command, Context& context, const Say& say
  ) {
    const auto soon =
        std::chrono::seconds(command.args.empty() ? 1 : std::atoi(command.args.c_str()));
    if (command.name == "form") return {None{}, {Open{event.who, make_form()}}};
    if (command.name == "later")
      return {SayReply{Doc(say("In a while."))}, {Remind{"later " + event.id, context.now + soon}}};
    if (command.name == "pages") return page(1, say);
    return {
        SayReply{Doc(
            say("{name} with “{args}”.", fmt::arg("name", Text(command.name)),
                fmt::arg("args", Text(command.args)))
        )},
        {}
    };
  }

  static Outcome page(int number, const Say& say) {
    Doc doc(say("Page {number} of many", fmt::arg("number", number)));
    doc.buttons(
        {Button(say("Next page"), "peer.page", std::to_string(number + 1)),
         Button(say("First page"), "peer.page", "1"),
         Button::open(say("Site"), "https://numpy.org/")}
    );
    return {Replace{std::move(doc)}, {}};
  }

  static Outcome on_submit(const Submit& submit, const Say& say) {
    const auto field = [&](const char* name) { return Text::lines(submit.fields.at(name)); };
    if (submit.fields.at("name") == "wrong") {
      Reject no;
      no.errors["name"] = say("That name is taken.").str();
      return {std::move(no), {}};
    }
    Doc doc(say("Thank you, {name}.", fmt::arg("name", Text(submit.fields.at("name")))));
    doc.preformatted(field("colour"))
        .preformatted(field("days"))
        .preformatted(field("when"))
        .preformatted(field("story"));
    doc.paragraph(
        {Inline(Text::number(static_cast<std::int64_t>(submit.secrets.at("word").reveal().size())))}
    );
    return {SayReply{std::move(doc)}, {}};
  }
};

void serve(std::span<char*> given) {
  terminal::use_utf8();
  std::signal(SIGPIPE, SIG_IGN);
  const std::string path = given[0];
  const auto clock = make_clock();
  const Catalog catalog;
  boost::asio::io_context io(1);
  const DatabaseLock lock(path);
  Engine engine(io, {}, *clock, catalog, open_store(path, usher_migrations()));
  engine.add(std::make_unique<Peer>());
  terminal::Settings settings{terminal::local_user(), terminal::local_look(), "Tests", "en", path};
  engine.add(std::make_unique<terminal::TerminalAdapter>(
      io.get_executor(), *clock, catalog, engine.commands(), std::move(settings),
      terminal::make_console(path + ".history")
  ));
  testing::run_to_end(io, engine, true);
}

}  // namespace

int main(int argc, char** argv) { return testing::peer_main(argc, argv, 1, serve); }
