// bot/dispatch_form.cpp: opening forms, as they are or question by question.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"
#include "bot/form.hpp"
#include "bot/people.hpp"
#include "bot/say.hpp"

namespace usher {

const Dispatcher::Served* Dispatcher::formless(std::string_view space) const {
  const auto served = served_.find(space);
  const bool has = served != served_.end() && !served->second.capabilities.forms;
  return has ? &served->second : nullptr;
}

Form Dispatcher::fitting(const Event* event, Form form, std::string_view lang) const {
  const auto served = served_.find(event != nullptr ? std::string_view(event->at.space) : "");
  if (served == served_.end()) return form;
  return forms::divide(
      std::move(form), served->second.capabilities.text_limit, Say(catalog_, std::string(lang))
  );
}

// A secret form is held in memory only, whatever the platform: what stands in the outbox for it says, once the form is
// lost, that nothing was kept and how to begin again.
void Dispatcher::open(Database& db, const Origin& origin, const Open& what, Handled& into) {
  if (begin_dialogue(db, origin, what, into)) return;  // asked question by question
  const Event* event = origin.event;
  const std::string& lang =
      what.who.lang.empty() && event != nullptr ? event->who.lang : what.who.lang;
  Form form = fitting(event, what.form, lang);
  const sys_seconds now = clock_.seconds();
  if (event == nullptr || !forms::is_secret(form)) {
    if (auto row = outbox::enqueue(db, *posted_, origin, Open{what.who, std::move(form)}, now))
      into.rows.push_back(std::move(*row));
    return;
  }
  const Post stand_in{
      .to = {.place = event->at, .people = {what.who.id}},
      .audience = Audience::only_you,
      .body = Sealed{event->at.space, what.who.id}
  };
  if (auto row = outbox::enqueue(db, *posted_, {Dialogues::owner, event}, stand_in, now)) {
    row->sealed = false;
    row->pending.kind = Pending::Kind::open;
    row->pending.form = std::move(form);
    into.rows.push_back(std::move(*row));
  }
}

// False where the platform has forms of its own.
bool Dispatcher::begin_dialogue(
    Database& db, const Origin& origin, const Open& open, Handled& into
) {
  if (origin.event == nullptr || formless(origin.event->at.space) == nullptr) return false;
  const Event& event = *origin.event;
  Dialogue dialogue(open.form, open.who.lang.empty() ? event.who.lang : open.who.lang);
  if (dialogues_.load(db, event.at.space, open.who.id, clock_.seconds())) {
    const Say say(catalog_, dialogue.lang());
    dialogue.note(say("The form that you had begun before is closed; nothing of it was sent."));
  }
  keep(db, event.at, open.who, dialogue, into);
  To person{.place = {event.at.space, "", ""}, .people = {open.who.id}};
  post_question(db, event, std::move(person), Audience::direct, dialogue, into);
  return true;
}

void Dispatcher::keep(
    Database& db, const Place& at, const Person& who, const Dialogue& dialogue, Handled& into
) {
  const sys_seconds now = clock_.seconds();
  if (!dialogues_.save(db, at.space, who.id, dialogue, now))
    tell_.trouble("a secret form could not be locked into memory: raise RLIMIT_MEMLOCK");
  if (!dialogue.secret()) return;
  // Its time runs out even when nothing else happens: the commit of this job wipes it.
  scheduler::remind(db, Dialogues::owner, {"sweep", now + SecretDialogues::lifetime});
  into.jobs_changed = true;
}

// Where the person's words came from: with the ack, else in that conversation. A command may have been typed in public,
// so what it is answered with goes to the person alone.
void Dispatcher::ask(Database& db, const Event& event, const Dialogue& dialogue, Handled& into) {
  Reply reply = SayReply{wording(event.at.space, dialogue), true, dialogue.secret()};
  if (ack_carries(event, reply)) {
    into.reply = std::move(reply);
    return;
  }
  To to{.place = event.at, .people = {event.who.id}};
  if (event.as<Message>() != nullptr)
    return post_question(db, event, std::move(to), Audience::only_you, dialogue, into);
  to.place = {event.at.space, "", ""};
  post_question(db, event, std::move(to), Audience::direct, dialogue, into);
}

// Not under "re:": who takes a wrong answer back does not take the next question with it. A secret form's question is worded
// at each attempt, so that not even what it asks is written down.
void Dispatcher::post_question(
    Database& db, const Event& event, To to, Audience audience, const Dialogue& dialogue,
    Handled& into
) {
  Post post{
      .to = std::move(to),
      .audience = audience,
      .key = "dialogue:" + event.id + ":" + std::to_string(into.rows.size()),
      .secret_question = dialogue.secret()
  };
  if (dialogue.secret()) {
    post.body = Sealed{post.to.place.space, post.to.people.front()};
  } else {
    post.body = wording(event.at.space, dialogue);
  }
  if (auto row = outbox::enqueue(db, *posted_, {Dialogues::owner, &event}, post, clock_.seconds()))
    into.rows.push_back(std::move(*row));
}

Doc Dispatcher::wording(std::string_view space, const Dialogue& dialogue) const {
  const Served* served = formless(space);
  const char sign = served != nullptr ? served->capabilities.command_sign : '/';
  return dialogue.question(Say(catalog_, dialogue.lang()), sign);
}

Doc Dispatcher::unseal_question(Database& db, const Sealed& sealed) {
  const std::string& space = sealed.case_id;
  const std::string& person = sealed.view;
  const auto live = dialogues_.load(db, space, person, clock_.seconds());
  if (live && live->secret()) return wording(space, *live);
  const std::string chosen = people::chosen_language(db, space, person);
  const Say say(catalog_, chosen.empty() ? community_.language : chosen);
  return {
      say("The question that stood here is no longer open. If you had not finished the form, "
          "nothing of "
          "it was kept or sent; to begin again, use the command or button that you began with.")
  };
}

}  // namespace usher
