// commands/meeting/actions.cpp: /action.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/order.hpp"

#include <array>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::array<std::string_view, 3> also_list = {"open", "列表", "清单"};
constexpr std::array<std::string_view, 3> also_done = {"finished", "完成", "做完"};
constexpr std::array<WordSpec, 2> words = {{
    {.word = "list",
     .grammar = "[MEETING]",
     .summary = mark("Shows what was taken on in meetings and is not done"),
     .also = also_list},
    {.word = "done", .grammar = "NUMBER", .summary = mark("Says that it is done"), .also = also_done
    },
}};

Doc listed(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  std::string key;
  if (!trim(typed).empty()) {
    auto found = series_meant(typed, asked);
    if (!found) return std::move(found.error());
    key = std::move(found->key);
  }
  std::vector<Line> lines;
  for (const ActionItem& one : open_actions(asked.context.db, key)) {
    Line line{code(Text("#" + std::to_string(one.id))), Text(std::string(" "))};
    if (!one.owner.empty()) {
      line.push_back(bold(Text(one.owner)));
      line.emplace_back(Text(std::string(": ")));
    }
    line.emplace_back(Text(one.text));
    lines.push_back(std::move(line));
  }
  if (lines.empty()) return say("Nothing is open.");
  Doc doc;
  doc.paragraph({say("Taken on in meetings, and not done yet:")});
  doc.bullets(std::move(lines));
  const Text command(std::string("/action done NUMBER"));
  doc.paragraph({say("When it is done: {command}", fmt::arg("command", command))});
  return doc;
}

struct Owned {
  std::string space, person, text;
};
std::optional<Owned> open_action(Database& db, std::int64_t id) {
  auto row =
      db.query("SELECT space,person,text FROM meeting_actions WHERE id=? AND state IN (0,1)", id);
  if (!row.next()) return std::nullopt;
  return Owned{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
}

void set_state(Database& db, std::int64_t id, ActionState state) {
  db.run("UPDATE meeting_actions SET state=? WHERE id=?", std::to_underlying(state), id);
}

}  // namespace

std::span<const WordSpec> action_words() { return words; }

Outcome action_asked(std::string_view args, const Asked& asked) {
  CommandSpec spec;
  spec.words = words;
  const Say say = asked.say();
  const WordMatch match = match_word(spec, args);
  if (match.word == nullptr || match.word == words.data())
    return {SayReply{listed(match.word == nullptr ? args : match.rest, asked)}, {}};
  const auto id = number_typed(match.rest);
  const auto action = id ? open_action(asked.context.db, *id) : std::nullopt;
  if (!action) {
    const Text command(std::string("/action list"));
    return {
        SayReply{say("I know no such item. {command} lists them.", fmt::arg("command", command))},
        {}
    };
  }
  set_state(asked.context.db, *id, ActionState::done);
  const Text text(action->text);
  return {SayReply{say("Done: {text}", fmt::arg("text", text))}, {}};
}

Outcome action_answered(std::string_view value, bool mine, const Asked& asked) {
  const Say say = asked.say();
  const auto id = number_typed(value);
  const auto action = id ? open_action(asked.context.db, *id) : std::nullopt;
  const bool theirs =
      action && action->space == asked.event.at.space && action->person == asked.event.who.id;
  if (!theirs) return {Replace{say("This is not open any more.")}, {}};
  set_state(asked.context.db, *id, mine ? ActionState::accepted : ActionState::declined);
  const Text text(action->text);
  const auto arg = fmt::arg("text", text);
  return {
      Replace{
          mine ? say("Thank you. I ask about it before the next meeting: {text}", arg)
               : say("It is not yours any more: {text}", arg)
      },
      {}
  };
}

}  // namespace usher::meeting
