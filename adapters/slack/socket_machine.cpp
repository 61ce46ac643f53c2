// adapters/slack/socket_machine.cpp: the life of each connection, from its URL to its close frame.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/socket_machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace {

// The peer's half of the closing handshake has the WebSocket's own limit, which is shorter.
constexpr SocketMachine::Span closing_most{10000};

}  // namespace

SocketMachine::Farewell SocketMachine::farewell(Disconnect::Why why) {
  switch (why) {
    case Disconnect::Why::warning:
    case Disconnect::Why::refresh_requested:
    case Disconnect::Why::other:  // whatever Slack adds, it is about to go
      break;
    case Disconnect::Why::link_disabled:
      return Farewell::link_disabled;
    case Disconnect::Why::too_many_websockets:
      return Farewell::too_many;
  }
  return Farewell::refresh;
}

SocketMachine::SocketMachine(Limits limits, std::function<double()> chance)
    : limits_(limits), chance_(std::move(chance)) {}

void SocketMachine::start(Time now) {
  started_ = true;
  tokens_ = limits_.budget;
  tokens_at_ = now;
  fill(now);
}

void SocketMachine::opened(Link link, std::string url, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end() || at->second.phase != Phase::asking) return;
  at->second.phase = Phase::dialing;
  at->second.deadline = now + limits_.dialing;
  actions_.emplace_back(Dial{link, std::move(url)});
  fill(now);
}

void SocketMachine::connected(Link link, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end() || at->second.phase != Phase::dialing) {
    actions_.emplace_back(Close{link, "too late"});  // Slack must not go on counting it (lesson 4)
    return;
  }
  Socket& socket = at->second;
  socket.phase = Phase::greeting;
  socket.deadline = now + limits_.greeting;
  socket.heard = now;
}

void SocketMachine::unconnected(Link link, errc why, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end()) return;
  const bool wanted = at->second.phase == Phase::dialing;
  sockets_.erase(at);
  if (wanted) {
    tell_once(
        "dial", Weight::warning,
        fmt::format("no WebSocket to Slack could be opened: {}; trying again", describe(why))
    );
    failed(now, why);
  }
  fill(now);
  finish();
}

void SocketMachine::hello(Link link, int connections, std::string_view app, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end() || at->second.phase != Phase::greeting) return;
  Socket& socket = at->second;
  socket.phase = Phase::ready;
  socket.ready_at = socket.heard = now;
  ++hellos_;
  switched_off_ = false;
  if (!told_.empty()) tell(Weight::info, "connected to Slack again");
  told_.clear();
  if (app_.empty() && !app.empty()) {
    app_ = app;
    actions_.emplace_back(App{app_});
  }
  if (connections > 0) count(connections, now);  // else it was not said
  fill(now);
}

bool SocketMachine::envelope(Link link, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end()) return false;
  Socket& socket = at->second;
  const bool open = socket.phase == Phase::greeting || socket.phase == Phase::ready ||
                    socket.phase == Phase::retiring;
  if (!open) return false;
  socket.heard = now;
  socket.brought = true;
  ++socket.under_way;
  return true;
}

void SocketMachine::answered(Link link, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end() || at->second.under_way == 0) return;
  --at->second.under_way;
  if (stopping_) drain(now);
}

void SocketMachine::disconnect(Link link, Farewell why, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end()) return;
  Socket& socket = at->second;
  const bool greeting = socket.phase == Phase::greeting;
  if (!greeting && socket.phase != Phase::ready && socket.phase != Phase::retiring) return;
  socket.heard = now;
  if (why == Farewell::link_disabled) {
    switched_off_ = true;
    hold(now + limits_.switched_off);
    tell_once(
        "link_disabled", Weight::error,
        fmt::format(
            "Socket Mode is switched off in the settings of this Slack app: nothing will arrive. "
            "Switch it on "
            "under Settings, Socket Mode; Usher looks again every {} minutes",
            std::chrono::ceil<std::chrono::minutes>(limits_.switched_off).count()
        )
    );
    close(at, "Socket Mode is off", now);
  } else if (why == Farewell::too_many) {
    crowd(now);
    close(at, "too many connections", now);
  } else if (greeting) {
    // Lesson 2: a connection may be taken back before it was of any use.
    failed(now);
    close(at, "refused before hello", now);
  } else if (socket.phase == Phase::ready) {
    retire(at, now);
  }
  fill(now);
}

