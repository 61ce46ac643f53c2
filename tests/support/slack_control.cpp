// tests/support/slack_control.cpp: commands of scripts.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_control.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::testing::slack {
namespace {

using std::chrono::milliseconds;

json::object trouble(std::string_view what) { return {{"ok", false}, {"error", what}}; }

void read_names(const json::object& command, std::string_view key, std::set<std::string>& into) {
  const json::array* names = array_at(command, key);
  if (names == nullptr) return;
  into.clear();
  for (const json::value& one : *names)
    if (one.is_string()) into.emplace(one.get_string());
}

void read_wait(const json::object& command, std::string_view key, milliseconds& into) {
  if (command.contains(key)) into = milliseconds(number_at(command, key, into.count()));
}

// What a manifest asks for is what the app gets.
void install(const json::object& manifest, Settings& settings) {
  if (const json::object* oauth = object_at(manifest, "oauth_config"))
    if (const json::object* scopes = object_at(*oauth, "scopes"))
      read_names(*scopes, "bot", settings.scopes);
  if (const json::object* more = object_at(manifest, "settings"))
    if (const json::object* events = object_at(*more, "event_subscriptions"))
      read_names(*events, "bot_events", settings.events);
  settings.commands.clear();
  settings.shortcuts.emplace();
  const json::object* features = object_at(manifest, "features");
  if (features == nullptr) return;
  if (const json::array* commands = array_at(*features, "slash_commands"))
    for (const json::value& one : *commands)
      if (const json::object* command = one.if_object())
        settings.commands.emplace(text_at(*command, "command"));
  if (const json::array* shortcuts = array_at(*features, "shortcuts"))
    for (const json::value& one : *shortcuts)
      if (const json::object* shortcut = one.if_object())
        settings.shortcuts->insert(
            fmt::format("{} {}", text_at(*shortcut, "type"), text_at(*shortcut, "callback_id"))
        );
}

Fault read_fault(const json::object& command) {
  Fault fault;
  if (command.contains("method")) fault.method = text_at(command, "method");
  fault.error = text_at(command, "error");
  fault.how = text_at(command, "how");
  fault.every = static_cast<int>(number_at(command, "every", 0));
  fault.times = static_cast<int>(number_at(command, "times", 1));
  fault.status = static_cast<int>(number_at(command, "status", 0));
  fault.retry_after = static_cast<int>(number_at(command, "retry_after", -1));
  fault.delay = milliseconds(number_at(command, "delay_ms", 0));
  // A 429 comes with JSON, or, behind some of Slack's proxies, with none.
  if (command.contains("body"))
    fault.body = text_at(command, "body");
  else if (fault.status == 429)
    fault.body = R"({"ok":false,"error":"ratelimited"})";
  return fault;
}

std::string_view state_word(Delivery::State state) {
  switch (state) {
    case Delivery::State::under_way:
      return "under_way";
    case Delivery::State::acknowledged:
      return "acknowledged";
    case Delivery::State::failed:
      break;
  }
  return "failed";
}

}  // namespace

Control::Control() {
  dispatch.transport = [this](const std::shared_ptr<Delivery>& delivery) {
    return hook.port != 0 ? hook.send(delivery) : sockets.send(delivery);
  };
  world.tell = [this](json::object event) { dispatch.event(std::move(event)); };
  world.said = [this](std::string_view words, bool, std::int64_t tag) { load.said(words, tag); };
}

