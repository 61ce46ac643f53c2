// commands/proposals/weekly_topic.cpp: when summaries are due, and to whom they go.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_topic.hpp"

#include "commands/proposals/news_table.hpp"
#include "commands/proposals/weekly_answer.hpp"
#include "commands/proposals/weekly_digest.hpp"
#include "commands/proposals/weekly_table.hpp"

#include <array>
#include <charconv>

namespace usher::proposals {

namespace {

constexpr std::chrono::hours latest{24
};  // older than that it says nothing that the next one does not
constexpr std::chrono::hours punctual{1};  // later than that, it says so

constexpr std::array<std::string_view, 4> also_digest = {"weekly", "周报", "週報", "摘要"};
constexpr std::array<WordSpec, 1> own_words = {{
    {"digest", "[on [DAY] [TIME] [ZONE] [always] | off]",
     mark("A weekly summary for this room; without more words, what it would say now"),
     Role::everyone, also_digest},
}};

std::string job_of(const Weekly& weekly) { return "weekly:" + std::to_string(weekly.id); }

std::int64_t id_of(std::string_view job) {
  std::int64_t id = 0;
  std::from_chars(job.data(), job.data() + job.size(), id);
  return id;
}

Post post_of(const Weekly& weekly, sys_seconds occurrence, Doc doc, const Moment& now) {
  Post out;
  out.to.place = {weekly.space, weekly.room, ""};
  out.body = std::move(doc);
  // The instant belongs to it: who moves the summary within a week gets both.
  out.key = fmt::format(
      "{}-weekly:{}:{}", now.settings.command, iso_week(occurrence, weekly.time.zone),
      occurrence.time_since_epoch().count()
  );
  out.lane = Lane::announcement;
  return out;
}

}  // namespace

std::span<const WordSpec> WeeklyTopic::words() const { return own_words; }

Outcome WeeklyTopic::asked(std::size_t, std::string_view rest, const Question& question) {
  WeeklyAnswer answer = answer_weekly(rest, question);
  Outcome out{SayReply{std::move(answer.doc)}, {}};
  if (answer.kept) out.effects.emplace_back(Remind{job_of(*answer.kept), answer.kept->due});
  if (answer.removed) out.effects.emplace_back(Forget{job_of(*answer.removed)});
  return out;
}

std::vector<Effect> WeeklyTopic::start(const Moment& now) {
  Database& db = now.context.db;
  std::vector<Effect> out;
  for (Weekly& weekly : all_weeklies(db, now.settings.command)) {
    // Zones have other rules at times, and clocks are set. What was missed rings at once.
    if (weekly.due > now.context.now) {
      const sys_seconds next = next_after(weekly.time, now.context.now);
      if (next != weekly.due) {
        weekly.due = next;
        keep_weekly(db, now.settings.command, weekly);
      }
    }
    out.emplace_back(Remind{job_of(weekly), weekly.due});
  }
  return out;
}

std::vector<Effect> WeeklyTopic::due(std::string_view job, const Tick&, const Moment& now) {
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  auto weekly = weekly_by_id(db, series, id_of(job));
  if (!weekly) return {};
  const sys_seconds at = now.context.now;
  if (weekly->due > at) return {Remind{job_of(*weekly), weekly->due}};  // the clock was put back
  std::vector<Effect> out;
  const sys_seconds occurrence = last_until(weekly->time, at);
  if (at - occurrence < latest) {
    const Week week = week_since(db, series, weekly->told, at);
    if (!week.quiet() || weekly->always) {
      const View view = now.view(now.context.community.language);
      Doc doc = weekly_digest(week, view);
      if (at - occurrence >= punctual)
        doc.paragraph(
            {italic(view.say("This is late; it was meant for another time:")),
             Text(std::string(" ")),
             when(occurrence, weekly->time.zone, Text(wall_time(occurrence, weekly->time.zone)))}
        );
      out.emplace_back(post_of(*weekly, occurrence, std::move(doc), now));
    }
    weekly->told = last_news(db);
  }
  weekly->due = next_after(weekly->time, at);
  keep_weekly(db, series, *weekly);
  out.emplace_back(Remind{job_of(*weekly), weekly->due});
  return out;
}

std::vector<Effect> WeeklyTopic::room_changed(
    const Place& room, const RoomChanged& change, const Moment& now
) {
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  auto weekly = weekly_of(db, series, room);
  if (!weekly) return {};
  std::vector<Effect> out = {Forget{job_of(*weekly)}};
  remove_weekly(db, series, weekly->id);
  if (change.how != RoomChanged::How::replaced) return out;
  // What the new room was given meanwhile stays.
  if (weekly_of(db, series, {room.space, change.now, ""})) return out;
  weekly->room = change.now;
  const Weekly kept = keep_weekly(db, series, *weekly);
  out.emplace_back(Remind{job_of(kept), kept.due});
  return out;
}

}  // namespace usher::proposals
