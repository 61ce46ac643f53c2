// commands/group/taking.cpp: one answer, taken and kept, and what follows from it: people are asked, dates are looked at.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/publishing.hpp"
#include "commands/group/questions.hpp"
#include "commands/group/talk.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::group {

void take_over(Group& group, const Asked& asked) {
  group.person = asked.person();
  keep(asked.db(), group, asked.context.now);
}

std::optional<Doc> take(
    Group& group, std::string_view text, const Asked& asked, std::vector<Effect>& effects, Named how
) {
  const Say say = asked.say();
  Wizard& wizard = group.wizard;
  const Step at = wizard.at;
  text = trim(text);
  std::vector<Organiser> named;
  if (at == Step::name)
    wizard.doubtful =
        doubts_about(sanitize(text), known_groups(asked, group.id), asked.settings.offending).any();
  if (at == Step::organisers) {
    named = people_typed(text, asked, how);
    if (named.empty())
      return Doc(
          say("Name them as they are called here: {example}",
              fmt::arg("example", Text(std::string("@grace @alan"))))
      );
    if (!may_invite(group, named, asked))
      return Doc(say("You have asked many people today. Please wait for what they say."));
  }
  if (at == Step::first && !text.empty()) {
    auto rhythm = event_typed(text, group, asked);
    if (!rhythm) return std::move(rhythm.error());
    group.rhythm = std::move(*rhythm);
  }
  if (const Complaint why = answer(wizard, text); why != Complaint::none)
    return Doc(complaint_words(why, say));
  // Its new name is looked at as the first was.
  if (group.state == State::published && at == Step::name)
    ask_administrators(group, asked, effects);
  // Who they are stands in rows of their own, which go with them.
  if (at == Step::organisers) wizard.answers[at] = "";
  take_over(group, asked);
  for (const Organiser& one : named)
    if (auto invitation = invite(group, one, asked)) effects.push_back(std::move(*invitation));
  if (at == Step::first && group.state == State::published) {
    follow_event(group, asked.settings, asked.context);
    effects.push_back(plan(asked.settings, asked.context));
  }
  return std::nullopt;
}

}  // namespace usher::group
