// commands/proposals/history_topic.cpp: who asked, what is read for them, and what is said when.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history_topic.hpp"

#include "commands/proposals/history_doc.hpp"
#include "commands/proposals/history_reading.hpp"
#include "commands/proposals/list.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <variant>

namespace usher::proposals {

namespace {

constexpr std::size_t most_at_once = 3;
constexpr std::chrono::hours most_patience{24};  // of a question
constexpr std::chrono::hours unwanted{24 * 90};  // a history that nobody has asked for since
constexpr int pruned_at_once = 20;
constexpr std::string_view prune_job = "history:prune";

constexpr std::array<std::string_view, 4> also_history = {"历史", "歷史", "历程", "歷程"};
constexpr std::array<WordSpec, 1> own_words = {{
    {"history", "NUMBER…", mark("Tell how a status came to be, commit by commit"), Role::everyone,
     also_history},
}};

void add(std::vector<Effect>& all, std::vector<Effect> more) {
  std::ranges::move(more, std::back_inserter(all));
}

class Answerer {
 public:
  explicit Answerer(const Question& question)
      : event_(question.event),
        view_(question.view),
        now_{question.view.settings, question.view.shelf, question.context, {}} {}

  Outcome answer(std::string_view what) {
    if (view_.shelf.proposals.empty()) return {SayReply{not_here_yet(view_)}, {}};
    const Query query = parse_query(what, grammar_of(view_.settings));
    if (const auto* words = std::get_if<ByWords>(&query)) {
      const Ranked found = ranked(words->words, view_);
      if (found.all.size() == 1)
        tell(*found.all.front());
      else
        say_how();
    } else if (const auto* numbers = std::get_if<ByNumber>(&query)) {
      tell_all(*numbers);
    } else {
      say_how();
    }
    return {SayReply{std::move(doc_)}, std::move(effects_)};
  }

 private:
  void tell_all(const ByNumber& numbers) {
    for (std::size_t i = 0; i < std::min(numbers.asked.size(), most_at_once); ++i) {
      const AskedNumber& one = numbers.asked[i];
      const Proposal* proposal = one.number ? view_.shelf.find(*one.number) : nullptr;
      if (proposal != nullptr)
        tell(*proposal);
      else
        doc_.append(no_number(one, view_));
    }
    if (numbers.more || numbers.asked.size() > most_at_once)
      doc_.paragraph({view_.say("Three at a time are enough; the rest is left out.")});
  }

  void tell(const Proposal& proposal) {
    const int number = proposal.number;
    const bool fresh = is_fresh(now_, number);
    if (!fresh && !is_being_read(now_, number)) add(effects_, begin_reading(now_, number));
    const bool reading = !fresh && is_being_read(now_, number);
    doc_.append(
        history_doc(proposal, chronicle_of(now_.context.db, view_.settings, proposal), view_)
    );
    if (!reading) return;
    add_waiting(
        now_.context.db, view_.settings.command,
        {0, number, event_.id, event_.at, event_.who.id, view_.say.lang(), now_.context.now}
    );
    doc_.paragraph({italic(view_.say(
        "I am reading the history of {label} {number} in its source; I post it here in a moment.",
        fmt::arg("label", view_.label), fmt::arg("number", number)
    ))});
  }

  void say_how() {
    const Text example = view_.command("history " + example_number(view_.settings));
    doc_.paragraph({view_.say("Say which by its number: {command}.", fmt::arg("command", example))}
    );
  }

  const Event& event_;
  const View& view_;
  Moment now_;
  Doc doc_;
  std::vector<Effect> effects_;
};

Post post_to(const Waiting& who, Doc doc, const Moment& now) {
  Post out;
  out.to = {who.at, {who.person}};
  out.audience = Audience::only_you;
  out.body = std::move(doc);
  out.key = fmt::format("{}-history:{}:{}", now.settings.command, who.event, who.number);
  return out;
}

// To everybody who waits for it, each in their language.
std::vector<Effect> told(int number, const Moment& now) {
  Database& db = now.context.db;
  const Proposal* proposal = now.shelf.find(number);
  std::vector<Effect> out;
  for (const Waiting& who : waiting_for(db, now.settings.command, number)) {
    remove_waiting(db, who.id);
    const View view = now.view(who.lang);
    Doc doc = proposal == nullptr
                  ? no_number({std::to_string(number), number}, view)
                  : history_doc(*proposal, chronicle_of(db, now.settings, *proposal), view);
    out.emplace_back(post_to(who, std::move(doc), now));
  }
  return out;
}

}  // namespace

std::span<const WordSpec> HistoryTopic::words() const { return own_words; }

Outcome HistoryTopic::asked(std::size_t, std::string_view rest, const Question& question) {
  return Answerer(question).answer(rest);
}

Outcome HistoryTopic::pressed(
    std::string_view what, std::string_view value, const Question& question
) {
  return what == "show" ? Answerer(question).answer(value) : Outcome{};
}

std::vector<Effect> HistoryTopic::start(const Moment& now) {
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  // What was asked of another source is not answered any more; those who wait are answered from this one.
  forget_other_sources(db, series, now.settings.source);
  if (now.settings.service.empty()) return {};
  std::vector<Effect> out = {Remind{std::string(prune_job), now.context.now + std::chrono::hours(1)}
  };
  for (const int number : waited_for(db, series)) {
    if (is_being_read(now, number)) continue;
    auto calls = begin_reading(now, number);
    add(out, calls.empty() ? told(number, now) : std::move(calls));
  }
  return out;
}

std::vector<Effect> HistoryTopic::due(std::string_view job, const Tick&, const Moment& now) {
  if (job != "prune") return {};
  Database& db = now.context.db;
  const std::string& series = now.settings.command;
  drop_old_waiting(db, series, now.context.now - most_patience);
  const bool more = prune_histories(db, series, now.context.now - unwanted, pruned_at_once);
  const auto next = more ? std::chrono::seconds(1) : std::chrono::seconds(std::chrono::hours(24));
  return {Remind{std::string(prune_job), now.context.now + next}};
}

std::vector<Effect> HistoryTopic::answered(
    std::string_view tag, const Fetched& answer, const Moment& now
) {
  Reading reading = history_answered(tag, answer, now);
  if (reading.done) add(reading.effects, told(reading.number, now));
  return std::move(reading.effects);
}

void HistoryTopic::forget(const Person& who, std::string_view space, const Moment& now) {
  forget_waiting(now.context.db, now.settings.command, space, who.id);
}

}  // namespace usher::proposals
