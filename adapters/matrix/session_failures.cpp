// adapters/matrix/session_failures.cpp: logins and refreshes that fail: what is for good, and how long the rest waits.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_machine.hpp"
#include "bot/net/backoff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

// A homeserver's own word, which stays the same when it is asked again. What has no word of Matrix's is a proxy's.
bool is_final(errc why, std::string_view errcode) {
  if (errcode.empty()) return false;
  return why == errc::unauthorized || why == errc::refused || why == errc::not_found ||
         why == errc::unsupported || why == errc::too_large;
}

std::string reason(errc why, std::string_view errcode) {
  return errcode.empty() ? std::string(describe(why)) : std::string(errcode);
}

}  // namespace

SessionMachine::Span SessionMachine::back_off(Span base, Span cap) {
  const int tries = failures_++;
  // Full jitter on the upper half: never less than half of it.
  const Span most = net::full_jitter(tries, base, cap, 1);
  return most - net::full_jitter(0, most / 2, most / 2, chance_());
}

void SessionMachine::tell_trouble(std::string text) {
  if (std::exchange(troubled_, true)) return;
  act(Tell{std::move(text), true});
}

void SessionMachine::failed(errc why, std::string_view errcode, Span retry_after, Time now) {
  const Span after = std::clamp(
      retry_after, Span::zero(), std::chrono::duration_cast<Span>(net::longest_retry_after)
  );
  if (phase_ == Phase::refreshing)
    refresh_failed(why, errcode, after, now);
  else if (phase_ == Phase::logging_in)
    login_failed(why, errcode, after, now);
}

void SessionMachine::refresh_failed(
    errc why, std::string_view errcode, Span retry_after, Time now
) {
  if (is_final(why, errcode)) {
    // Unknown, used already, or there is no such call: the old access token is of no more use than that.
    failures_ = 0;
    return end(false, fmt::format("The session could not be renewed ({}).", errcode), now);
  }
  // The old token is used meanwhile, where it was not refused.
  if (!usable_)
    tell_trouble(fmt::format("The session cannot be renewed just now: {}.", reason(why, errcode)));
  if (grant_->refresh.empty()) {  // it was ended while this was under way
    failures_ = 0;
    return end(true, "The homeserver has ended the session.", now);
  }
  wait(
      Next::refresh, std::max(retry_after, back_off(limits_.refresh_base, limits_.refresh_cap)), now
  );
}

void SessionMachine::login_failed(errc why, std::string_view errcode, Span retry_after, Time now) {
  const Way way = ways_.front();
  if (is_final(why, errcode)) {
    ways_.pop_front();
    const std::string text = fmt::format(
        "The homeserver has refused the login of {} ({}). {}", account_.user, errcode,
        login_advice(way, errcode)
    );
    if (ways_.empty()) return give_up(text);
    act(Tell{text, true});
    return log_in(now);
  }
  const Span span = std::max(retry_after, back_off(limits_.retry_base, limits_.retry_cap));
  tell_trouble(fmt::format(
      "Usher could not log in: {}. It tries again in {} seconds, and then less and less often.",
      reason(why, errcode), std::chrono::ceil<std::chrono::seconds>(span).count()
  ));
  wait(Next::log_in, span, now);
}

}  // namespace usher::matrix
