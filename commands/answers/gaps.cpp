// commands/answers/gaps.cpp: rows of answer_gaps, answer_refusals and answer_votes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/gaps.hpp"

namespace usher::answers {

void keep_gap(Database& db, std::string_view space, const Subject& subject, sys_seconds now) {
  if (subject.question.empty() || subject.asker.empty()) return;
  if (refuses(db, space, subject.asker, no_keeping)) return;
  db.run(
      "INSERT INTO answer_gaps(space,person,event,topic,lang,question,at) VALUES(?,?,?,?,?,?,?) "
      "ON CONFLICT DO NOTHING",
      space, subject.asker, subject.event, subject.topic, subject.lang, subject.question, now
  );
}

std::vector<Gap> gaps_since(Database& db, sys_seconds since, int most) {
  std::vector<Gap> out;
  auto row = db.query(
      "SELECT question,topic,lang,at FROM answer_gaps WHERE at>=? ORDER BY at DESC,id DESC LIMIT ?",
      since, most
  );
  while (row.next())
    out.push_back(
        {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), row.time(3)}
    );
  return out;
}

bool refuses(Database& db, std::string_view space, std::string_view person, std::string_view what) {
  auto row = db.query(
      "SELECT 1 FROM answer_refusals WHERE space=? AND person=? AND what=?", space, person, what
  );
  return row.next();
}

void refuse(
    Database& db, std::string_view space, std::string_view person, std::string_view what,
    sys_seconds now
) {
  db.run(
      "INSERT INTO answer_refusals(space,person,what,at) VALUES(?,?,?,?) ON CONFLICT DO NOTHING",
      space, person, what, now
  );
  if (what == no_keeping)
    db.run("DELETE FROM answer_gaps WHERE space=? AND person=?", space, person);
}

void allow(Database& db, std::string_view space, std::string_view person, std::string_view what) {
  db.run("DELETE FROM answer_refusals WHERE space=? AND person=? AND what=?", space, person, what);
}

void vote(
    Database& db, std::string_view space, std::string_view person, const Subject& subject,
    bool helpful, sys_seconds now
) {
  db.run(
      "INSERT INTO answer_votes(space,person,topic,helpful,unasked,at) VALUES(?,?,?,?,?,?) "
      "ON CONFLICT(space,person,topic) DO UPDATE SET helpful=excluded.helpful, "
      "unasked=excluded.unasked, at=excluded.at",
      space, person, subject.topic, helpful, subject.unasked, now
  );
}

std::vector<Tally> unhelpful_since(Database& db, sys_seconds since, int most) {
  std::vector<Tally> out;
  auto row = db.query(
      "SELECT topic,sum(helpful),sum(1-helpful) AS no FROM answer_votes WHERE at>=? "
      "GROUP BY topic HAVING no>0 ORDER BY no DESC,topic LIMIT ?",
      since, most
  );
  while (row.next()) out.push_back({std::string(row.text(0)), row.integer(1), row.integer(2)});
  return out;
}

std::int64_t unhelpful_unasked(Database& db, std::string_view topic, sys_seconds since) {
  auto row = db.query(
      "SELECT count(*) FROM answer_votes WHERE topic=? AND unasked=1 AND helpful=0 AND at>=?",
      topic, since
  );
  return row.next() ? row.integer(0) : 0;
}

void prune_gaps(Database& db, sys_seconds now) {
  db.run("DELETE FROM answer_gaps WHERE at<?", now - gaps_kept);
  db.run("DELETE FROM answer_votes WHERE at<?", now - gaps_kept);
}

void forget_in_gaps(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM answer_gaps WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM answer_refusals WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM answer_votes WHERE space=? AND person=?", space, person);
}

}  // namespace usher::answers
