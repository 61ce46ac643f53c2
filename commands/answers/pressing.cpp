// commands/answers/pressing.cpp: helpful, not helpful, ask a person, stop.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/pressing.hpp"

#include "bot/fingerprint.hpp"
#include "bot/named_in.hpp"
#include "bot/people.hpp"
#include "commands/answers/digest.hpp"
#include "commands/answers/gaps.hpp"
#include "commands/answers/replies.hpp"
#include "commands/answers/unasked.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

struct Pressed {
  const Settings& settings;
  const Event& event;
  Context& context;
  Subject subject;

  // A press has no words of its own: who asked is answered as they were before.
  Say say() const {
    const bool as_asked = by_asker() && !subject.lang.empty() &&
                          people::chosen_language(context.db, event.at.space, event.who.id).empty();
    return as_asked ? context.say(subject.lang) : context.say(event.who);
  }
  const std::string& space() const { return event.at.space; }
  const PeopleRoom* room() const { return people_room(settings, space()); }
  bool by_asker() const { return subject.asker == event.who.id; }
  bool may_keep() const {
    return by_asker() && !refuses(context.db, space(), subject.asker, no_keeping);
  }
  // In the language of whoever pressed.
  Wording with() const { return {settings.slots, context, say(), settings.edit_url}; }
};

Outcome told(Phrase sentence) { return {SayReply{Doc(std::move(sentence))}, {}}; }

// What somebody else's button would do in their name.
Outcome not_yours(const Pressed& at) {
  const Say say = at.say();
  return told(say("This button is for whoever asked."));
}

Outcome helped(const Pressed& at) {
  const Say say = at.say();
  vote(at.context.db, at.space(), at.event.who.id, at.subject, true, at.context.now);
  return told(say("Thank you. Good to know."));
}

// Maintainers hear once that Usher has stopped to bring a topic up by itself.
std::vector<Effect> tell_muted(const Pressed& at) {
  std::vector<Effect> out;
  if (!at.context.holders) return out;
  const auto week = at.context.now.time_since_epoch() / std::chrono::days(7);
  for (To& to : at.context.holders(Role::maintainer)) {
    const Say say = at.context.say(language_of(to, at.context));
    Post post;
    post.to = std::move(to);
    post.audience = Audience::direct;
    post.body = Doc(
        say("For a week I do not bring up “{topic}” by myself: it did not help three people who "
            "had not asked me.",
            fmt::arg("topic", Text(at.subject.topic)))
    );
    post.key = fmt::format("answers:muted:{}:{}", at.subject.topic, week);
    out.emplace_back(std::move(post));
  }
  return out;
}

Outcome did_not_help(const Pressed& at) {
  Database& db = at.context.db;
  vote(db, at.space(), at.event.who.id, at.subject, false, at.context.now);
  const bool kept = at.may_keep() && !at.subject.question.empty();
  if (kept) keep_gap(db, at.space(), at.subject, at.context.now);
  Outcome out{
      SayReply{sorry(at.subject, at.with(), at.by_asker() ? at.room() : nullptr, kept)}, {}
  };
  if (at.subject.unasked &&
      unhelpful_unasked(db, at.subject.topic, at.context.now - muted_for) == unhelpful_to_mute)
    out.effects = tell_muted(at);
  return out;
}

Outcome none_of_these(const Pressed& at) {
  if (!at.by_asker()) return not_yours(at);
  const bool kept = at.may_keep() && !at.subject.question.empty();
  if (kept) keep_gap(at.context.db, at.space(), at.subject, at.context.now);
  return {Replace{not_known(at.subject, at.with(), at.room(), kept)}, {}};
}

Outcome ask_a_person(const Pressed& at) {
  const Say say = at.say();
  if (!at.by_asker()) return not_yours(at);
  const PeopleRoom* room = at.room();
  if (room == nullptr) return {SayReply{not_known({}, at.with(), nullptr, false)}, {}};
  Post post;
  post.to.place = {at.space(), std::string(named_in(room->room, at.space())), ""};
  post.body =
      to_people(at.subject, at.event.who.name, at.context.say(at.context.community.language));
  // Pressed twice, people are asked once.
  post.key = "answers:people:" + fingerprint(at.subject.event);
  Outcome out = told(say(
      "I have asked in {room}. Whoever knows will answer there.", fmt::arg("room", Text(room->name))
  ));
  out.effects.emplace_back(std::move(post));
  return out;
}

Outcome stop(const Pressed& at) {
  const Say say = at.say();
  if (!at.by_asker()) return not_yours(at);
  refuse(at.context.db, at.space(), at.event.who.id, no_unasked, at.context.now);
  Doc doc(say("I will not answer you again without being asked."));
  // Where it stands, which may be a thread that a press does not tell of.
  if (const auto given = by_event(at.context.db, at.event.at, at.subject.event))
    return {None{}, {Edit{unasked_key(given->id), {given->at, {}}, std::move(doc)}}};
  return {Replace{std::move(doc)}, {}};
}

Outcome keep(std::string_view answer, const Pressed& at) {
  const Say say = at.say();
  Database& db = at.context.db;
  if (answer == "yes") {
    allow(db, at.space(), at.event.who.id, no_keeping);
    return told(say("From now on I keep questions that I could not answer, for 90 days."));
  }
  refuse(db, at.space(), at.event.who.id, no_keeping, at.context.now);
  return told(
      say("I keep no question of yours any more, and have erased what I had. {command} allows it "
          "again.",
          fmt::arg("command", Text(std::string("/answers keep yes"))))
  );
}

}  // namespace

Outcome pressed(
    const Press& press, const Settings& settings, const Event& event, Context& context
) {
  const Pressed at{settings, event, context, subject_of(press.value)};
  if (press.action == helpful_action) return helped(at);
  if (press.action == unhelpful_action) return did_not_help(at);
  if (press.action == none_action) return none_of_these(at);
  if (press.action == people_action) return ask_a_person(at);
  if (press.action == stop_action) return stop(at);
  if (press.action == keep_action) return keep(press.value, at);
  return {};
}

}  // namespace usher::answers
