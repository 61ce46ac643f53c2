// Commands and shortcuts, declared once by their features: parsing, help, completion, manifests and docs
// all come from here.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"
#include "bot/say.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher {

// A word that may follow a command: "/nep list".
struct WordSpec {
  std::string_view word;     // "list"
  std::string_view grammar;  // "[status:STATUS] [WORDS]"; empty where nothing follows
  Msgid summary;
  Role role = Role::everyone;  // everyone: the command's own; any other replaces it
  std::span<const std::string_view> also = {
  };  // the same word in other languages or spellings, lower-case: "列表", "ls"
};

struct CommandSpec {
  std::string_view name;     // "nep"; lower-case ASCII
  std::string_view grammar;  // "[NUMBER… | WORDS]": what may follow when no word below does
  Msgid summary;             // one sentence without a full stop
  std::span<const std::string_view> examples = {};  // whole commands: "/nep 18 47"
  std::span<const WordSpec> words = {};
  Role role = Role::everyone;
  std::span<const std::string_view> also = {};  // other names, lower-case: "帮助"
};

// An entry in the menus of a chat system that has such, for whoever does not type: a Shortcut with this callback comes of
// it. Everybody may use it. Chat systems without menus have nothing of it, so it does nothing that no command does too.
struct ShortcutSpec {
  std::string_view callback;  // "<feature>.<what>"
  // "{label}" in both is `label`. Slack shows 24 characters of the name, in whichever language, and 150 of the summary.
  Msgid name;     // what one chooses: "Look up {label}s"
  Msgid summary;  // one sentence without a full stop
  // In the menu of each message, which then comes with the Shortcut; else where one writes or searches, and then it
  // happened in no room.
  bool on_message = false;
  std::string_view label = {};
};

// Immutable after start-up; any thread. Views point into the features' static tables.
class CommandTable {
 public:
  // A name (or other name, or callback) taken twice, a name with capitals, or a callback that does not begin with the
  // feature's name and a full stop throws std::logic_error.
  void add(
      std::string_view feature, std::span<const CommandSpec> specs,
      std::span<const ShortcutSpec> shortcuts = {}
  );

  struct Entry {
    const CommandSpec* spec = nullptr;
    std::string_view feature;
  };
  const Entry* find(std::string_view name) const;  // by name or other name, whatever its case
  std::span<const Entry> entries() const { return entries_; }

  struct Menu {
    const ShortcutSpec* spec = nullptr;
    std::string_view feature;
  };
  const Menu* shortcut(std::string_view callback) const;  // nullptr: nobody has declared it
  std::span<const Menu> shortcuts() const { return shortcuts_; }

  // The nearest names, in whichever language, to one that does not exist: those that are equally near.
  // Empty when nothing is.
  std::vector<std::string_view> nearest(std::string_view name) const;

  // Completions for a line that begins with "/": whole words, each followed by what it is for.
  struct Completion {
    std::string text;  // replaces the last word of the line
    Msgid summary;
  };
  std::vector<Completion> complete(std::string_view line, Roles roles) const;

 private:
  std::vector<Entry> entries_;
  // Every name, in whichever language: those of a command stand together, its own first.
  struct Name {
    std::string_view text;
    std::size_t length = 0;  // in code points
    std::size_t entry = 0;
  };
  std::vector<Name> names_;
  std::unordered_map<std::string_view, std::size_t> by_name_;  // which entry
  std::vector<Menu> shortcuts_;
};

// The word of `spec` that `args` begins with, in any of its spellings, and what follows it.
struct WordMatch {
  const WordSpec* word = nullptr;
  std::string_view rest;
};
WordMatch match_word(const CommandSpec& spec, std::string_view args);

// The role that it takes to say this command with this word (or none of its words: nullptr).
Role role_of(const CommandSpec& spec, const WordSpec* word);

// "/nep 0" → {"nep", "0"}; nothing when the line is no command.
std::optional<Command> parse_command(std::string_view line);

}  // namespace usher
