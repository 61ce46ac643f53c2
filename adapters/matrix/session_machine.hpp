// adapters/matrix/session_machine.hpp: the access token's life as a state machine without I/O: logging in only when there is
// none, refreshing, soft logout, the end. No clock and no chance of its own. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace usher::matrix {

// What a homeserver has given: kept in its file before it is used (session_file.hpp).
struct Grant {
  std::string user,
      device;  // device: empty where there is none (the token of an application service)
  Secret<std::string> access;
  Secret<std::string> refresh;  // empty: there is no way to renew it
  std::chrono::system_clock::time_point until{
  };  // the access token's end, UTC; the epoch: none is known
};

// facts/matrix.md 2: "login", "refresh tokens", "M_UNKNOWN_TOKEN". Login is the call that is limited most, and a loop of
// logins locks the operator out of other accounts on the same address: one attempt a start, then base 60 s doubled to an hour,
// and Retry-After obeyed; and never two within half a minute. Never a device of a new name: transaction ids count within a device.
//
// A session that a homeserver has ended (401 without soft_logout) is begun anew once. Where that one is ended within the hour
// too, something else logs in as the same device, a second Usher for instance, and would be thrown out in turn: it gives up.
class SessionMachine {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Wall = std::chrono::system_clock::time_point;
  using Span = std::chrono::milliseconds;
  // Where a session can come from when there is none. token: from the operator's file, used as it is, without refresh.
  enum class Way : std::uint8_t { token, password, appservice };
  struct Limits {
    Span retry_base{60'000},
        retry_cap{3'600'000};  // logins that failed, full jitter on the upper half
    Span refresh_base{1'000}, refresh_cap{60'000};
    // An access token is refreshed so long before it ends, and not before half of its time is over.
    Span ahead{60'000};
    Span settled{3'600'000};  // a session that stood so long was not thrown out by a second Usher
  };
  struct Account {
    std::string user, device;  // as configured
  };
  // ways: in the order in which they are tried; a way that was refused for good is not tried again. Empty: only what is kept.
  SessionMachine(
      Limits limits, Account account, std::vector<Way> ways, std::function<double()> chance
  );

  // --- what happened ---
  // kept: what stands in the file; none: there is none, or it is another account's or device's.
  void start(std::optional<Grant> kept, Wall wall, Time now);
  // A call was refused with 401 M_UNKNOWN_TOKEN. number: of the token that it used; of an older one it changes nothing.
  void refused(std::uint64_t number, bool soft, Time now);
  void granted(Grant grant, Wall wall, Time now);  // login or refresh has succeeded
  void kept(bool on_disk, Time now);               // after Keep: only then it is used
  // Login or refresh has failed. What a homeserver says no to for good (M_FORBIDDEN, M_USER_DEACTIVATED) ends the way; what is
  // no word of Matrix's (a proxy's page, no connection) never does. A refresh token that is unknown leads to a login.
  void failed(errc why, std::string_view errcode, Span retry_after, Time now);
  void tick(Time now);
  void stop();  // nothing is asked for any more; a Keep that is due is still there

  // --- what to do now ---
  struct LogIn {
    Way way = Way::password;
  };  // with device_id, and refresh_token: true
  struct Refresh {
    Secret<std::string> token;
  };
  struct Keep {
    Grant grant;
  };
  struct Erase {};  // what is kept is of no use any more
  struct Use {
    std::uint64_t number = 0;
    Secret<std::string> token;
  };  // from now on; calls that wait go on
  struct Pause {
    std::uint64_t number = 0;
  };  // calls wait: this token is no good any more
  struct Tell {
    std::string text;
    bool trouble = false;
  };
  struct GiveUp {
    std::string text;
  };  // a line for the operator: what happened and what to do
  using Action = std::variant<LogIn, Refresh, Keep, Erase, Use, Pause, Tell, GiveUp>;
  std::optional<Action> next();
  std::optional<Time> wake() const;  // when tick() is due

 private:
  // good: nothing is under way (the token may be paused: then something is due). waiting: for due_.
  enum class Phase : std::uint8_t { none, good, refreshing, logging_in, waiting, keeping, over };
  enum class Next : std::uint8_t { refresh, log_in, keep };  // at due_

  void act(Action action) { actions_.push_back(std::move(action)); }
  void use(Time now);
  void pause();
  void wait(Next what, Span span, Time now);
  void refresh();
  void log_in(Time now);
  void end(
      bool ended, const std::string& why, Time now
  );  // of the session; a login follows where there is a way
  void give_up(std::string text);
  void refresh_failed(errc why, std::string_view errcode, Span retry_after, Time now);
  void login_failed(errc why, std::string_view errcode, Span retry_after, Time now);
  void tell_trouble(std::string text);  // once, until it works again
  Span back_off(Span base, Span cap);   // and counts the failure

  Limits limits_;
  Account account_;
  std::deque<Way> ways_;  // the first is the one to try
  std::function<double()> chance_;
  std::deque<Action> actions_;
  Phase phase_ = Phase::none;
  Next next_ = Next::log_in;
  std::optional<Grant> grant_, coming_;  // in use; being kept
  std::optional<Span> left_;             // of the access token's time, when it was granted or read
  std::uint64_t number_ = 0;
  bool usable_ = false;
  bool operators_ = false;  // the token in use, or coming, is from the operator's file
  bool troubled_ = false;
  int failures_ = 0;
  std::optional<Time> due_;
  std::optional<Time> tried_, begun_;  // the latest login that was asked for; that succeeded
};

// What an operator is to do about a login that a homeserver has refused for good. Pure.
std::string login_advice(SessionMachine::Way way, std::string_view errcode);

}  // namespace usher::matrix
