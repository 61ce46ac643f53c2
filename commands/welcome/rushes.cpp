// commands/welcome/rushes.cpp: one row a space; it is told of once and judged once.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/rushes.hpp"

#include "bot/people.hpp"
#include "bot/who_may.hpp"
#include "commands/welcome/table.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace usher::welcome {

namespace {

struct Rush {
  sys_seconds began{}, latest{};
  Verdict verdict = Verdict::none;
  std::int64_t held = 0;
};

std::optional<Rush> rush_in(Database& db, std::string_view space) {
  auto query =
      db.query("SELECT began,latest,verdict,held FROM welcome_rushes WHERE space=?", space);
  if (!query.next()) return std::nullopt;
  return Rush{
      query.time(0), query.time(1), static_cast<Verdict>(query.integer(2)), query.integer(3)
  };
}

Doc report(std::string_view space, std::int64_t came, const Settings& settings, const Say& say) {
  const Text where(space);
  const Text count = Text::number(came);
  const Text minutes = Text::number(settings.rush_within.count());
  Doc doc;
  doc.paragraph({bold(say("Many people are joining {space} at once.", fmt::arg("space", where)))});
  doc.paragraph({say(
      "{count} within {minutes} minutes. I have stopped welcoming people there until you say what "
      "they are; who joins meanwhile waits. If nobody says anything for a week, none of them is "
      "welcomed.",
      fmt::arg("count", count), fmt::arg("minutes", minutes)
  )});
  doc.buttons({
      Button(say("Go on welcoming"), std::string(go_on_action), std::string(space)),
      Button(
          say("Do not welcome these"), std::string(nobody_action), std::string(space),
          Button::Style::danger
      ),
  });
  return doc;
}

std::vector<Effect> tell(
    std::string_view space, std::int64_t came, const Settings& settings, const Context& context
) {
  std::vector<Effect> out;
  if (!context.holders) return out;
  for (const To& to : context.holders(Role::administrator)) {
    const std::string& who = to.people.front();
    std::string lang = people::language_unasked(context, to.place.space, who);
    if (lang.empty()) lang = context.community.language;
    Post post;
    post.to = to;
    post.audience = Audience::direct;
    post.body = report(space, came, settings, context.say(lang));
    post.key = fmt::format("welcome.rush:{}:{}", space, context.now.time_since_epoch().count());
    out.emplace_back(std::move(post));
  }
  return out;
}

}  // namespace

std::vector<Effect> watch_rush(
    std::string_view space, const Settings& settings, const Context& context
) {
  if (settings.rush_joins <= 0) return {};
  const sys_seconds now = context.now;
  const std::int64_t came = came_after(context.db, space, now - settings.rush_within);
  const auto rush = rush_in(context.db, space);
  // Whoever comes before it has been calm for a while belongs to it, however few they are by then.
  if (rush && rush->verdict == Verdict::nobody && now - rush->latest <= settings.rush_within &&
      came <= settings.rush_joins) {
    count(context.db, "passed", now, pass_over(context.db, space));
    return {};
  }
  if (came <= settings.rush_joins) return {};
  // The same one, as long as it has not been calm for a while since.
  const bool goes_on =
      rush && (rush->verdict == Verdict::none || now - rush->latest <= settings.rush_within);
  if (goes_on) {
    context.db.run("UPDATE welcome_rushes SET latest=? WHERE space=?", now, space);
    if (rush->verdict == Verdict::nobody)
      count(context.db, "passed", now, pass_over(context.db, space));
    return {};
  }
  // Where nobody could say what they are, nobody waits for that; the pace holds.
  std::vector<Effect> out = tell(space, came, settings, context);
  if (out.empty()) return out;
  context.db.run(
      "INSERT INTO welcome_rushes(space,began,latest) VALUES(?,?,?) ON CONFLICT(space) DO UPDATE "
      "SET began=excluded.began,latest=excluded.latest,verdict=0,held=0",
      space, now, now
  );
  count(context.db, "rush", now);
  return out;
}

Reply judge(const Press& press, const Event& event, Context& context) {
  const Say say = context.say(event.who);
  if (!event.who.roles.has(Role::administrator))
    return SayReply{who_may(Role::administrator, say, context.community)};
  const std::string_view space = press.value;
  auto rush = rush_in(context.db, space);
  if (!rush) return Replace{say("This is over by now.")};
  if (rush->verdict == Verdict::none) {
    rush->verdict = press.action == go_on_action ? Verdict::go_on : Verdict::nobody;
    rush->held = waiting_in(context.db, space);
    context.db.run(
        "UPDATE welcome_rushes SET verdict=?,held=? WHERE space=?", static_cast<int>(rush->verdict),
        rush->held, space
    );
    if (rush->verdict == Verdict::nobody)
      count(context.db, "passed", context.now, pass_over(context.db, space));
  }
  // The one who comes second reads what was decided.
  const Text where(space);
  const auto in = fmt::arg("space", where);
  const auto held = static_cast<long>(rush->held);
  if (rush->verdict == Verdict::go_on)
    return Replace{say.plural(
        "I go on welcoming people in {space}, one after the other: {n} waits.",
        "I go on welcoming people in {space}, one after the other: {n} wait.", held, in
    )};
  return Replace{say.plural(
      "{n} person who joined {space} is not welcomed, nor who else comes in this rush. When it is "
      "over I welcome people again.",
      "{n} people who joined {space} are not welcomed, nor who else comes in this rush. When it is "
      "over I welcome people again.",
      held, in
  )};
}

void drop_old_rushes(Database& db, sys_seconds before) {
  db.run(
      "DELETE FROM welcome_rushes WHERE latest<? OR (verdict=? AND began<?)", before,
      static_cast<int>(Verdict::none), before
  );
}

}  // namespace usher::welcome
