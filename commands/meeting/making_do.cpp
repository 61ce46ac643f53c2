// commands/meeting/making_do.cpp: a meeting that was shown is made.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/apply.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/made_keeping.hpp"
#include "commands/meeting/making.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/receipts.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/series_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

Outcome do_make(std::string_view id, const Draft& draft, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  Database& db = context.db;
  const MadeMeeting& made = draft.made;
  const auto all = all_series(db);
  const bool taken = std::ranges::find(all, made.key, &Series::key) != all.end();
  if (taken || draft.first <= context.now)
    return {Replace{say("This meeting has changed meanwhile. Please look again.")}, {}};
  // One of that title that was here before, and has ended.
  if (const auto before = series_by_key(db, made_source, made.key)) remove_changes(db, before->id);
  keep(db, made, context.now);
  set_done(db, id);
  SeriesNews news = begin_made(db, made, context.now);
  news.rhythm = encode(made.rhythm);
  news.receipt = begin_receipt(db, asked.person(), made.title, context.now);
  const Settings with = with_made(asked.settings, db);
  Doc doc;
  doc.paragraph(
      {say("Done. I am telling everybody, and write to you when the last of them has heard.")}
  );
  const Text change("/meeting change " + made.key);
  const Text cancel("/meeting cancel " + made.key);
  doc.paragraph({say(
      "To change all of its dates, or end it: {change}. One date alone: {cancel}",
      fmt::arg("change", change), fmt::arg("cancel", cancel)
  )});
  doc.paragraph({say("No calendar has it. For whoever keeps one:")});
  doc.preformatted(Text::lines(event_text(made.rhythm, made.title, made.link, made.about)));
  Rounds rounds(with, context);
  rounds.tell(news);
  Outcome out{Replace{std::move(doc)}, rounds.done()};
  out.effects.emplace_back(Remind{std::string(made_job), context.now + made_every});
  out.effects.push_back(plan_changed(context));
  return out;
}

}  // namespace usher::meeting
