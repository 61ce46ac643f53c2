// commands/proposals/watch.cpp: watching, for oneself by direct message or for a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/watch.hpp"

#include "bot/text.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/watch_words.hpp"

#include <variant>
#include <vector>

namespace usher::proposals {

namespace {

class Answerer {
 public:
  explicit Answerer(const WatchQuestion& question)
      : event_(question.event), view_(question.view), context_(question.context) {}

  Doc watch(const WatchOrder& asked) {
    if (auto no = refused(asked)) return std::move(*no);
    const Watcher who = watcher(asked.here);
    Doc missing;
    std::vector<Watched> added;
    if (const auto kind = watched_kind(asked.what)) {
      added.push_back(*kind);
    } else {
      const auto numbers = numbers_in(asked.what);
      if (numbers.empty()) return how(WatchVerb::watch);
      if (view_.shelf.proposals.empty()) return not_here_yet(view_);
      for (const AskedNumber& one : numbers) {
        const bool known = one.number && view_.shelf.find(*one.number) != nullptr;
        if (known)
          added.push_back({Watched::What::number, *one.number});
        else
          missing.append(no_number(one, view_));
      }
    }
    for (const Watched& one : added)
      add_watch(context_.db, view_.settings.command, who, one, context_.now);
    Doc doc;
    if (!added.empty()) doc = confirmed(added, asked.here);
    doc.append(std::move(missing));
    if (added.empty())
      doc.paragraph({view_.say(
          "To be told when there is a new one: {command}.",
          fmt::arg("command", view_.command("watch new"))
      )});
    return doc;
  }

  Doc unwatch(const WatchOrder& asked) {
    if (auto no = refused(asked)) return std::move(*no);
    const Watcher who = watcher(asked.here);
    const std::string& series = view_.settings.command;
    const auto kind = watched_kind(asked.what);
    if (kind && kind->what == Watched::What::all) {
      remove_watches(context_.db, series, who);
    } else if (kind) {
      remove_watch(context_.db, series, who, *kind);
    } else {
      const auto numbers = numbers_in(asked.what);
      if (numbers.empty()) return how(WatchVerb::unwatch);
      for (const AskedNumber& one : numbers)
        if (one.number)
          remove_watch(context_.db, series, who, {Watched::What::number, *one.number});
    }
    // The same whether it was watched or not, so that a repeat is answered alike.
    return still(who, asked.here);
  }

  Doc watching() const {
    Doc doc = still(watcher(false), false);
    const auto room = watched_by(context_.db, view_.settings.command, watcher(true));
    if (!room.empty()) doc.append(list(room, true));
    if (watched_by(context_.db, view_.settings.command, watcher(false)).empty())
      doc.append(examples(WatchVerb::watch));
    return doc;
  }

 private:
  Watcher watcher(bool here) const {
    const Place& at = event_.at;
    return here ? Watcher{at.space, at.room, ""} : Watcher{at.space, "", event_.who.id};
  }

  // A room is spoken for by those who look after it.
  std::optional<Doc> refused(const WatchOrder& asked) const {
    const Roles& roles = event_.who.roles;
    if (!asked.here || roles.has(Role::maintainer) || roles.has(Role::organiser))
      return std::nullopt;
    Doc doc;
    doc.paragraph({view_.say(
        "What a room is told, maintainers and organisers decide. For yourself, leave out “here”: "
        "{command}.",
        fmt::arg("command", view_.command("watch " + (asked.what.empty() ? "18" : asked.what)))
    )});
    return doc;
  }

  std::vector<AskedNumber> numbers_in(std::string_view what) const {
    const Query query = parse_query(what, view_.settings.label);
    const auto* numbers = std::get_if<ByNumber>(&query);
    return numbers == nullptr || numbers->brief ? std::vector<AskedNumber>{} : numbers->asked;
  }

  Phrase name(const Watched& watched) const {
    switch (watched.what) {
      case Watched::What::all:
        return view_.say("every change");
      case Watched::What::fresh:
        return view_.say("new {label}s", fmt::arg("label", view_.label));
      case Watched::What::status:
        return view_.say("changes of status");
      case Watched::What::number:
        break;
    }
    return view_.say(
        "{label} {number}", fmt::arg("label", view_.label), fmt::arg("number", watched.number)
    );
  }

