// bot/dispatch.cpp: which features an event is for, and what becomes of their answers.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"

#include "bot/form.hpp"
#include "bot/people.hpp"
#include "bot/say.hpp"
#include "bot/step.hpp"
#include "bot/tidying.hpp"
#include "bot/undo.hpp"

#include <algorithm>

namespace usher {

namespace {

std::string_view prefix_of(std::string_view name) { return name.substr(0, name.find('.')); }

// The feature that an answer to its own button or form belongs to; empty for what is everybody's.
std::string_view addressee(const Event& event) {
  if (const auto* press = event.as<Press>()) return prefix_of(press->action);
  if (const auto* submit = event.as<Submit>()) return prefix_of(submit->form);
  if (const auto* cancelled = event.as<Cancelled>()) return prefix_of(cancelled->form);
  return {};
}

}  // namespace

Dispatcher::Dispatcher(const Catalog& catalog, Community community, const Clock& clock, Tell tell)
    : catalog_(catalog), community_(std::move(community)), clock_(clock), tell_(std::move(tell)) {}

void Dispatcher::add(std::unique_ptr<Feature> feature) {
  commands_.add(feature->name(), feature->commands(), feature->shortcuts());
  features_.push_back(std::move(feature));
}

void Dispatcher::serve(std::string space, Served served) {
  served_.emplace(std::move(space), std::move(served));
}

Feature* Dispatcher::named(std::string_view name) const {
  const auto it =
      std::ranges::find(features_, name, [](const auto& feature) { return feature->name(); });
  return it == features_.end() ? nullptr : it->get();
}

std::string Dispatcher::negotiated(Database& db, const Event& event) const {
  return people::negotiate(db, event, community_.language);
}

std::vector<Feature*> Dispatcher::wanting(const Event& event) const {
  if (const auto* command = event.as<Command>()) {
    const CommandTable::Entry* entry = commands_.find(command->name);
    Feature* owner = named(entry != nullptr ? entry->feature : std::string_view("help"));
    return owner != nullptr ? std::vector{owner} : std::vector<Feature*>{};
  }
  if (const auto* shortcut = event.as<Shortcut>()) {
    // One that nobody declares (any more) may still stand in a menu: somebody waits for an answer.
    const CommandTable::Menu* menu = commands_.shortcut(shortcut->callback);
    Feature* owner = named(menu != nullptr ? menu->feature : std::string_view("help"));
    return owner != nullptr ? std::vector{owner} : std::vector<Feature*>{};
  }
  if (const std::string_view name = addressee(event); !name.empty()) {
    Feature* owner = named(name);
    // A button that its feature has left behind: somebody waits for an answer.
    if (owner == nullptr && event.as<Press>() != nullptr) owner = named("help");
    return owner != nullptr ? std::vector{owner} : std::vector<Feature*>{};
  }
  std::vector<Feature*> out;
  for (const auto& feature : features_)
    if (feature->wants().has(event.kind()) && feature->concerns(event))
      out.push_back(feature.get());
  return out;
}

bool Dispatcher::ack_carries(const Event& event, const Reply& reply) const {
  const bool says =
      std::holds_alternative<SayReply>(reply) || std::holds_alternative<Replace>(reply);
  if (!says) return true;  // Close, Reject and Update leave with the ack or not at all
  const auto served = served_.find(event.at.space);
  return event.ack_carries && served != served_.end() &&
         served->second.capabilities.ack_carries.has(event.kind());
}

Handled Dispatcher::inbound(Database& db, const Inbound& in) {
  // Before and outside the features' savepoints: what the adapter writes of its own stays whatever becomes of the event.
  if (in.also) in.also(db);
  if (!in.event) return {};
  Event heard = *in.event;
  heard.who = known(heard);
  Handled out =
      in.uncarried ? answer_late(db, std::move(heard), *in.uncarried) : event(db, std::move(heard));
  // What says so to them is to leave nothing behind either, also where the program ends before it is delivered.
  if (out.forgot) tidying::owe_for(db, out.rows);
  return out;
}

// Nothing is left of it once it is delivered: it may be what tells somebody that they were forgotten.
Handled Dispatcher::answer_late(Database& db, Event event, const Reply& reply) {
  Handled out;
  out.how = Handled::How::repeat;
  out.forgot = was_forgotten(event.at.space, event.who.id);
  event.ack_carries = false;
  const outbox::AtHome home = at_home(db, out);
  if (auto row = outbox::enqueue_reply(db, *posted_, {"", &event}, reply, clock_.seconds(), home)) {
    outbox::leave_no_trace(db, *posted_, *row);
    out.rows.push_back(std::move(*row));
  }
  return out;
}

Handled Dispatcher::event(Database& db, Event event) {
  if (auto talked = talk(db, event)) return std::move(*talked);
  std::string_view named_first;
  // An edit within a minute is taken for what was meant all along.
  std::optional<Edited> edited;
  if (const auto* change = event.as<Edited>()) edited = *change;
  constexpr std::chrono::seconds grace{60};
  const bool rerun = edited && clock_.seconds() - edited->said <= grace;
  if (rerun) std::visit([&](const auto& now) { event.what = now; }, edited->now);
  if (auto* submit = std::get_if<Submit>(&event.what)) forms::join(*submit);
  if (const auto* deleted = event.as<Deleted>()) named_first = deleted->first;

  const std::vector<Feature*> features = wanting(event);
  if (features.empty() && named_first.empty()) return {};
  event.who.lang = negotiated(db, event);
  if (!inbox_->record(db, event.at.space, event.id, clock_.seconds()))
    return replay(db, event, features);
  step("inbox");

  Handled out;
  out.how = Handled::How::handled;
  if (!named_first.empty()) {
    // Whoever deletes it, a moderator for instance: every answer to it goes, also one that only the asker saw.
    const std::string key = "re:" + std::string(named_first);
    for (To& to : outbox::recipients(db, *posted_, event.at.space, key))
      if (auto row = outbox::enqueue(
              db, *posted_, {"", &event}, Retract{key, std::move(to)}, clock_.seconds()
          ))
        out.rows.push_back(std::move(*row));
  }
  if (auto no = refused(event)) {
    settle_reply(db, event, "", std::move(*no), out);
    return out;
  }
  Reply chosen;
  std::string_view chooser;
  for (Feature* feature : features) {
    if (feature->last_resort() && !std::holds_alternative<None>(chosen)) continue;
    Run ran = run(db, *feature, event, out);
    if (std::holds_alternative<None>(chosen) && !std::holds_alternative<None>(ran.reply)) {
      chosen = std::move(ran.reply);
      chooser = feature->name();
    }
    if (ran.failed) out.how = Handled::How::failed;
  }
  step("features");
  const auto* say = std::get_if<SayReply>(&chosen);
  if (rerun && say != nullptr) {
    edit_reply(db, {chooser, &event}, *edited, *say, out);
  } else {
    settle_reply(db, event, chooser, std::move(chosen), out);
  }
  return out;
}

// A repeat changes nothing and gets an equal reply: the feature runs again in a savepoint that is always rolled back.
Handled Dispatcher::replay(Database& db, const Event& event, std::span<Feature* const> features) {
  Handled out;
  out.how = Handled::How::repeat;
  if (auto no = refused(event)) {
    if (ack_carries(event, *no)) out.reply = std::move(*no);
    return out;
  }
  for (Feature* feature : features) {
    Undo undo(db, Undo::Use::likely);
    Context again = context(db, true);
    Reply reply;
    try {
      reply = feature->on(event, again).reply;
    } catch (const DatabaseError&) {
      throw;
    } catch (const std::exception& error) {
      tell_.trouble(error.what());
      reply = apology(event);
    }
    undo.roll_back();
    feature->drop_caches();
    if (std::holds_alternative<None>(reply)) continue;
    if (auto* update = std::get_if<Update>(&reply))
      update->form = fitting(&event, std::move(update->form), event.who.lang);
    if (ack_carries(event, reply)) out.reply = std::move(reply);
    return out;
  }
  return out;
}

// Empty where no adapter has its messages here, which is asked before anything else.
outbox::AtHome Dispatcher::at_home(Database& db, Handled& into) const {
  const bool any = std::ranges::any_of(served_, [](const auto& one) {
    return static_cast<bool>(one.second.place);
  });
  if (!any) return {};
  return [this, &db, &into](const Pending& pending) -> std::optional<Receipt> {
    const auto served = served_.find(pending.to.place.space);
    if (served == served_.end() || !served->second.place) return std::nullopt;
    auto placed = served->second.place(db, pending);
    if (!placed) return std::nullopt;
    into.shown.push_back(std::move(placed->shown));
    return std::move(placed->receipt);
  };
}

// What was asked aloud is answered aloud where the platform cannot whisper.
bool Dispatcher::is_for_one(const Event& event, const SayReply& say) const {
  if (say.confidential) return true;
  if (!say.only_you || say.secret_question || event.at.room.empty()) return say.only_you;
  const auto served = served_.find(event.at.space);
  return served == served_.end() || served->second.capabilities.whispers;
}

void Dispatcher::settle_reply(
    Database& db, const Event& event, std::string_view feature, Reply reply, Handled& into
) {
  if (std::holds_alternative<Reject>(reply)) inbox_->unrecord(db, event.at.space, event.id);
  if (auto* update = std::get_if<Update>(&reply))
    update->form = fitting(&event, std::move(update->form), event.who.lang);
  if (ack_carries(event, reply)) {
    into.reply = std::move(reply);
    return;
  }
  if (auto* said = std::get_if<SayReply>(&reply)) said->only_you = is_for_one(event, *said);
  const outbox::AtHome home = at_home(db, into);
  if (auto row =
          outbox::enqueue_reply(db, *posted_, {feature, &event}, reply, clock_.seconds(), home)) {
    if (into.forgot) outbox::leave_no_trace(db, *posted_, *row);
    into.rows.push_back(std::move(*row));
  }
}

// The answer to what was edited stands already: it changes with it.
void Dispatcher::edit_reply(
    Database& db, const Origin& origin, const Edited& edited, const SayReply& say, Handled& into
) {
  const std::string key = "re:" + edited.first;
  for (std::vector<std::string> people :
       {std::vector<std::string>{}, std::vector<std::string>{origin.event->who.id}}) {
    const Edit edit{key, To{.place = origin.event->at, .people = std::move(people)}, say.doc};
    if (auto row = outbox::enqueue(db, *posted_, origin, edit, clock_.seconds())) {
      into.rows.push_back(std::move(*row));
      return;
    }
  }
  Event first =
      *origin
           .event;  // it had no answer before: it gets one under the first id, so that a repeat adds none
  first.id = edited.first;
  const outbox::AtHome home = at_home(db, into);
  SayReply said = say;
  said.only_you = is_for_one(first, say);
  if (auto row = outbox::enqueue_reply(
          db, *posted_, {origin.feature, &first}, std::move(said), clock_.seconds(), home
      ))
    into.rows.push_back(std::move(*row));
}

Reply Dispatcher::apology(const Event& event) const {
  const Say say(catalog_, event.who.lang);
  if (event.kind() == Kind::submit) {
    Reject reject;
    reject.errors[""] = say("Something went wrong on my side and nothing was sent. Your text is "
                            "still here: please try again.")
                            .str();
    return reject;
  }
  const bool asked = event.kind() == Kind::command || event.kind() == Kind::press ||
                     event.kind() == Kind::shortcut;
  if (!asked) return None{};
  return SayReply{
      say("Sorry, something went wrong on my side. The people who run me have been told.")
  };
}

}  // namespace usher
