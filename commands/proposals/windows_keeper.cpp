// commands/proposals/windows_keeper.cpp: what happens to windows is written, and goes round.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_keeper.hpp"

#include "commands/proposals/windows_table.hpp"
#include "commands/proposals/windows_telling.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace usher::proposals {

bool is_decided(const Window& window, const Settings& settings, const Shelf& shelf) {
  const Proposal* proposal = shelf.find(window.number);
  if (proposal == nullptr || proposal->header.status == window.although) return false;
  const Status* status = status_meant(proposal->header.status, settings);
  return status != nullptr && status->meaning != Meaning::draft;
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
  for (const Saying& saying : step.say)
    rounds_.tell_window(window, saying, window_key(settings_, window, saying, context_.now));
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
  std::vector<Effect> out = rounds_.done();
  if (changed_) std::ranges::move(alarm(), std::back_inserter(out));
  return out;
}

}  // namespace usher::proposals
