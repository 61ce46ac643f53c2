// adapters/slack/socket_pace.cpp: how many connections the pool has, how often it asks for one, and whose they are.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/socket_machine.hpp"
#include "bot/net/backoff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace usher::slack {

namespace {

struct Final {
  std::string_view error, what;
};
// @slack/socket-mode, UnrecoverableSocketModeStartError: no repeat of these was ever answered otherwise.
constexpr std::array<Final, 5> finals = {{
    {"not_authed",
     "no app-level token was sent. Put the token that begins with xapp- into slack.app_token_file"},
    {"invalid_auth",
     "the app-level token is not valid. Make a new one under Basic Information, App-Level Tokens, "
     "with the scope "
     "connections:write, and put it into slack.app_token_file"},
    {"account_inactive",
     "the app was removed from the workspace, or its account is deactivated. Install the app again"
    },
    {"user_removed_from_team",
     "the app's user was removed from the workspace. Install the app again"},
    {"team_disabled", "the workspace is disabled"},
}};

// What an operator can do about Slack's other words.
std::string_view advice(std::string_view error) {
  if (error == "not_allowed_token_type")
    return "; slack.app_token_file must hold an app-level token, which begins with xapp-";
  if (error == "missing_scope")
    return "; the app-level token needs the scope connections:write (Basic Information, App-Level "
           "Tokens)";
  if (error == "token_revoked" || error == "token_expired")
    return "; make a new app-level token under Basic Information, App-Level Tokens";
  return "";
}

}  // namespace

// One apps.connections.open at a time, since it is scarce; handshakes may overlap.
void SocketMachine::fill(Time now) {
  fill_at_.reset();
  if (!started_ || stopping_) return;
  const bool asking = std::ranges::any_of(sockets_, [](const auto& one) {
    return one.second.phase == Phase::asking;
  });
  const std::size_t wanted = switched_off_ ? 1 : static_cast<std::size_t>(limits_.connections);
  if (asking || standing() >= wanted) return;
  if (now < hold_until_) {
    fill_at_ = hold_until_;
    return;
  }
  if (sockets_.size() >= static_cast<std::size_t>(limits_.most)) {
    // Slack would take none more: the oldest that is on its way out goes now; when it has gone, there is room.
    const auto of = [this](Phase phase) {
      return std::ranges::find(sockets_, phase, [](const auto& one) { return one.second.phase; });
    };
    const auto oldest = of(Phase::retiring);
    if (of(Phase::closing) == sockets_.end() && oldest != sockets_.end())
      close(oldest, "replaced", now);
    return;
  }
  if (!afford(now)) return;
  const Link link = ++last_;
  sockets_.emplace(link, Socket{.phase = Phase::asking, .deadline = now + limits_.asking});
  actions_.emplace_back(Ask{link});
}

// A bucket: however the network shakes, Slack is not asked in a loop.
bool SocketMachine::afford(Time now) {
  const double refill = static_cast<double>(limits_.budget_refill.count());
  const auto passed = std::chrono::duration_cast<Span>(now - tokens_at_);
  tokens_ =
      std::min<double>(limits_.budget, tokens_ + static_cast<double>(passed.count()) / refill);
  tokens_at_ = now;
  if (tokens_ >= 1) {
    tokens_ -= 1;
    return true;
  }
  fill_at_ = now + Span(static_cast<Span::rep>(std::ceil((1 - tokens_) * refill)));
  return false;
}

void SocketMachine::hold(Time until) { hold_until_ = std::max(hold_until_, until); }

// Between half of the back-off and all of it: never at once, and not all bots of the world in the same moment.
void SocketMachine::failed(Time now, errc why) {
  const bool unheard = why == errc::unreachable || why == errc::timed_out;
  const Span cap = unheard ? std::min(limits_.unheard_cap, limits_.retry_cap) : limits_.retry_cap;
  const Span most = net::full_jitter(failures_++, limits_.retry_base, cap, 1);
  hold(now + most / 2 + net::full_jitter(0, most / 2, most / 2, chance_()));
}

// Whether it was of use, or stood long enough, for what came before to be forgiven.
bool SocketMachine::lived(const Socket& socket, Time now) {
  const bool steady = now - socket.ready_at >= limits_.steady;
  if (!steady && !socket.brought) return false;
  failures_ = 0;
  breaks_ = 0;
  if (steady) crowded_ = 0;  // one of too many brings things too
  return true;
}

