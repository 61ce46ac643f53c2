// adapters/matrix/session_machine.cpp: one token after another, and what each is replaced by.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/session_machine.hpp"

#include "bot/net/backoff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

using Span = SessionMachine::Span;

// The most that a server is believed about when a token ends: further sums stay far from their limits.
constexpr Span longest = std::chrono::hours{24 * 365 * 10};

std::optional<Span> left_of(const Grant& grant, SessionMachine::Wall wall) {
  if (grant.until == SessionMachine::Wall{}) return std::nullopt;
  return std::clamp(std::chrono::duration_cast<Span>(grant.until - wall), Span::zero(), longest);
}

}  // namespace

SessionMachine::SessionMachine(
    Limits limits, Account account, std::vector<Way> ways, std::function<double()> chance
)
    : limits_(limits),
      account_(std::move(account)),
      ways_(ways.begin(), ways.end()),
      chance_(std::move(chance)) {}

std::optional<SessionMachine::Action> SessionMachine::next() {
  if (actions_.empty()) return std::nullopt;
  Action out = std::move(actions_.front());
  actions_.pop_front();
  return out;
}

std::optional<SessionMachine::Time> SessionMachine::wake() const {
  return phase_ == Phase::over ? std::nullopt : due_;
}

void SessionMachine::start(std::optional<Grant> kept, Wall wall, Time now) {
  if (phase_ != Phase::none) return;
  if (!kept || kept->access.empty()) return log_in(now);
  grant_ = std::move(kept);
  left_ = left_of(*grant_, wall);
  // It has ended while Usher was away: nobody needs to be refused first.
  const bool ended = left_ && *left_ == Span::zero();
  if (!ended) return use(now);
  if (!grant_->refresh.empty()) return refresh();
  end(false, "The session has run out.", now);
}

void SessionMachine::use(Time now) {
  act(Use{++number_, grant_->access});
  usable_ = true;
  phase_ = Phase::good;
  due_.reset();
  if (grant_->refresh.empty() || !left_) return;
  next_ = Next::refresh;
  due_ = now + *left_ - std::min(limits_.ahead, *left_ / 2);
}

void SessionMachine::pause() {
  if (!usable_) return;
  usable_ = false;
  act(Pause{number_});
}

void SessionMachine::wait(Next what, Span span, Time now) {
  phase_ = Phase::waiting;
  next_ = what;
  due_ = now + span;
}

void SessionMachine::refresh() {
  phase_ = Phase::refreshing;
  due_.reset();
  act(Refresh{grant_->refresh});
}

void SessionMachine::log_in(Time now) {
  if (ways_.empty())
    return give_up(
        "Nothing is left to log in with. Name matrix.access_token_file or matrix.password_file, "
        "and start Usher again."
    );
  if (ways_.front() != Way::token) {
    if (const Span gap = limits_.retry_base / 2; tried_ && now < *tried_ + gap)
      return wait(Next::log_in, std::chrono::ceil<Span>(*tried_ + gap - now), now);
    tried_ = now;
  }
  phase_ = Phase::logging_in;
  due_.reset();
  act(LogIn{ways_.front()});
}

void SessionMachine::refused(std::uint64_t number, bool soft, Time now) {
  if (phase_ == Phase::over || number != number_ || !usable_) return;
  pause();
  // What is under way already brings another one, or says why not.
  const bool between = phase_ == Phase::waiting && next_ == Next::refresh;
  if (phase_ != Phase::good && (soft || !between)) {
    if (!soft) grant_->refresh = {};
    return;
  }
  if (soft && !grant_->refresh.empty()) return refresh();
  end(!soft, soft ? "The session has run out." : "The homeserver has ended the session.", now);
}

