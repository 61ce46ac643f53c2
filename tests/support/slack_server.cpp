// tests/support/slack_server.cpp: requests, and what is answered to them.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_server.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace usher::testing::slack {
namespace {

std::string bearer_of(const HttpMessage& request) {
  const std::string_view header = request.header("authorization");
  return header.starts_with("Bearer ") ? std::string(header.substr(7)) : std::string();
}

// Of a form these are JSON inside.
bool is_json_argument(std::string_view name) {
  constexpr std::array<std::string_view, 6> names = {"blocks",   "attachments", "view",
                                                     "metadata", "options",     "unfurls"};
  return std::ranges::find(names, name) != names.end();
}

void read_form(std::string_view form, json::object& out, World& world) {
  for (auto& [name, value] : form_fields(form)) {
    boost::system::error_code bad;
    if (!is_json_argument(name)) {
      out[name] = value;
    } else if (json::value inner = json::parse(value, bad); !bad) {
      out[name] = std::move(inner);
    } else {
      world.violation(fmt::format("the argument {} is no JSON", name));
    }
  }
}

}  // namespace

Server::Server(World& world, Loop& loop, Sockets& sockets)
    : world_(world), loop_(loop), sockets_(sockets) {}

void Server::take(const std::shared_ptr<Wire>& wire) {
  ++connections_;
  wire->received = [this, weak = std::weak_ptr(wire)](std::string& in) {
    if (const auto self = weak.lock()) read(self, in);
  };
}

void Server::read(const std::shared_ptr<Wire>& wire, std::string& in) {
  while (const auto request = take_http(in)) {
    const bool close = request->closes();
    if (request->method.empty()) return wire->cut();
    const std::string path = request->target.substr(0, request->target.find('?'));
    if (path == "/link/" || path == "/link") {
      const std::string refused = sockets_.upgrade(wire, *request);
      if (!refused.empty()) wire->send(refused);
      return;  // what follows are frames
    }
    if (path.starts_with("/api/")) {
      answer(wire, api(*request, std::string_view(path).substr(5)), close);
    } else if (path.starts_with("/actions/") || path.starts_with("/commands/")) {
      answer(wire, respond(*request, path), close);
    } else {
      world_.violation("a request for nothing that there is: " + path);
      answer(wire, {.status = 404, .body = {}, .fault = {}, .headers = {}}, close);
    }
  }
}

void Server::answer(const std::shared_ptr<Wire>& wire, Answer answer, bool close) {
  const auto go = [wire, answer, close] {
    if (answer.then == Answer::Then::silence) return;
    if (answer.then == Answer::Then::reset) return wire->reset();
    auto headers = answer.headers;
    if (close) headers.emplace_back("Connection", "close");
    wire->send(http_answer(answer.status, answer.body, answer.type, headers));
    if (close) wire->finish();
  };
  const auto wait = step + answer.delay;
  if (wait.count() == 0) return go();
  loop_.after(wait, go);
}

const Fault* Server::met(std::string_view method) {
  for (auto at = faults_.begin(); at != faults_.end(); ++at) {
    const bool any = at->method == "*" && method != "response_url";
    if (!any && at->method != method) continue;
    ++at->met;
    if (at->every > 0) {
      if (at->met % at->every == 0) return &*at;
      continue;
    }
    if (at->met <= at->times) return &*at;
  }
  return nullptr;
}

bool Server::prevented(const Fault& fault, Answer& out) {
  out.delay = fault.delay;
  if (fault.how == "reset" || fault.how == "ignored") {
    out.fault = fault.how;
    out.then = fault.how == "reset" ? Answer::Then::reset : Answer::Then::silence;
    return true;
  }
  if (!fault.error.empty()) {
    out.fault = fault.error;
    out.body = json::serialize(refusal(fault.error));
    return true;
  }
  if (fault.status == 0) return false;
  out.fault = std::to_string(fault.status);
  out.status = fault.status;
  out.body = fault.body;
  if (fault.retry_after >= 0)
    out.headers.emplace_back("Retry-After", std::to_string(fault.retry_after));
  return true;
}

void Server::spoil(const Fault& fault, Answer& out) {
  out.delay = fault.delay;
  out.fault = fault.how;
  if (fault.how == "lost") out.then = Answer::Then::reset;
  if (fault.how == "stall") out.then = Answer::Then::silence;
}

// As many posts a second and channel as Slack takes; bursts are.
bool Server::too_fast(const json::object& args) {
  if (world_.settings.posts_per_second <= 0) return false;
  Pace& pace = paces_[std::string(text_at(args, "channel"))];
  const double passed = std::chrono::duration<double>(loop_.now() - pace.at).count();
  pace.tokens =
      std::min(world_.settings.burst, pace.tokens + passed * world_.settings.posts_per_second);
  pace.at = loop_.now();
  if (pace.tokens < 1) return true;
  pace.tokens -= 1;
  return false;
}

// As many calls a minute as the method's tier has. apps.connections.open: Slack's page and its SDKs do not agree; the larger
// figure, since a refused one is what tests of the sockets make by a fault.
std::chrono::seconds Server::too_many(std::string_view method) {
  const MethodSpec* spec = method_named(method);
  const double tier = method == "apps.connections.open" ? tier_3 : spec != nullptr ? spec->tier : 0;
  const double most = tier * world_.settings.tiers;
  if (most <= 0) return std::chrono::seconds(0);
  Pace& pace = tiers_[std::string(method)];
  const double passed = std::chrono::duration<double>(loop_.now() - pace.at).count();
  pace.tokens = std::min(most, pace.tokens + passed * most / 60);
  pace.at = loop_.now();
  if (pace.tokens < 1)
    return std::chrono::seconds(static_cast<int>(std::ceil((1 - pace.tokens) * 60 / most)));
  pace.tokens -= 1;
  return std::chrono::seconds(0);
}

