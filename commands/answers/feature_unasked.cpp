// commands/answers/feature_unasked.cpp: what was said to nobody, where newcomers are.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/fingerprint.hpp"
#include "bot/people.hpp"
#include "bot/text.hpp"
#include "commands/answers/digest.hpp"
#include "commands/answers/feature.hpp"
#include "commands/answers/replies.hpp"
#include "commands/answers/unasked.hpp"

#include <charconv>
#include <string>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::string_view unasked_job = "unasked:";
constexpr std::chrono::seconds until_opened{5};

}  // namespace

Outcome Answers::overheard(const Message& message, const Event& event, Context& context) const {
  Database& db = context.db;
  people_spoke(db, event.at, event.who.id);
  const auto book = shelf_->ready();
  // In a thread, and as an answer to somebody, no question is put to everybody.
  if (!book || !event.at.thread.empty() || message.reply) return {};
  // What was heard before and says something else now is decided anew, as the message that it is.
  const Place at{event.at.space, event.at.room, message.root};
  const auto before = edited(db, at);
  if (!before) return {};
  const Decision decision = decide(*book, trim(message.text), true, event.who.lang);
  if (decision.band != Band::answer) return {};
  const Topic& topic = *decision.topics.front();
  Unasked question{
      .at = at,
      .event = before->empty() ? event.id : *before,
      .person = event.who.id,
      .lang = people::chosen_language(db, at.space, event.who.id),
      .topic = topic.id,
      .due = context.now + settings_.wait
  };
  if (question.lang.empty()) question.lang = decision.lang;
  if (decision.conduct || decision.security) return told_alone(decision, question, context);
  if (!may_answer_unasked(db, at, question.person, question.topic, context.now)) return {};
  const std::int64_t id = wait_for_people(db, question, context.now);
  return {None{}, {Remind{std::string(unasked_job) + std::to_string(id), question.due}}};
}

// Nobody else is to see that they were told, and it is no question that people answer among themselves. Whoever tells of harm is
// told how to report it, however often Usher has spoken; and nothing is noted of that.
Outcome Answers::told_alone(const Decision& decision, const Unasked& question, Context& context)
    const {
  const Topic& topic = *decision.topics.front();
  const bool harm = decision.incident && settings_.takes_reports;
  if (!harm) {
    if (!may_answer_unasked(context.db, question.at, question.person, question.topic, context.now))
      return {};
    given_alone(context.db, question, context.now);
  }
  const Say say = context.say(question.lang);
  const Wording with{settings_.slots, context, say, settings_.edit_url};
  return {
      None{},
      {to_one(
          {question.at.space, question.at.room, ""}, question.person, Audience::direct,
          harm ? report_instead(say) : answer_doc(topic, question.lang, with),
          "answers:" + fingerprint(question.event)
      )}
  };
}

Outcome Answers::due(std::string_view job, Context& context) const {
  if (job == daily_job) {
    if (!shelf_->ready() && digest_is_due(context))
      return {
          None{},
          {open_shelf({}), Remind{std::string(daily_job), context.now + std::chrono::minutes(10)}}
      };
    return daily(settings_, shelf_->ready().get(), context);
  }
  if (!job.starts_with(unasked_job)) return {};
  const std::string_view digits = job.substr(unasked_job.size());
  std::int64_t id = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), id);
  const auto question = waiting(context.db, id);
  if (!question) return {};  // a person answered, or it was taken back
  if (context.now - question->due > latest_unasked) {
    drop_waiting(context.db, id);
    return {};
  }
  const auto book = shelf_->ready();
  // Opening begins at the start.
  if (!book) return {None{}, {Remind{std::string(job), context.now + until_opened}}};
  const Topic* topic = book->find(question->topic);
  if (topic == nullptr ||
      !may_answer_unasked(
          context.db, question->at, question->person, question->topic, context.now
      )) {
    drop_waiting(context.db, id);
    return {};
  }
  given_unasked(context.db, id, context.now);
  const Subject subject{
      question->topic, question->lang, question->person, question->event, {}, true
  };
  const Wording with{settings_.slots, context, context.say(question->lang), settings_.edit_url};
  Post post;
  post.to.place = question->at;
  post.body = answered_unasked(*topic, subject, with);
  post.key = unasked_key(question->id);
  return {None{}, {std::move(post)}};
}

Outcome Answers::taken_back(const Deleted& deleted, const Event& event, Context& context) const {
  const auto what = by_event(context.db, event.at, deleted.first);
  if (!what) return {};
  if (what->due == sys_seconds{})  // it still counts for how much is said
    return {None{}, {Retract{unasked_key(what->id), {what->at, {}}}}};
  drop_waiting(context.db, what->id);
  return {};
}

}  // namespace usher::answers
