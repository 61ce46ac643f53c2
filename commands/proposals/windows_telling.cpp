// commands/proposals/windows_telling.cpp: to whom what is said of a window goes, by which key.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_telling.hpp"

#include "commands/proposals/telling.hpp"
#include "commands/proposals/windows_wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::proposals {

namespace {

bool is_reminder(Notice what) {
  return what == Notice::three_days || what == Notice::one_day || what == Notice::end;
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

// An extension makes a new instant. A verdict may be another one later, and is news again then.
std::string window_key(
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

void WindowTeller::tell(const Watch& watch, std::vector<Effect>& out) {
  const Watched* reason = why(watch, what_.window.number);
  if (reason == nullptr) return;
  const std::string lang = language_of(watch, context_);
  const View view(settings_, shelf_, context_.catalog, context_.say(lang), {}, {});
  const auto [at, made] = worded_.try_emplace(lang);
  if (made)
    at->second = window_message(what_.window, what_.saying, view, context_.community.time_zone);
  Doc doc = at->second;
  if (!watch.watcher.person.empty()) doc.append(reason_for({*reason}, view));
  const Lane lane = is_reminder(what_.saying.what) ? Lane::reminder : Lane::announcement;
  out.emplace_back(post_to(watch.watcher, what_.key, std::move(doc), lane));
}

}  // namespace usher::proposals
