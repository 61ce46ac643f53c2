// commands/group/question_words.cpp: what each question says, and why it is asked.
// SPDX-License-Identifier: BSD-3-Clause
// Long because every question has its words here, and nothing else is.
#include "bot/text.hpp"
#include "commands/group/questions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::group {

namespace {

constexpr std::size_t most_found = 5;

// Which groups may be there already, and where others are listed.
void put_existing(Doc& doc, const Group& group, const Asked& asked) {
  const Say say = asked.say();
  std::vector<Line> lines;
  for (const KnownGroup& one : known_groups(asked, group.id))
    if (is_meant(group.wizard[Step::place], one.name, one.place) && lines.size() < most_found)
      lines.push_back({link(Text(one.name), one.link)});
  if (lines.empty()) {
    doc.paragraph({say("I know of none there. These lists may know more:")});
  } else {
    doc.paragraph({say("I know of these:")});
    doc.bullets(std::move(lines));
    doc.paragraph({say("And these lists may know more:")});
  }
  lines.clear();
  for (const ListOfGroups& one : asked.settings.lists)
    lines.push_back({link(Text(one.name), one.link)});
  if (!lines.empty()) doc.bullets(std::move(lines));
}

void put_doubts(Doc& doc, const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const Doubts doubts =
      doubts_about(group.name(), known_groups(asked, group.id), asked.settings.offending);
  for (const std::string& one : doubts.clashes)
    doc.paragraph({say(
        "There is a group called {name}: people may take one for the other.",
        fmt::arg("name", Text(one))
    )});
  for (const std::string& one : doubts.words)
    doc.paragraph({say(
        "In this name or its initials there is “{word}”, which some will take amiss.",
        fmt::arg("word", Text(one))
    )});
  doc.paragraph({say("I only compare letters. Ask two or three people, and then decide.")});
}

}  // namespace

Phrase question_words(Step step, Kind kind, const Say& say) {
  switch (step) {
    case Step::kind:
      return say(
          "Is the group to be open to everybody, or in-house, for the people of one organisation?"
      );
    case Step::place:
      return say("In which city is it? A country does, where it is for a whole one.");
    case Step::exists:
      return say("Is one of these near enough?");
    case Step::organisation:
      return say("What is your organisation called?");
    case Step::name:
      return say("What is the group to be called?");
    case Step::sure:
      return say("Keep this name?");
    case Step::website:
      return say("What is the address of its web site?");
    case Step::venue:
      return say("Where do you meet?");
    case Step::style:
      return say("What do you do when you meet?");
    case Step::approval:
      return say("Who has to approve it?");
    case Step::interest:
      return say("How many have said that they are interested?");
    case Step::resources:
      return say("Which of the organisation's means would you use: rooms, computers, network?");
    case Step::hours:
      return say("Do you meet during working hours?");
    case Step::schedule:
      return say("When, and how often, do you meet?");
    case Step::subjects:
      return say(
          "May current projects be talked about? What has to stay private, and whose is what you "
          "write together?"
      );
    case Step::attendance:
      return say("How many will come, at first and later?");
    case Step::representation:
      return say(
          "Will the group ever stand for the organisation outside, at a conference for instance?"
      );
    case Step::benefit:
      return say("What does the organisation gain?");
    case Step::organisers:
      return say("Who organises it with you? Name at least two others.");
    case Step::promotion:
      return say("How will people hear of it? Choose several.");
    case Step::conduct:
      return kind == Kind::in_house ? say("Is this code of conduct right for the group? It must "
                                          "fit your organisation's rules too.")
                                    : say("Is this code of conduct right for the group?");
    case Step::first:
      return say("When is the first event?");
    case Step::review:
      break;
  }
  return say("These were all questions.");
}

