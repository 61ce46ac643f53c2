// commands/answers/replies.cpp: sentences and buttons.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/replies.hpp"

#include "bot/named_in.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

Button button(Phrase words, std::string_view action, const Subject& subject) {
  return {std::move(words), std::string(action), value_of(subject)};
}

Button ask_people(const Subject& subject, const Wording& with, const PeopleRoom& room) {
  const Say& say = with.say;
  return button(
      say("Ask in {room} for me", fmt::arg("room", Text(room.name))), people_action, subject
  );
}

// Where people can be asked, where Usher knows of no room of theirs.
void add_contact(Doc& doc, const Wording& with) {
  const std::string& url = with.context.community.contact_url;
  if (url.empty()) return;
  const Say& say = with.say;
  doc.paragraph({say("Where to find them:"), Text(std::string(" ")), link(Text(url), url)});
}

// Whom else to ask, and that the question is kept, with a way out of it.
void add_what_follows(
    Doc& doc, const Subject& subject, const Wording& with, const PeopleRoom* room, bool kept
) {
  const Say& say = with.say;
  if (subject.question.empty()) return;
  if (kept)
    doc.paragraph({say(
        "I keep the question for 90 days, for whoever writes the answers. They do not see whose it "
        "is."
    )});
  std::vector<Button> buttons;
  if (room != nullptr) buttons.push_back(ask_people(subject, with, *room));
  if (kept) buttons.emplace_back(say("Do not keep my questions"), std::string(keep_action), "no");
  if (!buttons.empty()) doc.buttons(std::move(buttons));
}

}  // namespace

const PeopleRoom* people_room(const Settings& settings, std::string_view space) {
  const auto at = std::ranges::find_if(settings.people_rooms, [space](const PeopleRoom& one) {
    return !named_in(one.room, space).empty();
  });
  return at == settings.people_rooms.end() ? nullptr : &*at;
}

Doc answered(
    const Topic& topic, const Subject& subject, const Wording& with, const PeopleRoom* room
) {
  const Say& say = with.say;
  Doc doc = answer_doc(topic, subject.lang, with);
  std::vector<Button> buttons;
  buttons.push_back(button(say("Helpful"), helpful_action, subject));
  buttons.push_back(button(say("Not helpful"), unhelpful_action, subject));
  if (room != nullptr && !subject.question.empty())
    buttons.push_back(ask_people(subject, with, *room));
  const std::string page = edit_page(topic, with);
  if (!page.empty()) buttons.push_back(Button::open(say("Improve this text"), page));
  doc.buttons(std::move(buttons));
  return doc;
}

Doc offered(const Decision& decision, const Subject& subject, const Wording& with) {
  const Say& say = with.say;
  Doc doc;
  doc.paragraph({say("I am not sure what you mean. Is it one of these?")});
  std::vector<Button> buttons;
  for (const Topic* topic : decision.topics) {
    Subject one = subject;
    one.topic = topic->id;
    const Text title(text_for(*topic, subject.lang).text->title);
    buttons.push_back(button(say("{title}", fmt::arg("title", title)), topic_action, one));
  }
  buttons.push_back(button(say("None of these"), none_action, subject));
  doc.buttons(std::move(buttons));
  return doc;
}

Doc not_known(const Subject& subject, const Wording& with, const PeopleRoom* room, bool kept) {
  const Say& say = with.say;
  Doc doc;
  if (room == nullptr || subject.question.empty()) {
    doc = handover_doc(with);
    add_contact(doc, with);
  } else {
    doc.paragraph({say(
        "I do not know that. People in {room} may: ask them there, or let me do it.",
        fmt::arg("room", Text(room->name))
    )});
  }
  add_what_follows(doc, subject, with, room, kept);
  return doc;
}

Doc answered_unasked(const Topic& topic, const Subject& subject, const Wording& with) {
  const Say& say = with.say;
  Doc doc;
  doc.paragraph({italic(say("I am a bot, and nobody has answered yet. Perhaps this helps:"))});
  doc.append(answer_doc(topic, subject.lang, with));
  doc.buttons({
      button(say("Helpful"), helpful_action, subject),
      button(say("Not helpful"), unhelpful_action, subject),
      button(say("Do not answer me unasked"), stop_action, subject),
  });
  return doc;
}

Doc sorry(const Subject& subject, const Wording& with, const PeopleRoom* room, bool kept) {
  const Say& say = with.say;
  Doc doc;
  doc.paragraph({say("Sorry that it did not help.")});
  add_what_follows(doc, subject, with, room, kept);
  return doc;
}

Doc to_people(const Subject& subject, std::string_view name, const Say& say) {
  const Text asker(name.empty() ? std::string_view(subject.asker) : name);
  Doc doc;
  doc.paragraph(
      {mention(subject.asker, asker), Text(std::string(" ")),
       say("asks what I do not know. Can somebody help?")}
  );
  doc.quote(Text::lines(subject.question));
  return doc;
}

void add_report(Doc& doc, const Say& say) {
  doc.paragraph({say(
      "If something happened to you or to somebody else: {command} says whom you can tell, in "
      "private.",
      fmt::arg("command", Text(std::string("/report")))
  )});
}

Doc report_instead(const Say& say) {
  Doc doc;
  add_report(doc, say);
  doc.paragraph({say("I have kept nothing of what you wrote.")});
  return doc;
}

Doc how_to_ask(const Say& say) {
  const Text example(std::string("/ask where do I start"));
  Doc doc;
  doc.paragraph(
      {say("Ask in your own words, in English or Chinese: {example}", fmt::arg("example", example))}
  );
  return doc;
}

Doc small_talk_doc(SmallTalk said, const Wording& with, const PeopleRoom* room) {
  const Say& say = with.say;
  const auto ask = [&] {
    return say(
        "Ask me something about {community}, or type {command} to see what else I can do.",
        fmt::arg("community", Text(with.context.community.name)),
        fmt::arg("command", Text(std::string("/help")))
    );
  };
  const auto beside = [&](Phrase first) {
    return Line{std::move(first), Text(std::string(" ")), ask()};
  };
  Doc doc;
  switch (said) {
    case SmallTalk::none:
      break;
    case SmallTalk::greeting:
      doc.paragraph(beside(say("Hello! I am Usher, a bot.")));
      break;
    case SmallTalk::thanks:
      doc.paragraph({say("You are welcome!")});
      break;
    case SmallTalk::parting:
      doc.paragraph({say("I am here when you need me.")});
      break;
    case SmallTalk::wants_help:
      doc.paragraph(beside(say("Gladly.")));
      break;
    case SmallTalk::who:
      doc.paragraph(beside(say("I am Usher, a program and no person.")));
      if (room != nullptr)
        doc.paragraph({say("People are in {room}.", fmt::arg("room", Text(room->name)))});
      else if (!with.context.community.contact_url.empty())
        doc.paragraph({say("You can ask people instead, too.")});
      if (room == nullptr) add_contact(doc, with);
      break;
  }
  return doc;
}

Post to_one(const Place& at, std::string_view person, Audience audience, Doc doc, std::string key) {
  Post out;
  out.to = {at, {std::string(person)}};
  out.audience = audience;
  out.body = std::move(doc);
  out.key = std::move(key);
  return out;
}

}  // namespace usher::answers
