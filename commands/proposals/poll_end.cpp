// commands/proposals/poll_end.cpp: how a poll ends, well or badly, and when the next one is after that.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace usher::proposals {

namespace {

using std::chrono::minutes;

constexpr minutes first_retry{5};  // then three times as long, up to the usual interval

sys_seconds next_retry(const Settings& settings, int failures, errc why, sys_seconds now) {
  minutes wait = first_retry;
  for (int i = 1; i < failures && wait < settings.every; ++i) wait *= 3;
  // Who asks to be left alone is left alone.
  if (why == errc::rate_limited || why == errc::refused || why == errc::unauthorized)
    wait = settings.every;
  return now + std::min(wait, settings.every);
}

}  // namespace

// The table equals its source.
void Poll::settle(const Work& work) const {
  Freshness& state = work.state;
  state.as_of = work.now;
  state.source = settings_.source;
  state.etag = state.pending_etag;
  state.pending_etag.clear();
  state.started = {};
  state.failures = 0;
  state.amiss = 0;
  state.doubt.clear();
  state.doubts = 0;
  state.trusted = false;
  set_freshness(work.db, settings_.command, state);  // the tick has set the next one
}

// It is no failure, and nobody's matter: the next one comes when it may.
void Poll::put_off(const Work& work, std::chrono::seconds wait) const {
  Freshness& state = work.state;
  state.started = {};
  state.pending_etag.clear();
  set_freshness(work.db, settings_.command, state);
  if (wait > std::chrono::seconds{0})  // else the tick has set it
    work.out.effects.emplace_back(
        Remind{std::string(job), work.now + std::max<std::chrono::seconds>(wait, minutes(1))}
    );
}

void Poll::fail(const Work& work, errc why) const {
  Freshness& state = work.state;
  ++state.failures;
  state.started = {};
  state.pending_etag.clear();
  if (state.failures == told_at)
    tell_operator(
        work.db,
        fmt::format(
            "{}s cannot be refreshed: {}; the table is kept", settings_.label, describe(why)
        ),
        work.now
    );
  set_freshness(work.db, settings_.command, state);
  work.out.effects.emplace_back(
      Remind{std::string(job), next_retry(settings_, state.failures, why, work.now)}
  );
}

}  // namespace usher::proposals
