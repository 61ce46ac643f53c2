// commands/proposals/trust.cpp: the one word, and what is said to it.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/trust.hpp"

#include "bot/database.hpp"
#include "commands/proposals/poll.hpp"

#include <array>
#include <chrono>

namespace usher::proposals {

namespace {

constexpr std::array<WordSpec, 1> own_words = {{
    {"accept-listing", "", mark("Believe a listing that lacks many proposals"), Role::maintainer},
}};
constexpr std::chrono::days kept{30};  // longer than any platform repeats what it has delivered

// Whether this very command has had a listing believed: a repeat cannot see it in the listing, which is taken by then.
bool was_believed(const Question& question) {
  return question.context.db
      .query(
          "SELECT 1 FROM proposal_trust WHERE series=? AND space=? AND event=?",
          question.view.settings.command, question.event.at.space, question.event.id
      )
      .next();
}

void note_believed(const Question& question) {
  Database& db = question.context.db;
  const std::string& series = question.view.settings.command;
  const sys_seconds now = question.context.now;
  db.run("DELETE FROM proposal_trust WHERE series=? AND at<?", series, now - kept);
  const Person& who = question.event.who;
  db.run(
      "INSERT OR REPLACE INTO proposal_trust(series,space,event,at,name) VALUES(?,?,?,?,?)", series,
      question.event.at.space, question.event.id, now, who.name.empty() ? who.id : who.name
  );
}

}  // namespace

std::vector<std::string> last_to_trust(Database& db, std::string_view series, sys_seconds since) {
  auto row = db.query(
      "SELECT name FROM proposal_trust WHERE series=? AND at>=? ORDER BY at DESC LIMIT 1", series,
      since
  );
  if (!row.next() || row.text(0).empty()) return {};
  return {std::string(row.text(0))};
}

std::span<const WordSpec> Trust::words() const { return own_words; }

Outcome Trust::asked(std::size_t, std::string_view, const Question& question) {
  const View& view = question.view;
  const Context& context = question.context;
  std::vector<Effect> effects;
  if (!context.repeat) effects = poll_.trust_listing(context.db, context.now);
  if (!effects.empty()) note_believed(question);
  const bool believed = context.repeat ? was_believed(question) : !effects.empty();
  Doc doc;
  doc.paragraph(
      {believed ? view.say("I read the listing again now, and take what it says as right.")
                : view.say(
                      "No listing of {label}s is doubted: there is nothing to accept.",
                      fmt::arg("label", view.label)
                  )}
  );
  return {SayReply{std::move(doc)}, std::move(effects)};
}

// A command's id may name who gave it, and only a platform knows how. What is lost with all of a space is that a repeat
// from before is answered otherwise.
void Trust::forget(const Person&, std::string_view space, const Moment& now) {
  now.context.db.run(
      "DELETE FROM proposal_trust WHERE series=? AND space=?", now.settings.command, space
  );
}

}  // namespace usher::proposals
