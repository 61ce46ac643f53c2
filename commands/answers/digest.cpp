// commands/answers/digest.cpp: what was asked in vain, most of all.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/digest.hpp"

#include "bot/people.hpp"
#include "commands/answers/clusters.hpp"
#include "commands/answers/gaps.hpp"
#include "commands/answers/unasked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

constexpr int most_read = 300;
constexpr std::size_t most_shown = 10;
constexpr int most_topics = 5;
constexpr std::chrono::minutes soon_after_start{5};

Inline blank() { return Text(std::string(" ")); }

void add_gaps(Doc& doc, const std::vector<Cluster>& clusters, const Say& say) {
  std::vector<Line> lines;
  for (const Cluster& one : clusters) {
    if (lines.size() == most_shown) break;
    Line line{say("“{question}”", fmt::arg("question", Text(one.question)))};
    if (one.count > 1) {
      const long n = static_cast<long>(one.count);
      line.emplace_back(blank());
      line.emplace_back(say.plural("({n} time)", "({n} times)", n));
    }
    if (!one.topic.empty()) {
      line.emplace_back(blank());
      line.emplace_back(say("– not helped by {topic}", fmt::arg("topic", Text(one.topic))));
    }
    lines.push_back(std::move(line));
  }
  doc.bullets(std::move(lines));
  if (clusters.size() > most_shown) {
    const long n = static_cast<long>(clusters.size() - most_shown);
    doc.paragraph({say.plural("And {n} other.", "And {n} others.", n)});
  }
}

void add_topics(Doc& doc, const std::vector<Tally>& topics, const Say& say) {
  if (topics.empty()) return;
  doc.paragraph({say("Answers that did not help:")});
  std::vector<Line> lines;
  lines.reserve(topics.size());
  for (const Tally& one : topics)
    lines.push_back({say(
        "{topic}: {no} said no, {yes} said yes", fmt::arg("topic", Text(one.topic)),
        fmt::arg("no", one.unhelpful), fmt::arg("yes", one.helpful)
    )});
  doc.bullets(std::move(lines));
}

void add_reviews(Doc& doc, const Book& book, sys_seconds now, const Say& say) {
  std::vector<Line> lines;
  for (const Topic& topic : book.topics())
    if (topic.review_by != std::chrono::sys_days{} &&
        topic.review_by < std::chrono::floor<std::chrono::days>(now))
      lines.push_back({Text(topic.id + " (" + topic.owner + ")")});
  if (lines.empty()) return;
  doc.paragraph({say("Answers whose review is over:")});
  doc.bullets(std::move(lines));
}

}  // namespace

std::string language_of(const To& to, const Context& context) {
  std::string lang = people::language_unasked(context, to.place.space, to.people.front());
  return lang.empty() ? context.community.language : lang;
}

bool digest_is_due(Context& context) {
  auto row = context.db.query("SELECT at FROM answer_digest WHERE one=1");
  if (!row.next()) return false;
  const auto over = context.now - (row.time(0) + between_digests);
  return over >= std::chrono::seconds(0) && over < std::chrono::days(1) + std::chrono::hours(1);
}

Effect first_daily(Context& context) {
  return Remind{std::string(daily_job), context.now + soon_after_start};
}

Missing missing_in(int days, Context& context) {
  const sys_seconds since = context.now - std::chrono::days(days);
  return {
      days, clusters_of(gaps_since(context.db, since, most_read)),
      unhelpful_since(context.db, since, most_topics)
  };
}

Doc missing_doc(const Missing& missing, const Book* book, Context& context, const Say& say) {
  Doc doc;
  if (!missing.clusters.empty()) {
    doc.paragraph({say.plural(
        "In the last day, these questions had no good answer:",
        "In the last {n} days, these questions had no good answer:", missing.days
    )});
    add_gaps(doc, missing.clusters, say);
  }
  add_topics(doc, missing.topics, say);
  if (book != nullptr) add_reviews(doc, *book, context.now, say);
  return doc;
}

Outcome daily(const Settings& settings, const Book* book, Context& context) {
  Database& db = context.db;
  prune_gaps(db, context.now);
  prune_unasked(db, context.now);
  Outcome out{None{}, {Remind{std::string(daily_job), context.now + std::chrono::days(1)}}};
  db.run("INSERT INTO answer_digest(one,at) VALUES(1,?) ON CONFLICT DO NOTHING", context.now);
  const bool due = db.run(
                       "UPDATE answer_digest SET at=? WHERE one=1 AND at<=?", context.now,
                       context.now - between_digests
                   ) > 0;
  if (!due || !context.holders) return out;
  const auto number =
      std::chrono::duration_cast<std::chrono::days>(context.now.time_since_epoch()).count();
  const Missing missing = missing_in(static_cast<int>(between_digests.count()), context);
  for (To& to : context.holders(Role::maintainer)) {
    const Say say = context.say(language_of(to, context));
    Doc doc = missing_doc(missing, book, context, say);
    if (doc.empty()) continue;
    doc.paragraph({say(
        "{command} makes a text of one. Nobody sees who asked.",
        fmt::arg("command", Text(std::string("/answers suggest")))
    )});
    if (!settings.edit_url.empty())
      doc.paragraph({link(say("Where the answers are edited"), settings.edit_url)});
    Post post;
    post.to = std::move(to);
    post.audience = Audience::direct;
    post.body = std::move(doc);
    post.key = fmt::format("answers:digest:{}", number);
    post.lane = Lane::reminder;
    out.effects.emplace_back(std::move(post));
  }
  return out;
}

}  // namespace usher::answers
