// commands/proposals/windows_keeper.hpp: changes final comment periods, and tells those who watch.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/rounds.hpp"
#include "commands/proposals/series.hpp"
#include "commands/proposals/shelf.hpp"
#include "commands/proposals/window.hpp"

#include <string_view>
#include <vector>

namespace usher::proposals {

// Whether the proposal is more than a draft by now, so that nothing is to come of its window any more. Not where a
// maintainer opened it although it was just that.
bool is_decided(const Window& window, const Settings& settings, const Shelf& shelf);

// For the length of one event; refers to what the caller owns.
class WindowKeeper {
 public:
  WindowKeeper(const Settings& settings, const Shelf& shelf, Context& context)
      : settings_(settings), shelf_(shelf), context_(context), rounds_(settings, shelf, context) {}

  // Writes a new one and says that it is open, or, where its time is over by now, that it is over.
  void begin(Window& window);
  // Where it is refused, nothing is written.
  Refusal happen(Window& window, const WindowEvent& event);
  // What belongs to no draft any more is closed without a word.
  void close_decided();
  // Everything whose time has come; what is decided first, since another source tells of its proposals' statuses without
  // any news.
  void pass_time();
  // The posts, and, where something has changed, the alarm for what is due next. Once, at the end.
  std::vector<Effect> done();
  std::vector<Effect> alarm() const;

  static constexpr std::string_view job = "windows:due";

 private:
  const Settings& settings_;
  const Shelf& shelf_;
  Context& context_;
  Rounds rounds_;
  bool changed_ = false;
};

}  // namespace usher::proposals
