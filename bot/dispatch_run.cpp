// bot/dispatch_run.cpp: running one feature in its savepoint, applying its effects, and forgetting a person.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"
#include "bot/documents.hpp"
#include "bot/people.hpp"
#include "bot/tidying.hpp"
#include "bot/undo.hpp"

#include <algorithm>
#include <functional>

namespace usher {

namespace {

constexpr std::chrono::milliseconds slow{50};

std::size_t hash_of(std::string_view space, std::string_view person) {
  return std::hash<std::string>()(std::string(space) + '\n' + std::string(person));
}

}  // namespace

Dispatcher::Run Dispatcher::run(Database& db, Feature& feature, const Event& event, Handled& into) {
  const std::size_t rows = into.rows.size();
  const std::size_t calls = into.calls.size();
  const std::size_t shown = into.shown.size();
  const auto begun = std::chrono::steady_clock::now();
  Run out;
  // A submission is refused as a matter of course; that anything else is taken back is rare.
  Undo undo(db, event.kind() == Kind::submit ? Undo::Use::likely : Undo::Use::rare);
  try {
    Context now = context(db, false);
    Outcome outcome = feature.on(event, now);
    if (std::holds_alternative<Reject>(outcome.reply)) {
      // What a rejected submission wrote is taken back with it.
      undo.roll_back();
      feature.drop_caches();
      posted_->drop_caches();
      out.reply = std::move(outcome.reply);
      return out;
    }
    apply(db, {feature.name(), &event}, outcome.effects, into);
    undo.release();
    out.reply = std::move(outcome.reply);
  } catch (const DatabaseError&) {
    throw;  // the disk's failure, not the feature's: nothing of this event may be kept
  } catch (const std::exception& error) {
    if (!db.in_transaction()) throw;
    undo.roll_back();
    feature.drop_caches();
    posted_->drop_caches();
    into.rows.erase(into.rows.begin() + static_cast<std::ptrdiff_t>(rows), into.rows.end());
    into.calls.erase(into.calls.begin() + static_cast<std::ptrdiff_t>(calls), into.calls.end());
    into.shown.resize(shown);
    db.run(
        "INSERT INTO notices(at,feature,what) VALUES(?,?,?)", clock_.seconds(), feature.name(),
        std::string("failed: ") + error.what()
    );
    out.failed = true;
    out.reply = apology(event);
  }
  if (std::chrono::steady_clock::now() - begun > slow)
    tell_.slow(std::string(feature.name()) + " took more than 50 ms of the brain");
  return out;
}

void Dispatcher::apply(
    Database& db, const Origin& origin, const std::vector<Effect>& effects, Handled& into
) {
  const sys_seconds now = clock_.seconds();
  const outbox::AtHome home = at_home(db, into);
  for (const Effect& effect : effects) {
    if (const auto* remind = std::get_if<Remind>(&effect)) {
      scheduler::remind(db, origin.feature, *remind);
      into.jobs_changed = true;
    } else if (const auto* forget_job = std::get_if<Forget>(&effect)) {
      scheduler::forget(db, origin.feature, forget_job->job);
    } else if (const auto* call = std::get_if<Call>(&effect)) {
      into.calls.push_back(calls::add(db, origin.feature, *call, origin.event, now));
    } else if (const auto* person = std::get_if<ForgetPerson>(&effect)) {
      forget(db, person->who, origin.event != nullptr ? origin.event->at : Place(), into);
    } else if (const auto* form = std::get_if<Open>(&effect)) {
      open(db, origin, *form, into);
    } else if (auto row = outbox::enqueue(db, *posted_, origin, effect, now, home)) {
      into.rows.push_back(std::move(*row));
    }
  }
}

// Everything that is kept of a person, in the one transaction that their wish is recorded in.
void Dispatcher::forget(Database& db, const Person& who, const Place& said_at, Handled& into) {
  const std::string& space = said_at.space;
  std::vector<std::string> alone;
  if (const auto served = served_.find(space);
      served != served_.end() && served->second.direct_rooms)
    alone = served->second.direct_rooms(db, who, said_at);
  Event event;
  event.id = "forgotten:" + who.id;
  event.at.space = space;
  event.who = who;
  event.what = Forgotten{who};
  // Once for each room, and once where none is known.
  std::size_t room = 0;
  do {
    if (room < alone.size()) event.at.room = alone[room];
    for (const auto& feature : features_) {
      Context now = context(db, false);
      const Outcome outcome = feature->on(event, now);
      apply(db, {feature->name(), &event}, outcome.effects, into);
    }
  } while (++room < alone.size());
  if (const auto served = served_.find(space); served != served_.end() && served->second.forget) {
    if (const Write write = served->second.forget(who)) write(db);
    if (served->second.forgotten)
      into.shown.emplace_back([forgotten = served->second.forgotten, who] { forgotten(who); });
  }
  outbox::forget(db, space, who.id);
  calls::forget(db, space, who.id);
  for (const std::string& one : alone) outbox::forget_room(db, space, one);
  dialogues_.remove(db, space, who.id);
  people::forget(db, space, who.id);
  std::erase_if(into.rows, [&](const OutboxRow& row) {
    return row.pending.to.people.size() == 1 && row.pending.to.people.front() == who.id;
  });
  into.forgot = true;
  tidying::owe(db, {});
  remember_forgotten(space, who.id);
}

// A second answer to who was forgotten a moment ago may be said late (answer_late()).
void Dispatcher::remember_forgotten(std::string_view space, std::string_view person) {
  constexpr std::size_t most = 1000;
  if (forgotten_.size() == most) forgotten_.pop_front();
  forgotten_.push_back(hash_of(space, person));
}

bool Dispatcher::was_forgotten(std::string_view space, std::string_view person) const {
  return std::ranges::find(forgotten_, hash_of(space, person)) != forgotten_.end();
}

void Dispatcher::run_own(Database& db, std::string_view name, const Event& event, Handled& into) {
  Feature* feature = named(name);
  if (feature == nullptr) return;  // switched off since: its rows end here
  Run ran = run(db, *feature, event, into);
  into.how = ran.failed ? Handled::How::failed : Handled::How::handled;
  // A Say to nobody in particular has no place to go; features answer their own doings with posts.
}

Handled Dispatcher::start(Database& db) {
  inbox_.emplace(db);
  posted_.emplace(db);
  {
    auto newest = db.query("SELECT coalesce(max(id),0) FROM notices");
    if (newest.next()) last_notice_ = newest.integer(0);
  }
  Handled out;
  {
    std::vector<std::string_view> names;
    names.reserve(features_.size());
    for (const auto& feature : features_) names.push_back(feature->name());
    withdraw_all_but(db, names);
  }
  for (const auto& feature : features_) {
    Context now = context(db, false);
    const std::vector<Effect> effects = feature->start(now);
    apply(db, {feature->name(), nullptr}, effects, out);
  }
  out.how = Handled::How::handled;
  return out;
}

Handled Dispatcher::tick(Database& db, const scheduler::Job& job) {
  Handled out;
  if (!scheduler::take(db, job)) return out;
  Event event;
  event.id = scheduler::tick_id(job);
  event.what = Tick{job.job, job.at, clock_.seconds()};
  event.who.lang = community_.language;
  run_own(db, job.feature, event, out);
  out.jobs_changed = true;
  if (out.how == Handled::How::failed && !scheduler::put_back(db, job, clock_.seconds()))
    tell_.trouble(
        "the job " + job.job + " of " + job.feature + " was given up after failing " +
        std::to_string(scheduler::most_tries) + " times"
    );
  return out;
}

Handled Dispatcher::answered(Database& db, const calls::Row& row, const Fetched& fetched) {
  Handled out;
  if (!calls::take(db, row.id)) return out;
  Event event;
  event.id = calls::fetched_id(row.id);
  event.who.lang = community_.language;
  event.what = fetched;
  run_own(db, row.feature, event, out);
  return out;
}

Handled Dispatcher::told(Database& db, const outbox::Told& told) {
  Handled out;
  Event event = told.event;
  event.who.lang = community_.language;
  run_own(db, told.feature, event, out);
  return out;
}

Result<Doc> Dispatcher::unseal(Database& db, std::string_view name, const Sealed& sealed) {
  if (name == Dialogues::owner) return unseal_question(db, sealed);
  Feature* feature = named(name);
  if (feature == nullptr) return std::unexpected(errc::unsupported);
  Context now = context(db, false);
  return feature->unseal(sealed, now);
}

void Dispatcher::committed(Database& db) {
  dialogues_.committed(db, clock_.seconds());
  if (posted_) posted_->committed();
  auto row = db.query("SELECT id,feature,what FROM notices WHERE id>? ORDER BY id", last_notice_);
  while (row.next()) {
    last_notice_ = row.integer(0);
    tell_.trouble(std::string(row.text(1)) + ": " + std::string(row.text(2)));
  }
}

std::int64_t Dispatcher::prune_inbox(Database& db, sys_seconds before, int limit) {
  return inbox_ ? inbox_->prune(db, before, limit) : 0;
}

void Dispatcher::drop_caches() {
  if (inbox_) inbox_->drop_caches();
  if (posted_) posted_->drop_caches();
  for (const auto& feature : features_) feature->drop_caches();
}

}  // namespace usher
