// commands/answers/feature.cpp: events to answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/feature.hpp"

#include "bot/fingerprint.hpp"
#include "bot/named_in.hpp"
#include "bot/people.hpp"
#include "bot/text.hpp"
#include "commands/answers/desk.hpp"
#include "commands/answers/digest.hpp"
#include "commands/answers/gaps.hpp"
#include "commands/answers/pressing.hpp"
#include "commands/answers/replies.hpp"
#include "commands/answers/unasked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::array<std::string_view, 5> also = {"提问", "提問", "问", "問", "faq"};
constexpr std::array<std::string_view, 2> examples = {"/ask where do I start", "/ask 怎么安装"};

constexpr std::size_t longest_question =
    40'000;  // bytes: Slack's longest message, for who was harmed may come to it last

// In which language somebody is answered: as they have chosen, else as they asked.
std::string language_for(const Question& question, std::string_view decided, Database& db) {
  std::string chosen = people::chosen_language(db, question.at.space, question.person);
  return chosen.empty() ? std::string(decided) : chosen;
}

// Or nearly so: "nepp 18".
bool begins_like_command(std::string_view text, const CommandTable& commands) {
  constexpr std::size_t most_words = 3;  // of what is not a sentence
  const std::string_view word = first_word(text).word;
  return commands.find(word) != nullptr ||
         (split_words(text).size() <= most_words && !commands.nearest(word).empty());
}

}  // namespace

Answers::Answers(Settings settings, std::shared_ptr<Shelf> shelf)
    : settings_(std::move(settings)), shelf_(std::move(shelf)) {}

std::span<const CommandSpec> Answers::commands() const {
  static const std::array<CommandSpec, 2> specs = {{
      {.name = "ask",
       .grammar = "QUESTION",
       .summary = mark("Answers what newcomers ask, or says who knows more"),
       .examples = examples,
       .also = also},
      desk_command(),
  }};
  return specs;
}

bool Answers::is_newcomer_room(const Place& at) const {
  return std::ranges::any_of(settings_.newcomer_rooms, [&](const std::string& named) {
    return named_in(named, at.space) == at.room;
  });
}

bool Answers::concerns(const Event& event) const {
  if (event.as<Deleted>() != nullptr) return is_newcomer_room(event.at);
  const auto* message = event.as<Message>();
  if (message == nullptr || message->answers_secret) return false;
  return message->direct || message->mention || is_newcomer_room(event.at);
}

Effect Answers::open_shelf(const Question& question) const {
  return Call{
      .tag = tag_of(question),
      .service = settings_.service,
      .method = "OPEN",
      .path = {},
      .body = question.text,
      .etag = {},
      .of_asker = true
  };
}

std::vector<Effect> Answers::start(Context& context) {
  std::vector<Effect> out{first_daily(context)};
  // Where Usher may be the one to speak first, nobody can wait until the answers are read.
  if (!settings_.newcomer_rooms.empty() || settings_.opens_at_start) out.push_back(open_shelf({}));
  return out;
}

// By words; where they do not settle it, by what is meant too.
Decision Answers::decide_on(const Question& question, const Book& book, std::string_view meaning)
    const {
  Decision out = decide(book, question.text, false, question.lang);
  if (meaning.empty() || is_settled(out)) return out;
  const auto topics = shelf_->meanings(book);
  const std::vector<double> near =
      topics ? topics->near(from_bytes(meaning)) : std::vector<double>();
  return near.empty() ? out : decide_by_meaning(book, out, near, question.text, question.lang);
}

Answers::Answered Answers::answer_to(
    const Question& question, const Book& book, Context& context, std::string_view meaning
) const {
  const PeopleRoom* room = people_room(settings_, question.at.space);
  Subject subject{
      question.topic, language_for(question, question.lang, context.db), question.person,
      question.event, stripped(question.text)
  };
  const auto with = [&] {
    return Wording{settings_.slots, context, context.say(subject.lang), settings_.edit_url};
  };
  const auto not_answered = [&]() -> Answered {
    const bool kept = !refuses(context.db, question.at.space, question.person, no_keeping) &&
                      !subject.question.empty();
    if (kept) keep_gap(context.db, question.at.space, subject, context.now);
    return {not_known(subject, with(), room, kept)};
  };
  if (!question.topic.empty()) {
    const Topic* topic = book.find(question.topic);
    // As if it had been asked for: for that person alone, and never kept.
    if (topic != nullptr && (topic->id == conduct_topic || topic->id == security_topic))
      return {answer_doc(*topic, subject.lang, with()), true};
    if (topic != nullptr) return {answered(*topic, subject, with(), room)};
    subject.topic.clear();
    return not_answered();
  }
  const Decision decision = decide_on(question, book, meaning);
  subject.lang = language_for(question, decision.lang, context.db);
  // Nothing of what was told is said again or kept, and nothing else is answered.
  if (decision.incident && settings_.takes_reports)
    return {report_instead(context.say(subject.lang)), true};
  const bool confidential = decision.conduct || decision.security;
  if (confidential) return {answer_doc(*decision.topics.front(), subject.lang, with()), true};
  // Without its words nothing can be kept, or asked of others.
  if (decision.delicate) subject.question.clear();
  Answered out;
  if (decision.band == Band::answer) {
    subject.topic = decision.topics.front()->id;
    out.doc = answered(*decision.topics.front(), subject, with(), room);
  } else if (decision.band == Band::suggest) {
    out.doc = offered(decision, subject, with());
  } else if (!settings_.only_known) {
    out = not_answered();
  }
  if (!decision.delicate || decision.band == Band::answer || out.doc.empty()) return out;
  if (settings_.takes_reports) add_report(out.doc, context.say(subject.lang));
  out.confidential = true;
  return out;
}

