// adapters/slack/socket_machine.hpp: the pool of Socket Mode connections as a state machine without I/O: what to open, when
// to let go, what to tell the operator. No clock and no chance of its own inside. I/O thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/frame.hpp"
#include "bot/errc.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace usher::slack {

// facts/slack.md 1.2 and its lessons 1 to 8. Each connection goes the way asking (apps.connections.open) → dialing →
// greeting (open, before hello) → ready → retiring (another takes its place; what it brings is still acknowledged) →
// closing → gone. Whatever is said of a connection that is gone, or was given up, changes nothing (lesson 3).
class SocketMachine {
 public:
  using Time = std::chrono::steady_clock::time_point;  // liveness is no matter of the wall clock
  using Span = std::chrono::milliseconds;
  using Link = std::uint64_t;  // one connection; never used again

  struct Limits {
    int connections = 2;                      // standing ones, 1 to 10
    int most = 10;                            // Slack's limit, those that are retiring included
    Span asking{15000};                       // for an answer of apps.connections.open
    Span dialing{15000};                      // for the handshake
    Span greeting{10000};                     // for the hello
    Span retry_base{1000}, retry_cap{60000};  // after a failure: full jitter
    // …where nobody was heard at all: the network is down, nobody is spared by waiting, and people wait once it is back
    Span unheard_cap{20000};
    Span rate_limited{30000};  // where a 429 says nothing of its own
    Span crowded{30000
    };  // after too_many_websockets; as much again at random, doubled each time up to
    Span crowded_cap{300000};
    Span switched_off{300000};  // between two looks whether Socket Mode is on again
    Span misconfigured{60000};  // after errors that an operator has to mend
    Span steady{10000};         // a connection that lived so long was none of a series of failures
    Span linger{30000
    };  // how long a retiring one is kept once others are ready, for Slack to close it
    Span quiet{5000};          // then also: until it has brought nothing for so long
    Span linger_most{90000};   // and at most
    Span drain{3000};          // stop(): for what is under way to be acknowledged
    int budget = 10;           // apps.connections.open at most so often at once, and then
    Span budget_refill{5000};  // one more after each of these
    Span ghosts{120000};       // a connection that broke may still be counted by Slack for so long
  };
  // What a disconnect frame means for the pool. refresh: another takes its place (warning, refresh_requested, and whatever
  // Slack adds).
  enum class Farewell : std::uint8_t { refresh, link_disabled, too_many };
  static Farewell farewell(Disconnect::Why why);

  // chance: a number from 0 to 1, for the jitter.
  SocketMachine(Limits limits, std::function<double()> chance);

  // --- what happened ---
  void start(Time now);
  void opened(Link link, std::string url, Time now);  // apps.connections.open gave a URL
  // …or it did not. error: Slack's word, empty where the answer was none of Slack's.
  void refused(Link link, errc why, std::string_view error, Span retry_after, Time now);
  void connected(Link link, Time now);
  void unconnected(Link link, errc why, Time now);
  // num_connections and app_id of the hello.
  void hello(Link link, int connections, std::string_view app, Time now);
  // An envelope came. False: on a connection that was given up; it is not acknowledged, and Slack brings it again.
  bool envelope(Link link, Time now);
  void answered(Link link, Time now);  // what envelope() counted: acknowledged, or not to be
  void disconnect(Link link, Farewell why, Time now);
  // The connection is gone, whoever ended it. clean: by a close frame; else Slack may count it for a while.
  void ended(Link link, errc why, bool clean, Time now);
  void tick(Time now);
  void stop(Time now);  // takes nothing new, acknowledges what is under way, closes

  // --- what to do now ---
  struct Ask {  // call apps.connections.open
    Link link = 0;
    bool operator==(const Ask&) const = default;
  };
  struct Dial {
    Link link = 0;
    std::string url;  // holds a ticket: never to be logged
    bool operator==(const Dial&) const = default;
  };
  struct Close {  // with a close frame; of one that is still being dialed: as soon as it is open
    Link link = 0;
    std::string reason;
    bool operator==(const Close&) const = default;
  };
  enum class Weight : std::uint8_t { info, warning, error };
  struct Tell {  // the operator
    Weight weight = Weight::info;
    std::string text;
    bool operator==(const Tell&) const = default;
  };
  struct App {  // the app's id, once
    std::string id;
    bool operator==(const App&) const = default;
  };
  struct GiveUp {  // it will never work until somebody mends it: say so, and end the program
    std::string text;
    bool operator==(const GiveUp&) const = default;
  };
  struct Over {  // stopped, and every connection is gone
    bool operator==(const Over&) const = default;
  };
  using Action = std::variant<Ask, Dial, Close, Tell, App, GiveUp, Over>;
  std::optional<Action> next();

  // When tick() is due, if nothing else happens before.
  std::optional<Time> wake() const;

  // --- how it is, for health and metrics ---
  std::size_t ready() const;                    // connections that have said hello and stand
  std::size_t live() const;                     // these, and those that are about to go
  std::size_t ours() const;                     // those that Slack may count as ours
  int counted() const { return counted_; }      // what Slack counted at the latest hello
  int strangers() const { return strangers_; }  // of those, not ours
  std::uint64_t hellos() const { return hellos_; }
  std::size_t under_way() const;  // envelopes not yet answered
  bool leaving(Link link) const;  // whether Slack has said that it will close this one

 private:
  enum class Phase : std::uint8_t { asking, dialing, greeting, ready, retiring, closing };
  struct Socket {
    Phase phase = Phase::asking;
    Time deadline{};  // asking, dialing, greeting, closing: given up then
    Time ready_at{};  // when it said hello
    Time since{};     // retiring: since when
    Time heard{};     // its latest envelope or word
    std::size_t under_way = 0;
    bool brought = false;  // an envelope
  };
  using Sockets = std::map<Link, Socket>;

  // --- socket_machine.cpp ---
  void close(Sockets::iterator at, std::string reason, Time now);
  void retire(Sockets::iterator at, Time now);
  std::optional<Time> leave(const Socket& socket) const;
  void let_go(Time now);
  void drain(Time now);
  void finish();
  // --- socket_pace.cpp ---
  void fill(Time now);
  bool afford(Time now);
  void hold(Time until);
  void failed(Time now, errc why = errc::unavailable);
  bool lived(const Socket& socket, Time now);
  void crowd(Time now);
  void count(int connections, Time now);
  void give_up(std::string text, Time now);
  void tell(Weight weight, std::string text);
  void tell_once(std::string_view about, Weight weight, std::string text);
  std::size_t standing() const;  // asking to ready

  const Limits limits_;
  const std::function<double()> chance_;
  Sockets sockets_;
  std::deque<Action> actions_;
  Link last_ = 0;
  bool started_ = false, stopping_ = false, over_ = false;
  bool switched_off_ = false;    // Socket Mode is, in the app's settings
  Time hold_until_{};            // no apps.connections.open before
  std::optional<Time> fill_at_;  // a connection is missing, and is asked for then
  Time drain_until_{};
  int failures_ = 0, breaks_ = 0, crowded_ = 0;  // in a row, without a steady one between
  double tokens_ = 0;
  Time tokens_at_{};
  std::deque<Time> broken_;                  // when connections broke without a close frame
  std::set<std::string, std::less<>> told_;  // until the next hello
  std::string app_;
  int counted_ = 0, strangers_ = 0;
  std::uint64_t hellos_ = 0;
};

}  // namespace usher::slack