// manifest: scopes, events, commands and shortcuts of one; or scopes, events, commands. http_port: where the app listens (0: Socket Mode), and
// path. step_ms, frame_ms, ping_ms, ack_ms, trigger_ms, response_ms, retry_ms [..]; echo, history, kept_calls; most_sockets,
// no_hello; posts_per_second, burst, tiers; ahead_ms; clock_error_s, wrong_signature.
json::object Control::configure(const json::object& command) {
  Settings& settings = world.settings;
  if (const json::object* manifest = object_at(command, "manifest")) install(*manifest, settings);
  read_names(command, "scopes", settings.scopes);
  read_names(command, "events", settings.events);
  read_names(command, "commands", settings.commands);
  hook.port = static_cast<std::uint16_t>(number_at(command, "http_port", hook.port));
  if (command.contains("path")) hook.path = text_at(command, "path");
  read_wait(command, "step_ms", sockets.step);
  server.step = hook.step = sockets.step;
  read_wait(command, "frame_ms", sockets.frame);
  read_wait(command, "ping_ms", sockets.ping);
  read_wait(command, "ack_ms", settings.ack);
  read_wait(command, "trigger_ms", settings.trigger);
  read_wait(command, "response_ms", settings.response);
  read_wait(command, "ahead_ms", settings.ahead);
  if (const json::array* retries = array_at(command, "retry_ms")) {
    settings.retries.clear();
    for (const json::value& one : *retries)
      settings.retries.emplace_back(one.is_int64() ? one.get_int64() : 0);
  }
  if (command.contains("echo")) settings.echo = flag_at(command, "echo");
  if (command.contains("no_hello")) sockets.no_hello = flag_at(command, "no_hello");
  if (command.contains("wrong_signature"))
    hook.wrong_signature = flag_at(command, "wrong_signature");
  hook.clock_error =
      std::chrono::seconds(number_at(command, "clock_error_s", hook.clock_error.count()));
  settings.history = static_cast<std::size_t>(
      number_at(command, "history", static_cast<std::int64_t>(settings.history))
  );
  settings.kept_calls = static_cast<std::size_t>(
      number_at(command, "kept_calls", static_cast<std::int64_t>(settings.kept_calls))
  );
  sockets.most = static_cast<std::size_t>(
      number_at(command, "most_sockets", static_cast<std::int64_t>(sockets.most))
  );
  if (command.contains("posts_per_second"))
    settings.posts_per_second = command.at("posts_per_second").to_number<double>();
  if (command.contains("burst")) settings.burst = command.at("burst").to_number<double>();
  if (command.contains("tiers")) settings.tiers = command.at("tiers").to_number<double>();
  return {{"ok", true}};
}

// since: a call's number; method: of these alone
json::object Control::calls(const json::object& command) {
  const auto since = static_cast<std::uint64_t>(number_at(command, "since", 0));
  const std::string_view method = text_at(command, "method");
  json::array found;
  for (const Call& call : server.calls()) {
    if (call.number <= since || (!method.empty() && call.method != method)) continue;
    const json::object* view = object_at(call.args, "view");
    json::object one{
        {"number", call.number},
        {"method", call.method},
        {"status", call.status},
        {"fault", call.fault},
        {"at_ms", call.at_ms}
    };
    one["args"] = call.args;
    one["answer"] = call.answer;
    one["words"] = words_of(view != nullptr ? *view : call.args);
    found.push_back(json::value(std::move(one)));
  }
  json::object out{{"ok", true}};
  out["calls"] = found;
  out["last"] = server.calls().empty() ? 0 : server.calls().back().number;
  return out;
}

// number: what became of what was sent to the app
json::object Control::delivery(const json::object& command) {
  const auto found = dispatch.kept(static_cast<std::uint64_t>(number_at(command, "number", 0)));
  if (found == nullptr) return trouble("no such delivery");
  json::object out{
      {"ok", true},
      {"state", state_word(found->state)},
      {"why", found->why},
      {"attempt", found->attempt}
  };
  out["answer"] = found->answer;
  const json::object* view = object_at(found->answer, "view");
  out["words"] = words_of(view != nullptr ? *view : found->answer);
  out["ms"] = std::chrono::duration<double, std::milli>(found->ended - found->sent).count();
  return out;
}

// channel ("dm" of user): what stands there, the oldest first
json::object Control::history(const json::object& command) {
  std::string channel(text_at(command, "channel"));
  if (channel == "dm") channel = world.direct_with(std::string(text_at(command, "user"))).id;
  json::array found;
  for (const auto& [ts, stored] : world.messages[channel]) {
    json::object one = stored.message;
    one["words"] = words_of(stored.message);
    one["ephemeral"] = stored.ephemeral;
    one["for_user"] = stored.for_user;
    found.push_back(json::value(std::move(one)));
  }
  json::object out{{"ok", true}, {"channel", channel}};
  out["messages"] = found;
  return out;
}

