// adapters/matrix/sync_gaps.cpp: what was said while too much was said: pages from the newest back to the old token.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/sync_machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

// Room ids are no secret, but what stands in one is its creator's choice: a log line takes its beginning.
std::string_view shown(std::string_view room) { return room.substr(0, 64); }

}  // namespace

// One page at a time, of the oldest batch first: it holds up the others.
void SyncMachine::turn_page(Time now) {
  if (paging_ || now < page_at_) return;
  for (const Held& held : held_) {
    if (held.gaps.empty()) continue;
    const Gap& gap = held.gaps.front().gap;
    paging_ = true;
    actions_.emplace_back(Page{held.batch, gap.room, gap.from, held.since, limits_.page});
    return;
  }
}

// Whose page that was; nullptr: nobody's any more.
SyncMachine::Held* SyncMachine::paged(std::uint64_t batch, std::string_view room) {
  const auto at = std::ranges::find(held_, batch, &Held::batch);
  if (at == held_.end() || at->gaps.empty() || at->gaps.front().gap.room != room) return nullptr;
  return &*at;
}

void SyncMachine::close_gap(Held& held, Time now) {
  held.gaps.pop_front();
  page_at_ = now;
}

void SyncMachine::page(
    std::uint64_t batch, std::string_view room, std::string end, bool met, Time now
) {
  if (!std::exchange(paging_, false)) return;
  page_failures_ = 0;
  Held* const held = paged(batch, room);
  if (held != nullptr) {
    Open& open = held->gaps.front();
    ++open.pages;
    open.tries = 0;
    if (met || end.empty() || end == open.gap.from || end == held->since) {
      close_gap(*held, now);
    } else if (open.pages >= limits_.pages) {
      actions_.emplace_back(Tell{
          fmt::format(
              "more was said in {} while Usher was away than it looks through ({} events): what is "
              "older is not answered",
              shown(room), static_cast<std::int64_t>(limits_.pages) * limits_.page
          ),
          true
      });
      close_gap(*held, now);
    } else {
      open.gap.from = std::move(end);
    }
  }
  go_on(now);
}

void SyncMachine::page_failed(
    std::uint64_t batch, std::string_view room, errc why, Span retry_after, Time now
) {
  if (!std::exchange(paging_, false)) return;
  Held* const held = paged(batch, room);
  if (held != nullptr && !stopping_) {
    Open& open = held->gaps.front();
    if (why != errc::rate_limited) ++open.tries;
    const bool passes = is_transient(why) || why == errc::unauthorized || why == errc::malformed;
    if (passes && open.tries < limits_.page_tries) {
      page_at_ = now + wait(page_failures_, retry_after);
    } else {
      page_failures_ = 0;
      actions_.emplace_back(Tell{
          fmt::format(
              "what was said in {} while Usher was away could not be read: {}", shown(room),
              describe(why)
          ),
          true
      });
      close_gap(*held, now);
    }
  }
  go_on(now);
}

}  // namespace usher::matrix
