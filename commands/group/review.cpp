// commands/group/review.cpp: the whole of a group: before it is published, and as others see it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/rhythm_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::group {

namespace {

constexpr std::size_t fewest = 2;  // organisers, to be published
constexpr std::size_t recommended = 3;

bool is_shown(Step step) {
  return step != Step::kind && step != Step::exists && step != Step::sure && step != Step::review &&
         step != Step::organisers && step != Step::conduct && step != Step::first;
}

Line shown_answer(const Group& group, Step step, const Say& say) {
  const Text text = answer_text(group, step, say);
  if (step == Step::website) return {link(text, group.wizard[step])};
  return {text};
}

std::vector<Fact> facts_of(
    const Group& group, const std::optional<meeting::Rhythm>& rhythm, const Say& say, bool all
) {
  std::vector<Fact> facts;
  const auto add = [&](Step step) {
    if (!is_shown(step) || step == Step::name) return;
    const bool skipped = group.wizard[step].empty();
    if (skipped && !all) return;
    facts.push_back(
        {{label_words(step, say)},
         skipped ? Line{italic(say("not said"))} : shown_answer(group, step, say)}
    );
  };
  for (const Step step : steps(group.wizard.kind)) add(step);
  if (rhythm)
    facts.push_back({{label_words(Step::first, say)}, event_line(*rhythm, say)});
  else if (all)
    facts.push_back({{label_words(Step::first, say)}, {italic(say("not said"))}});
  return facts;
}

std::vector<Button> edits(const Group& group, const Say& say) {
  std::vector<Button> out;
  for (const Step step : steps(group.wizard.kind)) {
    const bool fixed =
        step == Step::exists || step == Step::sure || step == Step::review || step == Step::kind;
    // Its dates are changed where meetings are.
    const bool elsewhere =
        step == Step::first && group.state == State::published && group.series != 0;
    if (!fixed && !elsewhere)
      out.emplace_back(
          label_words(step, say), "group.edit", fmt::format("{} {}", group.id, question(step).id)
      );
  }
  return out;
}

}  // namespace

Line event_line(const meeting::Rhythm& rhythm, const Say& say) {
  return {
      meeting::local_day_words(std::chrono::floor<std::chrono::days>(rhythm.start), say),
      Text(std::string(" – ")), meeting::rhythm_words(rhythm, say)
  };
}

void put_organisers(Doc& doc, const Group& group, const Asked& asked) {
  const Say say = asked.say();
  std::vector<Line> lines;
  for (const Organiser& one : organisers(asked.db(), group.id)) {
    Line line{Text(one.name.empty() ? one.person : one.name)};
    if (one.stand != Stand::organises) {
      line.emplace_back(Text(std::string(" – ")));
      line.emplace_back(
          one.stand == Stand::asked ? say("was asked, has not answered yet")
                                    : say("was asked, and cannot")
      );
    }
    lines.push_back(std::move(line));
  }
  const std::size_t bus = bus_number(asked.db(), group.id);
  doc.paragraph(
      {bold(say("Bus number: {number}.", fmt::arg("number", bus))), Text(std::string(" ")),
       say("That is how many must be away before nobody is left who can open the door.")}
  );
  doc.bullets(std::move(lines));
  if (bus < fewest)
    doc.paragraph({say("Before it can be published, one more has to organise it.")});
  else if (bus < recommended)
    doc.paragraph({say("Two are enough to publish it; three are safer.")});
}

void put_conduct(Doc& doc, const Group& group, const Settings& settings, const Say& say) {
  const std::string_view own = group.wizard[Step::conduct];
  if (!own.empty()) {
    doc.paragraph({say("Code of conduct:"), Text(std::string(" ")), link(Text(own), own)});
    return;
  }
  const std::string& text = in_language(settings.conduct, say.lang());
  if (!text.empty()) doc.quote(Text::lines(trim(text)));
}

Doc review_doc(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const bool published = group.state == State::published;
  Doc doc;
  doc.heading({title_of(group, say)});
  doc.facts(facts_of(group, rhythm_now(group, asked.context), say, true));
  put_organisers(doc, group, asked);
  put_conduct(doc, group, asked.settings, say);
  const std::string id = fmt::format("{}", group.id);
  std::vector<Button> buttons;
  if (!published && !group.in_house()) {
    doc.paragraph({say(
        "Nobody but its organisers sees this yet. When it is published, everybody can find it."
    )});
    buttons.emplace_back(say("Publish it"), "group.publish", id, Button::Style::primary);
  }
  if (group.in_house()) {
    if (!published)
      doc.paragraph({say(
          "When you have the permission, type this in the room that is to be its own: {command}",
          fmt::arg("command", Text("/group publish " + std::string(group.name())))
      )});
    buttons.emplace_back(
        say("Write the permission request"), "group.request", id, Button::Style::primary
    );
  }
  if (!published) buttons.emplace_back(say("Stop"), "group.cancel", button_value(group));
  if (!buttons.empty()) doc.buttons(std::move(buttons));
  doc.paragraph({say("To change something:")});
  doc.buttons(edits(group, say));
  return doc;
}

Doc card(const Group& group, const Asked& asked, const Say& say, Card how) {
  const auto rhythm = rhythm_now(group, asked.context);
  Doc doc;
  doc.heading({title_of(group, say)});
  // What an in-house group was permitted for concerns its organisers.
  std::vector<Fact> facts = facts_of(group, rhythm, say, false);
  if (group.in_house()) {
    facts.clear();
    facts.push_back({{label_words(Step::schedule, say)}, {answer_text(group, Step::schedule, say)}}
    );
    if (rhythm) facts.push_back({{label_words(Step::first, say)}, event_line(*rhythm, say)});
  }
  if (how == Card::whole) {
    Line who;
    for (const Organiser& one : organisers(asked.db(), group.id))
      if (one.stand == Stand::organises) {
        if (!who.empty()) who.emplace_back(Text(std::string(", ")));
        who.emplace_back(Text(one.name.empty() ? one.person : one.name));
      }
    facts.push_back({{label_words(Step::organisers, say)}, std::move(who)});
  }
  doc.facts(std::move(facts));
  if (how == Card::whole || !group.wizard[Step::conduct].empty())
    put_conduct(doc, group, asked.settings, say);
  return doc;
}

}  // namespace usher::group