Doc advice(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const bool in_house = group.in_house();
  Doc doc;
  switch (group.wizard.at) {
    case Step::kind:
      doc.paragraph(
          {say("I ask one thing at a time. Everything is kept as you go: you can stop at any "
               "question and go on another day.")}
      );
      doc.paragraph(
          {say("In-house groups stay within: nobody but their organisers and their own room hears "
               "of them.")}
      );
      break;
    case Step::exists:
      put_existing(doc, group, asked);
      doc.paragraph(
          {say("A second group in one place halves both. To help one that is there is mostly "
               "better than to found another.")}
      );
      break;
    case Step::organisation:
      doc.paragraph({say(
          "Ask around first whether people would come, and say that it is only an idea so far."
      )});
      break;
    case Step::name:
      if (in_house)
        doc.paragraph(
            {say("PUG and the initials of the organisation are usual. Take care that the letters "
                 "mean nothing else.")}
        );
      else
        doc.paragraph(
            {say("Python and the name of the city are usual, and found by whoever searches.")}
        );
      break;
    case Step::sure:
      put_doubts(doc, group, asked);
      break;
    case Step::website:
      doc.paragraph(
          {say("A page of its own, best under a name of its own, can stand in every invitation. "
               "One page with the next date is enough to begin with.")}
      );
      break;
    case Step::venue:
      doc.paragraph(
          {say("One place that you can have every month is worth most. A company that sponsors it, "
               "a library (they close early), a co-working space, a quiet pub.")}
      );
      break;
    case Step::style:
      doc.paragraph({say(
          "Several, in turn, keep it lively. More of them: {command}",
          fmt::arg("command", Text(std::string("/group ideas formats")))
      )});
      break;
    case Step::approval:
      doc.paragraph(
          {say("From here on I ask nine things that whoever decides will want to know. I make one "
               "page of them.")}
      );
      break;
    case Step::benefit:
      doc.paragraph(
          {say("This decides most: what people learn, which problems they solve for each other, "
               "whom it helps to hire.")}
      );
      break;
    case Step::organisers:
      doc.paragraph(
          {say("With one organiser, a holiday or a flu ends the group. I ask each of them, and "
               "they count when they have said yes.")}
      );
      doc.paragraph({say("I publish no group that fewer than two organise.")});
      break;
    case Step::conduct:
      put_conduct(doc, group, asked.settings, say);
      doc.paragraph({say("Answer with a link where you have one of your own.")});
      break;
    case Step::first:
      doc.paragraph({say(
          "Day, time and zone, and how often where it is to come again: {example}",
          fmt::arg("example", Text(std::string("2027-03-04 18:30 Europe/Berlin every month")))
      )});
      doc.paragraph(
          {say("Six weeks ahead is a good distance: the checklist begins thirty days before.")}
      );
      break;
    default:
      break;
  }
  return doc;
}

Phrase choice_words(Step step, std::string_view value, const Say& say) {
  const auto is = [&](Step which, std::string_view name) { return step == which && value == name; };
  if (is(Step::kind, "open")) return say("Open to everybody");
  if (is(Step::kind, "in-house")) return say("In-house");
  if (is(Step::exists, "none")) return say("No, I found a new one");
  if (is(Step::exists, "join")) return say("Yes, I join that one");
  if (is(Step::sure, "keep")) return say("Keep this name");
  if (is(Step::sure, "other")) return say("Take another name");
  if (is(Step::hours, "in")) return say("During working hours");
  if (is(Step::hours, "outside")) return say("Outside working hours");
  if (is(Step::hours, "both")) return say("Some of both");
  if (value == "talks") return say("Talks, and time to talk");
  if (value == "lightning") return say("Lightning talks");
  if (value == "review") return say("Reading code together");
  if (value == "videos") return say("Watching recorded talks");
  if (value == "walk-through") return say("A walk through one project");
  if (value == "module") return say("A module of the month");
  if (value == "restaurant") return say("Dinner, without a programme");
  if (value == "weekend") return say("A long workshop at a weekend");
  if (value == "meetup") return say("A page on a meetup site");
  if (value == "lists") return say("Mailing lists");
  if (value == "official-list") return say("The official list of groups");
  if (value == "groups") return say("Other groups near by, where they agree");
  if (value == "campus") return say("Notices at colleges");
  if (value == "social") return say("Social media");
  if (value == "recordings") return say("Podcasts and recordings");
  if (value == "advert") return say("A small local advertisement");
  return say("{name}", fmt::arg("name", Text(value)));
}

Phrase label_words(Step step, const Say& say) {
  switch (step) {
    case Step::kind:
      return say("Kind");
    case Step::place:
      return say("City");
    case Step::exists:
    case Step::sure:
    case Step::review:
      break;
    case Step::organisation:
      return say("Organisation");
    case Step::name:
      return say("Name");
    case Step::website:
      return say("Web site");
    case Step::venue:
      return say("Venue");
    case Step::style:
      return say("Meetings");
    case Step::approval:
      return say("Approval");
    case Step::interest:
      return say("Interest");
    case Step::resources:
      return say("Means used");
    case Step::hours:
      return say("Working hours");
    case Step::schedule:
      return say("Schedule");
    case Step::subjects:
      return say("Subjects and privacy");
    case Step::attendance:
      return say("Attendance");
    case Step::representation:
      return say("Outside");
    case Step::benefit:
      return say("Benefit");
    case Step::organisers:
      return say("Organisers");
    case Step::promotion:
      return say("Promotion");
    case Step::conduct:
      return say("Code of conduct");
    case Step::first:
      return say("First event");
  }
  return say("Others");
}

Text answer_text(const Group& group, Step step, const Say& say) {
  std::string out;
  for (const std::string_view one : split(group.wizard[step], '\n')) {
    if (one.empty()) continue;
    const auto all = choices(step);
    const bool chosen = std::ranges::find(all, one) != all.end();
    out += out.empty() ? "" : ", ";
    out += chosen ? choice_words(step, one, say).str() : std::string(one);
  }
  return Text(out);
}

}  // namespace usher::group
