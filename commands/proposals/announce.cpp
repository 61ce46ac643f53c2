// commands/proposals/announce.cpp: to whom which news go, by which key.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/announce.hpp"

#include "commands/proposals/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::size_t most_listed = 50;  // in one message

}  // namespace

void Announcer::tell(const Watch& watch, std::vector<Effect>& out) {
  std::vector<std::pair<const News*, const Watched*>> wanted;
  for (const News& one : what_.news) {
    const auto why = std::ranges::find_if(watch.watched, [&](const Watched& watched) {
      return concerns(watched, one);
    });
    if (why != watch.watched.end()) wanted.emplace_back(&one, &*why);
  }
  if (wanted.empty()) return;
  const Watcher& who = watch.watcher;
  const std::string lang = language_of(watch, context_);
  if (wanted.size() > most_alone) {
    std::vector<const News*> all;
    all.reserve(wanted.size());
    for (const auto& [one, why] : wanted) all.push_back(one);
    Doc doc = digest(all, lang);  // a copy
    if (!who.person.empty()) doc.append(reason_for(watch.watched, view(lang)));
    out.emplace_back(post_to(
        who, fmt::format("{}-news:{}", settings_.command, what_.poll), std::move(doc),
        Lane::announcement
    ));
    return;
  }
  for (const auto& [one, why] : wanted) {
    Doc doc = alone(*one, lang);
    if (!who.person.empty()) doc.append(reason_for({*why}, view(lang)));
    out.emplace_back(post_to(
        who,
        fmt::format(
            "{}-news:{}:{}:{}", settings_.command, what_.poll, one->number, name_of(one->kind)
        ),
        std::move(doc), Lane::announcement
    ));
  }
}

View Announcer::view(std::string_view lang) const {
  return {settings_, shelf_, context_.catalog, context_.say(lang), {}, {}};
}

const Doc& Announcer::alone(const News& one, const std::string& lang) {
  const auto [at, made] = worded_.try_emplace({lang, &one});
  if (made) at->second = message_of(one, view(lang), what_.seen);
  return at->second;
}

const Doc& Announcer::digest(const std::vector<const News*>& all, const std::string& lang) {
  const auto [at, made] = digests_.try_emplace({lang, all});
  if (made) at->second = worded_digest(all, lang);
  return at->second;
}

Doc Announcer::worded_digest(const std::vector<const News*>& all, std::string_view lang) const {
  const View words = view(lang);
  Doc doc;
  doc.heading({words.say.plural(
      "{n} change to {label}s at once", "{n} changes to {label}s at once",
      static_cast<long>(all.size()), fmt::arg("label", words.label)
  )});
  std::vector<Line> lines;
  std::vector<Line> notes;
  // A change to thousands at once is not read line by line, and must not keep everybody waiting.
  for (const News* one : std::span(all).first(std::min(all.size(), most_listed))) {
    lines.push_back(line_of(*one, words));
    if (one->noted) notes.push_back({italic(note_of(*one, words))});
  }
  doc.bullets(std::move(lines));
  if (!notes.empty()) doc.bullets(std::move(notes));
  if (all.size() > most_listed)
    doc.paragraph({words.say.plural(
        "And {n} more. {command} shows how all of them stand now.",
        "And {n} more. {command} shows how all of them stand now.",
        static_cast<long>(all.size() - most_listed), fmt::arg("command", words.command("list"))
    )});
  return doc;
}

}  // namespace usher::proposals
