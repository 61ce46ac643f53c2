// tests/engine/dispatch_test.cpp: which feature an event is for, who may say what, and in which language it is answered.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"

#include "bot/people.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::number;
using test::Rig;
using test::words;

namespace {

constexpr std::string_view polls_also[] = {"刷新"};
const WordSpec nep_words[] = {
    {.word = "list", .grammar = "", .summary = mark("Lists proposals")},
    {.word = "poll",
     .grammar = "",
     .summary = mark("Looks now"),
     .role = Role::maintainer,
     .also = polls_also},
};
const CommandSpec nep_commands[] = {
    {.name = "nep", .grammar = "[NUMBER]", .summary = mark("Shows a proposal"), .words = nep_words},
};
const ShortcutSpec menu[] = {
    {.callback = "proposals.named", .name = mark("x"), .summary = mark("y")}
};
const CommandSpec role_commands[] = {
    {.name = "contribute", .grammar = "", .summary = mark("x"), .role = Role::contributor},
    {.name = "maintain", .grammar = "", .summary = mark("x"), .role = Role::maintainer},
    {.name = "organise", .grammar = "", .summary = mark("x"), .role = Role::organiser},
    {.name = "judge", .grammar = "", .summary = mark("x"), .role = Role::committee},
    {.name = "administer",
     .grammar = "",
     .summary = mark("x"),
     .words = nep_words,
     .role = Role::administrator},
};

constexpr Kinds everything{Kind::message, Kind::command, Kind::press, Kind::submit, Kind::shortcut};

// Says which feature heard what in which language.
Outcome echo(std::string_view name, const Event& event) {
  std::string heard(name);
  if (const auto* command = event.as<Command>())
    heard += " /" + command->name + " " + command->args;
  if (const auto* message = event.as<Message>()) heard += " " + message->text;
  if (const auto* press = event.as<Press>()) heard += " [" + press->action + "]";
  if (const auto* shortcut = event.as<Shortcut>()) heard += " <" + shortcut->callback + ">";
  return {SayReply{words(heard + " (" + event.who.lang + ")")}, {}};
}

struct Bench {
  Rig rig{{.ack_carries = everything, .own_committee = true}};
  int next = 0;

  void add(std::string name, Kinds wants, std::vector<CommandSpec> commands = {}) {
    rig.engine->add(std::make_unique<Specced>(std::move(name), wants, std::move(commands)));
  }
  std::string say(Event event) {
    event.id = "e" + std::to_string(next++);
    return send(event);
  }
  std::string send(const Event& event) {
    const auto reply = rig.adapter->send(event);
    if (!reply) return "failed: " + std::string(describe(reply.error()));
    const auto* said = std::get_if<SayReply>(&*reply);
    return said == nullptr ? std::string("nothing said") : plain_text(said->doc);
  }
  Event command(std::string name, std::string args, Roles roles = {}) const {
    Event event = rig.command("", std::move(name), std::move(args));
    event.who.roles = roles;
    return event;
  }
  Event shortcut(std::string callback) const {
    Event event = rig.message("", "");
    event.what = Shortcut{std::move(callback), {}};
    return event;
  }
  Event press(std::string action) const {
    Event event = rig.message("", "");
    event.what = Press{std::move(action), "", {}, ""};
    return event;
  }

 private:
  // A feature's commands are asked for when it is added.
  class Specced final : public Feature {
   public:
    Specced(std::string name, Kinds wants, std::vector<CommandSpec> commands)
        : name_(std::move(name)), wants_(wants), commands_(std::move(commands)) {}
    std::string_view name() const override { return name_; }
    Kinds wants() const override { return wants_; }
    std::span<const CommandSpec> commands() const override { return commands_; }
    std::span<const ShortcutSpec> shortcuts() const override {
      return name_ == "proposals" ? std::span<const ShortcutSpec>(menu)
                                  : std::span<const ShortcutSpec>();
    }
    Outcome on(const Event& event, Context&) override { return echo(name_, event); }