// user, in: "modal" or "home": what they see; no view where there is none
json::object Control::view(const json::object& command) {
  const std::string user(text_at(command, "user"));
  const auto& stack = world.modals[user];
  const std::string id = text_at(command, "in") == "home" ? world.homes[user]
                         : stack.empty()                  ? std::string()
                                                          : stack.back();
  const auto found = world.views.find(id);
  json::object out{{"ok", true}, {"depth", stack.size()}};
  if (found == world.views.end()) return out;
  out["view"] = world.view_object(found->second);
  out["words"] = words_of(found->second.view);
  return out;
}

json::object Control::state() {
  const auto& counts = dispatch.counts();
  json::array violations;
  for (const std::string& one : world.violations()) violations.emplace_back(one);
  json::object out{{"ok", true}, {"violation_count", world.violation_count()}};
  out["violations"] = violations;
  out["sockets"] = sockets.state();
  out["server"] = server.state();
  out["deliveries"] = {{"sent", counts.sent},     {"acknowledged", counts.acknowledged},
                       {"failed", counts.failed}, {"repeated", counts.repeated},
                       {"late", counts.late},     {"under_way", dispatch.under_way()}};
  return out;
}

json::object Control::trouble_makers(std::string_view what, const json::object& command) {
  const bool all = text_at(command, "which") != "one";
  if (what == "fault") {
    server.add(read_fault(command));
  } else if (what == "no_faults") {
    server.no_faults();
  } else if (what == "refresh") {
    const std::string_view reason =
        command.contains("reason") ? text_at(command, "reason") : std::string_view("warning");
    sockets.refresh(
        reason, reason == "warning",
        milliseconds(number_at(command, "grace_ms", reason == "warning" ? 4000 : 10000)), all
    );
  } else if (what == "cut") {
    const std::string_view how = text_at(command, "how");
    sockets.cut(
        how == "freeze" ? Sockets::Cut::freeze
        : how == "rst"  ? Sockets::Cut::rst
                        : Sockets::Cut::fin,
        all
    );
  } else {
    sockets.say(text_at(command, "text"));
  }
  return {{"ok", true}};
}

json::object Control::obey(const json::object& command) {
  const std::string_view what = text_at(command, "do");
  using Act = json::object (Acts::*)(const json::object&);
  constexpr std::pair<std::string_view, Act> deeds[] = {
      {"message", &Acts::message},
      {"edit", &Acts::edit},
      {"delete", &Acts::remove},
      {"slash", &Acts::slash},
      {"press", &Acts::press},
      {"shortcut", &Acts::shortcut},
      {"submit", &Acts::submit},
      {"close", &Acts::close},
      {"message_action", &Acts::message_action},
      {"home", &Acts::home},
      {"react", &Acts::react},
      {"join", &Acts::join},
      {"room", &Acts::room},
      {"team_join", &Acts::team_join},
      {"event", &Acts::raw},
  };
  for (const auto& [name, act] : deeds)
    if (name == what) {
      json::object out = (acts.*act)(command);
      out["ok"] = !out.contains("error");
      return out;
    }
  if (what == "configure") return configure(command);
  if (what == "calls") return calls(command);
  if (what == "delivery") return delivery(command);
  if (what == "history") return history(command);
  if (what == "view") return view(command);
  if (what == "state") return state();
  if (what == "load") return {{"ok", true}, {"run", load.start(command)}};
  if (what == "load_state" || what == "load_stop") {
    const auto run = static_cast<std::size_t>(number_at(command, "run", 0));
    if (what == "load_stop") load.stop(run);
    json::object out = load.state(run, flag_at(command, "times"));
    out["ok"] = true;
    return out;
  }
  for (const std::string_view name : {"fault", "no_faults", "refresh", "cut", "say"})
    if (name == what) return trouble_makers(what, command);
  return trouble(fmt::format("there is no command {}", what));
}

}  // namespace usher::testing::slack