void SessionMachine::end(bool ended, const std::string& why, Time now) {
  pause();
  if (operators_) {
    // It is worth nothing, and no other comes from there.
    if (!ways_.empty() && ways_.front() == Way::token) ways_.pop_front();
    operators_ = false;
    if (ways_.empty())
      return give_up(fmt::format(
          "The access token is no longer good: {} {}",
          ended ? "its session was ended." : "it has run out.",
          ended ? "Make a new one, put it into the file that matrix.access_token_file names, and "
                  "start Usher again."
                : "Make one that does not run out (of a session of Usher's own, not of a client "
                  "that you use), put it into "
                  "the file that matrix.access_token_file names, and start Usher again."
      ));
  } else {
    act(Erase{});
    grant_.reset();
    if (ended && begun_ && now < *begun_ + limits_.settled)
      return give_up(fmt::format(
          "The homeserver has ended the session again, soon after Usher had logged in. Is a second "
          "Usher running with the "
          "device {}? Stop it, or give this one another matrix.device_id; then start Usher again.",
          account_.device
      ));
  }
  if (!ways_.empty()) act(Tell{why + " Usher logs in again.", true});
  log_in(now);
}

void SessionMachine::granted(Grant grant, Wall wall, Time now) {
  if (phase_ != Phase::refreshing && phase_ != Phase::logging_in) return;
  const bool login = phase_ == Phase::logging_in;
  if (grant.user.empty()) grant.user = grant_ && !login ? grant_->user : account_.user;
  if (grant.user != account_.user)
    return give_up(fmt::format(
        "The session is of {}, and not of {}. Put that user's token or password into its file, or "
        "name the other user in "
        "matrix.user_id.",
        grant.user, account_.user
    ));
  if (!login && grant_) {
    grant.device = grant_->device;
    if (grant.refresh.empty()) grant.refresh = grant_->refresh;  // it stays as it was
  }
  if (login) {
    operators_ = !ways_.empty() && ways_.front() == Way::token;
    if (!operators_) begun_ = now;
    if (!grant.device.empty() && grant.device != account_.device)
      act(Tell{
          fmt::format(
              "The homeserver calls the device {} and not {}: name it so in matrix.device_id.",
              grant.device, account_.device
          ),
          true
      });
  }
  left_ = left_of(grant, wall);
  coming_ = std::move(grant);
  phase_ = Phase::keeping;
  due_.reset();
  failures_ = 0;
  act(Keep{*coming_});
}

void SessionMachine::kept(bool on_disk, Time now) {
  if (phase_ != Phase::keeping || !coming_) return;
  if (!on_disk) {
    tell_trouble(
        "The session cannot be written to its file, and is not used before it is: see the lines "
        "before this one."
    );
    phase_ = Phase::waiting;
    next_ = Next::keep;
    due_ = now + back_off(limits_.refresh_base, limits_.refresh_cap);
    return;
  }
  grant_ = std::move(coming_);
  coming_.reset();
  failures_ = 0;
  if (std::exchange(troubled_, false)) act(Tell{"The session stands again.", false});
  use(now);
}

void SessionMachine::tick(Time now) {
  if (phase_ == Phase::over || !due_ || now < *due_) return;
  due_.reset();
  switch (next_) {
    case Next::refresh:
      // It may have been ended while a refresh waited to be tried again.
      if (grant_ && !grant_->refresh.empty()) return refresh();
      return end(true, "The homeserver has ended the session.", now);
    case Next::log_in:
      return log_in(now);
    case Next::keep:
      phase_ = Phase::keeping;
      act(Keep{*coming_});
      return;
  }
}

void SessionMachine::stop() {
  phase_ = Phase::over;
  due_.reset();
  // What was given is not lost where it can still be written down.
  std::erase_if(actions_, [](const Action& action) {
    return std::holds_alternative<LogIn>(action) || std::holds_alternative<Refresh>(action);
  });
}

void SessionMachine::give_up(std::string text) {
  pause();
  phase_ = Phase::over;
  due_.reset();
  act(GiveUp{std::move(text)});
}

}  // namespace usher::matrix
