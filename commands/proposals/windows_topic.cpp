// commands/proposals/windows_topic.cpp: what each event means for final comment periods.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_topic.hpp"

#include "commands/proposals/windows_answer.hpp"
#include "commands/proposals/windows_answered.hpp"
#include "commands/proposals/windows_keeper.hpp"
#include "commands/proposals/windows_mail.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_words.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <iterator>

namespace usher::proposals {

std::span<const WordSpec> WindowsTopic::words() const { return window_words(); }

Outcome WindowsTopic::asked(std::size_t word, std::string_view rest, const Question& question) {
  const std::string prefix = action_of(question.view.actions, "");
  const WindowOrder order =
      word == 0 ? window_order(rest, question.view.settings.label) : WindowOrder{};
  return answer_window(order, question, prefix);
}

Outcome WindowsTopic::pressed(
    std::string_view what, std::string_view value, const Question& question
) {
  const std::string prefix = action_of(question.view.actions, "");
  if (what == "show")
    return answer_window(window_order(value, question.view.settings.label), question, prefix);
  if (what == "page") return page_pressed(value, question, prefix);
  if (what == "substantive" || what == "not-substantive")
    return judge_pressed(what == "substantive", value, question, prefix);
  return {};
}

std::vector<Effect> WindowsTopic::start(const Moment& now) {
  std::vector<Effect> out;
  if (!open_windows(now.context.db, now.settings.command).empty())
    out = WindowKeeper(now.settings, now.shelf, now.context).alarm();
  std::ranges::move(WindowMail::start(now), std::back_inserter(out));
  return out;
}

std::vector<Effect> WindowsTopic::due(std::string_view job, const Tick&, const Moment& now) {
  if (job == "mail") return WindowMail::tick(now);
  if (job != "due") return {};
  WindowKeeper keeper(now.settings, now.shelf, now.context);
  keeper.pass_time();
  std::vector<Effect> out = keeper.done();
  // Also where nothing was due: the clock was put back.
  if (out.empty()) return keeper.alarm();
  return out;
}

std::vector<Effect> WindowsTopic::answered(
    std::string_view tag, const Fetched& answer, const Moment& now
) {
  WindowKeeper keeper(now.settings, now.shelf, now.context);
  std::vector<Effect> out = WindowMail::answered(tag, answer, now, keeper);
  std::ranges::move(keeper.done(), std::back_inserter(out));
  return out;
}

std::vector<Effect> WindowsTopic::polled(std::span<const News> news, int, const Moment& now) {
  WindowKeeper keeper(now.settings, now.shelf, now.context);
  keeper.close_decided();
  for (const News& one : news) {
    if (one.kind != NewsKind::status || !means(one.now, Meaning::draft, now.settings)) continue;
    // What is no word of the series was a slip of the pen.
    const bool decided = status_meant(one.old, now.settings) != nullptr;
    auto window = latest_unclosed(now.context.db, now.settings.command, one.number);
    if (decided && window && window->although != one.old) keeper.happen(*window, DraftAgain{});
  }
  return keeper.done();
}

void WindowsTopic::forget(const Person& who, std::string_view space, const Moment& now) {
  forget_in_windows(now.context.db, now.settings.command, space, who.id);
  forget_window_answers(now.context.db, now.settings.command, space);
}

}  // namespace usher::proposals
