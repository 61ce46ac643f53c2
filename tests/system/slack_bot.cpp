// tests/system/slack_bot.cpp: the Slack adapter over a real engine, with a feature that does everything an adapter can be asked
// for, which the commands that ship do not yet. For tests/system/slack_test.py:
//
//   slack_bot DATABASE API_URL [PORT]      Socket Mode; with a port HTTP mode
//
// The tokens stand in the environment, as the program's do. SIGTERM stops it.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/slack.hpp"
#include "bot/engine.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"
#include "commands/help.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>

namespace {

using namespace usher;  // NOLINT(google-build-using-namespace): a test program of one file

constexpr std::array<CommandSpec, 11> specs = {{
    {.name = "form", .grammar = "", .summary = mark("Open a form")},
    {.name = "secret", .grammar = "", .summary = mark("Open a form that is stored nowhere")},
    {.name = "post", .grammar = "", .summary = mark("Post in the room")},
    {.name = "edit", .grammar = "", .summary = mark("Post, then edit")},
    {.name = "retract", .grammar = "", .summary = mark("Post, then take it back")},
    {.name = "react", .grammar = "", .summary = mark("Post, then react to it")},
    {.name = "direct", .grammar = "", .summary = mark("Write to you directly")},
    {.name = "group", .grammar = "ID…", .summary = mark("Write to several people")},
    {.name = "sealed", .grammar = "", .summary = mark("Write what is stored nowhere")},
    {.name = "guarded", .grammar = "ROOM", .summary = mark("Post where it is private, else not")},
    {.name = "boom", .grammar = "", .summary = mark("Break")},
}};

Doc words(const std::string& text) {
  Doc doc;
  doc.paragraph({Inline(Text(text))});
  return doc;
}

Field field(const char* name, const char* label, Field::Type type, bool optional = false) {
  Field out;
  out.name = name;
  out.label = label;
  out.type = type;
  out.optional = optional;
  return out;
}

Form first_form(bool secret) {
  Form form;
  form.id = "peer.form";
  form.title = "A form";
  form.submit = "Send it";
  form.secret = secret;
  form.fields = {
      field("name", "Your name", Field::Type::line),
      field("story", "Story", Field::Type::text, true),
      field("colour", "Colour", Field::Type::choice),
      field("days", "Days", Field::Type::choices, true),
      field("when", "Date", Field::Type::date, true),
      field("who", "Person", Field::Type::person, true),
      field("word", "Password", Field::Type::line, true)
  };
  form.fields[2].choices = {{"r", "Red"}, {"g", "Green"}};
  form.fields[3].choices = {{"mo", "Monday"}, {"tu", "Tuesday"}, {"we", "Wednesday"}};
  form.fields[6].secret = true;
  form.state = "first";
  return form;
}

Form second_form(const std::string& name) {
  Form form;
  form.id = "peer.more";
  form.title = "The second form";
  form.submit = "Finish";
  form.fields.push_back(field("more", "What else?", Field::Type::line));
  form.state = name;
  return form;
}

class Peer final : public Feature {
 public:
  std::string_view name() const override { return "peer"; }
  std::span<const CommandSpec> commands() const override { return specs; }
  Kinds wants() const override { return {Kind::reacted, Kind::joined, Kind::room_changed}; }

  Outcome on(const Event& event, Context& context) override {
    const Say say = context.say(event.who);
    if (const auto* command = event.as<Command>()) return on_command(event, *command, say);
    if (const auto* press = event.as<Press>())
      return {Replace{page(std::atoi(press->value.c_str()), say)}, {}};
    if (const auto* submit = event.as<Submit>()) return on_submit(*submit, say);
    if (event.as<Cancelled>() != nullptr) return direct(event, "Cancelled, I see.");
    if (const auto* reacted = event.as<Reacted>(); reacted != nullptr && reacted->added)
      return direct(
          event, "You reacted to " + reacted->key.substr(0, 4) + " with " + reacted->emoji
      );
    if (event.as<Joined>() != nullptr) return direct(event, "Welcome, " + event.who.name + ".");
    if (const auto* failed = event.as<Undelivered>()) {
      const auto parts = split(failed->key, '\n');
      Event asker = event;
      asker.who.id = std::string(parts.at(1));
      return direct(asker, "Not delivered: " + std::string(describe(failed->why)));
    }
    return {};
  }

  Result<Doc> unseal(const Sealed& sealed, Context&) override {
    return words("Sealed words for " + sealed.view);
  }

 private:
  static Post post(To to, const std::string& text, std::string key) {
    Post out;
    out.audience = to.people.empty() ? Audience::room : Audience::direct;
    if (to.people.size() > 1) out.audience = Audience::group;
    out.to = std::move(to);
    out.body = words(text);
    out.key = std::move(key);
    return out;
  }
  static To alone(const Event& event, std::vector<std::string> people) {
    return {.place = {event.at.space, "", ""}, .people = std::move(people)};
  }
  static Outcome direct(const Event& event, const std::string& text) {
    return {None{}, {post(alone(event, {event.who.id}), text, "direct:" + event.id)}};
  }