void SocketMachine::ended(Link link, errc why, bool clean, Time now) {
  const auto at = sockets_.find(link);
  if (at == sockets_.end()) return;
  const Socket socket = at->second;
  sockets_.erase(at);
  if (!clean && socket.phase != Phase::dialing) broken_.push_back(now);
  if (socket.phase == Phase::greeting && !stopping_) {
    tell_once(
        "greeting", Weight::warning,
        fmt::format("Slack closed a new connection before its hello: {}", describe(why))
    );
    failed(now);
  } else if (socket.phase == Phase::ready && !stopping_) {
    const bool silent = why == errc::timed_out;
    tell(
        silent ? Weight::warning : Weight::info,
        silent
            ? std::string("a connection to Slack fell silent; another takes its place")
            : fmt::format("a connection to Slack ended: {}; another takes its place", describe(why))
    );
    // A first cut is mended at once however young the connection was, and so is each of one that was of use: what people
    // write meanwhile is lost to them. Only what goes on breaking to no purpose waits; fill() has a budget for the rest.
    if (!lived(socket, now) && ++breaks_ > limits_.connections) failed(now);
  }
  let_go(now);
  fill(now);
  finish();
}

void SocketMachine::tick(Time now) {
  for (auto at = sockets_.begin(); at != sockets_.end();) {
    const auto here = at++;
    Socket& socket = here->second;
    const bool late = now >= socket.deadline;
    if (socket.phase == Phase::asking && late) {
      sockets_.erase(here);
      tell_once("ask", Weight::warning, "Slack does not say where to connect; trying again");
      failed(now, errc::timed_out);
    } else if (socket.phase == Phase::dialing && late) {
      actions_.emplace_back(Close{here->first, "too late"});
      sockets_.erase(here);
      tell_once(
          "dial", Weight::warning, "a WebSocket to Slack takes too long to open; trying again"
      );
      failed(now, errc::timed_out);
    } else if (socket.phase == Phase::greeting && late) {
      tell_once(
          "greeting", Weight::warning, "Slack says no hello on a new connection; trying another"
      );
      failed(now);
      close(here, "no hello", now);
    } else if (socket.phase == Phase::closing && late) {
      sockets_.erase(here);
    }
  }
  let_go(now);
  if (stopping_) drain(now);
  fill(now);
  finish();
}

void SocketMachine::stop(Time now) {
  if (stopping_) return;
  stopping_ = true;
  drain_until_ = now + limits_.drain;
  drain(now);
  finish();
}

void SocketMachine::close(Sockets::iterator at, std::string reason, Time now) {
  at->second.phase = Phase::closing;
  at->second.deadline = now + closing_most;
  actions_.emplace_back(Close{at->first, std::move(reason)});
}

void SocketMachine::retire(Sockets::iterator at, Time now) {
  lived(at->second, now);
  at->second.phase = Phase::retiring;
  at->second.since = now;
  tell(Weight::info, "Slack is about to close a connection; another takes its place");
}

// When a retiring connection may be closed by us, if Slack does not do it before. Nothing: not while it is the last that
// works, or brings something.
std::optional<SocketMachine::Time> SocketMachine::leave(const Socket& socket) const {
  if (ready() == 0) return std::nullopt;
  const Time at_last = socket.since + limits_.linger_most;
  if (ready() < static_cast<std::size_t>(limits_.connections) || socket.under_way > 0)
    return at_last;
  return std::min(at_last, std::max(socket.since + limits_.linger, socket.heard + limits_.quiet));
}

void SocketMachine::let_go(Time now) {
  for (auto at = sockets_.begin(); at != sockets_.end(); ++at) {
    if (at->second.phase != Phase::retiring) continue;
    const auto when = leave(at->second);
    if (when && now >= *when) close(at, "replaced", now);
  }
}

void SocketMachine::drain(Time now) {
  for (auto at = sockets_.begin(); at != sockets_.end();) {
    const auto here = at++;
    const Socket& socket = here->second;
    if (socket.phase == Phase::asking || socket.phase == Phase::dialing) {
      if (socket.phase == Phase::dialing) actions_.emplace_back(Close{here->first, "stopping"});
      sockets_.erase(here);
    } else if (socket.phase != Phase::closing && (socket.under_way == 0 || now >= drain_until_)) {
      close(here, "stopping", now);
    }
  }
  finish();
}

void SocketMachine::finish() {
  if (!stopping_ || over_ || !sockets_.empty()) return;
  over_ = true;
  actions_.emplace_back(Over{});
}

std::optional<SocketMachine::Action> SocketMachine::next() {
  if (actions_.empty()) return std::nullopt;
  Action action = std::move(actions_.front());
  actions_.pop_front();
  return action;
}

std::optional<SocketMachine::Time> SocketMachine::wake() const {
  std::optional<Time> out = fill_at_;
  const auto also = [&out](Time at) { out = out ? std::min(*out, at) : at; };
  for (const auto& [link, socket] : sockets_) {
    const bool open = socket.phase == Phase::ready || socket.phase == Phase::retiring;
    if (!open) also(socket.deadline);
    if (stopping_ && open) also(drain_until_);
    if (socket.phase != Phase::retiring || stopping_) continue;
    if (const auto when = leave(socket)) also(*when);
  }
  return out;
}

}  // namespace usher::slack