// Lesson 5: whoever dials on makes it worse.
void SocketMachine::crowd(Time now) {
  const Span span = net::full_jitter(crowded_++, limits_.crowded, limits_.crowded_cap, 1);
  hold(now + span + net::full_jitter(0, span, span, chance_()));
  tell_once(
      "too_many", Weight::warning,
      "Slack has too many connections of this app: other processes use the same app-level token, "
      "or Slack still counts "
      "some that are gone. Usher waits before it connects again"
  );
}

void SocketMachine::refused(
    Link link, errc why, std::string_view error, Span retry_after, Time now
) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end() || at->second.phase != Phase::asking) return;
  sockets_.erase(at);
  const auto* final_word = std::ranges::find(finals, error, &Final::error);
  if (final_word != finals.end()) {
    give_up(fmt::format("Slack refuses to connect ({}): {}", error, final_word->what), now);
    return;
  }
  if (why == errc::rate_limited) {
    const Span wait = retry_after > Span{0} ? retry_after : limits_.rate_limited;
    hold(now + wait + net::full_jitter(0, wait / 10, wait / 10, chance_()));
    tell_once(
        "rate", Weight::warning,
        fmt::format(
            "Slack gives out no more connections for now (apps.connections.open, 429); asking "
            "again in {} s",
            std::chrono::ceil<std::chrono::seconds>(wait).count()
        )
    );
  } else if (!error.empty() && !is_transient(why)) {
    hold(now + (switched_off_ ? limits_.switched_off : limits_.misconfigured));
    tell_once(
        error, Weight::error,
        fmt::format("Slack refuses to connect (apps.connections.open: {}){}", error, advice(error))
    );
  } else {
    tell_once(
        "ask", Weight::warning,
        fmt::format("Slack does not say where to connect: {}; trying again", describe(why))
    );
    failed(now, error.empty() ? why : errc::unavailable);
  }
  fill(now);
}

// num_connections holds this one, our others, and whoever else has the token (lesson 15).
void SocketMachine::count(int connections, Time now) {
  std::erase_if(broken_, [&](Time at) { return now - at > limits_.ghosts; });
  const int explained = static_cast<int>(ours() + broken_.size());
  const int before = strangers_;
  counted_ = connections;
  strangers_ = std::max(0, connections - explained);
  if (strangers_ > 0 && strangers_ != before) {
    tell(
        Weight::warning, fmt::format(
                             "Slack counts {} connections of this app, and {} of them are not "
                             "Usher's own. Another process uses the same "
                             "app-level token and takes part of what people write, or Slack has "
                             "not noticed the end of an earlier one",
                             connections, strangers_
                         )
    );
  } else if (strangers_ == 0 && before > 0) {
    tell(Weight::info, "Slack counts no connections of this app but Usher's own any more");
  }
}

void SocketMachine::give_up(std::string text, Time now) {
  actions_.emplace_back(GiveUp{std::move(text)});
  stop(now);
}

void SocketMachine::tell(Weight weight, std::string text) {
  actions_.emplace_back(Tell{weight, std::move(text)});
}

// What goes wrong again and again is said once, until a hello shows that it is over.
void SocketMachine::tell_once(std::string_view about, Weight weight, std::string text) {
  if (told_.emplace(about).second) tell(weight, std::move(text));
}

std::size_t SocketMachine::standing() const {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](const auto& one) {
    return one.second.phase != Phase::retiring && one.second.phase != Phase::closing;
  }));
}

std::size_t SocketMachine::ready() const {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](const auto& one) {
    return one.second.phase == Phase::ready;
  }));
}

std::size_t SocketMachine::live() const {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](const auto& one) {
    return one.second.phase == Phase::ready || one.second.phase == Phase::retiring;
  }));
}

std::size_t SocketMachine::ours() const {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](const auto& one) {
    return one.second.phase != Phase::asking;
  }));
}

bool SocketMachine::leaving(Link link) const {
  const auto at = sockets_.find(link);
  return at != sockets_.end() && at->second.phase == Phase::retiring;
}

std::size_t SocketMachine::under_way() const {
  std::size_t out = 0;
  for (const auto& [link, socket] : sockets_) out += socket.under_way;
  return out;
}

}  // namespace usher::slack
