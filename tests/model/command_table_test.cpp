// tests/model/command_table_test.cpp: finding, completing, correcting and parsing commands.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/command_table.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

constexpr std::string_view list_also[] = {"列表", "ls"};
constexpr std::string_view help_also[] = {"帮助", "幫助"};
const WordSpec nep_words[] = {
    {.word = "list", .grammar = "[WORDS]", .summary = mark("Lists proposals"), .also = list_also},
    {.word = "poll", .grammar = "", .summary = mark("Looks now"), .role = Role::maintainer},
};
const WordSpec room_words[] = {
    {.word = "add", .grammar = "ROOM", .summary = mark("Adds a room")},
    {.word = "audit", .grammar = "", .summary = mark("Shows who did what"), .role = Role::committee
    },
};
const CommandSpec nep_commands[] = {
    {.name = "nep", .grammar = "[NUMBER]", .summary = mark("Shows a proposal"), .words = nep_words},
};
const CommandSpec other_commands[] = {
    {.name = "help",
     .grammar = "[COMMAND]",
     .summary = mark("Shows what I can do"),
     .also = help_also},
    {.name = "rooms",
     .grammar = "",
     .summary = mark("Keeps rooms"),
     .words = room_words,
     .role = Role::administrator},
};

CommandTable table() {
  CommandTable out;
  out.add("proposals", nep_commands);
  out.add("help", other_commands);
  return out;
}

std::vector<std::string> texts(const std::vector<CommandTable::Completion>& completions) {
  std::vector<std::string> out;
  out.reserve(completions.size());
  for (const auto& completion : completions) out.push_back(completion.text);
  return out;
}

using Texts = std::vector<std::string>;
using Names = std::vector<std::string_view>;

}  // namespace

TEST_CASE("a command is found by each of its names, whatever their case, and knows its feature") {
  const CommandTable commands = table();
  REQUIRE(commands.find("nep") != nullptr);
  CHECK(commands.find("NEP")->feature == "proposals");
  CHECK(commands.find("帮助") == commands.find("help"));
  CHECK(commands.find("幫助")->spec->name == "help");
  CHECK(commands.find("nepp") == nullptr);
  CHECK(commands.find("") == nullptr);
  CHECK(commands.entries().size() == 3);
}

TEST_CASE("a name that is taken, by whatever kind of name, is refused at start-up") {
  constexpr std::string_view taken[] = {"nep"};
  constexpr std::string_view capital[] = {"Hilfe"};
  const CommandSpec same[] = {{.name = "nep", .grammar = "", .summary = mark("x")}};
  const CommandSpec through_other[] = {
      {.name = "pep", .grammar = "", .summary = mark("x"), .also = taken}
  };
  const CommandSpec other_is_taken[] = {{.name = "帮助", .grammar = "", .summary = mark("x")}};
  const CommandSpec capitals[] = {
      {.name = "x", .grammar = "", .summary = mark("x"), .also = capital}
  };
  for (const std::span<const CommandSpec> specs :
       {std::span<const CommandSpec>(same), {through_other}, {other_is_taken}, {capitals}}) {
    CommandTable commands = table();
    CHECK_THROWS_AS(commands.add("again", specs), std::logic_error);
  }
}

TEST_CASE("what is meant is guessed from a slip of the finger or a beginning, and nothing else") {
  const CommandTable commands = table();
  CHECK(commands.nearest("nepp") == Names{"nep"});
  CHECK(commands.nearest("npe") == Names{"nep"});
  CHECK(commands.nearest("NAP") == Names{"nep"});
  CHECK(commands.nearest("hlep") == Names{"help"});
  CHECK(commands.nearest("ro") == Names{"rooms"});
  CHECK(commands.nearest("帮住") == Names{"帮助"});
  CHECK(commands.nearest("天气").empty());
  CHECK(commands.nearest("weather").empty());
  CHECK(commands.nearest("").empty());
  CHECK(commands.nearest(std::string(100000, 'n')).empty());
}

TEST_CASE("completion offers what this person may say, in the language that was begun in") {
  const CommandTable commands = table();
  CHECK(texts(commands.complete("/", {})) == Texts{"/nep", "/help"});
  CHECK(texts(commands.complete("/", {Role::administrator})) == Texts{"/nep", "/help", "/rooms"});
  CHECK(texts(commands.complete("/N", {})) == Texts{"/nep"});
  CHECK(texts(commands.complete("/帮", {})) == Texts{"/帮助"});
  CHECK(texts(commands.complete("/nep ", {})) == Texts{"list"});
  CHECK(texts(commands.complete("/nep  l", {})) == Texts{"list"});
  CHECK(texts(commands.complete("/nep 列", {})) == Texts{"列表"});
  CHECK(texts(commands.complete("/nep ", {Role::maintainer})) == Texts{"list", "poll"});
  CHECK(commands.complete("/nep list ", {}).empty());
  CHECK(commands.complete("/nothing ", {}).empty());
  CHECK(commands.complete("nep", {}).empty());
  CHECK(commands.complete("", {}).empty());
}

