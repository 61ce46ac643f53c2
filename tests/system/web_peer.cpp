// tests/system/web_peer.cpp: the web adapter over a real engine, with a feature that does everything an adapter can be asked
// for, and with the commands that ship. For tests/system/web_*_test.py and for trying things by hand:
//
//   web_peer DATABASE PORT [STEP COUNT]
//
// Says "listening on http://127.0.0.1:PORT/" when it serves (PORT 0: any that is free); SIGTERM stops it. With STEP and COUNT
// the process kills itself (SIGKILL) the COUNT-th time that it passes that step.
// Long because it is a test program of one file: what it shows is a list.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/web.hpp"
#include "bot/embedded.hpp"
#include "bot/engine.hpp"
#include "bot/store.hpp"
#include "bot/text.hpp"
#include "commands/forget.hpp"
#include "commands/help.hpp"
#include "commands/language.hpp"
#include "commands/proposals/feature.hpp"
#include "tests/system/peer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <chrono>
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

constexpr std::string_view space = "web";

constexpr CommandSpec specs[] = {
    {.name = "form", .grammar = "", .summary = mark("Open a form")},
    {.name = "only", .grammar = "", .summary = mark("Answer you alone")},
    {.name = "say", .grammar = "WORDS", .summary = mark("Say it to the room")},
    {.name = "direct", .grammar = "", .summary = mark("Write to you directly")},
    {.name = "group", .grammar = "ID…", .summary = mark("Write to several people")},
    {.name = "post", .grammar = "", .summary = mark("Post in the room")},
    {.name = "edit", .grammar = "", .summary = mark("Post, then edit")},
    {.name = "retract", .grammar = "", .summary = mark("Post, then take it back")},
    {.name = "react", .grammar = "", .summary = mark("Post, then react to it")},
    {.name = "home", .grammar = "", .summary = mark("Write your home page")},
    {.name = "boom", .grammar = "", .summary = mark("Break")},
    {.name = "later", .grammar = "", .summary = mark("Post in a second")},
    {.name = "sealed", .grammar = "", .summary = mark("Write what is stored nowhere")},
    {.name = "guarded", .grammar = "ROOM", .summary = mark("Post where it is private, else not")},
    {.name = "pages", .grammar = "", .summary = mark("Show pages")},
};

Field field(const char* name, const char* label, Field::Type type, bool optional = false) {
  Field out;
  out.name = name;
  out.label = label;
  out.type = type;
  out.optional = optional;
  return out;
}

