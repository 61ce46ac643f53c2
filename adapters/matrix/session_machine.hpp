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

namespace usher::matrix {

// What a homeserver has given: kept in its file before it is used (session_file.hpp).
struct Grant {
  std::string user, device;
  Secret<std::string> access;
  Secret<std::string> refresh;  // empty: the token does not expire
  std::chrono::system_clock::time_point until{
  };  // the access token's end, UTC; the epoch: none is known
};

// facts/matrix.md 2: "login", "refresh tokens", "M_UNKNOWN_TOKEN". Login is the call that is limited most, and a loop of
// logins locks the operator out of other accounts on the same address: one attempt a start, then base 60 s doubled to an hour,
// and Retry-After obeyed. Never a device of a new name: transaction ids count within a device.
class SessionMachine {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Span = std::chrono::milliseconds;
  // Where a session can come from when there is none. token: from the operator's file, used as it is, without refresh.
  enum class Way : std::uint8_t { token, password, appservice };
  struct Limits {
    Span retry_base{60'000},
        retry_cap{3'600'000};  // logins that failed, full jitter on the upper half
    Span refresh_base{1'000}, refresh_cap{60'000};
    Span ahead{60'000};  // an access token is refreshed so long before it ends
  };
  SessionMachine(Limits limits, Way way, std::function<double()> chance);

  // --- what happened ---
  // kept: what stands in the file; none: there is none, or it is another account's or device's.
  void start(std::optional<Grant> kept, Time now);
  // A call was refused with 401 M_UNKNOWN_TOKEN. number: of the token that it used; of an older one it changes nothing.
  void refused(std::uint64_t number, bool soft, Time now);
  void granted(Grant grant, Time now);  // login or refresh has succeeded
  void kept(bool on_disk, Time now);    // after Keep: only then it is used
  // login or refresh has failed. final: by M_FORBIDDEN, M_USER_DEACTIVATED and their like; a refresh token that is unknown
  // leads to a login, where the way has one.
  void failed(errc why, std::string_view errcode, Span retry_after, Time now);
  void tick(Time now);
  void stop();

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
  using Action = std::variant<LogIn, Refresh, Keep, Use, Pause, Tell, GiveUp>;
  std::optional<Action> next();
  std::optional<Time> wake() const;  // when tick() is due

 private:
  enum class Phase : std::uint8_t { none, good, refreshing, logging_in, waiting, keeping, over };
  Limits limits_;
  Way way_;
  std::function<double()> chance_;
  std::deque<Action> actions_;
  Phase phase_ = Phase::none;
  std::optional<Grant> grant_;
  std::uint64_t number_ = 0;
  int failures_ = 0;
  std::optional<Time> due_;
};

}  // namespace usher::matrix
