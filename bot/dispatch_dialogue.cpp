// bot/dispatch_dialogue.cpp: answers on platforms without forms: what people write goes to the form under way, and the form
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

// Answers are remembered apart from what features have seen, so that a repeat is known for an answer when its form is over.
std::string answer_id(const Event& event) { return "answer:" + event.id; }

}  // namespace

std::optional<Handled> Dispatcher::talk(Database& db, const Event& event) {
  if (formless(event.at.space) == nullptr) return std::nullopt;
  const auto* edited = event.as<Edited>();
  const Message* message =
      edited != nullptr ? std::get_if<Message>(&edited->now) : event.as<Message>();
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
    const bool repeat = inbox_->seen(db, event.at.space, answer_id(event));
    if (!repeat && (command == nullptr || known)) return std::nullopt;
    const Say say(catalog_, negotiated(db, event));
    if (repeat) return had(event, say);
    return told_off(db, event, say("There is no form under way."));
  }
  // Said before the form was opened, and repeated by the platform: no answer to it.
  if (inbox_->seen(db, event.at.space, event.id)) return std::nullopt;
  if (!inbox_->record(db, event.at.space, answer_id(event), clock_.seconds()))
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

// A repeat of an answer to a form that is over: it reaches nobody a second time.
Handled Dispatcher::had(const Event& event, const Say& say) const {
  Handled out;
  out.how = Handled::How::repeat;
  Reply reply = SayReply{say("I have that answer already.")};
  if (ack_carries(event, reply)) out.reply = std::move(reply);
  return out;
}

// Not recorded as seen either: nothing of it is kept.
Handled Dispatcher::lost(Database& db, const Event& event, bool live) {
  const Say say(catalog_, negotiated(db, event));
  if (inbox_->seen(db, event.at.space, answer_id(event))) return had(event, say);
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

}  // namespace usher