Server::Answer Server::api(const HttpMessage& request, std::string_view method) {
  ++counts_[std::string(method)];
  // What was on its way when the 429 went out is not blamed.
  const auto held = held_.find(method);
  const auto grace = std::chrono::milliseconds(100) + 2 * step;
  if (held != held_.end() && loop_.now() > held->second.first + grace &&
      loop_.now() < held->second.second - std::chrono::milliseconds(30))
    ++early_;
  Answer out;
  json::object args;
  json::object result;
  const Fault* fault = met(method);
  if (const auto wait = too_many(method); wait.count() > 0) {
    out.status = 429;
    out.fault = "tier";
    out.body = json::serialize(refusal("ratelimited"));
    out.headers.emplace_back("Retry-After", std::to_string(wait.count()));
    held_[std::string(method)] = {loop_.now(), loop_.now() + wait};
  } else if (fault != nullptr && prevented(*fault, out)) {
    if (out.status == 429 && fault->retry_after >= 0)
      held_[std::string(method)] = {
          loop_.now(), loop_.now() + std::chrono::seconds(fault->retry_after)
      };
    read_args(request, method_named(method), args);  // for the record: it was not done
    args.erase("token");
  } else {
    result = perform(request, method, args);
    if (text_at(result, "error") == "ratelimited") {
      out.status = 429;
      out.headers.emplace_back("Retry-After", "1");
    }
    if (method == "auth.test") {
      std::string scopes;
      for (const std::string& scope : world_.settings.scopes)
        scopes += (scopes.empty() ? "" : ",") + scope;
      out.headers.emplace_back("X-OAuth-Scopes", scopes);
    }
    out.body = json::serialize(result);
    if (fault != nullptr) spoil(*fault, out);
  }
  if (out.status == 429) ++limited_;
  note(method, std::move(args), std::move(result), out);
  return out;
}

// Slack's answer where they cannot be read.
json::object Server::read_args(
    const HttpMessage& request, const MethodSpec* spec, json::object& args
) {
  const std::string_view type = request.header("content-type");
  const auto query = request.target.find('?');
  if (query != std::string::npos)
    read_form(std::string_view(request.target).substr(query + 1), args, world_);
  // slack-go announces JSON and sends nothing, which Slack takes.
  if (type.starts_with("application/json") && !request.body.empty()) {
    boost::system::error_code bad;
    json::value body = json::parse(request.body, bad);
    if (bad || !body.is_object()) return refusal("invalid_json");
    // Where JSON is not taken, what it says is not seen at all.
    if (spec != nullptr && !spec->takes_json && !body.get_object().empty())
      world_.violation(fmt::format("{} takes no JSON", spec->name));
    else
      for (auto& [name, value] : body.get_object()) args[name] = std::move(value);
  } else if (type.starts_with("application/x-www-form-urlencoded")) {
    read_form(request.body, args, world_);
  } else if (!request.body.empty()) {
    return refusal("invalid_post_type");
  }
  return {};
}

json::object Server::perform(
    const HttpMessage& request, std::string_view method, json::object& args
) {
  const MethodSpec* spec = method_named(method);
  if (json::object refused = read_args(request, spec, args); !refused.empty()) return refused;
  std::string token = bearer_of(request);
  const bool in_header = !token.empty();
  if (!in_header) token = text_at(args, "token");
  args.erase("token");
  if (method == "apps.connections.open") return connect(request, token, in_header);
  if (token.empty()) return refusal("not_authed");
  if (token == world_.settings.app_token) return refusal("not_allowed_token_type");
  if (token != world_.settings.bot_token) {
    world_.violation("a wrong token");
    return refusal("invalid_auth");
  }
  if (spec == nullptr) {
    world_.violation(fmt::format("there is no method {}", method));
    return refusal("unknown_method");
  }
  if (const std::string scope = scope_of(world_, *spec, args);
      !scope.empty() && !world_.settings.scopes.contains(scope))
    return missing(world_, scope);
  if (method == "chat.postMessage" && too_fast(args)) return refusal("ratelimited");
  json::object result = spec->run(world_, args);
  const std::string_view error = text_at(result, "error");
  if (error == "invalid_blocks" || error == "msg_blocks_too_long" || error == "invalid_arguments" ||
      error == "invalid_metadata_format" || error == "no_text")
    world_.violation(fmt::format("{}: {}", method, json::serialize(result)));
  return result;
}

json::object Server::connect(const HttpMessage&, std::string_view token, bool in_header) {
  if (token.empty()) return refusal("not_authed");
  if (!in_header) {
    world_.violation("apps.connections.open wants its token in the header");
    return refusal("invalid_arguments");
  }
  if (token == world_.settings.bot_token) return refusal("not_allowed_token_type");
  if (token != world_.settings.app_token) return refusal("invalid_auth");
  return {{"ok", true}, {"url", sockets_.new_url()}};
}

void Server::note(
    std::string_view method, json::object args, json::object result, const Answer& given
) {
  if (world_.settings.kept_calls == 0) return;
  const auto at =
      std::chrono::duration_cast<std::chrono::milliseconds>(loop_.now() - begun_).count();
  calls_.push_back(
      {++last_, std::string(method), std::move(args), std::move(result), given.status, given.fault,
       at}
  );
  if (calls_.size() > world_.settings.kept_calls) calls_.pop_front();
}

json::object Server::state() const {
  json::object counts;
  for (const auto& [method, count] : counts_) counts[method] = count;
  json::object out{{"limited", limited_}, {"too_early", early_}, {"connections", connections_}};
  out["calls"] = counts;
  return out;
}

}  // namespace usher::testing::slack