  Text names(const std::vector<Watched>& watched) const {
    std::string out;
    for (const Watched& one : watched) out += (out.empty() ? "" : ", ") + name(one).str();
    return Text(out);
  }

  std::string typed(const std::vector<Watched>& watched, bool here) const {
    std::string out;
    for (const Watched& one : watched) out += " " + word_of(one);
    return out + (here ? " here" : "");
  }

  Doc confirmed(const std::vector<Watched>& added, bool here) const {
    const auto what = names(added);
    Doc doc;
    doc.paragraph(
        {here ? view_.say("From now on this room is told of: {what}.", fmt::arg("what", what))
              : view_.say(
                    "From now on I write to you directly about: {what}.", fmt::arg("what", what)
                )}
    );
    doc.paragraph({view_.say(
        "To stop it: {unwatch}. To see everything: {watching}.",
        fmt::arg("unwatch", view_.command("unwatch" + typed(added, here))),
        fmt::arg("watching", view_.command("watching"))
    )});
    return doc;
  }

  Doc list(const std::vector<Watched>& watched, bool here) const {
    const auto what = names(watched);
    Doc doc;
    doc.paragraph(
        {here ? view_.say("This room is told of: {what}.", fmt::arg("what", what))
              : view_.say("I write to you directly about: {what}.", fmt::arg("what", what))}
    );
    return doc;
  }

  Doc still(const Watcher& who, bool here) const {
    const auto left = watched_by(context_.db, view_.settings.command, who);
    if (!left.empty()) return list(left, here);
    Doc doc;
    doc.paragraph(
        {here ? view_.say(
                    "This room is told nothing about {label}s.", fmt::arg("label", view_.label)
                )
              : view_.say("I write to you about no {label}s.", fmt::arg("label", view_.label))}
    );
    return doc;
  }

  Doc how(WatchVerb verb) const {
    Doc doc;
    doc.paragraph(
        {view_.say("Say which: a number, all, new or status. With “here”, it is for this room.")}
    );
    doc.append(examples(verb));
    return doc;
  }

  Doc examples(WatchVerb verb) const {
    const std::string word(watch_words()[static_cast<std::size_t>(verb)].word);
    std::vector<Line> lines;
    const auto example = [&](std::string_view args, Phrase words) {
      lines.push_back(
          {code(view_.command(word + " " + std::string(args))), Text(std::string(" – ")),
           std::move(words)}
      );
    };
    example("18", view_.say("each change of this one"));
    example("new", view_.say("each that is new"));
    example("status", view_.say("each change of status"));
    example("all", view_.say("everything"));
    Doc doc;
    doc.bullets(std::move(lines));
    return doc;
  }

  const Event& event_;
  const View& view_;
  Context& context_;
};

}  // namespace

std::span<const WordSpec> command_words() {
  static const std::vector<WordSpec> all = [] {
    std::vector<WordSpec> out(query_words().begin(), query_words().end());
    out.insert(out.end(), watch_words().begin(), watch_words().end());
    return out;
  }();
  return all;
}

std::optional<Doc> answer_watching(std::string_view args, const WatchQuestion& question) {
  const auto order = watch_order(args);
  if (!order || order->verb == WatchVerb::accept) return std::nullopt;
  Answerer answerer(question);
  if (order->verb == WatchVerb::watching) return answerer.watching();
  return order->verb == WatchVerb::watch ? answerer.watch(*order) : answerer.unwatch(*order);
}

bool asks_to_trust(std::string_view args) {
  const auto order = watch_order(args);
  return order && order->verb == WatchVerb::accept;
}

Doc trusted(bool any, const View& view) {
  Doc doc;
  doc.paragraph(
      {any ? view.say("I read the listing again now, and take what it says as right.")
           : view.say(
                 "No listing of {label}s is doubted: there is nothing to accept.",
                 fmt::arg("label", view.label)
             )}
  );
  return doc;
}

void forget_watches(
    const Person& who, std::string_view space, const Settings& settings, Database& db
) {
  remove_watches(db, settings.command, {std::string(space), "", who.id});
}

}  // namespace usher::proposals