TEST_CASE("a word without a role of its own takes its command's, one with a role takes that") {
  const CommandTable commands = table();
  CHECK(commands.complete("/rooms ", {}).empty());
  CHECK(texts(commands.complete("/rooms ", {Role::administrator})) == Texts{"add"});
  CHECK(texts(commands.complete("/rooms ", {Role::committee})) == Texts{"audit"});
  const CommandSpec& rooms = *commands.find("rooms")->spec;
  CHECK(role_of(rooms, nullptr) == Role::administrator);
  CHECK(role_of(rooms, &room_words[0]) == Role::administrator);
  CHECK(role_of(rooms, &room_words[1]) == Role::committee);
}

TEST_CASE("an administrator counts as everything but a committee member") {
  constexpr Roles admin{Role::administrator};
  CHECK(admin.has(Role::everyone));
  CHECK(admin.has(Role::contributor));
  CHECK(admin.has(Role::maintainer));
  CHECK(admin.has(Role::organiser));
  CHECK_FALSE(admin.has(Role::committee));
  constexpr Roles nobody;
  CHECK(nobody.has(Role::everyone));
  CHECK_FALSE(nobody.has(Role::contributor));
  CHECK(
      Roles::from_bits(Roles{Role::committee, Role::maintainer}.bits()) ==
      Roles{Role::maintainer, Role::committee}
  );
}

TEST_CASE("a word is recognised in each of its spellings, and what follows it is handed on") {
  const CommandSpec& nep = nep_commands[0];
  CHECK(match_word(nep, "list array api").word == &nep_words[0]);
  CHECK(match_word(nep, "list array api").rest == "array api");
  CHECK(match_word(nep, " LIST\tx ").rest == "x");
  CHECK(match_word(nep, "列表\u3000数组").word == &nep_words[0]);
  CHECK(match_word(nep, "列表\u3000数组").rest == "数组");
  CHECK(match_word(nep, "ls").word == &nep_words[0]);
  CHECK(match_word(nep, "lists").word == nullptr);
  CHECK(match_word(nep, " 18 47 ").rest == "18 47");
  CHECK(match_word(nep, "").word == nullptr);
}

TEST_CASE("a line is a command when a slash stands directly before a word") {
  const auto parsed = [](std::string_view line) {
    const auto command = parse_command(line);
    return command ? command->name + "|" + command->args : std::string("none");
  };
  CHECK(parsed("/nep 0") == "nep|0");
  CHECK(parsed("  /NEP   18  47 ") == "nep|18  47");
  CHECK(parsed("/nep\n0") == "nep|0");
  CHECK(parsed("/nep\u30000") == "nep|0");
  CHECK(parsed("/帮助") == "帮助|");
  CHECK(parsed("/help") == "help|");
  for (const char* none : {"", "/", "//", "// comment", "/ nep", "nep 0", "a /nep", "/\u3000nep"})
    CHECK(parsed(none) == "none");
}

TEST_CASE("a shortcut is found by its callback, and knows its feature and its menu") {
  constexpr ShortcutSpec menu[] = {
      {.callback = "nep.about", .name = mark("About {label}s"), .summary = mark("x"), .label = "NEP"
      },
      {.callback = "nep.named", .name = mark("y"), .summary = mark("x"), .on_message = true}
  };
  CommandTable commands;
  commands.add("nep", nep_commands, menu);
  REQUIRE(commands.shortcut("nep.named") != nullptr);
  CHECK(commands.shortcut("nep.named")->feature == "nep");
  CHECK(commands.shortcut("nep.named")->spec->on_message);
  CHECK_FALSE(commands.shortcut("nep.about")->spec->on_message);
  for (const char* none : {"nep", "nep.", "nep.abou", "NEP.about", ""})
    CHECK(commands.shortcut(none) == nullptr);
  CHECK(commands.shortcuts().size() == 2);
  CHECK(table().shortcuts().empty());
}

TEST_CASE("a callback that is taken, or another feature's, is refused at start-up") {
  constexpr ShortcutSpec mine[] = {{.callback = "nep.a", .name = mark("x"), .summary = mark("x")}};
  CommandTable commands;
  commands.add("nep", {}, mine);
  CHECK_THROWS_AS(commands.add("nep", {}, mine), std::logic_error);
  for (const std::string_view wrong : {"help.a", "nep", "nep.", "nepp.a", "a", ""}) {
    const ShortcutSpec specs[] = {{.callback = wrong, .name = mark("x"), .summary = mark("x")}};
    CommandTable other;
    CHECK_THROWS_AS(other.add("nep", {}, specs), std::logic_error);
  }
}
