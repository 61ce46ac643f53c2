// adapters/matrix/sync_machine.cpp: polls, batches and tokens; gaps are in sync_gaps.cpp.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/sync_machine.hpp"

#include "bot/net/backoff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

// A server that answers a long poll at once with nothing new is not asked in a loop.
constexpr std::chrono::milliseconds at_once{500};

// What a homeserver says of a token that it has not given.
bool is_unknown_token(int status, std::string_view errcode) {
  return status == 400 && (errcode == "M_UNKNOWN" || errcode == "M_INVALID_PARAM");
}

}  // namespace

SyncMachine::SyncMachine(Limits limits, std::function<double()> chance)
    : limits_(limits), chance_(std::move(chance)) {}

void SyncMachine::start(std::optional<std::string> since, Time now) {
  if (started_) return;
  started_ = true;
  since_ = std::move(since).value_or("");
  first_ = since_.empty();
  kept_ = durable_ = since_;
  ask_at_ = page_at_ = take_at_ = keep_at_ = now;
  go_on(now);
}

void SyncMachine::answered(
    std::uint64_t batch, std::string next, std::vector<Gap> gaps, Time now, std::size_t events
) {
  if (!asking_) return;
  if (next.empty()) {
    refused(errc::malformed, 0, "", Span{0}, now);
    return;
  }
  asking_ = false;
  ++answers_;
  hears_ = true;
  fresh_until_ = now + 2 * limits_.poll;
  failures_ = 0;
  if (std::exchange(told_, false))
    actions_.emplace_back(Tell{"the homeserver answers again", false});
  if (stopping_) {
    finish();
    return;
  }
  Held held{.batch = batch, .since = since_, .next = next, .gaps = {}, .first = first_};
  if (!first_)
    for (Gap& gap : gaps) held.gaps.push_back(Open{std::move(gap)});
  if (!quick_ && next == since_ && now - asked_ < at_once) ask_at_ = now + limits_.retry_base;
  if (!quick_ && events > 1) ask_at_ = std::max(ask_at_, now + limits_.gather);
  held_.push_back(std::move(held));
  since_ = std::move(next);
  first_ = false;
  go_on(now);
}

void SyncMachine::refused(
    errc why, int status, std::string_view errcode, Span retry_after, Time now
) {
  if (!asking_) return;
  asking_ = false;
  if (stopping_) {
    finish();
    return;
  }
  if (!since_.empty() && is_unknown_token(status, errcode)) {
    since_.clear();
    first_ = true;
    actions_.emplace_back(Tell{
        "the homeserver does not know what was heard last (was it restored from a backup?): "
        "Usher listens anew, and what was said meanwhile is not answered",
        true
    });
    go_on(now);
    return;
  }
  failed(why, retry_after, now);
  go_on(now);
}

void SyncMachine::failed(errc why, Span retry_after, Time now) {
  ask_at_ = now + wait(failures_, retry_after);
  // Of a session that has ended the session tells.
  if (why == errc::unauthorized) return;
  if (failures_ < 2 || std::exchange(told_, true)) return;
  actions_.emplace_back(
      Tell{fmt::format("the homeserver does not answer: {}; trying again", describe(why)), true}
  );
}

// Full jitter, and never before the server has said.
SyncMachine::Span SyncMachine::wait(int& failures, Span at_least) {
  const Span jitter = net::full_jitter(failures, limits_.retry_base, limits_.retry_cap, chance_());
  ++failures;
  return std::max(jitter, std::max(at_least, Span{0}));
}

void SyncMachine::resume(Time now) {
  ask_at_ = now;
  go_on(now);
}

void SyncMachine::taken(std::uint64_t batch, bool durable, Time now) {
  const auto at = std::ranges::find(held_, batch, &Held::batch);
  if (at == held_.end() || !at->given || at->durable) return;
  at->durable = durable;
  if (durable) {
    take_failures_ = 0;
  } else {
    at->given = false;
    at->again = true;
    take_at_ = now + wait(take_failures_, Span{0});
  }
  go_on(now);
}

void SyncMachine::kept(std::string_view since, bool on_disk, Time now) {
  if (!keeping_) return;
  keeping_ = false;
  if (on_disk) {
    kept_ = since;
    keep_failures_ = 0;
    if (!stopping_) keep_at_ = now + limits_.keep;
  } else if (stopping_) {
    kept_ = durable_;  // it could not be; the next start hears some things again
  } else {
    keep_at_ = now + wait(keep_failures_, Span{0});
  }
  go_on(now);
}

