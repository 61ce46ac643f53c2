// commands/meeting/telling.cpp: targets, languages, reasons.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/telling.hpp"

#include "bot/people.hpp"
#include "commands/meeting/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

std::string language_of(const Subscriber& who, const KnownPerson* known, const Context& context) {
  if (who.person.empty()) return context.community.language;
  std::string lang = people::language_unasked(context, who.space, who.person);
  if (lang.empty() && known != nullptr) lang = known->lang;
  return lang.empty() ? context.community.language : lang;
}

}  // namespace

std::vector<Target> configured_rooms(
    const Settings& settings, const Context& context, std::string_view key
) {
  std::vector<Target> out;
  const SeriesSettings* own = settings_of(settings, key);
  if (own == nullptr || !context.rooms) return out;
  for (const std::string& named : own->rooms)
    for (const Place& place : context.rooms(named)) {
      Target target{{place.space, place.room, ""}, true};
      const bool there =
          std::ranges::any_of(out, [&](const Target& other) { return other.who == target.who; });
      if (!there) out.push_back(std::move(target));
    }
  return out;
}

Reader reader_for(const Target& to, const Settings& settings, const Context& context) {
  const Subscriber& who = to.who;
  std::optional<KnownPerson> known;
  if (!who.person.empty()) known = known_person(context.db, who.space, who.person);
  Reader out{settings, context, context.say(language_of(who, known ? &*known : nullptr, context))};
  out.room = who.person.empty();
  out.with_links = to.configured || !out.room;
  if (known && !known->zone.empty()) out.zone = Zone::named(known->zone);
  return out;
}

std::string name_of(const Person& who) { return who.name.empty() ? who.id : who.name; }

To to_of(const Subscriber& who) {
  To out{.place = {who.space, who.room, ""}, .people = {}};
  if (!who.person.empty()) out.people = {who.person};
  return out;
}

Post post_to(const Subscriber& who, std::string key, Doc doc, Lane lane) {
  Post out;
  out.to = to_of(who);
  out.audience = who.person.empty() ? Audience::room : Audience::direct;
  out.body = std::move(doc);
  out.key = std::move(key);
  out.lane = lane;
  return out;
}

std::string reminder_key(std::int64_t date, sys_seconds start, Lead lead) {
  return fmt::format("meeting:{}:{}:{}", date, start.time_since_epoch().count(), lead.count());
}

std::string typed_what(const Settings& settings, std::string_view what) {
  if (what == of_all) return "all";
  if (what.starts_with('#')) return "tag:" + std::string(what.substr(1));
  const std::string_view key = what.substr(std::min<std::size_t>(1, what.size()));
  const SeriesSettings* own = settings_of(settings, key);
  return own != nullptr && !own->name.empty() ? own->name : std::string(key);
}

Phrase worded_what(const Settings& settings, Database& db, std::string_view what, const Say& say) {
  if (what == of_all) return say("all meetings");
  if (what.starts_with('#')) {
    const Text tag(what.substr(1));
    return say("meetings tagged “{tag}”", fmt::arg("tag", tag));
  }
  const std::string_view key = what.substr(std::min<std::size_t>(1, what.size()));
  std::string title(key);
  auto row = db.query("SELECT title FROM meeting_series WHERE key=? ORDER BY gone LIMIT 1", key);
  if (row.next())
    title = row.text(0);
  else if (const SeriesSettings* own = settings_of(settings, key))
    title = own->title;
  const Text words(title);
  return say("{title}", fmt::arg("title", words));
}

Doc reason(std::string_view what, bool room, const Reader& to) {
  Database& db = to.context.db;
  const std::string typed = typed_what(to.settings, what);
  const Text stop("/meeting unsubscribe " + typed + (room ? " here" : ""));
  const Phrase about = worded_what(to.settings, db, what, to.say);
  const auto what_arg = fmt::arg("what", about);
  const auto stop_arg = fmt::arg("stop", stop);
  Doc doc;
  doc.paragraph({italic(
      room ? to.say(
                 "This room is reminded of {what} because somebody asked for it. To stop: {stop}",
                 what_arg, stop_arg
             )
           : to.say(
                 "You get this because you asked to be reminded of {what}. To stop: {stop}",
                 what_arg, stop_arg
             )
  )});
  return doc;
}

Doc room_reason(const Shown& what, const Reader& to) {
  const Text title = title_of(what);
  const Text command("/meeting subscribe " + what.typed(to.settings));
  Doc doc;
  doc.paragraph({italic(to.say(
      "This room is told because it is set up for {title}. To be told yourself: {command}",
      fmt::arg("title", title), fmt::arg("command", command)
  ))});
  return doc;
}

std::vector<Effect> tell_organisers(
    const Settings& settings, const Context& context, const std::string& key,
    const std::function<Doc(const Reader&)>& words
) {
  std::vector<Target> targets;
  if (context.rooms)
    for (const std::string& named : settings.organisers)
      for (const Place& place : context.rooms(named))
        targets.push_back({{place.space, place.room, ""}, true});
  if (targets.empty() && context.holders)
    for (const To& to : context.holders(Role::organiser))
      targets.push_back({{to.place.space, "", to.people.front()}, true});
  std::vector<Effect> out;
  for (const Target& target : targets) {
    const Reader reader = reader_for(target, settings, context);
    out.emplace_back(post_to(target.who, key, words(reader), Lane::announcement));
  }
  return out;
}

}  // namespace usher::meeting
