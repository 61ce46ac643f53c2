// commands/proposals/windows_keeper.cpp: to whom what is said of a window goes, by which key.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_keeper.hpp"

#include "commands/proposals/telling.hpp"
#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_wording.hpp"
#include "commands/proposals/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace usher::proposals {

namespace {

bool is_reminder(Notice what) {
  return what == Notice::three_days || what == Notice::one_day || what == Notice::end;
}

// What is said once of a window, of an objection, or of the instant at which it closes: an extension makes a new one. A
// verdict may be another one later, and is news again then.
std::string key_of(
    const Settings& settings, const Window& window, const Saying& saying, sys_seconds now
) {
  const auto judged = now.time_since_epoch().count();
  const auto closes = window.closes.time_since_epoch().count();
  std::string what;
  switch (saying.what) {
    case Notice::opened:
      what = "opened";
      break;
    case Notice::extended:
      what = fmt::format("extended:{}", closes);
      break;
    case Notice::objection:
      what = fmt::format("objection:{}", window.objections.at(saying.objection.value_or(0)).id);
      break;
    case Notice::not_substantive:
      what = fmt::format(
          "judged:{}:{}", window.objections.at(saying.objection.value_or(0)).id, judged
      );
      break;
    case Notice::stopped:
      what = fmt::format("stopped:{}", judged);
      break;
    case Notice::council:
      what = "council";
      break;
    case Notice::three_days:
      what = fmt::format("3d:{}", closes);
      break;
    case Notice::one_day:
      what = fmt::format("1d:{}", closes);
      break;
    case Notice::end:
      what = "end";
      break;
    case Notice::closed:
      what = "closed";
      break;
  }
  return fmt::format("{}-window:{}:{}", settings.command, window.id, what);
}

// Who watches this proposal, everything, or changes of status: what a window leads to is one.
const Watched* why(const Watch& watch, int number) {
  const auto found = std::ranges::find_if(watch.watched, [&](const Watched& one) {
    return one.what == Watched::What::all || one.what == Watched::What::status ||
           (one.what == Watched::What::number && one.number == number);
  });
  return found == watch.watched.end() ? nullptr : &*found;
}

}  // namespace

bool is_decided(const Window& window, const Settings& settings, const Shelf& shelf) {
  const Proposal* proposal = shelf.find(window.number);
  if (proposal == nullptr || proposal->header.status == window.although) return false;
  const Status* status = status_meant(proposal->header.status, settings);
  return status != nullptr && status->meaning != Meaning::draft;
}

void WindowKeeper::tell(const Window& window, const Saying& saying) {
  const Lane lane = is_reminder(saying.what) ? Lane::reminder : Lane::announcement;
  const std::string key = key_of(settings_, window, saying, context_.now);
  std::map<std::string, Doc> worded;  // once for all who read the same language
  for (const Watch& watch : all_watches(context_.db, settings_.command)) {
    const Watched* reason = why(watch, window.number);
    if (reason == nullptr) continue;
    const std::string lang = language_of(watch, context_);
    const View view(settings_, shelf_, context_.catalog, context_.say(lang), {}, {});
    const auto [at, made] = worded.try_emplace(lang);
    if (made) at->second = window_message(window, saying, view, context_.community.time_zone);
    Doc doc = at->second;
    if (!watch.watcher.person.empty()) doc.append(reason_for({*reason}, view));
    effects_.emplace_back(post_to(watch.watcher, key, std::move(doc), lane));
  }
}

void WindowKeeper::begin(Window& window) {
  add_window(context_.db, settings_.command, window, settings_.mail_url);
  happen(window, TimePassed{});
}

Refusal WindowKeeper::happen(Window& window, const WindowEvent& event) {
  const WindowRules rules{settings_.process_days, settings_.mail_url};
  WindowStep step = advance(window, event, context_.now, rules);
  if (step.refusal != Refusal::none) return step.refusal;
  if (step.after != window) {
    window = std::move(step.after);
    update_window(context_.db, window);
    changed_ = true;
  }
  for (const Saying& saying : step.say) tell(window, saying);
  return Refusal::none;
}

void WindowKeeper::close_decided() {
  for (Window& window : windows_of_drafts(context_.db, settings_.command))
    if (is_decided(window, settings_, shelf_)) happen(window, StatusChanged{});
}

void WindowKeeper::pass_time() {
  close_decided();
  for (Window& window : open_windows(context_.db, settings_.command)) happen(window, TimePassed{});
}

std::vector<Effect> WindowKeeper::alarm() const {
  std::optional<sys_seconds> next;
  for (const Window& window : open_windows(context_.db, settings_.command))
    if (const auto due = next_due(window)) next = std::min(next.value_or(*due), *due);
  if (next) return {Remind{std::string(job), *next}};
  return {Forget{std::string(job)}};
}

std::vector<Effect> WindowKeeper::done() {
  if (changed_) std::ranges::move(alarm(), std::back_inserter(effects_));
  return std::move(effects_);
}

}  // namespace usher::proposals