void SyncMachine::tick(Time now) {
  if (hears_ && now >= fresh_until_) hears_ = false;
  go_on(now);
}

void SyncMachine::stop(Time now) {
  if (stopping_) return;
  stopping_ = true;
  started_ = true;
  // What was not asked yet is not asked at all.
  if (std::erase_if(actions_, [](const Action& one) { return std::holds_alternative<Ask>(one); }))
    asking_ = false;
  if (std::erase_if(actions_, [](const Action& one) { return std::holds_alternative<Page>(one); }))
    paging_ = false;
  for (const Action& one : actions_) {
    const auto* take = std::get_if<Take>(&one);
    if (take == nullptr) continue;
    const auto at = std::ranges::find(held_, take->batch, &Held::batch);
    if (at != held_.end()) at->given = false;
  }
  std::erase_if(actions_, [](const Action& one) { return std::holds_alternative<Take>(one); });
  keep_at_ = now;
  if (asking_ || paging_) actions_.emplace_back(Abandon{});
  go_on(now);
}

// All that can be done now. Called after whatever has happened.
void SyncMachine::go_on(Time now) {
  if (!started_ || over_) return;
  now_ = now;
  settle(now);
  if (!stopping_) {
    turn_page(now);
    give();
    ask(now);
  }
  finish();
}

// The token of the latest batch up to which all is durable. One that was not given, or refused, holds back those behind it.
void SyncMachine::settle(Time now) {
  while (!held_.empty() && held_.front().durable) {
    durable_ = std::move(held_.front().next);
    held_.pop_front();
  }
  if (keeping_ || durable_ == kept_ || now < keep_at_) return;
  keeping_ = true;
  actions_.emplace_back(Keep{durable_});
}

// In the order in which they were read, each with its gaps filled.
void SyncMachine::give() {
  take_waits_ = false;
  for (Held& held : held_) {
    if (held.given) continue;
    if (!held.gaps.empty()) return;
    if (held.again && now_ < take_at_) {
      take_waits_ = true;
      return;
    }
    held.given = true;
    actions_.emplace_back(Take{held.batch, held.first, held.again});
  }
}

void SyncMachine::ask(Time now) {
  if (asking_ || now < ask_at_ || held_.size() >= limits_.ahead) return;
  asking_ = true;
  asked_ = now;
  Ask out{.since = since_, .timeout = limits_.poll, .patience = limits_.poll + limits_.slack};
  out.first = first_;
  // After a while there may be much; and whether it is heard at all should be known soon.
  quick_ = first_ || failures_ > 0 || !hears_;
  if (quick_) {
    out.timeout = Span{0};
    out.patience = limits_.first;
  }
  actions_.emplace_back(std::move(out));
}

void SyncMachine::finish() {
  if (!stopping_ || over_ || asking_ || paging_ || keeping_) return;
  const bool working =
      std::ranges::any_of(held_, [](const Held& one) { return one.given && !one.durable; });
  if (working || durable_ != kept_) return;
  over_ = true;
  actions_.emplace_back(Over{});
}

bool SyncMachine::holds(std::uint64_t batch) const {
  return std::ranges::find(held_, batch, &Held::batch) != held_.end();
}

std::optional<SyncMachine::Action> SyncMachine::next() {
  if (actions_.empty()) return std::nullopt;
  Action action = std::move(actions_.front());
  actions_.pop_front();
  return action;
}

std::optional<SyncMachine::Time> SyncMachine::wake() const {
  std::optional<Time> out;
  const auto also = [&out](Time at) { out = out ? std::min(*out, at) : at; };
  if (!started_ || over_) return out;
  if (hears_) also(fresh_until_);
  if (!keeping_ && durable_ != kept_) also(keep_at_);
  if (stopping_) return out;
  if (!asking_ && held_.size() < limits_.ahead) also(ask_at_);
  if (take_waits_) also(take_at_);
  const bool gap = std::ranges::any_of(held_, [](const Held& one) { return !one.gaps.empty(); });
  if (gap && !paging_) also(page_at_);
  return out;
}

}  // namespace usher::matrix
