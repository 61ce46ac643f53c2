// commands/proposals/lint_topic.cpp: from the word to the findings, and their dates from the histories that are known.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/lint_topic.hpp"

#include "bot/text.hpp"
#include "bot/who_may.hpp"
#include "commands/proposals/grammar.hpp"
#include "commands/proposals/history_reading.hpp"
#include "commands/proposals/lint_answer.hpp"
#include "commands/proposals/misses.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <unordered_set>

namespace usher::proposals {

namespace {

constexpr std::array<std::string_view, 2> also_lint = {"检查", "檢查"};
constexpr std::array<WordSpec, 1> own_words = {{
    {"lint", "[NUMBER…]", mark("Say what could be tidied, in all of them or in these"),
     Role::maintainer, also_lint},
}};
constexpr std::array<std::string_view, 4> all_words = {"", "all", "全部", "所有"};
constexpr std::size_t most_readings = 8;     // histories that one answer has read
constexpr std::size_t most_looked_up = 500;  // proposals whose past one answer looks up
constexpr std::chrono::days rested{365};
constexpr std::chrono::days lately{1};  // so long a history counts as what is there now

bool is_all(std::string_view rest) {
  return std::ranges::find(all_words, to_lower_ascii(trim(rest))) != all_words.end();
}

class Answerer {
 public:
  explicit Answerer(const Question& question)
      : view_(question.view),
        context_(question.context),
        feature_(view_.actions.substr(0, view_.actions.size() - 1)) {}

  Outcome all(int page, const std::string& action) {
    const Lint found = look({});
    Doc remarks;
    if (page <= 0) finish(found, remarks);
    Doc doc = all_findings(found, page, action, view_, std::move(remarks));
    return {SayReply{std::move(doc)}, std::move(effects_)};
  }

  Outcome some(const ByNumber& asked) {
    std::vector<int> numbers;
    for (const AskedNumber& one : asked.asked)
      if (one.number && view_.shelf.find(*one.number) != nullptr) numbers.push_back(*one.number);
    // None of them exists: to look at none is not to look at all.
    const Lint found = numbers.empty() ? Lint{} : look(numbers);
    Doc doc = findings_of(found, asked, view_);
    finish(found, doc);
    return {SayReply{std::move(doc)}, std::move(effects_)};
  }

 private:
  Lint look(const std::vector<int>& only) {
    const std::unordered_set<int> known = with_a_past(context_.db, view_.settings.command);
    std::size_t looked_up = 0;
    Lint found = lint(
        view_.shelf, view_.settings, context_.now,
        [&](int number) {
          if (!known.contains(number)) return Dates{};
          if (looked_up < most_looked_up) {
            ++looked_up;
            return dates_of(number);
          }
          passed_over_.insert(number);
          return Dates{};
        },
        only
    );
    std::erase_if(found.undated, [&](int number) { return passed_over_.contains(number); });
    return found;
  }

  Dates dates_of(int number) const {
    const std::string& status = view_.shelf.find(number)->header.status;
    const std::string& series = view_.settings.command;
    if (!means(status, Meaning::draft, view_.settings))
      return {std::nullopt, status_since(context_.db, view_.settings, number, status)};
    const auto changed = last_change(context_.db, series, number);
    // Prose is no news: a Draft that rested when its history was read may have been changed since.
    if (changed && context_.now - *changed > rested && !was_read_lately(number)) return {};
    return {changed, std::nullopt};
  }

  bool was_read_lately(int number) const {
    const auto state = history_state(context_.db, view_.settings.command, number);
    return state && context_.now - state->read < lately;
  }

  // What is not known, and has it read.
  void finish(const Lint& found, Doc& doc) {
    const Moment now{view_.settings, view_.shelf, context_, feature_};
    bool reading = false;
    for (std::size_t i = 0; i < std::min(found.undated.size(), most_readings); ++i) {
      std::ranges::move(read_history(now, found.undated[i]), std::back_inserter(effects_));
      reading = reading || is_being_read(now, found.undated[i]);
    }
    doc.append(undated_ones(found, reading, view_));
    const Text some = view_.command("lint " + example_number(view_.settings));
    if (!passed_over_.empty())
      doc.paragraph({view_.say.plural(
          "Of {n} more I have not looked up how long it has been as it is. Ask for it by its "
          "number: {some}.",
          "Of {n} more I have not looked up how long they have been as they are. Ask for them by "
          "their numbers: {some}.",
          static_cast<long>(passed_over_.size()), fmt::arg("some", some)
      )});
    const auto& all = view_.shelf.proposals;
    const bool unread = std::ranges::any_of(all, &Proposal::partial) &&
                        std::ranges::all_of(all, [](const Proposal& proposal) {
                          return proposal.header.faults.empty();
                        });
    if (unread)
      doc.paragraph(
          {view_.say("The files are read anew with the next poll. Until then I know little of "
                     "how their headers are written.")}
      );
  }

  const View& view_;
  Context& context_;
  std::string feature_;
  std::vector<Effect> effects_;
  std::unordered_set<int> passed_over_;  // their past was not looked up
};

}  // namespace

std::span<const WordSpec> LintTopic::words() const { return own_words; }

Outcome LintTopic::asked(std::size_t, std::string_view rest, const Question& question) {
  const View& view = question.view;
  if (view.shelf.proposals.empty()) return {SayReply{not_here_yet(view)}, {}};
  if (is_all(rest)) return Answerer(question).all(0, action_of(view.actions, "page"));
  const Query query = parse_query(rest, grammar_of(view.settings));
  if (const auto* numbers = std::get_if<ByNumber>(&query)) return Answerer(question).some(*numbers);
  Doc doc;
  doc.paragraph({view.say(
      "Say which by their numbers: {some}. For all of them: {all}.",
      fmt::arg("some", view.command("lint " + example_number(view.settings))),
      fmt::arg("all", view.command("lint"))
  )});
  return {SayReply{std::move(doc)}, {}};
}

Outcome LintTopic::pressed(
    std::string_view what, std::string_view value, const Question& question
) {
  const View& view = question.view;
  if (what != "page") return {};
  // Whoever sees the answer may press its button.
  if (!question.event.who.roles.has(Role::maintainer))
    return {SayReply{who_may(Role::maintainer, view.say, question.context.community)}, {}};
  if (view.shelf.proposals.empty()) return {SayReply{not_here_yet(view)}, {}};
  int page = 0;
  std::from_chars(value.data(), value.data() + value.size(), page);
  Outcome outcome = Answerer(question).all(page, action_of(view.actions, "page"));
  return {Replace{std::move(std::get<SayReply>(outcome.reply).doc)}, std::move(outcome.effects)};
}

}  // namespace usher::proposals
