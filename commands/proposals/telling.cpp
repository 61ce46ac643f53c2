// commands/proposals/telling.cpp: posts to watchers.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/telling.hpp"

#include "bot/people.hpp"

#include <utility>

namespace usher::proposals {

std::string language_of(const Watch& watch, const Context& context) {
  const Watcher& who = watch.watcher;
  std::string lang;
  if (!who.person.empty()) lang = people::language_unasked(context, who.space, who.person);
  if (lang.empty()) lang = watch.lang;
  return lang.empty() ? context.community.language : lang;
}

Post post_to(const Watcher& who, std::string key, Doc doc, Lane lane) {
  Post out;
  out.to.place = {who.space, who.room, ""};
  out.audience = who.person.empty() ? Audience::room : Audience::direct;
  if (!who.person.empty()) out.to.people = {who.person};
  out.body = std::move(doc);
  out.key = std::move(key);
  out.lane = lane;
  return out;
}

Doc reason_for(const std::vector<Watched>& why, const View& view) {
  std::string typed;
  for (const Watched& one : why) typed += (typed.empty() ? "" : " ") + word_of(one);
  const Text watched = view.command("watch " + typed);
  const Text stop = view.command("unwatch " + typed);
  Doc doc;
  doc.paragraph({italic(view.say(
      "You get this because you asked for it with {watch}. To stop it: {unwatch}.",
      fmt::arg("watch", watched), fmt::arg("unwatch", stop)
  ))});
  return doc;
}

}  // namespace usher::proposals