  static Outcome on_command(const Event& event, const Command& command, const Say& say) {
    const std::string& name = command.name;
    if (name == "form" || name == "secret")
      return {None{}, {Open{event.who, first_form(name == "secret")}}};
    if (name == "direct") return direct(event, "A direct word.");
    if (name == "boom") throw std::runtime_error("on purpose");
    if (name == "group") {
      std::vector<std::string> people{event.who.id};
      for (const std::string_view id : split_words(command.args)) people.emplace_back(id);
      std::ranges::sort(people);
      return {
          None{}, {post(alone(event, std::move(people)), "A word to several.", "group:" + event.id)}
      };
    }
    if (name == "sealed") {
      Post sealed = post(alone(event, {event.who.id}), "", "sealed:" + event.id);
      sealed.body = Sealed{event.id, event.who.id};
      sealed.lane = Lane::report;
      return {None{}, {std::move(sealed)}};
    }
    if (name == "guarded") {
      Post guarded = post(
          {{event.at.space, command.args, ""}, {}}, "Guarded words.",
          "guarded\n" + event.who.id + "\n" + event.id
      );
      guarded.guard.is_private = true;
      guarded.tell = true;
      return {None{}, {std::move(guarded)}};
    }
    const To to{event.at, {}};
    const std::string key = name + ":" + event.id;
    Post first = post(to, "A post.", key);
    if (name == "post") first.body = page(1, say);
    Outcome out{None{}, {std::move(first)}};
    if (name == "edit") out.effects.emplace_back(Edit{key, to, words("An edited post.")});
    if (name == "retract") out.effects.emplace_back(Retract{key, to});
    if (name == "react") out.effects.emplace_back(React{key, to, "🎉", true});
    return out;
  }

  static Doc page(int number, const Say& say) {
    Doc doc(say("Page {number} of many", fmt::arg("number", number)));
    doc.buttons(
        {Button(say("Next page"), "peer.page", std::to_string(number + 1)),
         Button::open(say("Site"), "https://numpy.org/")}
    );
    return doc;
  }

  static Outcome on_submit(const Submit& submit, const Say& say) {
    const auto of = [&](std::string_view name) {
      const auto at = submit.fields.find(name);
      return at == submit.fields.end() ? std::string() : at->second;
    };
    if (submit.form == "peer.more")
      return {SayReply{words("Finished: " + of("_state") + ", " + of("more"))}, {}};
    const std::string name = of("name");
    if (name == "wrong" || name == "nowhere") {
      Reject no;
      no.errors[name == "wrong" ? "name" : ""] = say("That name is taken.").str();
      return {std::move(no), {}};
    }
    if (name == "more") return {Update{second_form(name)}, {}};
    if (name == "close") return {Close{}, {}};
    const auto word = submit.secrets.find("word");
    const std::size_t length = word == submit.secrets.end() ? 0 : word->second.reveal().size();
    return {
        SayReply{words(
            "Thank you, " + name + ": " + of("colour") + ", " + of("days") + ", " + of("when") +
            ", " + of("who") + ", " + std::to_string(length) + ", " + of("_state") + ", " +
            of("story")
        )},
        {}
    };
  }
};

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? "" : value;
}

slack::Settings slack_settings(std::span<char*> args) {
  slack::Settings settings;
  settings.api_url = args[2];
  if (args.size() > 3) {
    settings.mode = slack::Settings::Mode::http;
    settings.port = static_cast<std::uint16_t>(std::atoi(args[3]));
  }
  settings.posts_per_second = 0;
  settings.settle = std::chrono::milliseconds(100);
  settings.bot_token = Secret<std::string>(from_environment("USHER_SLACK_BOT_TOKEN"));
  settings.app_token = Secret<std::string>(from_environment("USHER_SLACK_APP_TOKEN"));
  settings.signing_secret = Secret<std::string>(from_environment("USHER_SLACK_SIGNING_SECRET"));
  settings.database = args[1];
  settings.loopback = true;
  settings.language = "en";
  settings.community = "Tests";
  settings.identity = {
      .team = "T0TESTTEAM",
      .team_name = "Fake",
      .url = "https://fake.slack.test/",
      .user = "U0USHERBOT",
      .bot = "B0USHERBOT",
      .app = ""
  };
  settings.fatal = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  return settings;
}

int serve(std::span<char*> args) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto clock = make_clock();
  const Catalog catalog;
  boost::asio::io_context io(1);
  const DatabaseLock lock(args[1]);
  std::vector<Migration> migrations = usher_migrations();
  std::ranges::copy(slack::slack_migrations(), std::back_inserter(migrations));
  EngineSettings settings;
  settings.retry_base = std::chrono::milliseconds(20);
  settings.trouble = [](std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  };
  Engine engine(io, settings, *clock, catalog, open_store(args[1], migrations));
  engine.add(std::make_unique<Peer>());
  engine.add(std::make_unique<Help>());
  auto adapter = std::make_unique<slack::SlackAdapter>(
      io, *clock, catalog, engine.commands(), slack_settings(args)
  );
  if (const auto port = adapter->listen(); !port) throw std::runtime_error(port.error());
  engine.add(std::move(adapter));
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& ec, int) {
    if (!ec) engine.stop();
  });
  boost::asio::co_spawn(io, engine.run(), [&](const std::exception_ptr& thrown) {
    io.stop();
    if (thrown) std::rethrow_exception(thrown);
  });
  io.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  if (args.size() != 3 && args.size() != 4) return 2;
  try {
    return serve(args);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "slack_bot: %s\n", error.what());
    return 1;
  }
}