   private:
    std::string name_;
    Kinds wants_;
    std::vector<CommandSpec> commands_;
  };
};

}  // namespace

TEST_CASE(
    "a command goes to the feature that declared it, an unknown one to help, whatever others want"
) {
  Bench bench;
  bench.add("greedy", everything);
  bench.add("proposals", {}, {std::begin(nep_commands), std::end(nep_commands)});
  bench.add("help", {});
  bench.rig.start();
  CHECK(bench.say(bench.command("nep", "0")) == "proposals /nep 0 (en)");
  CHECK(bench.say(bench.command("NEP", "0")) == "proposals /NEP 0 (en)");
  CHECK(bench.say(bench.command("nepp", "0")) == "help /nepp 0 (en)");
}

TEST_CASE("a shortcut goes to the feature that declared it, one that nobody declares to help") {
  Bench bench;
  bench.add("greedy", everything);
  bench.add("proposals", {});
  bench.add("help", {});
  bench.rig.start();
  CHECK(bench.say(bench.shortcut("proposals.named")) == "proposals <proposals.named> (en)");
  CHECK(bench.say(bench.shortcut("proposals.gone")) == "help <proposals.gone> (en)");
}

TEST_CASE("without help an unknown command is dropped without a row") {
  Bench bench;
  bench.add("greedy", everything);
  bench.rig.start();
  CHECK(bench.say(bench.command("nepp", "0")) == "nothing said");
  bench.rig.query([](Database& db) { CHECK(number(db, "SELECT count(*) FROM inbox") == 0); });
}

TEST_CASE("a button or form goes to the feature that its name begins with, and to no other") {
  Bench bench;
  bench.add("greedy", everything);
  bench.add("proposals", {});
  bench.rig.start();
  CHECK(bench.say(bench.press("proposals.page")) == "proposals [proposals.page] (en)");
  CHECK(bench.say(bench.press("gone.page")) == "nothing said");
}

TEST_CASE(
    "several features hear a message in their order, and the first that says something is heard"
) {
  Bench bench;
  std::vector<std::string> order;
  bench.rig.feature("silent", {Kind::message}, [&](const Event&, Context&) -> Outcome {
    order.emplace_back("silent");
    return {};
  });
  bench.rig.feature("first", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    order.emplace_back("first");
    return echo("first", event);
  });
  bench.rig.feature("second", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    order.emplace_back("second");
    return echo("second", event);
  });
  bench.rig.start();
  CHECK(bench.say(bench.rig.message("", "hi")) == "first hi (en)");
  CHECK(order == std::vector<std::string>{"silent", "first", "second"});
}

