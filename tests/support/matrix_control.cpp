// tests/support/matrix_control.cpp: the server's side of a script.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_control.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace usher::testing::matrix {

Control::Control() {
  world.happened = [this](const Event& event) {
    sync.happened();
    push.happened(event);
  };
  calls.ping = [this] { return push.ping(); };
  calls.sent = [this](const Event& event, const json::object& content) {
    load.said(event, content);
  };
  world.names["@ada:localhost"] = "Ada";
  world.names["@bo:localhost"] = "Bo";
  world.names[world.usher] = "Usher";
}

Room& Control::room_of(const json::object& command) {
  Room* room = world.room(text_at(command, "room"));
  if (room == nullptr)
    throw std::runtime_error(fmt::format("there is no room {}", text_at(command, "room")));
  return *room;
}

Event& Control::event_of(const json::object& command) {
  Event* event = world.event(text_at(command, "event"));
  if (event == nullptr)
    throw std::runtime_error(fmt::format("there is no event {}", text_at(command, "event")));
  return *event;
}

std::string Control::user_of(const json::object& command, std::string_view key) const {
  const std::string_view user = text_at(command, key);
  return user.empty() ? "@ada:" + world.rules.server_name : std::string(user);
}

json::object Control::configure(const json::object& command) {
  using std::chrono::milliseconds;
  if (!text_at(command, "room_version").empty())
    world.rules.room_version = text_at(command, "room_version");
  if (command.contains("password_flow"))
    accounts.rules.password_flow = flag_at(command, "password_flow");
  if (command.contains("service_flow"))
    accounts.rules.service_flow = flag_at(command, "service_flow");
  if (command.contains("lifetime_ms"))
    accounts.rules.lifetime = milliseconds(number_at(command, "lifetime_ms", 0));
  if (command.contains("step_ms")) server.step = milliseconds(number_at(command, "step_ms", 0));
  if (command.contains("kept_calls"))
    server.kept = static_cast<std::size_t>(number_at(command, "kept_calls", 0));
  world.rules.ahead_ms = number_at(command, "ahead_ms", world.rules.ahead_ms);
  if (command.contains("history"))
    world.rules.history = static_cast<std::size_t>(number_at(command, "history", 400'000));
  if (const json::object* limits = object_at(command, "limits")) {
    if (const auto* rate = limits->if_contains("per_second"); rate != nullptr && rate->is_number())
      calls.per_second = rate->to_number<double>();
    if (const auto* burst = limits->if_contains("burst"); burst != nullptr && burst->is_number())
      calls.burst = burst->to_number<double>();
  }
  if (const json::object* service = object_at(command, "appservice")) {
    push.port = static_cast<std::uint16_t>(number_at(*service, "port", push.port));
    push.retry = milliseconds(number_at(*service, "retry_ms", push.retry.count()));
    push.most =
        static_cast<std::size_t>(number_at(*service, "most", static_cast<std::int64_t>(push.most)));
    push.repeat = static_cast<int>(number_at(*service, "repeat", 0));
    push.lost = static_cast<int>(number_at(*service, "lost", 0));
  }
  if (const json::array* allow = array_at(command, "allow")) {
    world.rules.allow.clear();
    for (const json::value& one : *allow)
      if (one.is_string()) world.rules.allow.emplace(one.get_string());
  }
  return {};
}

json::object Control::asked(const json::object& command) const {
  const auto since = static_cast<std::uint64_t>(number_at(command, "since", 0));
  const std::string_view path = text_at(command, "path");
  json::array out;
  for (const Call& call : server.calls()) {
    if (call.number <= since) continue;
    const bool named = path.empty() || path == "*" ||
                       (path.starts_with('/') ? is_like(path, call.path) : path == call.name);
    if (named) out.push_back(call.object());
  }
  return {
      {"calls", std::move(out)}, {"last", server.calls().empty() ? 0 : server.calls().back().number}
  };
}

json::object Control::events(const json::object& command) {
  const Room& room = room_of(command);
  const auto since = static_cast<std::uint64_t>(number_at(command, "since", 0));
  const std::string_view sender = text_at(command, "sender");
  json::array out;
  for (const std::uint64_t position : room.timeline) {
    const Event* event = position > since ? world.at(position) : nullptr;
    if (event == nullptr || (!sender.empty() && sender != event->sender)) continue;
    json::object one{
        {"event_id", event->id},
        {"type", event->type},
        {"sender", event->sender},
        {"content", event->said()},
        {"position", event->position},
        {"redacted", !event->redacted_by.empty()},
        {"txn", event->txn}
    };
    if (event->state_key) one["state_key"] = *event->state_key;
    out.push_back(std::move(one));
  }
  return {{"events", std::move(out)}, {"last", world.last()}};
}

json::object Control::state() {
  json::array violations;
  for (const std::string& one : world.violations()) violations.emplace_back(one);
  json::object allowed;
  for (const auto& [kind, count] : world.allowed()) allowed[kind] = count;
  json::array joined;
  for (const auto& [id, room] : world.rooms)
    if (room.membership(world.usher) == "join") joined.emplace_back(id);
  return {
      {"violations", std::move(violations)},
      {"violation_count", world.violation_count()},
      {"allowed", std::move(allowed)},
      {"server", server.state()},
      {"polls", sync.polls()},
      {"waiting", sync.waiting()},
      {"push", push.state()},
      {"rooms", std::move(joined)},
      {"repeats", calls.repeats},
      {"logins", accounts.logins},
      {"refreshes", accounts.refreshes},
      {"last", world.last()}
  };
}

json::object Control::obey(const json::object& command) {
  const std::string_view what = text_at(command, "do");
  json::object out;
  if (what == "configure") {
    out = configure(command);
  } else if (what == "fault") {
    server.faults.add(command);
  } else if (what == "no_faults") {
    server.faults.clear();
    sync.faults = {};
    push.repeat = push.lost = 0;
  } else if (what == "sync") {
    sync.faults.limited = static_cast<int>(number_at(command, "limited", 0));
    sync.faults.repeat = static_cast<int>(number_at(command, "repeat", 0));
    sync.faults.empty = static_cast<int>(number_at(command, "empty", 0));
    sync.faults.slow = static_cast<int>(number_at(command, "slow", 0));
    sync.faults.slow_ms = std::chrono::milliseconds(number_at(command, "slow_ms", 200));
  } else if (what == "expire") {
    accounts.expire(!command.contains("soft") || flag_at(command, "soft"));
  } else if (what == "forget_tokens") {
    sync.forget_tokens();
  } else if (what == "load") {
    out["run"] = load.start(command);
  } else if (what == "load_state" || what == "load_stop") {
    const auto run = static_cast<std::size_t>(number_at(command, "run", 0));
    if (what == "load_stop") load.stop(run);
    out = load.state(run, flag_at(command, "times"));
  } else if (what == "calls") {
    out = asked(command);
  } else if (what == "events") {
    out = events(command);
  } else if (what == "server") {
    out = state();
  } else {
    out = people(what, command);
  }
  out["ok"] = true;
  return out;
}

}  // namespace usher::testing::matrix
