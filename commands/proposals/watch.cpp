// commands/proposals/watch.cpp: watching, for oneself by direct message or for a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/watch.hpp"

#include "commands/proposals/example.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/rounds.hpp"
#include "commands/proposals/watch_words.hpp"
#include "commands/proposals/words.hpp"

#include <variant>
#include <vector>

namespace usher::proposals {

namespace {

class Answerer {
 public:
  explicit Answerer(const Question& question)
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
        fmt::arg(
            "command",
            view_.command(
                "watch " + (asked.what.empty() ? example_number(view_.settings) : asked.what)
            )
        )
    )});
    return doc;
  }

  std::vector<AskedNumber> numbers_in(std::string_view what) const {
    const Query query = parse_query(what, grammar_of(view_.settings));
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
      lines.push_back(example_line(view_.command(word + " " + std::string(args)), std::move(words))
      );
    };
    example(example_number(view_.settings), view_.say("each change of this one"));
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

std::span<const WordSpec> Watching::words() const { return watch_words(); }

Outcome Watching::asked(std::size_t word, std::string_view rest, const Question& question) {
  const WatchOrder order = watch_order(static_cast<WatchVerb>(word), rest);
  Answerer answerer(question);
  Doc doc = order.verb == WatchVerb::watching ? answerer.watching()
            : order.verb == WatchVerb::watch  ? answerer.watch(order)
                                              : answerer.unwatch(order);
  // News come unasked: they are in the language of the last question.
  const Event& event = question.event;
  remember_language(
      question.context.db, question.view.settings.command, {event.at.space, "", event.who.id},
      question.view.say.lang()
  );
  return {SayReply{std::move(doc)}, {}};
}

std::vector<Effect> Watching::polled(std::span<const News> news, int poll, const Moment& now) {
  // In the transaction of the swap: whoever sees the new table has been told, or will be.
  Rounds rounds(now.settings, now.shelf, now.context);
  rounds.tell_news(news, poll);
  return rounds.done();
}

std::vector<Effect> Watching::start(const Moment& now) {
  return Rounds::start(now.context, now.settings.command);
}

// Also what is to be said of comment periods.
std::vector<Effect> Watching::due(std::string_view, const Tick&, const Moment& now) {
  Rounds rounds(now.settings, now.shelf, now.context);
  rounds.go_on();
  return rounds.done();
}

std::vector<Effect> Watching::room_changed(
    const Place& room, const RoomChanged& change, const Moment& now
) {
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  const Watcher before{room.space, room.room, ""};
  if (change.how == RoomChanged::How::replaced)
    for (const Watched& watched : watched_by(db, series, before))
      add_watch(db, series, {room.space, change.now, ""}, watched, now.context.now);
  remove_watches(db, series, before);
  return {};
}

void Watching::forget(const Person& who, std::string_view space, const Moment& now) {
  remove_watches(now.context.db, now.settings.command, {std::string(space), "", who.id});
  Rounds::forget(now.context.db, now.settings.command, space, who.id);
}

}  // namespace usher::proposals