Outcome Answers::looking_up(const Question& question, const Event& event, Context& context) const {
  const Say say = context.say(event.who);
  return {SayReply{say("One moment, I am looking it up.")}, {open_shelf(question)}};
}

Outcome Answers::asked(const Question& question, const Event& event, Context& context) const {
  if (const SmallTalk said = small_talk_in(question.text); said != SmallTalk::none) {
    const Wording with{settings_.slots, context, context.say(event.who), settings_.edit_url};
    SayReply reply{small_talk_doc(said, with, people_room(settings_, question.at.space))};
    reply.only_you = !question.here;
    return {std::move(reply), {}};
  }
  // "nep 18" is a command that lost its stroke, which Help knows; "help me with it" is none.
  const bool like_command =
      event.as<Message>() != nullptr && begins_like_command(question.text, context.commands);
  const auto book = shelf_->ready();
  if (!book) {
    if (settings_.only_known || like_command) return {};
    return looking_up(question, event, context);
  }
  const bool model = !settings_.only_known && shelf_->meanings(*book) != nullptr;
  if (like_command || model) {
    const Decision decision = decide(*book, question.text, false, question.lang);
    if (like_command && decision.band != Band::answer) return {};
    // The model is asked on the worker, for it takes longer than the brain has.
    if (model && !is_settled(decision)) return looking_up(question, event, context);
  }
  Answered answered = answer_to(question, *book, context);
  if (answered.doc.empty()) return {};
  SayReply reply{std::move(answered.doc)};
  reply.confidential = answered.confidential;
  reply.only_you = answered.confidential || !question.here;
  return {std::move(reply), {}};
}

// Of a choice that was offered the answer takes its place; a button of another feature's message leaves that message alone.
Outcome Answers::chosen(const Question& question, const Subject& subject, Context& context) const {
  const auto book = shelf_->ready();
  if (!book) return {None{}, {open_shelf(question)}};
  Answered answered = answer_to(question, *book, context);
  if (subject.event.empty() || answered.confidential) {
    SayReply reply{std::move(answered.doc)};
    reply.confidential = answered.confidential;
    return {std::move(reply), {}};
  }
  return {Replace{std::move(answered.doc)}, {}};
}

// The book is there now: what was asked before is answered, as a message of its own.
Outcome Answers::opened(const Question& question, const Fetched& fetched, Context& context) const {
  if (question.person.empty()) return {};  // nobody asked: it was opened at the start
  const auto book = shelf_->ready();
  const std::string key = "answers:" + fingerprint(question.event);
  if (!book || fetched.error != errc::ok) {
    const Say say = context.say(question.lang);
    Doc doc;
    if (fetched.error == errc::expired)  // its words were in memory only
      doc.paragraph({say("Something went wrong and nothing was recorded. Please try again.")});
    else
      doc.paragraph({say("Sorry, I cannot read my answers just now. Please ask a person.")});
    return {None{}, {to_one(question.at, question.person, Audience::only_you, doc, key)}};
  }
  Answered answered = answer_to(question, *book, context, fetched.etag);
  const bool aloud = question.here && !answered.confidential;
  Post post = to_one(
      question.at, question.person, answered.confidential ? Audience::direct : Audience::only_you,
      std::move(answered.doc), key
  );
  if (aloud) {
    post.to.people.clear();
    post.audience = Audience::room;
  }
  return {None{}, {std::move(post)}};
}

Outcome Answers::on(const Event& event, Context& context) {
  Question question;
  question.at = event.at;
  question.person = event.who.id;
  question.lang = event.who.lang;
  question.event = event.id;
  const auto put = [&](std::string_view text) {
    question.text = shorten(trim(text), longest_question);
    return !question.text.empty();
  };
  const Desk desk{settings_, shelf_->ready().get(), event, context};
  if (const auto* command = event.as<Command>()) {
    const CommandTable::Entry* entry = context.commands.find(command->name);
    if (entry != nullptr && entry->spec->name == desk_command().name) return desk.asked(*command);
    asked_usher(context.db, event.at.space, event.who.id);
    if (put(command->args)) return asked(question, event, context);
    return {SayReply{how_to_ask(context.say(event.who))}, {}};
  }
  if (const auto* message = event.as<Message>()) {
    if (!message->direct && !message->mention) return overheard(*message, event, context);
    if (is_newcomer_room(event.at)) people_spoke(context.db, event.at, event.who.id);
    asked_usher(context.db, event.at.space, event.who.id);
    question.here = !message->direct;
    return put(message->text) ? asked(question, event, context) : Outcome{};
  }
  if (const auto* press = event.as<Press>()) {
    if (press->action != topic_action) return pressed(*press, settings_, event, context);
    const Subject subject = subject_of(press->value);
    if (!subject.lang.empty()) question.lang = subject.lang;
    question.topic = subject.topic;
    // What somebody else has asked stays theirs.
    if (subject.asker == event.who.id) question.text = subject.question;
    return chosen(question, subject, context);
  }
  if (const auto* fetched = event.as<Fetched>()) {
    if (const auto one = question_of(*fetched)) return opened(*one, *fetched, context);
    return desk.answered(*fetched);
  }
  if (const auto* submit = event.as<Submit>()) return desk.submitted(*submit);
  if (const auto* tick = event.as<Tick>()) return due(tick->job, context);
  if (const auto* deleted = event.as<Deleted>()) return taken_back(*deleted, event, context);
  if (const auto* forgotten = event.as<Forgotten>()) {
    forget_in_gaps(context.db, event.at.space, forgotten->who.id);
    forget_in_unasked(context.db, event.at.space, forgotten->who.id);
  }
  return {};
}

}  // namespace usher::answers
