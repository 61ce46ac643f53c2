// commands/proposals/announce.cpp: to whom which news go, by which key.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/announce.hpp"

#include "bot/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace usher::proposals {

namespace {

class Announcer {
 public:
  Announcer(
      const Settings& settings, const Shelf& shelf, std::span<const News> news, int poll,
      Context& context
  )
      : settings_(settings), shelf_(shelf), news_(news), poll_(poll), context_(context) {}

  void tell(const Watch& watch, std::vector<Effect>& out) {
    std::vector<std::pair<const News*, const Watched*>> wanted;
    for (const News& one : news_) {
      const auto why = std::ranges::find_if(watch.watched, [&](const Watched& watched) {
        return concerns(watched, one);
      });
      if (why != watch.watched.end()) wanted.emplace_back(&one, &*why);
    }
    if (wanted.empty()) return;
    const Watcher& who = watch.watcher;
    const std::string lang = language_of(who);
    if (wanted.size() > most_alone) {
      std::vector<const News*> all;
      all.reserve(wanted.size());
      for (const auto& [one, why] : wanted) all.push_back(one);
      Doc doc = digest(all, lang);
      if (!who.person.empty()) doc.append(reason(watch.watched, lang));
      out.emplace_back(
          post(who, fmt::format("{}-news:{}", settings_.command, poll_), std::move(doc))
      );
      return;
    }
    for (const auto& [one, why] : wanted) {
      Doc doc = alone(*one, lang);
      if (!who.person.empty()) doc.append(reason({*why}, lang));
      out.emplace_back(post(
          who,
          fmt::format(
              "{}-news:{}:{}:{}", settings_.command, poll_, one->number, name_of(one->kind)
          ),
          std::move(doc)
      ));
    }
  }

 private:
  View view(std::string_view lang) const {
    return {settings_, shelf_, context_.catalog, context_.say(lang), {}, {}};
  }

  std::string language_of(const Watcher& who) const {
    std::string chosen;
    if (!who.person.empty()) chosen = people::chosen_language(context_.db, who.space, who.person);
    return chosen.empty() ? context_.community.language : chosen;
  }

  static Post post(const Watcher& who, std::string key, Doc doc) {
    Post out;
    out.to.place = {who.space, who.room, ""};
    out.audience = who.person.empty() ? Audience::room : Audience::direct;
    if (!who.person.empty()) out.to.people = {who.person};
    out.body = std::move(doc);
    out.key = std::move(key);
    out.lane = Lane::announcement;
    return out;
  }

  // Worded once for all who read the same language.
  const Doc& alone(const News& one, const std::string& lang) {
    const auto [at, made] = worded_.try_emplace({lang, &one});
    if (made) at->second = message_of(one, view(lang), context_.now);
    return at->second;
  }

  Doc digest(const std::vector<const News*>& all, std::string_view lang) const {
    const View words = view(lang);
    Doc doc;
    doc.heading({words.say.plural(
        "{n} change to {label}s at once", "{n} changes to {label}s at once",
        static_cast<long>(all.size()), fmt::arg("label", words.label)
    )});
    std::vector<Line> lines;
    std::vector<Line> notes;
    for (const News* one : all) {
      lines.push_back(line_of(*one, words));
      if (one->noted) notes.push_back({italic(note_of(*one, words))});
    }
    doc.bullets(std::move(lines));
    if (!notes.empty()) doc.bullets(std::move(notes));
    return doc;
  }

  // Why a person is written to, and how to make it stop.
  Doc reason(const std::vector<Watched>& why, std::string_view lang) const {
    const View words = view(lang);
    std::string typed;
    for (const Watched& one : why) typed += (typed.empty() ? "" : " ") + word_of(one);
    const Text watched = words.command("watch " + typed);
    const Text stop = words.command("unwatch " + typed);
    Doc doc;
    doc.paragraph({italic(words.say(
        "You get this because you asked for it with {watch}. To stop it: {unwatch}.",
        fmt::arg("watch", watched), fmt::arg("unwatch", stop)
    ))});
    return doc;
  }

  const Settings& settings_;
  const Shelf& shelf_;
  std::span<const News> news_;
  int poll_;
  Context& context_;
  std::map<std::pair<std::string, const News*>, Doc> worded_;
};

}  // namespace

std::vector<Effect> announcements(
    const Settings& settings, const Shelf& shelf, std::span<const News> news, int poll,
    Context& context
) {
  std::vector<Effect> out;
  if (news.empty()) return out;
  Announcer announcer(settings, shelf, news, poll, context);
  for (const Watch& watch : all_watches(context.db, settings.command)) announcer.tell(watch, out);
  return out;
}

}  // namespace usher::proposals