Form first_form() {
  Form form;
  form.id = "peer.form";
  form.title = "A form";
  form.submit = "Send it";
  form.fields.push_back(field("name", "Your name", Field::Type::line));
  form.fields.back().hint = "As others call you";
  form.fields.back().max_length = 40;
  form.fields.push_back(field("story", "Story", Field::Type::text, true));
  form.fields.push_back(field("colour", "Colour", Field::Type::choice));
  form.fields.back().choices = {{"r", "Red"}, {"g", "Green"}};
  form.fields.push_back(field("days", "Days", Field::Type::choices, true));
  form.fields.back().choices = {{"mo", "Monday"}, {"tu", "Tuesday"}, {"we", "Wednesday"}};
  form.fields.push_back(field("when", "Date", Field::Type::date, true));
  form.fields.push_back(field("who", "Person", Field::Type::person, true));
  form.fields.push_back(field("word", "Password", Field::Type::line, true));
  form.fields.back().secret = true;
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
  Kinds wants() const override { return {Kind::message}; }
  bool concerns(const Event& event) const override {
    const auto* message = event.as<Message>();
    return message == nullptr || message->text.starts_with("echo ");
  }

  Outcome on(const Event& event, Context& context) override {
    const Say say = context.say(event.who);
    if (const auto* message = event.as<Message>()) return echo(event, message->text.substr(5));
    if (const auto* command = event.as<Command>()) return on_command(event, *command, context, say);
    if (const auto* press = event.as<Press>()) return on_press(event, *press, say);
    if (const auto* submit = event.as<Submit>()) return on_submit(*submit, say);
    if (event.as<Cancelled>() != nullptr) return {SayReply{words("Cancelled, I see.")}, {}};
    if (const auto* tick = event.as<Tick>()) return on_tick(*tick);
    if (const auto* failed = event.as<Undelivered>()) return not_delivered(*failed);
    return {};
  }

  Result<Doc> unseal(const Sealed& sealed, Context&) override {
    return words("Sealed words for " + sealed.view);
  }

 private:
  static Doc words(const std::string& text) {
    Doc doc;
    doc.paragraph({Inline(Text(text))});
    return doc;
  }
  static Post post(To to, const std::string& text, std::string key) {
    Post out;
    out.audience = to.people.empty() ? Audience::room : Audience::direct;
    if (to.people.size() > 1) out.audience = Audience::group;
    out.to = std::move(to);
    out.body = words(text);
    out.key = std::move(key);
    return out;
  }
  static To direct(std::vector<std::string> people) {
    return {.place = {std::string(space), "", ""}, .people = std::move(people)};
  }

  // Three answers to each message, each exactly once: the reply; an announcement with a key of its own; and a reaction to
  // that, which is always delivered, also where posts are placed in the transaction that makes them.
  static Outcome echo(const Event& event, const std::string& what) {
    const To to{event.at, {}};
    const std::string key = "echo:" + event.id;
    Post noted = post(to, "noted: " + what, key);
    noted.lane = Lane::announcement;
    return {
        SayReply{words("echoed: " + what), false}, {std::move(noted), React{key, to, "👀", true}}
    };
  }

  static Outcome on_command(
      const Event& event, const Command& command, Context& context, const Say& say
  ) {
    const std::string& name = command.name;
    if (name == "form") return {None{}, {Open{event.who, first_form()}}};
    if (name == "only") return {SayReply{words("Only you see this.")}, {}};
    if (name == "say") return {SayReply{words(command.args), false}, {}};
    if (name == "direct")
      return {None{}, {post(direct({event.who.id}), "A direct word.", "direct:" + event.id)}};
    if (name == "group") return group(event, command.args);
    if (name == "home") return {None{}, {Home{event.who, home(1, say)}}};
    if (name == "boom") throw std::runtime_error("on purpose");
    if (name == "later") {
      const auto due = context.now + std::chrono::seconds(1);
      return {
          SayReply{words("In a while.")}, {Remind{"later\n" + event.at.room + "\n" + event.id, due}}
      };
    }
    if (name == "sealed") {
      Post sealed = post(direct({event.who.id}), "", "sealed:" + event.id);
      sealed.body = Sealed{event.id, event.who.id};
      sealed.lane = Lane::report;
      return {None{}, {std::move(sealed)}};
    }
    if (name == "guarded") {
      const To to{{event.at.space, command.args, ""}, {}};
      Post guarded = post(to, "Guarded words.", "guarded\n" + event.who.id + "\n" + event.id);
      guarded.guard.is_private = true;
      guarded.tell = true;
      return {None{}, {std::move(guarded)}};
    }
    if (name == "pages") return {SayReply{page(1, say), false}, {}};
    return changed_post(event, name);
  }

  // /post, /edit, /retract, /react: a post with a key, and what is done to it.
  static Outcome changed_post(const Event& event, const std::string& name) {
    const To to{event.at, {}};
    const std::string key = name + ":" + event.id;
    Outcome out{None{}, {post(to, "A post.", key)}};
    if (name == "edit") out.effects.emplace_back(Edit{key, to, words("An edited post.")});
    if (name == "retract") out.effects.emplace_back(Retract{key, to});
    if (name == "react") out.effects.emplace_back(React{key, to, "🎉", true});
    return out;
  }

  static Outcome group(const Event& event, const std::string& ids) {
    std::vector<std::string> people{event.who.id};
    for (const std::string_view id : split_words(ids)) people.emplace_back(id);
    std::ranges::sort(people);
    return {None{}, {post(direct(std::move(people)), "A word to several.", "group:" + event.id)}};
  }

  static Doc home(int number, const Say& say) {
    Doc doc(say("Home, seen {number} times", fmt::arg("number", number)));
    doc.buttons({Button(say("Again"), "peer.home", std::to_string(number))});
    return doc;
  }
  static Doc page(int number, const Say& say) {
    Doc doc(say("Page {number} of many", fmt::arg("number", number)));
    doc.buttons(
        {Button(say("Next page"), "peer.page", std::to_string(number + 1), Button::Style::primary),
         Button(say("First page"), "peer.page", "1"),
         Button::open(say("Site"), "https://numpy.org/")}
    );
    return doc;
  }

  static Outcome on_press(const Event& event, const Press& press, const Say& say) {
    const int number = std::atoi(press.value.c_str());
    if (press.action == "peer.home") return {None{}, {Home{event.who, home(number + 1, say)}}};
    return {Replace{page(number, say)}, {}};
  }

  static Outcome on_submit(const Submit& submit, const Say& say) {
    const auto of = [&](std::string_view name) {
      const auto at = submit.fields.find(name);
      return at == submit.fields.end() ? std::string() : at->second;
    };
    if (submit.form == "peer.more")
      return {SayReply{words("Finished: " + of("_state") + ", " + of("more"))}, {}};
    const std::string name = of("name");
    if (name == "wrong") {
      Reject no;
      no.errors["name"] = say("That name is taken.").str();
      return {std::move(no), {}};
    }
    if (name == "nowhere") {
      Reject no;
      no.errors[""] = say("This cannot be sent today.").str();
      return {std::move(no), {}};
    }
    if (name == "more") return {Update{second_form(name)}, {}};
    const auto word = submit.secrets.find("word");
    const std::size_t length = word == submit.secrets.end() ? 0 : word->second.reveal().size();
    Doc doc = words("Thank you, " + name + ".");
    doc.facts({
        {{say("Colour")}, {Text(of("colour"))}},
        {{say("Days")}, {Text(of("days"))}},
        {{say("Date")}, {Text(of("when"))}},
        {{say("Person")}, {Text(of("who"))}},
        {{say("Password")}, {Text::number(static_cast<std::int64_t>(length))}},
        {{say("State")}, {Text(of("_state"))}},
    });
    if (!of("story").empty()) doc.quote(Text::lines(of("story")));
    return {SayReply{std::move(doc)}, {}};
  }

  static Outcome on_tick(const Tick& tick) {
    const auto parts = split(tick.job, '\n');
    if (parts.size() != 3) return {};
    const To to{{std::string(space), std::string(parts[1]), ""}, {}};
    return {None{}, {post(to, "It is later.", tick.job)}};
  }

  static Outcome not_delivered(const Undelivered& failed) {
    const auto parts = split(failed.key, '\n');
    if (parts.size() != 3) return {};
    const std::string text = "Not delivered: " + std::string(describe(failed.why));
    return {None{}, {post(direct({std::string(parts[1])}), text, "not " + failed.key)}};
  }
};