TEST_CASE("a command whose role the person lacks is refused with the role that it takes") {
  Bench bench;
  bench.add("roles", {}, {std::begin(role_commands), std::end(role_commands)});
  bench.rig.start();
  const auto refused = [&](std::string name, Roles roles = {}) {
    return bench.say(bench.command(std::move(name), "", roles));
  };
  CHECK(refused("contribute") == "Only contributors can do that. Please ask one of them.");
  CHECK(
      refused("maintain") ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  CHECK(
      refused("organise") ==
      "Only organisers and administrators can do that. Please ask one of them."
  );
  CHECK(
      refused("judge") ==
      "Only members of the Code of Conduct committee can do that. Please ask one of them."
  );
  CHECK(refused("administer") == "Only administrators can do that. Please ask one of them.");
  CHECK(
      refused("maintain", {Role::contributor, Role::organiser}) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  CHECK(
      refused("judge", {Role::administrator}) ==
      "Only members of the Code of Conduct committee can do that. Please ask one of them."
  );

  CHECK(refused("contribute", {Role::contributor}) == "roles /contribute  (en)");
  CHECK(refused("maintain", {Role::maintainer}) == "roles /maintain  (en)");
  CHECK(refused("maintain", {Role::administrator}) == "roles /maintain  (en)");
  CHECK(refused("judge", {Role::committee}) == "roles /judge  (en)");
}

TEST_CASE("a word of a command may take a role of its own, in each of its spellings") {
  Bench bench;
  bench.add("proposals", {}, {std::begin(nep_commands), std::end(nep_commands)});
  bench.add("roles", {}, {std::begin(role_commands), std::end(role_commands)});
  bench.rig.start();
  for (const char* word : {"poll", " POLL now", "刷新"})
    CHECK(
        bench.say(bench.command("nep", word)) ==
        "Only maintainers and administrators can do that. Please ask one of them."
    );
  CHECK(bench.say(bench.command("nep", "list")) == "proposals /nep list (en)");
  CHECK(bench.say(bench.command("nep", "polls")) == "proposals /nep polls (en)");
  CHECK(bench.say(bench.command("nep", "poll", {Role::maintainer})) == "proposals /nep poll (en)");
  // A word without a role takes its command's; one with a role takes that.
  CHECK(
      bench.say(bench.command("administer", "list")) ==
      "Only administrators can do that. Please ask one of them."
  );
  CHECK(
      bench.say(bench.command("administer", "poll", {Role::maintainer})) ==
      "roles /administer poll (en)"
  );
}

TEST_CASE("a refused command is recorded, does not run, and its repeat is refused in the same words"
) {
  Bench bench;
  bench.add("roles", {}, {std::begin(role_commands), std::end(role_commands)});
  bench.rig.start();
  Event event = bench.command("maintain", "");
  event.id = "same";
  CHECK(
      bench.send(event) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  CHECK(
      bench.send(event) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  CHECK(bench.rig.engine->figures().repeats == 1);
  bench.rig.query([](Database& db) { CHECK(number(db, "SELECT count(*) FROM inbox") == 1); });
}

TEST_CASE("where the ack carries no words, a refusal is delivered to the person alone") {
  Rig rig;
  auto& feature = rig.feature("unused", {}, [](const Event&, Context&) -> Outcome { return {}; });
  static_cast<void>(feature);
  class Locked final : public Feature {
   public:
    std::string_view name() const override { return "roles"; }
    std::span<const CommandSpec> commands() const override { return role_commands; }
    Outcome on(const Event&, Context&) override { throw std::logic_error("it ran"); }
  };
  rig.engine->add(std::make_unique<Locked>());
  rig.start();
  CHECK(rig.adapter->send(rig.command("c1", "maintain")));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  const Pending& pending = rig.adapter->delivered[0];
  CHECK(
      plain_text(pending.doc) ==
      "Only maintainers and administrators can do that. Please ask one of them."
  );
  CHECK(pending.audience == Audience::only_you);
  CHECK(pending.to.people == std::vector<std::string>{"ada"});
}

TEST_CASE("a feature is told the negotiated language: chosen, said, the platform's, the room's") {
  Bench bench;
  bench.rig.feature("echo", {Kind::message}, [](const Event& event, Context& context) -> Outcome {
    if (event.as<Message>()->text == "choose zh-Hant")
      people::choose_language(context.db, event.at.space, event.who.id, "zh-Hant", context.now);
    return {SayReply{words(event.who.lang)}, {}};
  });
  bench.rig.start();
  const auto lang = [&](std::string text, std::string platform) {
    Event event = bench.rig.message("", std::move(text));
    event.who.lang = std::move(platform);
    return bench.say(std::move(event));
  };
  CHECK(lang("hello", "") == "en");
  CHECK(lang("hello", "de") == "de");
  CHECK(lang("怎么安装？", "de") == "zh-Hans");
  CHECK(lang("choose zh-Hant", "de") == "de");
  CHECK(lang("怎么安装？", "de") == "zh-Hant");
  CHECK(lang("hello", "de") == "zh-Hant");
}
