// bot/dispatch_dialogue.cpp: forms on platforms without forms: what people write goes to the form under way, and the form
// goes to its feature when it is complete.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue_reading.hpp"
#include "bot/dispatch.hpp"
#include "bot/people.hpp"
#include "bot/say.hpp"

#include <date/tz.h>

namespace usher {

namespace {

// The calendar day where the person is.
std::chrono::sys_days today(const std::string& zone, sys_seconds now) {
  try {
    return std::chrono::floor<std::chrono::days>(
        sys_seconds(date::locate_zone(zone)->to_local(now).time_since_epoch())
    );
  } catch (const std::runtime_error&) {
    return std::chrono::floor<std::chrono::days>(now);  // a zone that nobody knows: UTC
  }
}

}  // namespace

const Dispatcher::Served* Dispatcher::formless(std::string_view space) const {
  const auto served = served_.find(space);
  const bool has = served != served_.end() && !served->second.capabilities.forms;
  return has ? &served->second : nullptr;
}

std::optional<Handled> Dispatcher::talk(Database& db, const Event& event) {
  if (formless(event.at.space) == nullptr) return std::nullopt;
  const auto* edited = event.as<Edited>();
  const Message* message = edited != nullptr ? &edited->now : event.as<Message>();
  const auto* command = event.as<Command>();
  const bool known = command != nullptr && commands_.find(command->name) != nullptr;
  bool steers = false;
  bool marked = false;
  if (message != nullptr) {
    if (!message->direct && !message->answers_secret) return std::nullopt;
    marked = message->answers_secret;
  } else if (command != nullptr) {
    steers = reading::steering("/" + command->name) != reading::Steer::none;
    if (known && !steers) return std::nullopt;  // works as ever
    marked = command->answers_secret && !steers;
  } else {
    return std::nullopt;
  }

  auto live = dialogues_.load(db, event.at.space, event.who.id, clock_.seconds());
  const bool secret = live && live->secret();
  // An answer to a secret question without its form; or what looks like a command and may be an answer to one.
  if ((marked && !secret) || (secret && command != nullptr && !steers))
    return lost(db, event, secret);
  if (command != nullptr && !steers) return std::nullopt;
  if (!live) {
    if (command == nullptr || known) return std::nullopt;
    const Say say(catalog_, negotiated(db, event));
    return told_off(db, event, say("There is no form under way."));
  }
  if (!inbox_->record(db, event.at.space, event.id, clock_.seconds()))
    return talk_again(event, live);
  if (edited != nullptr) {
    const Say say(catalog_, live->lang());
    const std::string back{formless(event.at.space)->capabilities.command_sign};
    return told_off(
        db, event,
        say("Your answer stands as you sent it first; {back} corrects the last one.",
            fmt::arg("back", Text(back + "back")))
    );
  }
  const std::string steer = steers ? "/" + command->name : std::string();
  return talk_on(db, event, std::move(*live), steers ? std::string_view(steer) : message->text);
}

Handled Dispatcher::told_off(Database& db, const Event& event, Phrase words) {
  Handled out;
  out.how = Handled::How::handled;
  settle_reply(db, event, Dialogues::owner, SayReply{std::move(words)}, out);
  return out;
}

// Not recorded as seen either: nothing of it is kept.
Handled Dispatcher::lost(Database& db, const Event& event, bool live) {
  const Say say(catalog_, negotiated(db, event));
  if (inbox_->seen(db, event.at.space, event.id)) {
    Handled out;
    out.how = Handled::How::repeat;
    Reply reply = SayReply{say("I have that answer already.")};
    if (ack_carries(event, reply)) out.reply = std::move(reply);
    return out;
  }
  if (live)
    return told_off(
        db, event,
        say("I do not know that command, and kept nothing of it. If it was your answer, please "
            "begin "
            "it with another sign.")
    );
  return told_off(
      db, event,
      say("I no longer have the form that this belongs to: I was restarted, or an hour has passed. "
          "Nothing that you wrote in it was kept or sent, this message included. To begin again, "
          "use "
          "the command or button that you began with.")
  );
}

// A repeat advances nothing. The question stands in the outbox or was delivered; where only the ack can carry it, it is
// asked again.
Handled Dispatcher::talk_again(const Event& event, const std::optional<Dialogue>& dialogue) const {
  Handled out;
  out.how = Handled::How::repeat;
  Reply reply = SayReply{wording(event.at.space, *dialogue), true, dialogue->secret()};
  if (ack_carries(event, reply)) out.reply = std::move(reply);
  return out;
}

Handled Dispatcher::talk_on(
    Database& db, const Event& event, Dialogue dialogue, std::string_view typed
) {
  Handled out;
  out.how = Handled::How::handled;
  const Say say(catalog_, dialogue.lang());
  const std::string& zone = event.who.zone.empty() ? community_.time_zone : event.who.zone;
  Dialogue::Step step = dialogue.answer(
      typed, say, dialogue.asks_date() ? today(zone, clock_.seconds()) : std::chrono::sys_days()
  );
  if (auto* send = std::get_if<Dialogue::Send>(&step)) {
    submit(db, event, std::move(dialogue), std::move(send->submit), out);
  } else if (std::holds_alternative<Dialogue::Stop>(step)) {
    cancel(db, event, dialogue, out);
  } else {
    keep(db, event.at, event.who, dialogue, out);
    ask(db, event, dialogue, out);
  }
  return out;
}

void Dispatcher::submit(
    Database& db, const Event& event, Dialogue dialogue, Submit what, Handled& into
) {
  // Ended before its feature runs: what that opens now replaces nothing.
  dialogues_.remove(db, event.at.space, event.who.id);
  const Say say(catalog_, dialogue.lang());
  Event complete = event;
  complete.who.lang = dialogue.lang();
  complete.what = std::move(what);
  const std::vector<Feature*> owner = wanting(complete);
  Run ran;
  if (owner.empty()) {
    ran.reply = SayReply{say("This form is no longer in use, so nothing was sent.")};
  } else {
    ran = run(db, *owner.front(), complete, into);
    if (ran.failed) into.how = Handled::How::failed;
  }
  if (const auto* reject = std::get_if<Reject>(&ran.reply)) {
    dialogue.reject(*reject);
    keep(db, event.at, event.who, dialogue, into);
    return ask(db, event, dialogue, into);
  }
  if (auto* update = std::get_if<Update>(&ran.reply)) {
    dialogue.update(std::move(update->form));
    keep(db, event.at, event.who, dialogue, into);
    return ask(db, event, dialogue, into);
  }
  SayReply last{say("Thank you, that was sent.")};
  if (auto* said = std::get_if<SayReply>(&ran.reply)) last = std::move(*said);
  if (auto* replace = std::get_if<Replace>(&ran.reply)) last.doc = std::move(replace->doc);
  const std::string_view from = owner.empty() ? Dialogues::owner : owner.front()->name();
  settle_reply(db, event, from, std::move(last), into);
}

void Dispatcher::cancel(Database& db, const Event& event, const Dialogue& dialogue, Handled& into) {
  dialogues_.remove(db, event.at.space, event.who.id);
  const Say say(catalog_, dialogue.lang());
  SayReply last{say("Stopped. Nothing was sent.")};
  Event stopped = event;
  stopped.who.lang = dialogue.lang();
  stopped.what = Cancelled{dialogue.form().id};
  for (Feature* owner : wanting(stopped)) {
    Run ran = run(db, *owner, stopped, into);
    if (ran.failed) into.how = Handled::How::failed;
    if (auto* said = std::get_if<SayReply>(&ran.reply)) last = std::move(*said);
  }
  settle_reply(db, event, Dialogues::owner, std::move(last), into);
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
    trouble_("a secret form could not be locked into memory: raise RLIMIT_MEMLOCK");
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
  if (auto row = outbox::enqueue(db, {Dialogues::owner, &event}, post, clock_.seconds()))
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