// What ships, less the polling: these tests are about the web.
void add_features(Engine& engine) {
  engine.add(std::make_unique<Peer>());
  proposals::Settings nep;
  nep.service = "";
  nep.source = "github:numpy/numpy/doc/neps";
  for (const EmbeddedFile& file : embedded_config())
    if (file.name == "proposals/nep.tsv") nep.index = std::string(file.bytes);
  engine.add(std::make_unique<proposals::Proposals>(std::move(nep)));
  engine.add(std::make_unique<Language>());
  engine.add(std::make_unique<ForgetMe>());
  engine.add(std::make_unique<Help>());
}

Catalog shipped_catalog() {
  std::vector<PoFile> files;
  for (const EmbeddedFile& file : embedded_config())
    if (file.name.starts_with("locale/") && file.name.ends_with(".po"))
      files.push_back(
          {std::string(file.name), std::string(file.name.substr(7, file.name.size() - 10)),
           std::string(file.bytes)}
      );
  return Catalog::load(files);
}

web::Settings web_settings(const std::string& database, std::uint16_t port) {
  web::Settings settings;
  settings.community = "Tests";
  settings.language = "en";
  settings.database = database;
  settings.port = port;
  settings.frames_per_second = settings.burst = 1000;  // the kill test says much in a short time
  settings.rooms = {
      {.id = "general", .topic = "Everything", .joined = true, .only = {}},
      {.id = "random", .topic = "Anything else", .joined = true, .only = {}},
      {.id = "neps", .topic = "Proposals", .joined = false, .only = {}},
      {.id = "committee", .topic = "In confidence", .joined = false, .only = Role::committee},
  };
  settings.listening = [](std::uint16_t got) {
    std::printf("listening on http://127.0.0.1:%u/\n", static_cast<unsigned>(got));
    std::fflush(stdout);
  };
  return settings;
}

void serve(std::span<char*> given) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string path = given[0];
  const auto clock = make_clock();
  const Catalog catalog = shipped_catalog();
  boost::asio::io_context io(1);
  const DatabaseLock lock(path);
  std::vector<Migration> migrations = usher_migrations();
  std::ranges::copy(web::web_migrations(), std::back_inserter(migrations));
  Engine engine(io, testing::peer_settings(), *clock, catalog, open_store(path, migrations));
  add_features(engine);
  engine.add(std::make_unique<web::WebAdapter>(
      io, *clock, catalog, engine.commands(),
      web_settings(path, static_cast<std::uint16_t>(std::atoi(given[1])))
  ));
  boost::asio::signal_set signals(io, SIGTERM, SIGINT);
  const std::function<void()> listen = [&] {
    signals.async_wait([&](const boost::system::error_code& ec, int) {
      if (ec) return;
      engine.stop();
      listen();
    });
  };
  listen();
  testing::run_to_end(io, engine, false);
}

}  // namespace

int main(int argc, char** argv) { return testing::peer_main(argc, argv, 2, serve); }
